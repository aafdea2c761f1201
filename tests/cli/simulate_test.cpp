#include "program.hpp"

#include <kohort/data/schema.hpp>
#include <kohort/spells/data_set.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using namespace cli_test;
using testing::ElementsAre;

outcome simulate(const scratch_folder& folder, const std::string& persons, const std::string& seed,
                 const std::string& file) {
    return folder.run({"simulate", "--persons", persons, "--seed", seed, "--output", file});
}

TEST(simulate, same_seed_same_bytes_and_another_seed_other_bytes) {
    const scratch_folder folder;
    for (const auto* file : {"a.csv", "b.csv"}) EXPECT_EQ(simulate(folder, "1000", "7", file).status, 0);
    EXPECT_EQ(simulate(folder, "1000", "8", "c.csv").status, 0);
    EXPECT_EQ(folder.read("a.csv"), folder.read("b.csv"));
    EXPECT_NE(folder.read("a.csv"), folder.read("c.csv"));
    EXPECT_THAT(folder.names(), ElementsAre("a.csv", "a.json", "b.csv", "b.json", "c.csv", "c.json"));
}

TEST(simulate, register_is_sound_and_has_the_persons_asked_for) {
    const scratch_folder folder;
    const auto outcome = simulate(folder, "5000", "1", "big.csv");
    EXPECT_EQ(outcome.err + outcome.out, "");
    const auto documents = kohort::parse_schema(folder.read("big.json"));
    ASSERT_TRUE(documents) << to_string(documents.errors());
    const auto& schema = std::get<kohort::register_schema>(documents->front());
    EXPECT_EQ(schema.file, "big.csv");

    kohort::data_set data;
    ASSERT_FALSE(data.read(schema, (folder / "big.csv").string()));
    const auto& quality = data.quality().front();
    EXPECT_TRUE(quality.findings.empty());
    EXPECT_EQ(quality.persons, 5000);
    EXPECT_NEAR(static_cast<double>(quality.rows_read), 15'000, 300);
    EXPECT_GT(quality.open_spells, quality.rows_read / 20);
    EXPECT_LT(quality.open_spells, quality.rows_read / 4);
}

TEST(simulate, every_code_occurs) {
    const scratch_folder folder;
    simulate(folder, "5000", "1", "s.csv");
    const auto documents = kohort::parse_schema(folder.read("s.json"));
    kohort::data_set data;
    ASSERT_FALSE(data.read(std::get<kohort::register_schema>(documents->front()), (folder / "s.csv").string()));
    const auto& spells = data.registers().front();
    const std::pair<const char*, std::size_t> expected[] = {
        {"sex", 2}, {"district", 11}, {"target_group", 5}, {"exit_reason", 3}};
    for (const auto& [name, codes] : expected) {
        const auto* dimension = spells.find_dimension(name);
        std::set<std::size_t> seen;
        for (std::size_t row = 0; row < spells.size(); ++row) seen.insert((*dimension)[row]);
        seen.erase(0); // unknown: the exit reason of open spells
        EXPECT_EQ(seen.size(), codes) << name;
    }
}

TEST(simulate, output_that_cannot_be_written_leaves_nothing_behind) {
    const scratch_folder folder;
    const auto nowhere = simulate(folder, "10", "1", "nowhere/s.csv");
    EXPECT_EQ(nowhere.err, "kohort: error: nowhere/s.csv: cannot be written: there is no folder \"nowhere\"; name "
                           "another output\n");
    EXPECT_EQ(nowhere.status, 4);
    std::filesystem::create_directory(folder / "s.csv");
    const auto onto_folder = simulate(folder, "10", "1", "s.csv");
    EXPECT_EQ(onto_folder.err,
              "kohort: error: s.csv: cannot be written: it is no ordinary file; name another output\n");
    EXPECT_EQ(onto_folder.status, 4);
    EXPECT_THAT(folder.names(), ElementsAre("s.csv"));
}

TEST(simulate, disk_that_fills_up_leaves_the_old_files_as_they_were) {
    const scratch_folder folder;
    folder.write("s.csv", "old spells");
    folder.write("s.json", "old schema");
    const auto outcome =
        folder.run({"simulate", "--persons", "100000", "--output", "s.csv"}, {.largest_file = 2'000'000});
    EXPECT_EQ(outcome.err, "kohort: error: s.csv: cannot be written: File too large; name another output\n");
    EXPECT_EQ(outcome.status, 4);
    EXPECT_EQ(folder.read("s.csv"), "old spells");
    EXPECT_EQ(folder.read("s.json"), "old schema");
    EXPECT_THAT(folder.names(), ElementsAre("s.csv", "s.json"));
}

} // namespace
