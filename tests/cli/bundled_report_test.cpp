#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(bundled_report, says_first_that_its_persons_are_synthetic) {
    const scratch_folder folder;
    const auto english = folder.run({"report", "--lang", "en"});
    EXPECT_THAT(english.out, StartsWith("Synthetic persons, published margins: "));
    EXPECT_EQ(english.err, "");
    EXPECT_EQ(english.status, 0);
    EXPECT_THAT(folder.run({"report", "--lang", "sv"}).out,
                StartsWith("Syntetiska personer, publicerade marginaler: "));
}

TEST(bundled_report, prints_the_published_figures) {
    const scratch_folder folder;
    const std::vector<std::string> enrolled{"report", "--indicator", "stockholm.jobbtorg.enrolled", "--period", "2024"};
    auto in_swedish = enrolled, as_csv = enrolled;
    in_swedish.insert(in_swedish.end(), {"--lang", "sv"});
    as_csv.insert(as_csv.end(), {"--format", "csv"});
    EXPECT_THAT(folder.run(in_swedish).out, HasSubstr("8\u00A0567"));
    const auto csv = folder.run(as_csv);
    EXPECT_THAT(csv.out, HasSubstr(",2024,total,total,8567,8567,,\n"));
    EXPECT_THAT(csv.out, Not(HasSubstr("ynthetic")));
}

TEST(bundled_report, takes_definitions_of_the_user) {
    const scratch_folder folder;
    folder.write("ours.json",
                 R"({"id": "ours.entries", "version": "1", "name": {"sv": "Inskrivningar", "en": "Entries"},
        "source": {"document": "made up", "section": "1", "owner": "test"},
        "count": {"count": "entries", "register": "jobbtorg"}, "per": "year", "unit": "entries"})");
    const auto outcome = folder.run({"report", "--definitions", "ours.json", "--format", "csv"});
    EXPECT_THAT(outcome.out, HasSubstr("ours.entries,1,2024,"));
    EXPECT_EQ(outcome.status, 0);
}

} // namespace
