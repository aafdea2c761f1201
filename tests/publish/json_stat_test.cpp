#include <kohort/publish/json_stat.hpp>

#include "publish/random_publication.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace {

using namespace publications;

publication read_one(const std::string& text) {
    auto read = parse_json_stat(text, "t.json");
    EXPECT_TRUE(read) << to_string(read.errors());
    if (!read || read->size() != 1) return {};
    return std::move(read->front());
}

std::string errors_of(const std::string& text) { return to_string(parse_json_stat(text, "t.json").errors()); }

TEST(json_stat, round_trip_of_random_publications) {
    for (unsigned seed = 0; seed < 120; ++seed) {
        auto table = maker(seed).make();
        table.version = "2024";
        table.keywords = {{"COPYRIGHT", "", {}, {"YES"}, false}};
        const auto written = to_json_stat({&table, 1});
        const auto back = parse_json_stat(written, "t.json");
        ASSERT_TRUE(back) << to_string(back.errors()) << "\nseed " << seed << '\n' << written;
        ASSERT_EQ(back->size(), 1U);
        ASSERT_EQ(difference(table, back->front()), "") << "seed " << seed << '\n' << written;
        ASSERT_EQ(back->front().version, "2024");
    }
}

TEST(json_stat, a_collection_holds_several_tables) {
    const std::vector<publication> tables{maker(1).make(), maker(2).make(), maker(3).make()};
    const auto text = to_json_stat(tables);
    EXPECT_EQ(nlohmann::json::parse(text)["class"], "collection");
    const auto back = parse_json_stat(text, "t.json");
    ASSERT_TRUE(back) << to_string(back.errors());
    ASSERT_EQ(back->size(), 3U);
    for (std::size_t each = 0; each < 3; ++each) EXPECT_EQ(difference(tables[each], (*back)[each]), "");
}

TEST(json_stat, of_one_figure_its_unit_and_values_are_where_others_look) {
    publication table;
    table.languages = {"en"};
    table.id = "t";
    table.contents = translated_text("Exits");
    table.dimensions = {{"year", translated_text("Year"), dimension_role::time, {{"2023", {}}, {"2024", {}}}, {}}};
    table.figures = {{translated_text("percent"), 1, "F", "2024-05-01", {}, {}}};
    table.cells = {{123, 1, {}}, {0, 0, availability::suppressed}};
    const auto made = nlohmann::json::parse(to_json_stat({&table, 1}));
    EXPECT_EQ(made["version"], "2.0");
    EXPECT_EQ(made["id"], (nlohmann::json{"contents", "year"}));
    EXPECT_EQ(made["size"], (nlohmann::json{1, 2}));
    EXPECT_EQ(made["role"]["time"], nlohmann::json{"year"});
    EXPECT_EQ(made["role"]["metric"], nlohmann::json{"contents"});
    EXPECT_EQ(made["value"], (nlohmann::json{12.3, nullptr}));
    EXPECT_EQ(made["status"], (nlohmann::json{{"1", "suppressed"}}));
    EXPECT_EQ(made["dimension"]["contents"]["category"]["unit"]["t"]["decimals"], 1);
    EXPECT_EQ(made["dimension"]["contents"]["category"]["unit"]["t"]["label"], "percent");
    EXPECT_EQ(made["extension"]["status"]["label"]["suppressed"], "suppressed to protect persons");
    EXPECT_EQ(made["updated"], "2024-05-01");
}

TEST(json_stat, reads_what_pxweb_writes) {
    const auto table =
        read_one(R"({"version": "2.0", "class": "dataset", "label": "Befolkning efter kön", "source": "SCB",
        "updated": "2024-02-22T07:00:00Z", "note": ["Obs"], "id": ["Kon", "ContentsCode", "Tid"], "size": [2, 1, 2],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
          "Kon": {"label": "kön", "category": {"index": {"1": 0, "1+2": 1}, "label": {"1": "män", "1+2": "totalt"},
                  "note": {"1": ["N"]}},
                  "extension": {"elimination": true, "eliminationValueCode": "1+2"}},
          "ContentsCode": {"label": "tabellinnehåll", "category": {"index": {"BE0101N1": 0},
                  "label": {"BE0101N1": "Folkmängd"}, "unit": {"BE0101N1": {"base": "antal", "decimals": 0}}},
                  "extension": {"refperiod": {"BE0101N1": "31 december"}, "measuringType": {"BE0101N1": "Stock"}}},
          "Tid": {"label": "månad", "category": {"index": {"2023M12": 0, "2024M01": 1}, "label": {"2023M12": "2023M12"}}}},
        "value": [1, null, 3e3, null], "status": {"1": "..", "3": "."},
        "extension": {"noteMandatory": {"0": true}, "px": {"tableid": "TAB638", "language": "sv", "decimals": 0}}})");
    EXPECT_EQ(table.id, "TAB638");
    EXPECT_EQ(table.languages, std::vector<std::string>{"sv"});
    ASSERT_EQ(table.cells.size(), 4U);
    EXPECT_EQ(table.cells[2].value(), ratio(3000));
    EXPECT_EQ(table.cells[1].status.is, availability::missing);
    EXPECT_EQ(table.cells[3].status.is, availability::not_applicable);
    EXPECT_EQ(table.dimensions[0].total(), 1U);
    EXPECT_EQ(table.dimensions[1].role, dimension_role::contents);
    EXPECT_EQ(table.dimensions[2].codes[1].code, "2024-01");
    EXPECT_EQ(table.figures.front().unit.in(0), "antal");
    EXPECT_EQ(table.figures.front().measured, "S");
    EXPECT_EQ(table.figures.front().period.in(0), "31 december");
    EXPECT_TRUE(table.notes.front().is_mandatory);
    EXPECT_EQ(table.losses, std::vector<std::string>{});
}

