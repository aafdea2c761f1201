// Schemas as files: several of them make one data set.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/schema.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// The whole content of a small file. Errors (`input_output`, path: the file): it does not exist, is a folder, cannot
/// be read.
[[nodiscard]] result<std::string> read_text_file(const std::string& path);

/// What several schema files say together.
struct schema_set {
    code_book codes; ///< kohort's own lists and those of the files
    /// `file` leads from the working directory, not from the schema's folder, and is empty when the schema names none.
    std::vector<register_schema> registers;
    std::vector<std::string> register_sources; ///< for each register, the file that describes it
    std::vector<population_schema> populations;
    std::vector<std::string> population_sources;
    std::vector<cells_schema> cells;
    std::vector<std::string> cells_sources;
    std::vector<parameter_schema> parameters;
    std::vector<std::string> parameter_sources;
};

/// Reads schema files. Code lists and correspondences may stand in any of them, before or after they are used.
/// Errors, all at once, with the file in front of the path (`jobbtorg.json: /exit/means`): those of `read_text_file`,
/// `parse_schema` and `code_book::add`.
[[nodiscard]] result<schema_set> read_schemas(std::span<const std::string> files);

/// The same from one text. Files that its schemas name lead from the working directory. Errors as of `read_schemas`,
/// their paths without a file.
[[nodiscard]] result<schema_set> parse_schemas(std::string_view json);

} // namespace kohort
