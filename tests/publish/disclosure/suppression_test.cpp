#include <kohort/publish/disclosure/suppression.hpp>

#include "publish/disclosure/releases.hpp"

#include <gtest/gtest.h>

namespace {

using namespace releases;
using texts = std::vector<std::string>;

constexpr primary_rules below_4{.minimum_frequency = 4};

suppression greedily(const additive_release& release) { return suppress(release).value(); }

additive_release young_and_old(const std::map<std::string, std::int64_t>& counts) {
    builder table;
    table.add_table({flat({"young", "old"}), flat({"Iceland", "Portugal", "Spain"})},
                    [&](const texts& codes) { return ratio(counts.at(codes[0] + "." + codes[1])); });
    return table.release();
}

// The data example1 of the R package SSBtools, and what GaussSuppression 1.x gives (oracles.csv, "Small counts
// maxN=3").
TEST(disclosure_suppression, small_counts_are_those_of_gauss_suppression) {
    auto release = young_and_old({{"young.Iceland", 3},
                                  {"young.Portugal", 1},
                                  {"young.Spain", 17},
                                  {"old.Iceland", 10},
                                  {"old.Portugal", 11},
                                  {"old.Spain", 17}});
    judge_counts(release, below_4);
    const auto found = greedily(release);
    EXPECT_EQ(names(release, found, cell_fate::primary), (texts{"young.Iceland", "young.Portugal"}));
    EXPECT_EQ(names(release, found, cell_fate::secondary), (texts{"old.Iceland", "old.Portugal"}));
    EXPECT_EQ(found.unprotected, std::vector<std::uint32_t>{});
    EXPECT_EQ(found.primary, 2U);
    EXPECT_EQ(found.secondary, 2U);
    EXPECT_EQ(found.cost, 21);
}

struct company_row {
    const char *sector, *country, *company;
    int tenths;
};
// The data magnitude1 of SSBtools, in tenths.
constexpr company_row companies[] = {{"Industry", "Iceland", "B", 96},       {"Entertainment", "Iceland", "B", 168},
                                     {"Industry", "Iceland", "C", 88},       {"Industry", "Iceland", "D", 19},
                                     {"Agriculture", "Portugal", "A", 759},  {"Agriculture", "Portugal", "B", 245},
                                     {"Entertainment", "Portugal", "B", 71}, {"Entertainment", "Portugal", "D", 23},
                                     {"Governmental", "Portugal", "B", 216}, {"Governmental", "Portugal", "D", 20},
                                     {"Industry", "Portugal", "B", 257},     {"Industry", "Portugal", "D", 34},
                                     {"Agriculture", "Spain", "A", 966},     {"Agriculture", "Spain", "B", 432},
                                     {"Entertainment", "Spain", "A", 774},   {"Entertainment", "Spain", "B", 115},
                                     {"Entertainment", "Spain", "C", 164},   {"Governmental", "Spain", "C", 65},
                                     {"Governmental", "Spain", "D", 27},     {"Industry", "Spain", "C", 84}};

/// Every cell's contributions are added by company, in totals as well.
additive_release dominated_table() {
    const texts sectors{"Agriculture", "Entertainment", "Governmental", "Industry"},
        countries{"Iceland", "Portugal", "Spain"};
    const auto rows_of = [](const std::string& sector, const std::string& country) {
        std::vector<contribution> rows;
        for (const auto& each : companies)
            if ((sector == "total" || sector == each.sector) && (country == "total" || country == each.country))
                rows.push_back({static_cast<std::uint64_t>(each.company[0]), ratio(each.tenths, 10)});
        return rows;
    };
    builder table;
    table.add_table({flat(sectors), flat(countries)},
                    [&](const texts& codes) { return contributions_of(rows_of(codes[0], codes[1])).total; });
    primary_rules rules{.minimum_contributors = 0, .dominance = dominance_rule{1, 80}};
    for (auto sector : {"total", "Agriculture", "Entertainment", "Governmental", "Industry"})
        for (auto country : {"total", "Iceland", "Portugal", "Spain"}) {
            const auto rows = rows_of(sector, country);
            const auto both = std::string(sector) + "." + country;
            const auto name = sector == std::string("total")    ? country
                              : country == std::string("total") ? sector
                                                                : both;
            auto& cell = table.release().cells[table[name]];
            const auto judged = judge_magnitude(contributions_of(rows), rules);
            if (judged.is_sensitive()) cell.sensitive = protection{};
            if (contributions_of(rows).contributors == 1) cell.lone_contributor = rows.front().contributor;
        }
    return table.release();
}

// oracles.csv, "Dominance n=1 k=80": company C, alone in Spain's industry, must not find out the others.
TEST(disclosure_suppression, dominance_is_that_of_gauss_suppression) {
    const auto release = dominated_table();
    const auto found = greedily(release);
    EXPECT_EQ(names(release, found, cell_fate::primary),
              (texts{"Entertainment.Iceland", "Governmental.Portugal", "Industry.Portugal", "Industry.Spain"}));
    EXPECT_EQ(names(release, found, cell_fate::secondary),
              (texts{"Entertainment.Portugal", "Governmental", "Governmental.Spain", "Industry", "Industry.Iceland"}));
}

/// What every audit says of a suppressed release.
attack_report audited(const additive_release& release, const suppression& found, attack_method method) {
    return attack(seen_by_readers(release, found), {.method = method}).value();
}

#if defined(KOHORT_FEW_SEEDS) // a sanitized program, which looks for other things
constexpr std::uint32_t seeds = 100;
#else
constexpr std::uint32_t seeds = 1000;
#endif

TEST(disclosure_suppression, random_releases_pass_the_auditor) {
    std::size_t secondary = 0;
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
        std::mt19937 random(seed);
        auto release = random_release(random, 20);
        judge_counts(release, {.minimum_frequency = 5, .zeros_are_sensitive = seed % 7 == 0});
        const auto found = greedily(release);
        secondary += found.secondary;
        EXPECT_EQ(found.unprotected, std::vector<std::uint32_t>{}) << "seed " << seed;
        EXPECT_TRUE(audited(release, found, attack_method::elimination).is_safe()) << "seed " << seed;
        if (!has_linear_programming()) continue;
        const auto report = audited(release, found, attack_method::linear_programming);
        EXPECT_TRUE(report.is_safe()) << "seed " << seed << "\n" << to_text(seen_by_readers(release, found), report);
    }
    EXPECT_GT(secondary, seeds);
}

