#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using namespace cli_test;
using testing::HasSubstr;

using words = std::vector<std::string>;

words with(words arguments, const words& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// In how many parts the registers were read, from what --verbose says.
int parts_of(const outcome& made) {
    const auto place = made.err.find("read in ");
    return place == std::string::npos ? 0 : std::stoi(made.err.substr(place + 8));
}

/// The same bytes and warnings with less and less memory; the numbers of parts that there were.
std::set<int> parts_that_give_the_same(const scratch_folder& folder, const words& report, const words& sizes) {
    std::set<int> parts;
    const auto whole = folder.run(report);
    EXPECT_GT(whole.out.size(), 100U) << whole.err;
    for (const auto& size : sizes) {
        const auto made = folder.run(with(report, {"--memory", size, "--verbose"}));
        EXPECT_EQ(made.status, whole.status) << made.err;
        EXPECT_TRUE(made.out == whole.out) << size << "\n" << made.err;
        EXPECT_EQ(made.err.substr(std::min(made.err.size(), made.err.find('\n') + 1)), whole.err);
        parts.insert(parts_of(made));
    }
    return parts;
}

TEST(report_memory, does_not_change_a_byte_of_the_bundled_report) {
    const scratch_folder folder;
    for (const std::string format : {"text", "csv", "json"}) {
        const auto parts =
            parts_that_give_the_same(folder, {"report", "--threads", "1", "--format", format}, {"1G", "15M"});
        EXPECT_EQ(*parts.begin(), 1) << format;
        EXPECT_GT(*parts.rbegin(), 1) << format;
    }
}

constexpr auto definitions_of_everything = R"([
  {"id": "test.enrolled", "version": "1", "name": {"en": "Enrolled"}, "per": "month", "by": ["sex", "district"],
   "count": {"count": "persons", "register": "simulated"}, "unit": "persons"},
  {"id": "test.median", "version": "1", "name": {"en": "Median"}, "per": "year", "by": ["target_group"],
   "quantile": {"of": "duration", "p": 0.5, "over": {"count": "exits", "register": "simulated"}}, "unit": "days"},
  {"id": "test.back", "version": "1", "name": {"en": "Back"}, "per": "quarter", "by": ["sex"],
   "share": {"of": {"count": "exits", "register": "simulated"},
             "follow_up": {"after": "6 months", "register": "simulated", "state": "present", "as": "on_day",
        "incomplete": "exclude"}}, "unit": "percent"},
  {"id": "test.merged", "version": "1", "name": {"en": "Merged"}, "per": "year",
   "count": {"count": "entries", "register": "simulated", "merge_gaps": "30 days"}, "unit": "entries"}
])";

TEST(report_memory, does_not_change_a_byte_of_a_simulated_report) {
    const scratch_folder folder;
    ASSERT_EQ(folder.run({"simulate", "--persons", "20000", "--output", "s.csv"}).status, 0);
    folder.write("definitions.json", definitions_of_everything);
    const auto parts =
        parts_that_give_the_same(folder,
                                 {"report", "--small-counts", "off", "--schema", "s.json", "--definitions",
                                  "definitions.json", "--format", "csv", "--threads", "2"},
                                 {"1G", "16M", "13M", "12M"});
    EXPECT_EQ(*parts.begin(), 1);
    EXPECT_GE(parts.size(), 3U);
}

TEST(report_memory, counts_bad_rows_once) {
    const scratch_folder folder;
    folder.write("schema.json", schema);
    folder.write("definitions.json", definitions);
    std::string rows = spells;
    for (int i = 0; i < 30'000; ++i) {
        const auto key = i % 50 == 0 ? std::string() : std::to_string(i * 7919 % 10'007);
        rows += key + (i % 3 ? ",K,20" : ",M,20") + (i % 11 ? "23-0" : "24-0") + std::to_string(1 + i % 9) +
                (i % 70 ? "-15," : "-45,") + (i % 5 ? "2024-11-0" + std::to_string(1 + i % 9) : "") + "," +
                (i % 90 ? "A" : "X") + "\n";
    }
    folder.write("spells.csv", rows);
    const auto parts =
        parts_that_give_the_same(folder,
                                 {"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                                  "definitions.json", "--format", "csv", "--threads", "1"},
                                 {"1G", "13M", "12M"});
    EXPECT_GE(parts.size(), 3U);
    EXPECT_EQ(folder
                  .run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                        "definitions.json", "--memory", "12M"})
                  .status,
              1);
}

TEST(report_memory, says_how_much_is_needed) {
    const scratch_folder folder;
    write_small_register(folder);
    const auto report = [&](const std::string& size) {
        return folder.run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                           "definitions.json", "--memory", size});
    };
    const auto little = report("500K");
    EXPECT_EQ(little.status, 4);
    EXPECT_THAT(little.err, HasSubstr("--memory: 1M are too little; in parts the registers need at least "));
    for (const std::string wrong : {"", "M", "500", "5.5G", "-1M", "0M", "12X"})
        EXPECT_THAT(report(wrong).err, wrong.empty() ? HasSubstr("") : HasSubstr("--memory needs a whole number"))
            << wrong;
    EXPECT_THAT(folder
                    .run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                          "definitions.json", "--memory", "1G", "--register", "-"})
                    .err,
                HasSubstr("put standard input into a file"));
}

} // namespace
