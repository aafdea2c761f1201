// JSON-stat 2.0: a dataset, or a collection of several.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Reads JSON-stat: a dataset or a collection with datasets in it (2.0), or a bundle (1.x). `name` stands for the text
/// in messages.
///
/// Read are roles, categories with index, label, child, unit and note, values as an array or by position, statuses as
/// an array, by position, or one for all cells (`from_json_stat`); of extensions those that PxWeb and kohort write
/// (total, mandatory notes, kind of measure, reference period, table and subject). A dimension with the role of time
/// gets kohort's periods as codes. What is left out or not exact is listed in `publication::losses`: links to datasets
/// elsewhere, statuses without a counterpart.
///
/// Errors (`data`, all at once, path: the text's name and a JSON pointer): not JSON or not JSON-stat, sizes that do not
/// fit the categories, values beyond the size, numbers of more than 18 digits, an unknown status. O(bytes).
[[nodiscard]] result<std::vector<publication>> parse_json_stat(std::string_view text, const std::string& name);

/// A dataset when there is one table, otherwise a collection with all datasets in it.
///
/// Texts are in the first language; the others are in `extension.kohort.translations`, a tree like that of the dataset.
/// A table without a dimension of contents gets one of a single category, so that its unit has a place; `extension`
/// tells, and it is gone when read back. Statuses are the words of `to_json_stat`, explained in
/// `extension.status.label`; a cell without a value is null. `value` is an object when most cells are null. Read back
/// it is the same publication. O(cells).
[[nodiscard]] std::string to_json_stat(std::span<const publication> tables);

} // namespace kohort