/// Drops a secondary cell: is that seen? Not always: one cell may be more than was needed.
TEST(disclosure_suppression, a_suppressor_that_forgets_a_cell_fails_the_auditor) {
    int forgotten = 0, seen = 0, seen_by_elimination = 0;
    for (int seed = 0; seed < 200; ++seed) {
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        auto release = random_release(random, 20);
        judge_counts(release, {.minimum_frequency = 5});
        auto found = suppress(release, {.guard_against_insiders = false}).value();
        const auto dropped = std::find(found.fates.begin(), found.fates.end(), cell_fate::secondary);
        if (dropped == found.fates.end()) continue;
        *dropped = cell_fate::published;
        ++forgotten;
        seen_by_elimination += !audited(release, found, attack_method::elimination).is_safe();
        if (has_linear_programming()) seen += !audited(release, found, attack_method::linear_programming).is_safe();
    }
    EXPECT_GT(forgotten, 100);
    EXPECT_GT(seen_by_elimination, forgotten / 2);
    if (has_linear_programming()) {
        EXPECT_GT(seen, forgotten * 9 / 10);
    }
}

TEST(disclosure_suppression, who_is_alone_in_a_cell_does_not_find_out_another) {
    builder row;
    row.add_table({flat({"x", "y", "z"})}, [](const texts& codes) { return ratio(codes[0] == "z" ? 50 : 1); });
    for (const auto* name : {"x", "y"}) {
        auto& cell = row.release().cells[row[name]];
        cell.sensitive = protection{};
        cell.lone_contributor = row[name];
    }
    const auto& release = row.release();
    EXPECT_EQ(suppress(release, {.guard_against_insiders = false}).value().secondary, 0U);
    EXPECT_EQ(names(release, greedily(release), cell_fate::secondary), texts{"z"});
}

TEST(disclosure_suppression, what_is_printed_elsewhere_stays_and_others_go) {
    auto release = young_and_old({{"young.Iceland", 3},
                                  {"young.Portugal", 30},
                                  {"young.Spain", 17},
                                  {"old.Iceland", 10},
                                  {"old.Portugal", 11},
                                  {"old.Spain", 17}});
    judge_counts(release, below_4);
    for (auto& each : release.cells)
        if (each.name == "old.Iceland" || each.name == "Iceland") each.use = cell_use::fixed;
    const auto found = greedily(release);
    ASSERT_EQ(found.unprotected.size(), 1U) << "Iceland less its old gives its young away";
    EXPECT_EQ(release.cells[found.unprotected.front()].name, "young.Iceland");
}

