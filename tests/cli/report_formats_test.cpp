// kohort report in the formats of other programs, and on tables that others published.
#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace cli_test;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class report_formats : public testing::Test {
  protected:
    report_formats() { write_small_register(folder); }

    [[nodiscard]] outcome run(std::vector<std::string> more) const {
        std::vector<std::string> arguments{"report",        "--small-counts",  "off", "--schema", "schema.json",
                                           "--definitions", "definitions.json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return folder.run(arguments);
    }
    [[nodiscard]] outcome run_on_table(std::vector<std::string> more) const {
        more.insert(more.begin(), {"report", "--table", "AM.px"});
        return folder.run(more);
    }

    scratch_folder folder;
};

TEST_F(report_formats, markdown) {
    EXPECT_THAT(run({"--format", "markdown"}).out, StartsWith(R"(### Enrolled

persons · test.enrolled · 1

|  | 2023 | 2024 |
| :--- | ---: | ---: |
| women | 2 | 2 |
| men | 1 | 2 |
| **Total** | **3** | **4** |

|  | 2023 | 2024 |
| :--- | ---: | ---: |
| Exits to work | 100% | 33% |
)"));
}

TEST_F(report_formats, px_is_a_folder_of_files_or_one) {
    ASSERT_EQ(run({"--format", "px", "--output", "tables"}).status, 0);
    EXPECT_THAT(folder.read("tables/test.enrolled.px"), HasSubstr("DATA=\r\n2 2 \r\n1 2 \r\n3 4 \r\n;"));
    EXPECT_THAT(folder.read("tables/test.exits_to_work.px"), HasSubstr("\r\n100 33 \r\n;"));
    const auto one = run({"--format", "px", "--indicator", "test.enrolled"});
    EXPECT_EQ(one.out, folder.read("tables/test.enrolled.px"));
    const auto several = run({"--format", "px"});
    EXPECT_EQ(several.err, "kohort: error: px holds one table, and there are 2; write them into a folder, or choose "
                           "one\nTry 'kohort report --help'\n");
    EXPECT_EQ(several.status, 2);
}

TEST_F(report_formats, sdmx_csv_is_a_folder_and_json_stat_a_collection) {
    ASSERT_EQ(run({"--format", "sdmx-csv", "--output", "tables"}).status, 0);
    EXPECT_THAT(folder.read("tables/test.enrolled.csv"), HasSubstr(",women,2023,2,A,F,0,"));
    const auto made = nlohmann::json::parse(run({"--format", "json-stat"}).out);
    ASSERT_EQ(made["link"]["item"].size(), 2U);
    EXPECT_EQ(made["link"]["item"][0]["value"], (nlohmann::json{2, 2, 1, 2, 3, 4}));
    EXPECT_EQ(nlohmann::json::parse(run({"--format", "kolada"}).out)["count"], 4);
}

TEST_F(report_formats, csv_is_described_beside_it_when_asked_for) {
    ASSERT_EQ(run({"--format", "csv", "--output", "r.csv"}).status, 0);
    EXPECT_THAT(folder.names(), Not(testing::Contains("r.csv-metadata.json")));
    ASSERT_EQ(run({"--format", "csv", "--metadata", "--output", "r.csv"}).status, 0);
    EXPECT_EQ(folder.read("r.csv"), figures);
    ASSERT_EQ(folder.run({"convert", "r.csv", "back", "--to", "px"}).status, 0);
    ASSERT_EQ(run({"--format", "px", "--output", "direct"}).status, 0);
    EXPECT_EQ(folder.read("back/test.enrolled.px"), folder.read("direct/test.enrolled.px")) << "nothing was lost";
    EXPECT_EQ(run({"--format", "csv", "--metadata"}).status, 2);
    EXPECT_EQ(run({"--format", "px", "--metadata", "--output", "t"}).status, 2);
}

TEST_F(report_formats, of_the_bundled_register_say_that_its_persons_are_synthetic) {
    const std::vector<std::string> exits{"report", "--indicator", "stockholm.jobbtorg.exits", "--period", "2024"};
    for (const auto* format : {"px", "json-stat", "markdown"}) {
        auto given = exits;
        given.insert(given.end(), {"--format", format, "--lang", "sv"});
        const auto outcome = folder.run(given);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_THAT(outcome.out, HasSubstr("Syntetiska personer")) << format;
    }
}

// --- Published tables

constexpr auto published =
    "CHARSET=\"ANSI\";\nLANGUAGE=\"sv\";\nMATRIX=\"AM\";\nCONTENTS=\"Arbetslösa\";\nTITLE=\"Arbetslösa\";\nSTUB="
    "\"kön\";\n"
    "HEADING=\"år\";\nVALUES(\"kön\")=\"män\",\"kvinnor\",\"totalt\";\nCODES(\"kön\")=\"M\",\"K\",\"T\";\n"
    "VALUES(\"år\")=\"2022\",\"2023\",\"2024\";\nTIMEVAL(\"år\")=TLIST(A1),\"2022\",\"2023\",\"2024\";\nUNITS="
    "\"antal\";\n"
    "STOCKFA=\"S\";\nDATASYMBOL3=\"sekretess\";\nDATA=\n1 2 3\n4 \"...\" 6\n5 7 8;\n";

TEST_F(report_formats, a_published_table_is_shown_and_written_in_every_format) {
    folder.write("AM.px", published);
    const auto text = run_on_table({"--lang", "sv"});
    EXPECT_EQ(text.err, "");
    EXPECT_EQ(text.out, "Arbetslösa\nantal · AM\n\n         2022  2023  2024\n─────────────────────────\n"
                        "män         1     2     3\nkvinnor     4   ...     6\n─────────────────────────\n"
                        "totalt      5     7     8\n... sekretess\n");
    EXPECT_THAT(run_on_table({"--format", "markdown"}).out, HasSubstr("| kvinnor | 4 | ... | 6 |\n"));
    EXPECT_THAT(run_on_table({"--format", "csv"}).out, HasSubstr("AM,,2023,K,,,,suppressed\n"));
    EXPECT_THAT(run_on_table({"--format", "px"}).out, HasSubstr("4 \"...\" 6 "));
    EXPECT_THAT(run_on_table({"--format", "sdmx-csv"}).out, HasSubstr(",K,2023,NaN,Q,C,0,"));
    EXPECT_EQ(nlohmann::json::parse(run_on_table({"--format", "json-stat"}).out)["status"]["4"], "suppressed");
    EXPECT_THAT(run_on_table({"--period", "2024"}).err, HasSubstr("--period is for what is computed"));
    EXPECT_THAT(run_on_table({"--indicator", "AN"}).err, HasSubstr("did you mean \"AM\""));
}

TEST_F(report_formats, indicators_are_computed_from_a_published_table) {
    folder.write("AM.px", published);
    folder.write("ours.json", R"({"id": "women.share", "version": "1", "name": {"sv": "Andel kvinnor", "en": "Women"},
        "source": {"document": "made up", "section": "1", "owner": "test"},
        "ratio": {"of": {"cell": "AM", "where": {"kön": ["K"]}}, "over": {"cell": "AM"}},
        "per": "year", "unit": "percent", "decimals": 1})");
    const auto outcome = run_on_table({"--definitions", "ours.json", "--format", "csv", "--period", "2022..2024"});
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("women.share,1,2022,80.0,4,5,\n"));
    EXPECT_THAT(outcome.out, HasSubstr("women.share,1,2023,,,,suppressed\n"));
    EXPECT_THAT(outcome.out, HasSubstr("women.share,1,2024,75.0,"));
}

TEST_F(report_formats, the_sums_of_a_published_table_are_audited) {
    folder.write("AM.px", published);
    const auto outcome = folder.run({"audit", "AM.px"});
    EXPECT_THAT(outcome.out, HasSubstr("contradiction at 2024, T: computed 9, printed 8"));
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(folder.run({"audit", "AM.px", "--format", "csv"}).out, HasSubstr("AM,kön,T,2024;T,contradiction,9,8,"));
    ASSERT_EQ(folder.run({"convert", "AM.px", "AM.json"}).status, 0);
    EXPECT_EQ(folder.run({"audit", "AM.json"}).out, outcome.out);
}

} // namespace
