#include <kohort/publish/number_format.hpp>

#include <gtest/gtest.h>

#include <set>

namespace {

using kohort::decimal_number;
using kohort::format;
using kohort::language;
using kohort::measurement_unit;
using kohort::unit_label;

std::string in_swedish(decimal_number number, measurement_unit unit = measurement_unit::count) {
    return format(number, unit, language::sv);
}

std::string in_english(decimal_number number, measurement_unit unit = measurement_unit::count) {
    return format(number, unit, language::en);
}

TEST(number_format, swedish_thousands_stand_apart_without_a_break) {
    EXPECT_EQ(in_swedish({0, 0}), "0");
    EXPECT_EQ(in_swedish({999, 0}), "999");
    EXPECT_EQ(in_swedish({8567, 0}), "8\u00a0567");
    EXPECT_EQ(in_swedish({1234567, 0}), "1\u00a0234\u00a0567");
    EXPECT_EQ(in_swedish({-999, 0}), "-999");
    EXPECT_EQ(in_swedish({-123456, 0}), "-123\u00a0456");
    EXPECT_EQ(in_swedish({-100000012, 2}), "-1\u00a0000\u00a0000,12");
}

TEST(number_format, swedish_percent) {
    EXPECT_EQ(in_swedish({740, 1}, measurement_unit::percent), "74,0\u00a0%");
    EXPECT_EQ(in_swedish({-5, 1}, measurement_unit::permille), "-0,5\u00a0‰");
}

TEST(number_format, english_is_plain) {
    EXPECT_EQ(in_english({1234567, 0}), "1234567");
    EXPECT_EQ(in_english({-12345, 1}), "-1234.5");
    EXPECT_EQ(in_english({740, 1}, measurement_unit::percent), "74.0%");
    EXPECT_EQ(in_english({5, 0}, measurement_unit::permille), "5‰");
}

TEST(number_format, other_units_are_not_printed_with_the_figure) {
    EXPECT_EQ(in_swedish({91, 1}, measurement_unit::months), "9,1");
    EXPECT_EQ(in_english({91, 1}, measurement_unit::points), "9.1");
    EXPECT_TRUE(has_sign(measurement_unit::percent));
    EXPECT_TRUE(has_sign(measurement_unit::permille));
    EXPECT_FALSE(has_sign(measurement_unit::points));
}

TEST(number_format, every_unit_has_its_own_name) {
    EXPECT_EQ(unit_label(measurement_unit::persons, language::sv), "personer");
    EXPECT_EQ(unit_label(measurement_unit::months, language::sv), "månader");
    EXPECT_EQ(unit_label(measurement_unit::months, language::en), "months");
    EXPECT_EQ(unit_label(measurement_unit::msek, language::en), "million SEK");
    for (const auto in : {language::sv, language::en}) {
        std::set<std::string_view> names;
        constexpr int units = static_cast<int>(measurement_unit::msek) + 1;
        for (int each = 0; each < units; ++each) names.insert(unit_label(static_cast<measurement_unit>(each), in));
        EXPECT_EQ(names.size(), static_cast<std::size_t>(units));
        EXPECT_FALSE(names.contains(""));
    }
}

} // namespace