TEST(json_stat, reads_bundles_of_version_1) {
    const auto table = read_one(R"({"dataset": {"dimension": {
        "sex": {"category": {"label": {"M": "men"}}}, "year": {"category": {"index": ["2001", "2002", "2003"]}},
        "id": ["sex", "year"], "size": [1, 3], "role": {"time": ["year"]}},
        "value": {"0": 1.5, "2": 7}, "status": ["e", ":", "bp"]}})");
    ASSERT_EQ(table.cells.size(), 3U);
    EXPECT_EQ(table.id, "dataset");
    EXPECT_EQ(table.cells[0].value(), ratio(3, 2));
    EXPECT_TRUE(table.cells[0].status.has(obs_flag::estimated));
    EXPECT_EQ(table.cells[1].status, obs_status(availability::missing));
    EXPECT_TRUE(table.cells[2].status.has(obs_flag::break_in_series) &&
                table.cells[2].status.has(obs_flag::provisional));
    EXPECT_EQ(table.figures.front().decimals, 1);
    EXPECT_EQ(table.dimensions[0].codes[0].label.in(0), "men");
}

/// A dataset of one dimension with two codes.
std::string two_cells(const std::string& rest) {
    return R"({"version": "2.0", "class": "dataset", "id": ["a"], "size": [2],
               "dimension": {"a": {"category": {"index": ["x", "y"]}}}, )" +
           rest + "}";
}

TEST(json_stat, one_status_is_that_of_all_cells) {
    for (const auto* status : {R"("p")", R"(["p"])", R"({"0": "p", "1": "p"})"}) {
        const auto table = read_one(two_cells(R"("value": [1, 2], "status": )" + std::string(status)));
        for (const auto& each : table.cells) EXPECT_TRUE(each.status.has(obs_flag::provisional)) << status;
    }
}

TEST(json_stat, errors_have_their_place) {
    EXPECT_EQ(errors_of("{").rfind("t.json: ", 0), 0U);
    EXPECT_EQ(errors_of(two_cells(R"("value": [1, 2, 3])")),
              "t.json: /value: there are 3 entries, but the dimensions make 2 cells");
    EXPECT_EQ(errors_of(two_cells(R"("value": {"7": 1})")),
              "t.json: /value/7: is not the position of one of the 2 cells");
    EXPECT_EQ(errors_of(two_cells(R"("value": [1, "x"], "status": {"0": "öäå"})")),
              "t.json: /value/1: expected a number, found the text \"x\"\n"
              "t.json: /status/0: the status \"öäå\" is not known");
    EXPECT_EQ(errors_of(two_cells(R"("value": [1, 1234567890.12345678901])")),
              "t.json: /value/1: has more than 18 digits; round it");
    EXPECT_EQ(errors_of(R"({"class": "dimension", "category": {"index": ["x"]}})"),
              "t.json: is of class \"dimension\", which has no cells; give a dataset or a collection");
    EXPECT_NE(errors_of(R"({"class": "dataset", "id": ["a"], "size": [3],
                            "dimension": {"a": {"category": {"index": ["x", "x"]}}}, "value": []})"),
              "");
}

TEST(json_stat, what_is_elsewhere_or_inexact_is_told) {
    const auto table =
        read_one(R"({"class": "collection", "link": {"item": [{"class": "dataset", "href": "http://x"}, )" +
                 two_cells(R"("value": [1, 2], "status": {"0": "d", "1": "suppressed"})") + "]}}");
    ASSERT_EQ(table.losses.size(), 3U);
    EXPECT_EQ(table.losses[2], "the item 1 of the collection is elsewhere (http://x)");
    EXPECT_EQ(table.cells[1].status.is, availability::suppressed);
}

} // namespace
