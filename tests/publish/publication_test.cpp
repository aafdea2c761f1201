// Publications: from evaluated tables, and on to cubes, series, definitions and printed tables.
#include <kohort/publish/publication.hpp>

#include "publish/random_publication.hpp"
#include "publish/tables.hpp"

#include <kohort/publish/csvw.hpp>
#include <kohort/publish/formats.hpp>
#include <kohort/publish/json_stat.hpp>
#include <kohort/publish/px.hpp>
#include <kohort/publish/table_writer.hpp>
#include <kohort/series/change.hpp>
#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace {

using publications::maker;
using namespace kohort;

TEST(publications, an_evaluated_table_is_published_with_the_period_last) {
    auto indicator = tables::percent(1);
    indicator.breaks = {{"2024", "ny lag"}};
    const auto table = to_publication(tables::table_of(indicator, {tables::periods({"2023", "2024"}), tables::sexes()},
                                                       {{1, 3, {}},
                                                        {2, 3, obs_status().add(obs_flag::provisional)},
                                                        {1, 2, {}},
                                                        {1, 1, {}},
                                                        {0, 0, availability::not_applicable},
                                                        {1, 1, {}}}));
    EXPECT_EQ(table.title.in(1), "Exits to work by sex and period");
    EXPECT_EQ(table.dimensions.back().role, dimension_role::time);
    EXPECT_EQ(table.cells[0], (printed_value{333, 1, {}}));
    EXPECT_EQ(table.cells[2].scaled, 667);
    EXPECT_TRUE(table.cells[2].status.has(obs_flag::provisional));
    EXPECT_EQ(table.cells[3].status.is, availability::not_applicable);
    EXPECT_EQ(table.dimensions[0].codes[2].label.in(0), "Totalt");
    EXPECT_EQ(table.notes.front().text.in(1), "Break in the series at 2024: ny lag");
    EXPECT_EQ(unit_of_text(table.figures.front().unit.in(0)), measurement_unit::percent);
}

TEST(publications, cubes_put_the_period_first_and_keep_every_cell) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        const auto table = maker(seed).make();
        const auto cubes = to_cubes(table);
        std::size_t cells = 0;
        for (const auto& each : cubes) {
            EXPECT_EQ(each.figures.axes().front().name(), "period");
            cells += each.figures.cells().size();
        }
        ASSERT_EQ(cells, table.cells.size());
        std::vector<std::size_t> at(table.dimensions.size(), 0);
        const auto time = table.time_dimension(), contents = table.contents_dimension();
        for (const auto& printed : table.cells) {
            std::vector<std::size_t> place{at[*time]};
            for (std::size_t each = 0; each < at.size(); ++each)
                if (each != time && each != contents) place.push_back(at[each]);
            const auto& found = cubes[contents ? at[*contents] : 0].figures.at(place);
            ASSERT_EQ(found.status, printed.status);
            if (printed.status.has_value()) {
                ASSERT_EQ(found.value(), printed.value());
            }
            for (auto each = at.size(); each-- > 0;) {
                if (++at[each] < table.dimensions[each].codes.size()) break;
                at[each] = 0;
            }
        }
    }
}

constexpr auto published = R"(CHARSET="ANSI";
MATRIX="AM";
STUB="kön";
HEADING="år";
VALUES("kön")="män","kvinnor","totalt";
CODES("kön")="M","K","T";
VALUES("år")="2023","2024";
TIMEVAL("år")=TLIST(A1),"2023","2024";
UNITS="procent";
DATA=
10 12.5
20 ".."
30 26;
)";

TEST(publications, a_published_px_table_becomes_a_table_of_cells) {
    const auto tables = to_published_tables(*parse_px(published, "t.px"));
    ASSERT_TRUE(tables) << to_string(tables.errors());
    ASSERT_EQ(tables->size(), 1U);
    const auto& table = tables->front();
    EXPECT_EQ(table.unit(), measurement_unit::percent);
    const named_code men[] = {{"kön", "M"}};
    ASSERT_NE(table.find("AM", "2024", men), nullptr);
    EXPECT_EQ(table.find("AM", "2024", men)->value, ratio(1, 8)) << "12.5 percent";
    ASSERT_NE(table.find("AM", "2023"), nullptr);
    EXPECT_EQ(table.find("AM", "2023")->value, ratio(3, 10)) << "the total";
    const named_code women[] = {{"kön", "K"}};
    EXPECT_EQ(table.find("AM", "2024", women)->status.is, availability::missing);
}

