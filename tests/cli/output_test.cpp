#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace {

using namespace cli_test;
using testing::ElementsAre;

class output : public testing::Test {
  protected:
    output() { write_small_register(folder); }

    [[nodiscard]] static std::vector<std::string> arguments(std::vector<std::string> more) {
        std::vector<std::string> all{"report",        "--small-counts",  "off", "--schema", "schema.json",
                                     "--definitions", "definitions.json"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    scratch_folder folder;
};

TEST_F(output, file_holds_what_would_have_been_printed) {
    const auto outcome = folder.run(arguments({"--format", "csv", "--output", "report.csv"}));
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(folder.read("report.csv"), figures);
    EXPECT_THAT(folder.names(), ElementsAre("definitions.json", "report.csv", "schema.json", "spells.csv"));
}

TEST_F(output, into_a_folder_that_is_not_there) {
    const auto outcome = folder.run(arguments({"--output", "nowhere/report.txt"}));
    EXPECT_EQ(outcome.err, "kohort: error: nowhere/report.txt: cannot be written: there is no folder \"nowhere\"; "
                           "create it or name another output\n");
    EXPECT_EQ(outcome.status, 4);
}

TEST_F(output, into_a_folder_instead_of_a_file) {
    std::filesystem::create_directory(folder / "results");
    const auto outcome = folder.run(arguments({"--output", "results"}));
    EXPECT_EQ(
        outcome.err,
        "kohort: error: results: cannot be written: it is a folder; name a file in it, e.g. \"results/report.csv\"\n");
    EXPECT_EQ(outcome.status, 4);
}

TEST_F(output, onto_a_full_disk) {
    const auto outcome = folder.run(arguments({}), {.output_to = "/dev/full"});
    EXPECT_EQ(outcome.err, "kohort: error: standard output cannot be written: No space left on device; send it "
                           "elsewhere\n");
    EXPECT_EQ(outcome.status, 4);
}

TEST_F(output, file_on_a_full_disk) {
    const auto outcome = folder.run(arguments({"--output", "/dev/full"}));
    EXPECT_EQ(
        outcome.err,
        "kohort: error: /dev/full: cannot be written: the disk is full; free some space or name an output elsewhere\n");
    EXPECT_EQ(outcome.status, 4);
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST_F(output, existing_file_stays_as_it_was_when_the_disk_fills_up) {
    folder.write("report.csv", "last year's report");
    const auto outcome = folder.run(arguments({"--format", "csv", "--output", "report.csv"}), {.largest_file = 300});
    EXPECT_EQ(outcome.err,
              "kohort: error: report.csv: cannot be written: the file would be larger than is allowed; raise the "
              "limit (ulimit -f) or write fewer rows\n");
    EXPECT_EQ(outcome.status, 4);
    EXPECT_EQ(folder.read("report.csv"), "last year's report");
    EXPECT_THAT(folder.names(), ElementsAre("definitions.json", "report.csv", "schema.json", "spells.csv"));
}

TEST_F(output, existing_file_stays_as_it_was_when_anything_fails) {
    folder.write("report.txt", "last year's report");
    folder.write("spells.csv", "id,sex,start\n");
    EXPECT_EQ(folder.run(arguments({"--output", "report.txt"})).status, 4);
    EXPECT_EQ(folder.read("report.txt"), "last year's report");
    folder.write("schema.json", "{");
    EXPECT_EQ(folder.run(arguments({"--output", "report.txt"})).status, 3);
    EXPECT_EQ(folder.read("report.txt"), "last year's report");
}

TEST_F(output, reader_that_has_gone_is_no_failure) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    ::close(ends[0]);
    const auto child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], 1);
        auto words = arguments({});
        if (::chdir((folder / "").c_str()) == 0) scratch_folder::become_program(words, {});
        ::_exit(127);
    }
    ::close(ends[1]);
    int state = 0;
    ::waitpid(child, &state, 0);
    ASSERT_TRUE(WIFEXITED(state));
    EXPECT_EQ(WEXITSTATUS(state), 0);
}

} // namespace
