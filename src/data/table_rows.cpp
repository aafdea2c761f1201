#include "table_rows.hpp"

#include "recoding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort {

std::size_t table_columns::add(const std::string& name, csv_type type) {
    for (std::size_t i = 0; i < requests.size(); ++i)
        if (requests[i].name == name && requests[i].type == type) return i;
    requests.push_back({name, type, date_format::iso, false});
    return requests.size() - 1;
}

std::string text_of_key(const csv_column& column, std::size_t row) {
    const auto key = column.keys[row];
    if (key == csv_column::missing_key) return {};
    if ((key & csv_column::text_key_bit) == 0) return std::to_string(key);
    return column.texts[key & ~csv_column::text_key_bit];
}

std::string table_rows::line_of(std::size_t row) const {
    return std::to_string(table_.line_of(static_cast<std::int64_t>(row)));
}

void table_rows::find(row_problem problem, row_policy policy, const std::string& column, std::size_t row,
                      std::string value) {
    findings_.add(problem, policy, column, row, std::move(value));
    if (policy == row_policy::reject || policy == row_policy::stop) rejected_[row] = 1;
}

void table_rows::refuse(std::size_t row, std::string message) {
    rejected_[row] = 1;
    if (errors_.size() == most_errors) {
        ++not_listed_;
        return;
    }
    errors_.emplace_back(error_code::data, std::move(message), file_ + ":" + line_of(row));
}

error_list table_rows::errors() const {
    auto all = errors_;
    if (not_listed_ > 0)
        all.emplace_back(error_code::data, fmt::format("and {} more errors like these", not_listed_), file_);
    if (const auto stopped = findings_.stopped()) all.push_back(*stopped);
    return all;
}

void table_rows::take_code(table_dimension& made, const recoding& coding, const csv_column& column, row_policy unlisted,
                           empty_code empty, std::size_t row) {
    const auto category = column.categories[row];
    auto code = coding.code_of[category];
    if (category == 0 && empty == empty_code::is_the_total) code = recoding::total;
    if (category == 0 && empty == empty_code::is_unknown && !made.unknown_code)
        find(row_problem::unknown_code, row_policy::count_as_unknown, column.request.name, row, {});
    const bool is_in_list = code != recoding::not_in_list;
    if (!is_in_list) find(row_problem::unknown_code, unlisted, column.request.name, row, column.texts[category - 1U]);
    const bool is_total = code == recoding::total;
    const auto known = is_in_list ? static_cast<std::uint16_t>(code) : std::uint16_t{0};
    made.values[row] = is_total ? table_dimension::total : known;
}

std::optional<table_dimension> table_rows::read(const dimension_schema& schema, const csv_column& column,
                                                const code_book& book, empty_code empty) {
    auto coding = recode(schema, column, book, total_code::is_the_total);
    if (!coding) {
        errors_.insert(errors_.begin(), coding.errors().begin(), coding.errors().end());
        return std::nullopt;
    }
    table_dimension made;
    made.name = schema.name;
    made.unknown_code = schema.unknown;
    const auto unlisted = policy_for_unlisted(policies_, unlisted_given_, schema.unknown.has_value());
    if (unlisted == row_policy::keep) add_unlisted(*coding, column);
    if (coding->codes.size() >= table_dimension::total) {
        errors_.emplace_back(error_code::data,
                             fmt::format("the dimension \"{}\" has {} codes, but a table can have at most {}; group "
                                         "them before they are read",
                                         schema.name, coding->codes.size(), table_dimension::total - 1),
                             file_);
        return std::nullopt;
    }
    made.values.resize(size());
    for (std::size_t row = 0; row < size(); ++row) take_code(made, *coding, column, unlisted, empty, row);
    made.codes = std::move(coding->codes);
    return made;
}

quality_report table_rows::report(const std::string& name, quality_report::source_kind kind) const {
    auto made = findings_.report(name);
    made.source = kind;
    made.rows_rejected = std::count(rejected_.begin(), rejected_.end(), 1);
    made.rows_kept = made.rows_read - made.rows_rejected;
    return made;
}

} // namespace kohort
