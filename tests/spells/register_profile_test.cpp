#include <kohort/spells/register_profile.hpp>

#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kohort;

constexpr auto schema = R"({"register": "jobs", "person": "id", "start": "from", "birth": "born",
    "dimensions": {"sex": {"column": "sex", "codes": {"women": "women", "men": "men"}, "unknown": "unknown"}}})";

data_set jobs(const std::string& rows) {
    data_set data;
    const auto documents = parse_schema(schema).value();
    EXPECT_FALSE(data.read_text(std::get<register_schema>(documents.front()), "id,from,born,sex\n" + rows, "jobs"));
    return data;
}

register_profile profile(const std::string& rows) { return profile_of(jobs(rows).registers().front()); }

TEST(register_profile, of_parts_add_up_to_that_of_the_whole) {
    const std::string a = "1,2024-01-05,1990-01-01,women\n1,2024-02-01,1990-01-01,women\n";
    const std::string b = "2,2023-12-01,1990-01-01,\n2,2024-01-01,1990-01-01,men\n";
    auto sum = profile(a);
    sum.add(profile(b));
    EXPECT_EQ(sum, profile(a + b));
    EXPECT_TRUE(sum.dimensions[0].has_unknown);
    EXPECT_FALSE(sum.dimensions[0].fixed_per_person);
    auto other_way = profile("");
    other_way.add(profile(b));
    other_way.add(profile(a));
    EXPECT_EQ(other_way, sum);
}

TEST(register_profile, makes_a_register_without_rows) {
    const auto data = jobs("1,2024-01-05,1990-01-01,\n");
    const auto& whole = data.registers().front();
    const auto made = without_rows(whole, profile_of(whole));
    EXPECT_EQ(made.size(), 0U);
    EXPECT_EQ(made.name(), "jobs");
    EXPECT_EQ(made.horizon(), whole.horizon());
    EXPECT_TRUE(made.has_birth());
    EXPECT_TRUE(made.birth().empty());
    auto expected = profile_of(whole);
    expected.has_rows = false;
    EXPECT_EQ(profile_of(made), expected);
    auto longer = expected;
    longer.dimensions[0].occurs = {1, 1};
    EXPECT_TRUE(fits(expected, whole));
    EXPECT_FALSE(fits(longer, whole));
    EXPECT_FALSE(fits({}, whole));
}

TEST(data_set, takes_other_registers_and_their_time) {
    auto data = jobs("1,2024-01-05,1990-01-01,women\n");
    const window year{from_civil({2024, 1, 1}), from_civil({2024, 12, 31})};
    data.observe("jobs", year);
    data.observe("none", {});
    EXPECT_EQ(data.find("jobs")->horizon(), year);
    const auto others = data.with_registers({});
    EXPECT_TRUE(others.registers().empty());
    EXPECT_EQ(others.codes(), data.codes());
}

} // namespace