TEST(disclosure_suppression, nothing_sensitive_suppresses_nothing) {
    std::mt19937 random(1);
    const auto release = random_release(random, 20);
    const auto found = greedily(release);
    EXPECT_EQ(std::count(found.fates.begin(), found.fates.end(), cell_fate::published),
              static_cast<std::ptrdiff_t>(release.cells.size()));
}

TEST(disclosure_suppression, without_effort_left_it_is_safe_and_says_that_it_was_cut_off) {
    int cut_off = 0;
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        std::mt19937 random(seed);
        auto release = random_release(random, 20);
        judge_counts(release, {.minimum_frequency = 5});
        const auto found = suppress(release, {.effort = 1}).value();
        EXPECT_TRUE(found.primary > 0 || !found.is_cut_off) << "seed " << seed;
        EXPECT_TRUE(audited(release, found, attack_method::elimination).is_safe()) << "seed " << seed;
        cut_off += found.is_cut_off;
    }
    EXPECT_GT(cut_off, 10);
}

/// The least cost of all sets that the auditor calls safe.
double least_cost(const additive_release& release) {
    std::vector<std::size_t> open;
    suppression tried;
    tried.fates.resize(release.cells.size());
    for (std::size_t i = 0; i < release.cells.size(); ++i)
        if (release.cells[i].sensitive)
            tried.fates[i] = cell_fate::primary;
        else
            open.push_back(i);
    auto best = 1e300;
    for (std::uint32_t set = 0; set < (1U << open.size()); ++set) {
        double cost = 0;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const bool is_chosen = (set >> i & 1U) != 0;
            tried.fates[open[i]] = is_chosen ? cell_fate::secondary : cell_fate::published;
            if (is_chosen) cost += release.cells[open[i]].cost;
        }
        if (cost < best && audited(release, tried, attack_method::linear_programming).is_safe()) best = cost;
    }
    return best;
}

TEST(disclosure_suppression, the_exact_method_costs_least) {
    if (!has_exact_method()) {
        const auto refused = suppress({}, {.method = suppression_method::exact});
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.errors().front().message().find("coinor-libcbc-dev"), std::string::npos);
        return;
    }
    int better = 0;
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        builder table;
        table.add_table({flat({"a", "b"}), flat({"x", "y", "z"})},
                        [&](const texts&) { return ratio(std::uniform_int_distribution<>(0, 9)(random)); });
        auto release = table.release();
        for (auto& each : release.cells) each.cost = std::uniform_int_distribution<>(1, 9)(random);
        judge_counts(release, {.minimum_frequency = 3});
        const auto exactly = suppress(release, {.method = suppression_method::exact, .seconds = 20}).value();
        EXPECT_EQ(exactly.method, suppression_method::exact);
        EXPECT_TRUE(exactly.is_proven_optimal);
        EXPECT_EQ(exactly.cost, least_cost(release)) << "seed " << seed;
        better += exactly.cost < greedily(release).cost;
    }
    EXPECT_GT(better, 0) << "greedy is not always best";
}

TEST(disclosure_suppression, an_exact_method_out_of_time_gives_the_greedy_answer) {
    std::mt19937 random(3);
    auto release = random_release(random, 20);
    judge_counts(release, {});
    if (!has_exact_method()) GTEST_SKIP() << "no solver";
    const auto found = suppress(release, {.method = suppression_method::exact, .seconds = 0}).value();
    EXPECT_EQ(found.method, suppression_method::elimination);
    EXPECT_FALSE(found.is_proven_optimal);
    EXPECT_EQ(found.fates, greedily(release).fates);
}

TEST(disclosure_suppression, a_release_that_does_not_add_up_is_refused) {
    additive_release release{{{.name = "all", .value = 5}, {.name = "part", .value = 3}, {.name = "rest", .value = 1}},
                             {{0, {1, 2}}, {0, {1, 1}}, {7, {1}}, {0, {}}}};
    release.cells[2].use = cell_use::fixed;
    release.cells[2].sensitive = protection{};
    release.cells[1].most = 2;
    const auto found = suppress(release);
    ASSERT_EQ(found.errors().size(), 6U) << to_string(found.errors());
    EXPECT_EQ(found.errors()[0].path(), "/cells/1");
    EXPECT_EQ(found.errors()[1].path(), "/cells/2");
    EXPECT_EQ(found.errors()[2].message(),
              "\"all\" is 5, but its parts add up to 4; give the numbers before rounding, or the rest as an unprinted "
              "part");
    EXPECT_EQ(found.errors()[3].message(), "\"part\" is in the sum twice");
    EXPECT_EQ(found.errors()[4].message(), "there is no cell 7: the release has 3");
    EXPECT_EQ(found.errors()[5].message(), "the sum has no parts");
}

} // namespace
