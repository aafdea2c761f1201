#include <kohort/publish/formats.hpp>

#include "publish/random_publication.hpp"
#include "publish/tables.hpp"

#include <kohort/publish/csvw.hpp>
#include <kohort/publish/json_stat.hpp>
#include <kohort/publish/kolada.hpp>
#include <kohort/publish/px.hpp>
#include <kohort/publish/sdmx_csv.hpp>
#include <kohort/publish/table_writer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <string>

namespace {

using publications::difference;
using publications::maker;
using namespace kohort;

// --- SDMX-CSV

publication read_sdmx(const std::string& text) {
    auto read = parse_sdmx_csv(text, "t.csv");
    EXPECT_TRUE(read) << to_string(read.errors());
    return read ? std::move(*read) : publication{};
}

/// The cell of b that has the codes of a cell of a, whatever the order of the dimensions.
const printed_value& same_cell(const publication& a, std::size_t cell, const publication& b) {
    std::vector<std::string> codes(a.dimensions.size());
    for (auto each = a.dimensions.size(); each-- > 0;) {
        codes[each] = a.dimensions[each].codes[cell % a.dimensions[each].codes.size()].code;
        cell /= a.dimensions[each].codes.size();
    }
    std::size_t at = 0;
    for (const auto& dimension : b.dimensions) {
        const auto id = dimension.role == dimension_role::time ? "period" : dimension.id;
        std::size_t place = 0;
        while (a.dimensions[place].id != id) ++place;
        at = at * dimension.codes.size() + dimension.find(codes[place]).value();
    }
    return b.cells[at];
}

TEST(sdmx_csv, cells_of_random_publications_come_back_but_nil_as_0) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        const auto table = maker(seed).make();
        for (const auto& labels : {std::optional<std::string>(), std::optional<std::string>("sv")}) {
            const auto text = to_sdmx_csv(table, {.agency = "SCB", .labels = labels});
            const auto back = read_sdmx(text);
            ASSERT_EQ(back.id, table.id) << text;
            ASSERT_EQ(back.cells.size(), table.cells.size());
            for (std::size_t each = 0; each < table.cells.size(); ++each) {
                auto expected = table.cells[each];
                if (expected.status.is == availability::nil) expected.status.is = availability::normal;
                ASSERT_TRUE(is_same(same_cell(table, each, back), expected)) << seed << '\n' << text;
            }
            if (!labels) continue;
            EXPECT_EQ(back.title.in(0), table.title.in(table.language_index("sv")));
        }
    }
}

TEST(sdmx_csv, reads_every_version_and_locale) {
    const std::string expected = "12.4";
    for (const std::string text :
         {"DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\r\nESTAT:T(1.0),F,2014-01,12.4,P\r\n",
          "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\ndataflow,ESTAT:T(1.6.0),M,F,2014-01,12."
          "4,P",
          "STRUCTURE[;],STRUCTURE_ID,ACTION,OBS_VALUE,OBS_STATUS[],SEX,TIME_PERIOD\ndataflow,ESTAT:T,M,12.4,P,F,2014-"
          "01\n",
          "STRUCTURE;STRUCTURE_ID;ACTION;SEX: Sex;TIME_PERIOD: Time;OBS_VALUE: Value;OBS_STATUS: Status\n"
          "dataflow;ESTAT:T(1.0): Title;R;F: Women;2014-01;12,4;P: Provisional\n",
          "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,TIME_PERIOD,Time,OBS_VALUE,Value,OBS_STATUS,Status\n"
          "dataflow,ESTAT:T(1.0),Title,R,F,Women,2014-01,2014-01,12.4,,P,Provisional\n"}) {
        const auto table = read_sdmx(text);
        ASSERT_EQ(table.cells.size(), 1U) << text;
        EXPECT_EQ(table.id, "T");
        EXPECT_EQ(table.cells[0].value(), ratio(124, 10)) << text;
        EXPECT_TRUE(table.cells[0].status.has(obs_flag::provisional)) << text;
        ASSERT_EQ(table.dimensions.size(), 2U);
        EXPECT_EQ(table.dimensions[0].codes[0].code, "F");
        EXPECT_EQ(table.dimensions[1].role, dimension_role::time);
        if (text.find("Women") == std::string::npos) continue;
        EXPECT_EQ(table.dimensions[0].codes[0].label.in(0), "Women") << text;
        EXPECT_EQ(table.title.in(0), "Title");
    }
}

