#include "program.hpp"
#include "small_register.hpp"

#include <gtest/gtest.h>

namespace {

using namespace cli_test;

constexpr auto simulated_definitions = R"([
  {"id": "test.enrolled", "version": "1", "name": {"sv": "Inskrivna", "en": "Enrolled"},
   "source": {"document": "made up", "section": "1", "owner": "test"},
   "count": {"count": "persons", "register": "simulated"},
   "per": "month", "by": ["sex", "district"], "unit": "persons"},
  {"id": "test.mean", "version": "1", "name": {"sv": "Tid", "en": "Time"},
   "source": {"document": "made up", "section": "2", "owner": "test"},
   "mean": {"of": "duration", "over": {"count": "exits", "register": "simulated"}},
   "per": "year", "by": ["target_group"], "unit": "days", "decimals": 1}
])";

TEST(report_threads, do_not_change_a_byte) {
    const scratch_folder folder;
    ASSERT_EQ(folder.run({"simulate", "--persons", "30000", "--output", "s.csv"}).status, 0);
    folder.write("definitions.json", simulated_definitions);
    const auto with_threads = [&](const std::string& threads) {
        return folder.run({"report", "--small-counts", "off", "--schema", "s.json", "--definitions", "definitions.json",
                           "--period", "2018..2023", "--format", "csv", "--threads", threads});
    };
    const auto one = with_threads("1"), three = with_threads("3");
    EXPECT_EQ(one.status, 0) << one.err;
    EXPECT_EQ(three.status, 0) << three.err;
    EXPECT_GT(one.out.size(), 10'000U);
    EXPECT_TRUE(one.out == three.out);
}

} // namespace
