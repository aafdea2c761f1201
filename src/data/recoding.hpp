// From recorded values to the codes of a dimension.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/schema.hpp>

#include <cstdint>
#include <vector>

namespace kohort {

/// Whether the code "total" is one like others, or stands for all of them.
enum class total_code : bool { is_a_code, is_the_total };

/// The codes of a dimension, and what each recorded value becomes.
struct recoding {
    static constexpr std::uint32_t not_in_list = ~std::uint32_t{0};
    static constexpr std::uint32_t total = not_in_list - 1;
    code_list codes;
    std::vector<std::uint32_t> code_of; ///< by category (0 = empty cell): 0 unknown, 1 + index in `codes`, or as above
};

/// The codes that the schema names, in their order, or those of its code list, or the recorded values, sorted.
/// Errors (`schema`): a code list that the book does not have.
[[nodiscard]] result<recoding> recode(const dimension_schema& dimension, const csv_column& column,
                                      const code_book& book, total_code totals = total_code::is_a_code);

/// Policy "keep": values outside the list become codes of their own at its end.
void add_unlisted(recoding& coding, const csv_column& column);

/// What is done with a value outside the list of a dimension, which has a code for unknown values or not.
[[nodiscard]] row_policy policy_for_unlisted(const row_policies& policies, bool is_given, bool has_unknown) noexcept;

} // namespace kohort
