#include <kohort/time/date_format.hpp>

#include <time/calendar.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace calendar;
using kohort::date_format;
using kohort::day;
using kohort::from_civil;
using kohort::parse_date_format;

constexpr day untouched(-12'345);

/// Parses a copy without a character behind the last, so that the address sanitizer sees what is read too far.
bool parse(std::string_view text, date_format format, bool as_exit, day& out) {
    const std::vector<char> exactly(text.begin(), text.end());
    return parse_day(exactly.data(), exactly.data() + exactly.size(), format, as_exit, out);
}

/// The day in a text; nothing, and `out` untouched, when it is refused.
std::optional<day> parsed(std::string_view text, date_format format, bool as_exit = false) {
    day out = untouched;
    if (parse(text, format, as_exit, out)) return out;
    EXPECT_EQ(out, untouched) << text;
    return std::nullopt;
}

std::string two_digits(unsigned value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

TEST(date_format, names_are_those_of_schemas) {
    EXPECT_EQ(parse_date_format("YYYY-MM-DD"), date_format::iso);
    EXPECT_EQ(parse_date_format("YYYYMMDD"), date_format::compact);
    EXPECT_EQ(parse_date_format("YYYY-MM"), date_format::year_month);
    EXPECT_EQ(name_of(date_format::compact), "YYYYMMDD");
    for (const auto* text : {"", "yyyy-mm-dd", "DD/MM/YYYY", "YYYY"}) EXPECT_EQ(parse_date_format(text), std::nullopt);
}

TEST(date_format, exactly_the_days_that_boost_knows_are_read) {
    for (int year = 1900; year <= 2100; ++year)
        for (unsigned month = 0; month <= 19; ++month)
            for (unsigned d = 0; d <= 39; ++d) {
                const bool exists = d >= 1 && d <= boost_days_in_month(year, month);
                const auto expected = exists ? std::optional(from_civil({year, month, d})) : std::nullopt;
                const auto text = std::to_string(year) + '-' + two_digits(month) + '-' + two_digits(d);
                ASSERT_EQ(parsed(text, date_format::iso), expected) << text;
                const auto compact = std::to_string(year) + two_digits(month) + two_digits(d);
                ASSERT_EQ(parsed(compact, date_format::compact), expected) << compact;
            }
}

TEST(date_format, a_month_is_its_first_day_or_as_an_exit_its_last) {
    for (int year = 1900; year <= 2100; ++year)
        for (unsigned month = 0; month <= 19; ++month) {
            const auto text = std::to_string(year) + '-' + two_digits(month);
            const auto length = boost_days_in_month(year, month);
            const auto day_or_nothing = [&](unsigned d) {
                return length > 0 ? std::optional(from_civil({year, month, d})) : std::nullopt;
            };
            ASSERT_EQ(parsed(text, date_format::year_month), day_or_nothing(1)) << text;
            ASSERT_EQ(parsed(text, date_format::year_month, true), day_or_nothing(length)) << text;
        }
}

TEST(date_format, whole_dates_are_the_same_day_as_an_exit) {
    EXPECT_EQ(parsed("2024-02-03", date_format::iso, true), from_civil({2024, 2, 3}));
    EXPECT_EQ(parsed("20240203", date_format::compact, true), from_civil({2024, 2, 3}));
}

TEST(date_format, years_are_1_to_9999) {
    EXPECT_EQ(parsed("0001-01-01", date_format::iso), from_civil({1, 1, 1}));
    EXPECT_EQ(parsed("9999-12-31", date_format::iso), from_civil({9999, 12, 31}));
    EXPECT_EQ(parsed("0000-12-31", date_format::iso), std::nullopt);
    EXPECT_EQ(parsed("0000-12", date_format::year_month, true), std::nullopt);
}

struct example {
    date_format format;
    std::string text;
    std::string separators; ///< "-" where the format has one
};
const std::vector<example> examples{{date_format::iso, "2011-11-11", "    -  -  "},
                                    {date_format::compact, "20111111", "        "},
                                    {date_format::year_month, "2011-11", "    -  "}};

TEST(date_format, any_other_character_in_any_place_is_refused) {
    for (const auto& [format, text, separators] : examples)
        for (std::size_t place = 0; place < text.size(); ++place)
            for (int character = 0; character < 256; ++character) {
                auto changed = text;
                changed[place] = static_cast<char>(character);
                const bool is_digit = character >= '0' && character <= '9';
                if (separators[place] == '-' ? character == '-' : is_digit) continue;
                ASSERT_EQ(parsed(changed, format), std::nullopt) << changed;
            }
}

TEST(date_format, any_other_length_is_refused) {
    for (const auto& [format, text, separators] : examples) {
        EXPECT_TRUE(parsed(text, format)) << text;
        for (std::size_t length = 0; length < text.size(); ++length)
            EXPECT_EQ(parsed(text.substr(0, length), format), std::nullopt) << text.substr(0, length);
        for (const auto* more : {" ", "0", "-", "-11", "T00:00:00"}) {
            EXPECT_EQ(parsed(text + more, format), std::nullopt) << text << more;
        }
        day out = untouched;
        EXPECT_FALSE(parse_day(nullptr, nullptr, format, false, out));
    }
}

} // namespace