TEST(sdmx_csv, observations_that_are_not_there_are_missing_and_attributes_without_a_place_are_told) {
    const auto table = read_sdmx("STRUCTURE,STRUCTURE_ID,SEX,AGE,TIME_PERIOD,OBS_VALUE,CONF_STATUS,DECIMALS,NOTE_DSET\n"
                                 "dataflow,A:T(1),F,Y,2014,1,F,2,x\ndataflow,A:T(1),M,_T,2014,NaN,C,2,x\n");
    ASSERT_EQ(table.cells.size(), 4U);
    EXPECT_EQ(table.cells[1].status.is, availability::missing);
    EXPECT_EQ(table.cells[3].status.is, availability::suppressed);
    EXPECT_EQ(table.dimensions[1].total(), 1U);
    EXPECT_EQ(table.figures.front().decimals, 2);
    EXPECT_EQ(table.losses, std::vector<std::string>{"the column NOTE_DSET: attributes of this name are not kept"});
}

TEST(sdmx_csv, one_dimension_is_time) {
    const auto table = read_sdmx("DATAFLOW,TIME_PERIOD,year,OBS_VALUE\nA:T(1),2024,2023,1\n");
    EXPECT_EQ(table.dimensions[1].role, dimension_role::classification);
    EXPECT_EQ(read_sdmx(to_sdmx_csv(table)).dimensions[0].id, "year");
}

TEST(sdmx_csv, errors_name_the_line) {
    const auto errors_of = [](const std::string& rows) {
        return to_string(
            parse_sdmx_csv("STRUCTURE,STRUCTURE_ID,ACTION,SEX,OBS_VALUE,OBS_STATUS\n" + rows, "t.csv").errors());
    };
    EXPECT_EQ(errors_of("dataflow,A:T(1),R,F,1,A\ndataflow,A:T(1),R,F,2,A\n"),
              "t.csv:3: is about the same observation as a line before; keep one");
    EXPECT_EQ(errors_of("dataflow,A:T(1),D,F,1,A\n"), "t.csv:2: deletes observations; give data to keep");
    EXPECT_EQ(errors_of("dataflow,A:T(1),R,F,one,A\n"), "t.csv:2: \"one\" is no number of at most 18 digits");
    EXPECT_EQ(errors_of("dataflow,A:T(1),R,F,1,?\n"),
              "t.csv:2: the statuses \"?\" and \"\" are not in CL_OBS_STATUS and CL_CONF_STATUS");
    EXPECT_EQ(errors_of("dataflow,A:T(1),R,F,1\n"), "t.csv:2: there are 5 fields, but the header has 6");
    EXPECT_EQ(errors_of("dataflow,\"A:T(1),R,F,1\n"), "t.csv:2: a quote is never closed");
    EXPECT_EQ(to_string(parse_sdmx_csv("a,b\n1,2\n", "t.csv").errors()),
              "t.csv:1: the first column is \"a\"; SDMX-CSV begins with STRUCTURE (2.x) or DATAFLOW (1.0)");
    EXPECT_EQ(to_string(parse_sdmx_csv("STRUCTURE,SEX,SEX,OBS_VALUE\n" + std::string("a,K,M,1\n"), "t.csv").errors()),
              "t.csv:1: two columns are called \"SEX\"");
}

TEST(formats, columns_of_a_csv_have_names_of_their_own) {
    EXPECT_EQ(to_string(parse_csvw("period,sex,,value\n2024,K,x,1\n", "", "t.csv").errors()),
              "t.csv:1: column 3 has no name");
    EXPECT_EQ(to_string(parse_csvw("period,sex,sex,value\n2024,K,M,1\n", "", "t.csv").errors()),
              "t.csv:1: two columns are called \"sex\"");
}

// --- CSV with CSVW

TEST(csvw, round_trip_of_random_publications) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        const auto table = maker(seed).make();
        const auto files = to_csvw(table, "t.csv");
        const auto back = parse_csvw(files.csv, files.metadata, "t.csv");
        ASSERT_TRUE(back) << to_string(back.errors()) << files.csv << files.metadata;
        ASSERT_EQ(difference(table, back->front()), "") << "seed " << seed << '\n' << files.csv << files.metadata;
    }
}

