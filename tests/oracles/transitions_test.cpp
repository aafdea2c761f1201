// Every number in transitions.csv, which R computed by transitions.R: sequences of states, and person-time by age and
// year. And the split of Epi's Lexis example.
#include <kohort/cohort/exposure.hpp>
#include <kohort/cohort/state_sequences.hpp>

#include "audit/csv_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace kohort {
namespace {

using audit_test::row;
namespace fs = std::filesystem;

std::map<std::string, std::vector<row>> by_case(const fs::path& file) {
    std::map<std::string, std::vector<row>> cases;
    for (auto& r : audit_test::rows_of(file)) cases[r.at("case")].push_back(r);
    return cases;
}

double number(const row& of, const char* column) { return std::strtod(of.at(column).c_str(), nullptr); }
std::size_t index(const row& of, const char* column) { return static_cast<std::size_t>(std::stoul(of.at(column))); }

/// What kohort says of one case's sequences.
class our_sequences {
  public:
    explicit our_sequences(const std::vector<row>& rows) {
        std::size_t states = 0, months = 0;
        for (const auto& r : rows) {
            states = std::max(states, index(r, "state"));
            months = std::max(months, index(r, "month"));
            const auto state = index(r, "state");
            sequences_.state.push_back(state == 0 ? state_sequences::missing : static_cast<std::uint8_t>(state - 1));
        }
        for (std::size_t state = 1; state <= states; ++state) sequences_.states.push_back(std::to_string(state));
        for (std::size_t month = 0; month <= months; ++month) sequences_.months.push_back(static_cast<int>(month));
        member_groups all;
        all.group_of.resize(sequences_.size());
        spread_ = distribution(sequences_, all).front();
        for (std::size_t month = 0; month < months; ++month)
            steps_.push_back(transitions(sequences_, all, month, month + 1).front());
    }

    [[nodiscard]] double operator()(const row& expected) const {
        const auto& what = expected.at("what");
        const auto at = index(expected, "at"), state = index(expected, "cause") - 1;
        const auto states = sequences_.states.size();
        if (what == "share")
            return static_cast<double>(spread_.count[at * states + state]) / static_cast<double>(spread_.known[at]);
        if (what == "entropy") return spread_.entropy[at];
        if (what == "rate") return added(steps_).share(index(expected, "group") - 1, state);
        const auto test = equal_transitions(steps_).value();
        if (what == "stationarity") return test.statistic;
        if (what == "stationarity_df") return test.degrees_of_freedom;
        if (what == "stationarity_p") return test.p_value;
        throw std::invalid_argument(what);
    }

