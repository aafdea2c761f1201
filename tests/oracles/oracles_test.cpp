// Every number in expected.csv, which R's packages computed by durations.R, from the spells beside it. The opt-in
// script tests/oracles/run points KOHORT_ORACLES at a folder with the data sets of the packages themselves.
#include <kohort/cohort/competing_exits.hpp>
#include <kohort/cohort/group_tests.hpp>
#include <kohort/cohort/life_table.hpp>
#include <kohort/cohort/multi_state.hpp>
#include <kohort/cohort/survival.hpp>

#include "audit/csv_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

namespace kohort {
namespace {

using audit_test::row;
namespace fs = std::filesystem;

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

/// The spells of a case, as columns.
struct spells_of_case {
    std::vector<std::int32_t> entry, exit;
    std::vector<std::uint8_t> cause;
    std::vector<double> weight;
    std::vector<std::uint16_t> group;

    explicit spells_of_case(const std::vector<row>& rows) {
        for (const auto& r : rows) {
            entry.push_back(std::stoi(r.at("entry")));
            exit.push_back(std::stoi(r.at("exit")));
            cause.push_back(static_cast<std::uint8_t>(std::stoi(r.at("cause"))));
            weight.push_back(number(r.at("weight")));
            group.push_back(static_cast<std::uint16_t>(std::stoi(r.at("group"))));
        }
    }

    [[nodiscard]] duration_counts count() const {
        duration_columns columns{entry, exit, cause, weight, group, {}, {}};
        const bool is_weighted = std::any_of(weight.begin(), weight.end(), [](double w) { return w != 1; });
        if (!is_weighted) columns.weight = {};
        columns.causes.resize(std::max<std::size_t>(1, *std::max_element(cause.begin(), cause.end())));
        for (int g = 0; g <= *std::max_element(group.begin(), group.end()); ++g)
            columns.groups.push_back(std::to_string(g));
        return count_durations(columns).value();
    }
};

template <class Curve>
std::size_t row_on(const Curve& curve, double day) {
    const auto found = std::find(curve.day.begin(), curve.day.end(), static_cast<std::int32_t>(day));
    if (found == curve.day.end()) throw std::out_of_range("no row on day " + std::to_string(day));
    return static_cast<std::size_t>(found - curve.day.begin());
}

/// "log-log_lower" is the "lower" of kind log-log.
std::pair<interval_kind, std::string> kind_and_rest(const std::string& what) {
    for (const auto kind : {interval_kind::plain, interval_kind::log, interval_kind::log_log}) {
        const auto prefix = std::string(name_of(kind)) + '_';
        if (what.starts_with(prefix) && !what.starts_with("log_rank")) return {kind, what.substr(prefix.size())};
    }
    return {interval_kind::log, what};
}

/// What kohort says where R says something, for spells.
class our_durations {
  public:
    explicit our_durations(const std::vector<row>& rows) : counts_(spells_of_case(rows).count()) {}

    double operator()(const row& expected) const {
        const auto [kind, what] = kind_and_rest(expected.at("what"));
        const auto group = static_cast<std::size_t>(number(expected.at("group")));
        const auto cause = static_cast<std::size_t>(number(expected.at("cause")));
        const double at = number(expected.at("at"));
        if (what.starts_with("log_rank")) return log_rank_value(what.substr(8), group);
        if (what == "gray") return gray_test(counts_, cause - 1).value().statistic;
        if (what == "gray_p") return gray_test(counts_, cause - 1).value().p_value;
        if (what.starts_with("incidence")) return incidence_value(what.substr(9), group, cause, at, kind);
        if (what.starts_with("life_")) return life_value(what.substr(5), group, at);
        return survival_value(what, kaplan_meier(counts_, {kind}).value()[group], at);
    }

    void set_life_table(std::vector<std::int32_t> first) { first_ = std::move(first); }

  private:
    double log_rank_value(const std::string& what, std::size_t group) const {
        const auto test = log_rank(counts_).value();
        if (what.empty()) return test.statistic;
        if (what == "_p") return test.p_value;
        const auto place = std::find(test.groups.begin(), test.groups.end(), std::to_string(group));
        const auto& values = what == "_observed" ? test.observed : test.expected;
        return values.at(static_cast<std::size_t>(place - test.groups.begin()));
    }

    double incidence_value(const std::string& what, std::size_t group, std::size_t cause, double at,
                           interval_kind kind) const {
        const auto estimator = what == "_aalen" ? incidence_variance::aalen : incidence_variance::greenwood;
        const auto all = cumulative_incidences(counts_, estimator, {kind}).value();
        const auto& curve = all[group * counts_.causes.size() + cause - 1];
        const auto r = row_on(curve, at);
        if (what == "_lower") return curve.lower[r];
        if (what == "_upper") return curve.upper[r];
        return what.empty() ? curve.incidence[r] : curve.standard_error[r];
    }

    double life_value(const std::string& what, std::size_t group, double at) const {
        const auto table = actuarial_life_table(counts_, first_).value()[group];
        const auto r = static_cast<std::size_t>(
            std::find(table.first.begin(), table.first.end(), static_cast<std::int32_t>(at)) - table.first.begin());
        if (what == "survival") return table.survival.at(r);
        if (what == "survival_error") return table.survival_error.at(r);
        if (what == "density") return table.density.at(r);
        if (what == "density_error") return table.density_error.at(r);
        return what == "hazard" ? table.hazard.at(r) : table.hazard_error.at(r);
    }

