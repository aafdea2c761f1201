#include <kohort/data/quality_report.hpp>

#include "../time/names.hpp"

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

} // namespace kohort