  private:
    state_sequences sequences_;
    state_distribution spread_;
    std::vector<transition_matrix> steps_;
};

spell_register spells_of(const std::vector<row>& rows) {
    spell_columns columns;
    std::vector<std::uint8_t> reason;
    for (const auto& r : rows) {
        columns.person.push_back(static_cast<std::uint32_t>(index(r, "person")));
        columns.birth.push_back(parse_iso_day(r.at("birth")).value().count());
        columns.start.push_back(parse_iso_day(r.at("start")).value().count());
        columns.end.push_back(parse_iso_day(r.at("end")).value().count());
        reason.push_back(static_cast<std::uint8_t>(1 + index(r, "exits")));
    }
    auto reasons = code_list::from("reasons", {{"censored", {}, {}, false}, {"exit", {}, {}, false}}).value();
    columns.dimensions.push_back({"reason", reasons, {}, reason, {}, false, false, true});
    return {"lexis",
            exit_meaning::first_day_after,
            {from_civil({2020, 1, 1}), from_civil({2026, 12, 31})},
            false,
            std::move(columns)};
}

/// By age band and year.
std::map<std::pair<std::string, std::string>, exposure_cell> cells_of(const spell_register& spells) {
    exposure_query query{{}, {{16, 24}, {25, 39}, {40, 54}, {55, std::nullopt}}, {}, {"exit"}};
    for (int year = 2020; year <= 2026; ++year) query.periods.emplace_back(periodicity{frequency::year}, year);
    std::map<std::pair<std::string, std::string>, exposure_cell> cells;
    for (auto& cell : exposure({&spells, {}}, query).value()) cells[{cell.age, cell.period}] = std::move(cell);
    return cells;
}

void compare_sequences(const fs::path& folder) {
    const auto expected = by_case(folder / "transitions.csv");
    for (const auto& [name, rows] : by_case(folder / "sequences.csv")) {
        const our_sequences ours(rows);
        for (const auto& r : expected.at(name))
            EXPECT_NEAR(ours(r), number(r, "value"), 1e-9 * std::max(1.0, number(r, "value")))
                << name << ' ' << r.at("what") << " at " << r.at("at");
    }
}

void compare_exposure(const fs::path& folder) {
    const auto spells = spells_of(audit_test::rows_of(folder / "lexis.csv"));
    const auto cells = cells_of(spells);
    const char* bands[] = {"16-24", "25-39", "40-54", "55+"};
    std::size_t compared = 0;
    const auto expected = by_case(folder / "transitions.csv");
    for (const auto& r : expected.at("lexis")) {
        const auto& cell = cells.at({bands[index(r, "group") - 1], r.at("at")});
        EXPECT_EQ(static_cast<double>(r.at("what") == "events" ? cell.events : cell.person_days), number(r, "value"))
            << r.at("what") << ' ' << r.at("group") << ' ' << r.at("at");
        ++compared;
    }
    EXPECT_EQ(compared, 2 * cells.size());
}

const fs::path committed = fs::path(KOHORT_SOURCE_DIR) / "tests/oracles";

TEST(oracles, transitions_and_state_distributions_are_those_of_r) { compare_sequences(committed); }

TEST(oracles, person_time_by_age_and_year_is_that_of_epi) { compare_exposure(committed); }

TEST(oracles, lexis_example_of_epi) {
    // Entered in 1990.5, 1992.2 and 1991.0 at 20.3, 34.9 and 44.0 years, for 4.5, 1.2 and 5.5 years; printed with one
    // decimal: 4.5 | 0.1 1.1 | 1.0 4.5.
    const std::vector<row> rows{
        {{"person", "1"}, {"birth", "1970-03-15"}, {"start", "1990-07-02"}, {"end", "1994-12-31"}, {"exits", "1"}},
        {{"person", "2"}, {"birth", "1957-04-18"}, {"start", "1992-03-13"}, {"end", "1993-05-26"}, {"exits", "1"}},
        {{"person", "3"}, {"birth", "1947-01-01"}, {"start", "1991-01-01"}, {"end", "1996-07-02"}, {"exits", "1"}}};
    const auto made = spells_of(rows);
    const spell_register spells("lexis", exit_meaning::first_day_after,
                                {from_civil({1990, 1, 1}), from_civil({1999, 12, 31})}, false,
                                {{made.person().begin(), made.person().end()},
                                 {made.start().begin(), made.start().end()},
                                 {made.end().begin(), made.end().end()},
                                 made.dimensions(),
                                 {},
                                 {made.birth().begin(), made.birth().end()},
                                 {}});
    std::vector<double> years;
    for (std::size_t one = 0; one < rows.size(); ++one) {
        const row_bytes only = as_row_bytes({one == 0, one == 1, one == 2});
        const auto cells = exposure({&spells, {{only, {0, 1}}}}, {{}, {{0, 24}, {25, 34}, {35, 44}, {45, 54}}, {}, {}});
        for (const auto& cell : cells.value())
            years.push_back(std::round(static_cast<double>(cell.person_days) / 36.525) / 10);
    }
    EXPECT_EQ(years, (std::vector<double>{4.5, 0.1, 1.1, 1.0, 4.5}));
}

TEST(oracles, data_set_mvad) {
    const char* folder = std::getenv("KOHORT_ORACLES");
    if (!folder || !fs::exists(fs::path(folder) / "sequences.csv")) GTEST_SKIP() << "tests/oracles/run runs this test";
    compare_sequences(folder);
}

} // namespace
} // namespace kohort