TEST(csvw, metadata_are_those_of_the_w3c) {
    const auto table =
        to_publication(tables::counts(tables::persons(), {tables::periods({"2024"}), tables::sexes()}, {1, 2, 3}));
    const auto files = to_csvw(table, "enrolled.csv");
    EXPECT_EQ(files.csv, "sex,period,value,status\r\nwomen,2024,1,\r\nmen,2024,2,\r\ntotal,2024,3,\r\n");
    const auto made = nlohmann::json::parse(files.metadata);
    EXPECT_EQ(made["@context"], "http://www.w3.org/ns/csvw");
    EXPECT_EQ(made["url"], "enrolled.csv");
    EXPECT_EQ(made["tableSchema"]["primaryKey"], (nlohmann::json{"sex", "period"}));
    EXPECT_EQ(made["tableSchema"]["columns"][2]["datatype"], "decimal");
    EXPECT_EQ(made["dc:title"][0]["@value"], "Inskrivna efter sex och period");
}

TEST(csvw, metadata_of_a_report_describe_all_its_indicators) {
    const std::vector<indicator_table> evaluated{
        tables::counts(tables::persons(), {tables::periods({"2023", "2024"}), tables::sexes()}, {1, 2, 3, 4, 5, 9}),
        tables::table_of(tables::percent(1), {tables::periods({"2024"})}, {{1, 8, {}}})};
    const std::vector<publication> described{to_publication(evaluated[0]), to_publication(evaluated[1])};
    const auto metadata = csvw_metadata(described, "report.csv");
    const auto made = nlohmann::json::parse(metadata);
    EXPECT_EQ(made["url"], "report.csv");
    EXPECT_EQ(made["tableSchema"]["primaryKey"], (nlohmann::json{"indicator", "version", "period", "sex"}));
    const auto back = parse_csvw(to_csv(evaluated), metadata, "report.csv");
    ASSERT_TRUE(back) << to_string(back.errors());
    ASSERT_EQ(back->size(), 2U);
    EXPECT_EQ(difference((*back)[0], described[0]), "");
    EXPECT_EQ(difference((*back)[1], described[1]), "");
}

TEST(csvw, reads_the_reports_own_csv) {
    const std::vector<indicator_table> evaluated{
        tables::counts(tables::persons(), {tables::periods({"2023", "2024"}), tables::sexes()}, {1, 2, 3, 4, 5, 9}),
        tables::table_of(tables::percent(1), {tables::periods({"2024"})}, {{1, 8, {}}})};
    const auto back = parse_csvw(to_csv(evaluated), "", "report.csv");
    ASSERT_TRUE(back) << to_string(back.errors());
    ASSERT_EQ(back->size(), 2U);
    EXPECT_EQ((*back)[0].id, "city.enrolled");
    EXPECT_EQ((*back)[0].dimensions.size(), 2U);
    EXPECT_EQ((*back)[1].dimensions.size(), 1U) << "the other indicator is not broken down by sex";
    EXPECT_EQ((*back)[1].cells.front().value(), ratio(125, 10));
    const auto cubes = to_cubes((*back)[0]);
    EXPECT_EQ(cubes.front().figures.find({"2024", "total"})->numerator, ratio(9));
}

// --- Kolada

TEST(kolada, rows_by_municipality_period_and_gender) {
    const auto table =
        to_publication(tables::table_of(tables::percent(0), {tables::periods({"2023", "2024"}), tables::sexes()},
                                        {{1, 2, {}},
                                         {0, 1, availability::suppressed},
                                         {1, 4, {}},
                                         {1, 1, {}},
                                         {0, 0, availability::not_applicable},
                                         {3, 4, {}}}));
    const auto text = to_kolada({&table, 1});
    ASSERT_TRUE(text) << to_string(text.errors());
    const auto made = nlohmann::json::parse(*text);
    EXPECT_EQ(made["count"], 2);
    EXPECT_EQ(made["values"][0],
              nlohmann::json::parse(R"({"kpi": "city.to_work", "municipality": "0180", "period": 2023,
        "values": [{"gender": "K", "value": 50, "status": ""}, {"gender": "M", "value": null, "status": "Private"},
                   {"gender": "T", "value": 25, "status": ""}]})"));
    EXPECT_EQ(made["values"][1]["values"][1]["status"], "Missing");
}

TEST(kolada, months_and_other_dimensions_are_refused) {
    const auto months = to_publication(tables::counts(tables::persons(), {tables::periods({"2024-07"})}, {1}));
    EXPECT_EQ(to_string(to_kolada({&months, 1}).errors()), "city.enrolled: Kolada has years, and \"2024-07\" is none");
    const auto offices = to_publication(tables::counts(
        tables::persons(), {tables::periods({"2024"}), tables::dimension("office", {{.code = "a"}})}, {1}));
    EXPECT_NE(to_string(to_kolada({&offices, 1}).errors()).find("\"office\" has no total"), std::string::npos);
}