    static double survival_value(const std::string& what, const survival_curve& curve, double at) {
        if (what == "quantile") return quantile(curve, at).value().days;
        if (what == "quantile_lower") return quantile(curve, at).value().lower;
        if (what == "quantile_upper") return quantile(curve, at).value().upper;
        if (what == "restricted_mean") return restricted_mean(curve, at).value().days;
        if (what == "restricted_mean_error") return restricted_mean(curve, at).value().standard_error;
        const auto r = row_on(curve, at);
        if (what == "at_risk") return curve.at_risk[r];
        if (what == "survival") return curve.survival[r];
        if (what == "survival_error") return curve.standard_error[r];
        if (what == "hazard") return curve.cumulative_hazard[r];
        if (what == "hazard_error") return curve.cumulative_hazard_error[r];
        if (what == "hazard_lower") return curve.hazard_lower[r];
        if (what == "hazard_upper") return curve.hazard_upper[r];
        if (what == "lower") return curve.lower[r];
        if (what == "upper") return curve.upper[r];
        throw std::invalid_argument(what);
    }

    duration_counts counts_;
    std::vector<std::int32_t> first_;
};

/// The same for stays.
class our_states {
  public:
    explicit our_states(const std::vector<row>& rows) {
        std::vector<std::int32_t> entry, exit;
        std::vector<std::uint8_t> from, to;
        std::vector<double> weight;
        int states = 0;
        for (const auto& r : rows) {
            entry.push_back(std::stoi(r.at("entry")));
            exit.push_back(std::stoi(r.at("exit")));
            from.push_back(static_cast<std::uint8_t>(std::stoi(r.at("from")) - 1));
            const int next = std::stoi(r.at("to"));
            to.push_back(next == 0 ? stay_columns::censored : static_cast<std::uint8_t>(next - 1));
            weight.push_back(number(r.at("weight")));
            states = std::max({states, from.back() + 1, next});
        }
        counts_ =
            count_transitions({entry, exit, from, to, weight, std::vector<std::string>(std::size_t(states))}).value();
    }

    /// The group of "transition" is "state@day": where it starts, and when.
    double operator()(const row& expected) const {
        const auto& what = expected.at("what");
        const auto& start = expected.at("group");
        const auto state = static_cast<std::size_t>(number(expected.at("cause"))) - 1;
        const auto made =
            what == "state"
                ? aalen_johansen(counts_).value()
                : transition_probabilities(counts_, std::stoi(start.substr(2))).value()[std::size_t(start[0] - '1')];
        const auto cell = row_on(made, number(expected.at("at"))) * counts_.states.size() + state;
        return what == "transition_error" ? made.standard_error[cell] : made.probability[cell];
    }

  private:
    transition_counts counts_;
};

std::map<std::string, std::vector<row>> by_case(const fs::path& file) {
    std::map<std::string, std::vector<row>> cases;
    for (auto& r : audit_test::rows_of(file)) cases[r.at("case")].push_back(r);
    return cases;
}

void expect_same(const row& expected, double ours) {
    const double theirs = number(expected.at("value"));
    SCOPED_TRACE(expected.at("case") + ' ' + expected.at("what") + ", group " + expected.at("group") + ", cause " +
                 expected.at("cause") + ", at " + expected.at("at"));
    if (std::isnan(theirs))
        EXPECT_TRUE(std::isnan(ours)) << ours;
    else
        EXPECT_NEAR(ours, theirs, 1e-9 * std::max(1.0, std::abs(theirs)));
}

std::vector<std::int32_t> life_table_days(const std::vector<row>& expected, const std::string& group) {
    std::set<std::int32_t> first;
    for (const auto& r : expected)
        if (r.at("what") == "life_survival" && r.at("group") == group) first.insert(std::stoi(r.at("at")));
    return {first.begin(), first.end()};
}

void compare_durations(const fs::path& folder) {
    const auto spells = by_case(folder / "durations.csv");
    const auto expected = by_case(folder / "expected.csv");
    ASSERT_FALSE(spells.empty());
    for (const auto& [name, rows] : spells) {
        our_durations ours(rows);
        std::string group;
        for (const auto& r : expected.at(name)) {
            if (r.at("what").starts_with("life_") && r.at("group") != group) {
                group = r.at("group");
                ours.set_life_table(life_table_days(expected.at(name), group));
            }
            expect_same(r, ours(r));
        }
    }
}

void compare_stays(const fs::path& folder) {
    const auto stays = by_case(folder / "stays.csv");
    const auto expected = by_case(folder / "expected.csv");
    ASSERT_FALSE(stays.empty());
    for (const auto& [name, rows] : stays) {
        const our_states ours(rows);
        for (const auto& r : expected.at(name)) expect_same(r, ours(r));
    }
}

const fs::path committed = fs::path(KOHORT_SOURCE_DIR) / "tests/oracles";

TEST(oracles, durations_are_those_of_the_r_packages) { compare_durations(committed); }

TEST(oracles, state_probabilities_are_those_of_the_r_packages) { compare_stays(committed); }

TEST(oracles, data_sets_of_the_packages) {
    const char* folder = std::getenv("KOHORT_ORACLES");
    if (!folder) GTEST_SKIP() << "tests/oracles/run runs this test";
    compare_durations(folder);
    compare_stays(folder);
}

} // namespace
} // namespace kohort