TEST(publications, definitions_take_the_cells_of_a_published_px_table) {
    data_set data;
    for (auto& each : *to_published_tables(*parse_px(published, "t.px"))) ASSERT_FALSE(data.add(std::move(each)));
    const auto apart = parse_definitions(R"({"id": "men.less_women", "version": "1",
        "name": {"sv": "Män minus kvinnor", "en": "Men less women"},
        "source": {"document": "made up", "section": "1", "owner": "test"},
        "difference": [{"cell": "AM", "where": {"kön": ["M"]}}, {"cell": "AM", "where": {"kön": ["K"]}}],
        "per": "year", "unit": "points", "decimals": 1})");
    ASSERT_TRUE(apart) << to_string(apart.errors());
    evaluate_options options;
    options.periods = *parse_period_literal("2023..2024");
    const auto made = evaluate(*apart, data, options);
    ASSERT_TRUE(made) << to_string(made.errors());
    EXPECT_EQ(made->front().figures.cells()[0].value(), ratio(-1, 10)) << "10 and 20 percent";
    EXPECT_EQ(made->front().figures.cells()[1].status.is, availability::missing);
    EXPECT_EQ(to_string(*data.add(std::move(to_published_tables(*parse_px(published, "t.px"))->front()))),
              "there is already a published table \"AM\"; give each table a name of its own");
}

TEST(publications, are_printed_like_evaluated_indicators) {
    const auto tables = to_indicator_tables(*parse_px(published, "t.px"));
    ASSERT_TRUE(tables) << to_string(tables.errors());
    EXPECT_EQ(to_csv(*tables), "indicator,version,period,kön,value,numerator,denominator,status\n"
                               "AM,,2023,M,10.0,1/10,,\nAM,,2023,K,20.0,1/5,,\nAM,,2023,T,30.0,3/10,,\n"
                               "AM,,2024,M,12.5,1/8,,\nAM,,2024,K,,,,missing\nAM,,2024,T,26.0,13/50,,\n");
    auto untold = *parse_px(published, "t.px");
    untold.figures.front().unit = translated_text("fjädrar");
    EXPECT_NE(to_indicator_tables(untold)->front().indicator.name.en.find("(fjädrar)"), std::string::npos);
    untold.dimensions[1].role = dimension_role::classification;
    EXPECT_FALSE(to_indicator_tables(untold));
}

/// An evaluated table, published in a format and read back, says the same.
TEST(publications, evaluated_tables_come_back_from_every_format) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed);
        std::vector<cell> cells(9);
        for (auto& each : cells) {
            each = {ratio(static_cast<std::int64_t>(random() % 500)), ratio(500), {}};
            if (random() % 3 == 0) each = {0, 1, static_cast<availability>(1 + random() % 5)};
            if (random() % 4 == 0) each.status = each.status.add(static_cast<obs_flag>(1U << random() % 5));
        }
        const std::vector<axis> axes{tables::periods({"2022", "2023", "2024"}), tables::sexes()};
        const auto table = to_publication(tables::table_of(tables::percent(1), axes, cells));
        for (const auto format : {table_format::px, table_format::json_stat, table_format::csv}) {
            const auto files = to_format({&table, 1}, format, "t");
            ASSERT_TRUE(files);
            const auto& text = files->front().content;
            const auto read = format == table_format::px ? *parse_px(text, "t")
                              : format == table_format::json_stat
                                  ? parse_json_stat(text, "t")->front()
                                  : parse_csvw(text, files->back().content, "t")->front();
            const auto back = to_indicator_tables(read);
            ASSERT_TRUE(back) << to_string(back.errors());
            const auto found = back->front().figures.cells();
            ASSERT_EQ(found.size(), cells.size());
            for (std::size_t each = 0; each < cells.size(); ++each) {
                ASSERT_EQ(found[each].status, cells[each].status) << seed << " " << each;
                if (cells[each].status.is == availability::normal) {
                    ASSERT_EQ(found[each].numerator, cells[each].value()) << seed << " " << each;
                }
            }
        }
    }
}

TEST(publications, a_published_px_table_is_a_series) {
    const auto tables = to_published_tables(*parse_px(published, "t.px"));
    const named_code men[] = {{"kön", "M"}};
    const auto shares = series::from(tables->front(), "AM", men,
                                     {"AM", {}, series_kind::other, measurement_unit::percent, {frequency::year}});
    ASSERT_TRUE(shares) << to_string(shares.errors());
    const auto changed = change(*shares);
    ASSERT_TRUE(changed) << to_string(changed.errors());
    EXPECT_EQ(changed->line(0)[1].value(), ratio(25, 1000)) << "from 10 to 12.5 percent";
}

TEST(publications, units_and_periods_that_are_not_known_are_errors) {
    auto table = *parse_px(published, "t.px");
    table.figures.front().unit = translated_text("fjädrar");
    EXPECT_EQ(to_string(to_published_tables(table).errors()),
              "AM/AM: the unit \"fjädrar\" is not known; say which of kohort's units it is, e.g. count");
    EXPECT_TRUE(to_published_tables(table, measurement_unit::count));
    table.dimensions[1].codes[0].code = "igår";
    EXPECT_EQ(to_string(to_published_tables(table, measurement_unit::count).errors()),
              "AM/år: \"igår\" is not a period");
}

} // namespace
