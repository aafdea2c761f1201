#include <kohort/data/quality_report.hpp>

#include "../time/names.hpp"

#include <algorithm>
#include <tuple>

namespace kohort {
namespace {

constexpr std::array<std::string_view, row_problem_count> problem_names{"exit_before_start",
                                                                        "unknown_code",
                                                                        "bad_date",
                                                                        "missing_key",
                                                                        "duplicate",
                                                                        "overlap",
                                                                        "contradicting_person_attribute",
                                                                        "outside_horizon"};

constexpr std::array<std::string_view, 4> policy_names{"reject", "stop", "count_as_unknown", "keep"};

} // namespace

std::string_view name_of(row_problem problem) noexcept { return problem_names[static_cast<std::size_t>(problem)]; }

std::string_view name_of(row_policy policy) noexcept { return policy_names[static_cast<std::size_t>(policy)]; }

std::optional<row_problem> parse_row_problem(std::string_view text) noexcept {
    return detail::value_named<row_problem>(text, problem_names);
}

std::optional<row_policy> parse_row_policy(std::string_view text) noexcept {
    return detail::value_named<row_policy>(text, policy_names);
}

std::int64_t quality_report::count(row_problem problem) const noexcept {
    std::int64_t rows = 0;
    for (const auto& finding : findings)
        if (finding.problem == problem) rows += finding.rows;
    return rows;
}

void quality_report::add(const quality_report& part) {
    rows_read += part.rows_read;
    rows_kept += part.rows_kept;
    rows_rejected += part.rows_rejected;
    rows_superseded += part.rows_superseded;
    persons += part.persons;
    open_spells += part.open_spells;
    for (const auto& more : part.findings) {
        const auto known = std::find_if(findings.begin(), findings.end(), [&](const quality_finding& each) {
            return each.problem == more.problem && each.policy == more.policy && each.column == more.column;
        });
        if (known == findings.end()) {
            findings.push_back(more);
            continue;
        }
        known->rows += more.rows;
        auto& examples = known->examples;
        examples.insert(examples.end(), more.examples.begin(), more.examples.end());
        std::stable_sort(examples.begin(), examples.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        if (examples.size() > quality_finding::most_examples) examples.resize(quality_finding::most_examples);
    }
    const auto place = [](const quality_finding& each) {
        return std::tuple(each.problem, std::string_view(each.column), each.examples.front().line);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

} // namespace kohort
