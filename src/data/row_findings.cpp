#include "row_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort {

namespace {

std::string sentence_for(const quality_finding& finding, const std::string& value) {
    switch (finding.problem) {
    case row_problem::exit_before_start:
        return fmt::format("the exit is before the start ({})", value);
    case row_problem::unknown_code:
        return fmt::format("\"{}\" in column \"{}\" is not in its code list", value, finding.column);
    case row_problem::bad_date:
        return fmt::format("\"{}\" in column \"{}\" is not a date", value, finding.column);
    case row_problem::missing_key:
        return fmt::format("there is no person in column \"{}\"", finding.column);
    case row_problem::duplicate:
        return "the row is equal to an earlier one";
    case row_problem::overlap:
        return "the spell begins before another of the person has ended";
    case row_problem::contradicting_person_attribute:
        return fmt::format("column \"{}\" contradicts an earlier row of the person", finding.column);
    case row_problem::outside_horizon:
        return fmt::format("the spell is outside the horizon ({})", value);
    }
    return {};
}

} // namespace

void row_findings::add(row_problem problem, row_policy policy, const std::string& column, std::size_t row,
                       std::string value) {
    auto& finding = finding_of(problem, policy, column);
    ++finding.rows;
    show(finding, row, std::move(value));
}

void row_findings::add(row_problem problem, row_policy policy, const std::string& column, std::int64_t rows,
                       std::span<const std::size_t> first_rows) {
    if (rows == 0) return;
    auto& finding = finding_of(problem, policy, column);
    finding.rows += rows;
    for (const auto row : first_rows) show(finding, row, {});
}

quality_finding& row_findings::finding_of(row_problem problem, row_policy policy, const std::string& column) {
    const auto finding = std::find_if(findings_.begin(), findings_.end(), [&](const quality_finding& known) {
        return known.problem == problem && known.policy == policy && known.column == column;
    });
    if (finding != findings_.end()) return *finding;
    return findings_.emplace_back(quality_finding{problem, policy, column, 0, {}});
}

void row_findings::show(quality_finding& finding, std::size_t row, std::string value) {
    const auto number = static_cast<std::int64_t>(row);
    auto& examples = finding.examples;
    if (examples.size() == quality_finding::most_examples && examples.back().line < number) return;
    const auto place =
        std::find_if(examples.begin(), examples.end(), [number](const auto& example) { return example.line > number; });
    examples.insert(place, {number, std::move(value)});
    if (examples.size() > quality_finding::most_examples) examples.pop_back();
}

std::optional<error> row_findings::stopped() const {
    const quality_finding* first = nullptr;
    for (const auto& finding : findings_) {
        if (finding.policy != row_policy::stop) continue;
        if (!first || finding.examples.front().line < first->examples.front().line) first = &finding;
    }
    if (!first) return {};
    const auto& example = first->examples.front();
    return error(
        error_code::data,
        fmt::format("{}; the schema says stop for {} ({} row{}). Correct the file, or choose another policy in "
                    "\"on_bad_row\"",
                    sentence_for(*first, example.value), name_of(first->problem), first->rows,
                    first->rows == 1 ? "" : "s"),
        fmt::format("{}:{}", file_, table_.line_of(example.line)));
}

quality_report row_findings::report(const std::string& register_name) const {
    quality_report made;
    made.register_name = register_name;
    made.file = file_;
    made.rows_read = table_.rows;
    made.findings = findings_;
    std::stable_sort(made.findings.begin(), made.findings.end(),
                     [](const auto& a, const auto& b) { return a.problem < b.problem; });
    for (auto& finding : made.findings)
        for (auto& example : finding.examples) example.line = table_.line_of(example.line);
    return made;
}

} // namespace kohort
