#include <kohort/data/measurement_unit.hpp>

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace kohort;
using unit = measurement_unit;

TEST(measurement_unit, each_has_one_name) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < measurement_unit_names.size(); ++i) {
        const auto each = static_cast<unit>(i);
        names.insert(name_of(each));
        EXPECT_EQ(parse_measurement_unit(name_of(each)), each);
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(unit::msek) + 1);
    EXPECT_EQ(name_of(unit::ksek), "kSEK");
    EXPECT_EQ(parse_measurement_unit("sek"), std::nullopt);
}

TEST(measurement_unit, base_units) {
    EXPECT_EQ(in_base_units(unit::percent), ratio(1, 100));
    EXPECT_EQ(in_base_units(unit::points), ratio(1, 100));
    EXPECT_EQ(in_base_units(unit::index), ratio(1, 100));
    EXPECT_EQ(in_base_units(unit::permille), ratio(1, 1000));
    EXPECT_EQ(in_base_units(unit::weeks), ratio(7));
    EXPECT_EQ(in_base_units(unit::months), ratio(487, 16));
    EXPECT_EQ(in_base_units(unit::ksek), ratio(1'000));
    EXPECT_EQ(in_base_units(unit::msek), ratio(1'000'000));
    for (const auto plain : {unit::persons, unit::count, unit::ratio, unit::days, unit::sek})
        EXPECT_EQ(in_base_units(plain), ratio(1)) << name_of(plain);
}

} // namespace