// --- Recognising and converting

TEST(formats, are_recognised_by_their_beginning) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const std::vector<publication> table{maker(seed).make()};
        for (const auto format : {table_format::px, table_format::json_stat, table_format::sdmx_csv}) {
            const auto files = to_format(table, format, "x");
            ASSERT_TRUE(files) << to_string(files.errors());
            EXPECT_EQ(recognise_format("x", files->front().content), format);
        }
    }
    EXPECT_EQ(recognise_format("a.csv", "sex,value\n"), table_format::csv);
    EXPECT_EQ(recognise_format("a.txt", "hello"), std::nullopt);
}

TEST(formats, several_tables_are_several_files_or_a_collection) {
    auto first = maker(1).make(), second = maker(2).make();
    first.id = "a/b";
    second.id = "c";
    const std::vector<publication> both{first, second};
    const auto px = to_format(both, table_format::px, "out");
    ASSERT_EQ(px->size(), 2U);
    EXPECT_EQ(px->front().name, "a_b.px");
    EXPECT_EQ(to_format(both, table_format::csv, "out")->size(), 4U);
    EXPECT_EQ(to_format(both, table_format::json_stat, "out.json")->size(), 1U);
}

TEST(formats, one_language_can_be_chosen) {
    maker any(7);
    auto table = any.make();
    while (table.languages.size() < 2) table = any.make();
    const auto text = to_format({&table, 1}, table_format::px, "x.px", {.language = table.languages[1]});
    const auto back = parse_px(text->front().content, "x.px");
    ASSERT_TRUE(back) << to_string(back.errors());
    EXPECT_EQ(back->languages, std::vector<std::string>{table.languages[1]});
    EXPECT_EQ(back->title.in(0), table.title.in(1));
}

/// Any two formats that keep everything, one after the other.
TEST(formats, px_json_stat_and_csvw_say_the_same) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto table = maker(seed).make();
        const auto px = parse_px(*to_px(table), "t.px");
        ASSERT_TRUE(px);
        const auto json = parse_json_stat(to_json_stat({&*px, 1}), "t.json");
        ASSERT_TRUE(json) << to_string(json.errors());
        const auto csv = to_csvw(json->front(), "t.csv");
        const auto back = parse_csvw(csv.csv, csv.metadata, "t.csv");
        ASSERT_TRUE(back) << to_string(back.errors());
        ASSERT_EQ(difference(table, back->front()), "") << seed;
    }
}

// --- Broken files

/// The text with bytes flipped, left out, doubled, or cut off.
std::string mutated(std::string text, std::mt19937& random) {
    for (auto left = 1 + random() % 4; left > 0 && !text.empty(); --left) {
        const auto at = random() % text.size();
        switch (random() % 5) {
        case 0:
            text[at] = static_cast<char>(random());
            break;
        case 1:
            text.erase(at, 1 + random() % 8);
            break;
        case 2:
            text.insert(at, text.substr(random() % text.size(), 1 + random() % 20));
            break;
        case 3:
            text[at] = "\"();=,:[]{}-.0\n"[random() % 15];
            break;
        default:
            if (random() % 4 == 0) text.resize(at);
        }
    }
    return text;
}

TEST(formats, a_broken_file_is_an_error_or_a_table_and_never_a_crash) {
    std::mt19937 random(2013);
    std::size_t refused = 0, read = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        const auto table = maker(seed % 30).make();
        const px_options options{text_encoding::iso_8859_1, seed % 2 == 0};
        const auto px = parse_px(mutated(*to_px(table, options), random), "t.px");
        const auto json = parse_json_stat(mutated(to_json_stat({&table, 1}), random), "t.json");
        const auto sdmx = parse_sdmx_csv(mutated(to_sdmx_csv(table), random), "t.csv");
        const auto csvw = to_csvw(table, "t.csv");
        const auto csv = parse_csvw(mutated(csvw.csv, random), mutated(csvw.metadata, random), "t.csv");
        for (const auto is_read : {bool(px), bool(json), bool(sdmx), bool(csv)}) ++(is_read ? read : refused);
        if (px) {
            static_cast<void>(to_px(*px));
            static_cast<void>(to_published_tables(*px));
            static_cast<void>(to_indicator_tables(*px));
        }
        if (json)
            for (const auto& each : *json) static_cast<void>(to_cubes(each));
    }
    EXPECT_GT(refused, 200U);
    EXPECT_GT(read, 100U);
}

} // namespace
