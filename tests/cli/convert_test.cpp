// kohort convert: from each format to each other one.
#include <cli/program.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using cli_test::scratch_folder;

constexpr auto px =
    "CHARSET=\"ANSI\";\nLANGUAGE=\"sv\";\nLANGUAGES=\"sv\",\"en\";\nMATRIX=\"AM\";\nTITLE=\"Arbetslösa\";\n"
    "TITLE[en]=\"Unemployed\";\nSTUB=\"kön\";\nSTUB[en]=\"sex\";\nHEADING=\"år\";\nHEADING[en]=\"year\";\n"
    "VALUES(\"kön\")=\"män\",\"kvinnor\";\nVALUES[en](\"sex\")=\"men\",\"women\";\n"
    "VALUES(\"år\")=\"2023\",\"2024\";\nTIMEVAL(\"år\")=TLIST(A1),\"2023\",\"2024\";\nUNITS=\"antal\";\n"
    "DATASYMBOL2=\"Sekretess\";\nDATA=\n1 2\n3 \"..\";\n";

TEST(convert, through_every_format_and_back_the_same) {
    const scratch_folder folder;
    folder.write("a.px", px);
    ASSERT_EQ(folder.run({"convert", "a.px", "first.px"}).status, 0);
    ASSERT_EQ(folder.run({"convert", "a.px", "b.json"}).status, 0);
    ASSERT_EQ(folder.run({"convert", "b.json", "c.csv"}).status, 0);
    const auto last = folder.run({"convert", "c.csv", "last.px"});
    ASSERT_EQ(last.status, 0) << last.err;
    EXPECT_EQ(last.err, "");
    EXPECT_EQ(folder.read("last.px"), folder.read("first.px"));
    EXPECT_NE(folder.read("last.px").find("3 \"...\""), std::string::npos) << "kohort's symbol for secrecy";
}

TEST(convert, to_standard_output_in_one_language) {
    const scratch_folder folder;
    folder.write("a.px", px);
    const auto outcome = folder.run({"convert", "a.px", "-", "--to", "sdmx-csv", "--language", "en"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(
        outcome.out.find("STRUCTURE,STRUCTURE_ID,ACTION,kön: sex,TIME_PERIOD: year,OBS_VALUE,OBS_STATUS,CONF_STATUS,"),
        std::string::npos)
        << outcome.out;
    EXPECT_NE(outcome.out.find("kvinnor: women,2024,NaN,Q,C,0,antal"), std::string::npos) << outcome.out;
}

TEST(convert, the_reports_tables_become_a_folder_of_px_files_and_a_collection) {
    const scratch_folder folder;
    folder.write("r.csv", "indicator,version,period,sex,value,numerator,denominator,status\n"
                          "a.one,1,2024,women,5,5,,\na.one,1,2024,total,,,,suppressed\na.two,1,2024,,33.3,1,3,\n");
    ASSERT_EQ(folder.run({"convert", "r.csv", "tables", "--to", "px"}).status, 0);
    EXPECT_NE(folder.read("tables/a.one.px").find("5 "), std::string::npos);
    EXPECT_NE(folder.read("tables/a.two.px").find("33.3 "), std::string::npos);
    ASSERT_EQ(folder.run({"convert", "r.csv", "all.json"}).status, 0);
    EXPECT_EQ(nlohmann::json::parse(folder.read("all.json"))["link"]["item"].size(), 2U);
}

TEST(convert, says_what_is_wrong) {
    const scratch_folder folder;
    folder.write("a.px", px);
    folder.write("broken.px", std::string(px).substr(0, 300));
    const auto error_of = [&folder](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "convert");
        return folder.run(std::move(arguments));
    };
    EXPECT_EQ(error_of({"a.px"}).status, 2);
    EXPECT_EQ(error_of({"a.px", "b.xls"}).status, 2);
    EXPECT_NE(error_of({"a.px", "b.px", "--to", "pxx"}).err.find("did you mean \"px\""), std::string::npos);
    EXPECT_NE(error_of({"a.px", "b.px", "--language", "fi"}).err.find("only in sv, en"), std::string::npos);
    const auto broken = error_of({"broken.px", "b.px"});
    EXPECT_EQ(broken.status, 4);
    EXPECT_NE(broken.err.find("broken.px:"), std::string::npos);
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.px", "broken.px"})) << "nothing is written";
}

} // namespace
