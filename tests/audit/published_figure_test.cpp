#include <kohort/audit/published_figure.hpp>

#include <kohort/publish/rounding.hpp>

#include "csv_rows.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace {

using kohort::bound;
using kohort::interval;
using kohort::language;
using kohort::measurement_unit;
using kohort::parse_published_figure;
using kohort::ratio;
using kohort::reading_options;
using kohort::wording;

/// A unit as the file names it; `other` is none of the library's.
std::optional<measurement_unit> unit_named(const std::string& name) {
    if (name == "percentage_points") return measurement_unit::points;
    return kohort::parse_measurement_unit(name);
}

/// "62.6" -> 313/5.
ratio exact(std::string text) {
    const auto point = text.find('.');
    std::int64_t scale = 1;
    if (point != std::string::npos) {
        for (std::size_t i = point + 1; i < text.size(); ++i) scale *= 10;
        text.erase(point, 1);
    }
    return {std::stoll(text), scale};
}

/// Whether a number is what the file says, to as many decimals as it says.
bool is_value(ratio number, const std::string& text) {
    const auto point = text.find('.');
    const auto scale = exact(text).denominator();
    if (scale == 1 && point == std::string::npos) return number == exact(text);
    const auto difference = number - exact(text);
    const auto size = difference < 0 ? difference * -1 : difference;
    return size * 2 <= ratio(1, [&] {
               std::int64_t place = 1;
               for (std::size_t i = point + 1; i < text.size(); ++i) place *= 10;
               return place;
           }());
}

TEST(published_figure, reads_every_printed_string_of_the_reports) {
    std::map<std::string, std::string> excepted;
    for (auto& each :
         audit_test::rows_of(std::filesystem::path(KOHORT_SOURCE_DIR) / "tests/audit/unreadable_figures.csv"))
        excepted[each["figure_id"]] = each["reason"];
    std::size_t read = 0;
    for (auto& each : audit_test::rows_of(audit_test::published("figures.csv"))) {
        const auto figure = parse_published_figure(each["printed"], {language::sv, unit_named(each["unit"])});
        const bool is_right = figure && (is_value(figure->value, each["value"]) ||
                                         (figure->range_end && is_value(*figure->range_end, each["value"])));
        if (excepted.contains(each["id"])) {
            EXPECT_FALSE(is_right) << each["id"] << " is read; why is it excepted?";
            EXPECT_GT(excepted[each["id"]].size(), 10U) << each["id"];
            excepted.erase(each["id"]);
            continue;
        }
        ++read;
        EXPECT_TRUE(is_right) << each["id"] << " \"" << each["printed"] << "\" " << each["value"] << " "
                              << (figure ? to_string(figure->value) : figure.errors().front().message());
        if (!figure) continue;
        const auto closed = [](std::optional<bound> end) { return end ? std::optional(bound{end->at}) : end; };
        const interval admits{closed(figure->admits.low), closed(figure->admits.high)};
        const interval likely{closed(figure->likely.low), closed(figure->likely.high)};
        EXPECT_TRUE(admits.contains(figure->value)) << each["id"] << to_string(figure->admits);
        EXPECT_TRUE(likely.contains(figure->value)) << each["id"] << to_string(figure->likely);
        EXPECT_TRUE(likely.low && likely.high && likely.low->at <= likely.high->at) << each["id"];
        EXPECT_TRUE(!admits.low || (likely.low && admits.low->at <= likely.low->at)) << each["id"];
        EXPECT_TRUE(!admits.high || (likely.high && likely.high->at <= admits.high->at)) << each["id"];
    }
    EXPECT_TRUE(excepted.empty()) << excepted.begin()->first << " is no figure";
    EXPECT_GT(read, 2150U);
}

struct example {
    const char* printed;
    ratio value;
    wording says;
    const char* unit;
    const char* admits;
};

void PrintTo(const example& each, std::ostream* out) { *out << each.printed; }

class wordings : public testing::TestWithParam<example> {};

TEST_P(wordings, admit_what_the_header_says) {
    const auto& [printed, value, says, unit, admits] = GetParam();
    const auto figure = parse_published_figure(printed);
    ASSERT_TRUE(figure) << figure.errors().front().message();
    EXPECT_EQ(figure->value, value) << to_string(figure->value);
    EXPECT_EQ(figure->says, says);
    EXPECT_EQ(figure->unit, unit);
    EXPECT_EQ(to_string(figure->admits), admits);
}

INSTANTIATE_TEST_SUITE_P(
    plain, wordings,
    testing::Values(example{"7,3 procent", {73, 10}, wording::plain, "procent", "[7.25, 7.35)"},
                    example{"1 397", 1397, wording::plain, "", "[1396.5, 1397.5)"},
                    example{"1 397 personer", 1397, wording::plain, "personer", "[1397, 1397]"},
                    example{"1\u00A0397\u00A0personer", 1397, wording::plain, "personer", "[1397, 1397]"},
                    example{"0.7", {7, 10}, wording::plain, "", "[0.65, 0.75)"},
                    example{"9,30 %", {93, 10}, wording::plain, "%", "[9.295, 9.305)"},
                    example{"46,3 mnkr", {463, 10}, wording::plain, "mnkr", "[46.25, 46.35)"},
                    example{"25,6 miljoner kr", {256, 10}, wording::plain, "miljoner kr", "[25.55, 25.65)"},
                    example{"1,3 miljoner personer", 1300000, wording::plain, "personer", "[1250000, 1350000)"},
                    example{"tre", 3, wording::plain, "", "[2.5, 3.5)"},
                    example{"Två enheter", 2, wording::plain, "enheter", "[2, 2]"},
                    example{"tjugofem personer", 25, wording::plain, "personer", "[25, 25]"},
                    example{"treårigt", 3, wording::plain, "", "[2.5, 3.5)"},
                    example{"\u22124,0", -4, wording::plain, "", "(-4.05, -3.95]"},
                    example{"- 7 606 604 kr", -7606604, wording::plain, "kr", "(-7606604.5, -7606603.5]"},
                    example{"minskning med 39 procent", -39, wording::plain, "procent", "(-39.5, -38.5]"},
                    example{"12 \u2030", 12, wording::plain, "\u2030", "[11.5, 12.5)"},
                    example{"2023: 21 procent", 21, wording::plain, "procent", "[20.5, 21.5)"},
                    example{"89 procent 2023", 89, wording::plain, "procent", "[88.5, 89.5)"},
                    example{"Av de 5 som deltog", 5, wording::plain, "som", "[5, 5]"},
                    example{"10 till 15 %", 10, wording::plain, "%", "[9.5, 15.5)"},
                    example{"mellan 25 och 40 personer", 25, wording::plain, "personer", "[25, 40]"},
                    example{"ca 18-19 procent", 18, wording::about, "procent", "[17.5, 19.5]"}));

INSTANTIATE_TEST_SUITE_P(
    worded, wordings,
    testing::Values(example{"ca 39 300 personer", 39300, wording::about, "personer", "[39250, 39350]"},
                    example{"Ca: 90 %", 90, wording::about, "%", "[85, 95]"},
                    example{"kring 40 procent", 40, wording::about, "procent", "[36, 44]"},
                    example{"cirka 35 procent", 35, wording::about, "procent", "[32.5, 37.5]"},
                    example{"ca 5 500 personer", 5500, wording::about, "personer", "[5250, 5750]"},
                    example{"ungefär 1 000 kr", 1000, wording::about, "kr", "[900, 1100]"},
                    example{"ett 30-tal personer", 30, wording::about, "personer", "[27, 33]"},
                    example{"ett tiotal", 10, wording::about, "", "[9, 11]"},
                    example{"ett par personer", 2, wording::about, "personer", "[2, 2]"},
                    example{"drygt 11 500", 11500, wording::above, "", "[11500, 11600)"},
                    example{"drygt 10 procent", 10, wording::above, "procent", "[10, 11)"},
                    example{"drygt 9 procent", 9, wording::above, "procent", "[9, 10)"},
                    example{"drygt 1 000 kr", 1000, wording::above, "kr", "[1000, 1100)"},
                    example{"drygt fem tusen", 5000, wording::above, "", "[5000, 5500)"},
                    example{"en dryg månad", 1, wording::above, "månad", "[1, 2)"},
                    example{"knappt 1 318 000", 1318000, wording::below, "", "[1317000, 1318000)"},
                    example{"närmare 80", 80, wording::below, "", "[72, 80)"},
                    example{"upp emot 40", 40, wording::below, "", "[36, 40)"},
                    example{"mer än 3 000", 3000, wording::more_than, "", "(3000, inf)"},
                    example{"minst 30 deltagare", 30, wording::at_least, "deltagare", "[30, inf)"},
                    example{"färre än 5 personer", 5, wording::less_than, "personer", "[0, 5)"},
                    example{"upp till fem år", 5, wording::at_most, "år", "[0, 5]"},
                    example{"hälften", {1, 2}, wording::plain, "", "[0.45, 0.55)"},
                    example{"drygt två tredjedelar", {2, 3}, wording::above, "", "[0.666666666667, 0.733333333333)"},
                    example{"två av tre", {2, 3}, wording::plain, "", "[0.6, 0.733333333333)"},
                    example{"nästan dubbelt", 2, wording::below, "", "[1.8, 2)"}));

INSTANTIATE_TEST_SUITE_P(english, wordings,
                         testing::Values(example{"7.3 per cent", {73, 10}, wording::plain, "per", "[7.25, 7.35)"},
                                         example{"about 39 300 persons", 39300, wording::about, "persons",
                                                 "[39250, 39350]"},
                                         example{"just over 10 percent", 10, wording::above, "percent", "[10, 11)"},
                                         example{"nearly 80 percent", 80, wording::below, "percent", "[72, 80)"},
                                         example{"more than half", {1, 2}, wording::more_than, "", "(0.5, inf)"},
                                         example{"twenty-five persons", 25, wording::plain, "persons", "[25, 25]"},
                                         example{"two thirds", {2, 3}, wording::plain, "", "[0.6, 0.733333333333)"}));

TEST(published_figure, commas_group_thousands_in_english_only) {
    EXPECT_EQ(parse_published_figure("1,063 persons", {language::en, {}})->value, 1063);
    EXPECT_EQ(parse_published_figure("1,063", {language::sv, {}})->value, ratio(1063, 1000));
    EXPECT_EQ(parse_published_figure("1,063,500.5", {language::en, {}})->value, ratio(10635005, 10));
    EXPECT_EQ(parse_published_figure("0,125", {language::en, {}})->value, ratio(1, 8));
}

TEST(published_figure, a_unit_says_what_parts_and_millions_are) {
    EXPECT_EQ(parse_published_figure("hälften", {language::sv, measurement_unit::percent})->value, 50);
    EXPECT_EQ(parse_published_figure("en fjärdedel", {language::sv, measurement_unit::permille})->value, 250);
    EXPECT_EQ(parse_published_figure("9 miljoner", {language::sv, measurement_unit::msek})->value, 9);
    EXPECT_EQ(parse_published_figure("9 miljoner", {language::sv, measurement_unit::sek})->value, 9000000);
    EXPECT_EQ(parse_published_figure("240 tusen", {language::sv, measurement_unit::ksek})->value, 240);
    EXPECT_EQ(to_string(parse_published_figure("74", {language::sv, measurement_unit::persons})->admits), "[74, 74]");
    EXPECT_EQ(to_string(parse_published_figure("20,5", {language::sv, measurement_unit::persons})->admits),
              "[20.45, 20.55)")
        << "a mean of persons";
}

TEST(published_figure, decimals_tell_the_place_of_the_last_digit) {
    EXPECT_EQ(parse_published_figure("9,30")->decimals, 2);
    EXPECT_EQ(parse_published_figure("39 300")->decimals, 0);
    EXPECT_EQ(parse_published_figure("fem tusen")->decimals, -3);
    EXPECT_EQ(parse_published_figure("1,3 miljoner personer")->decimals, -5);
}

TEST(published_figure, one_sided_words_are_likely_near_the_number) {
    EXPECT_EQ(to_string(parse_published_figure("mer än 5600")->likely), "(5600, 5700]");
    EXPECT_EQ(to_string(parse_published_figure("under 20 procent")->likely), "[10, 20)");
    EXPECT_EQ(to_string(parse_published_figure("minst 30")->likely), "[30, 40]");
    EXPECT_EQ(to_string(parse_published_figure("högst 5")->likely), "[4, 5]");
}

TEST(published_figure, ranges_have_a_second_number) {
    EXPECT_EQ(parse_published_figure("sex till tolv")->range_end, ratio(12));
    EXPECT_EQ(parse_published_figure("10-15%")->range_end, ratio(15));
    EXPECT_EQ(parse_published_figure("från 22")->range_end, std::nullopt);
}

TEST(published_figure, what_is_no_figure_is_refused) {
    for (const auto* text : {"", "Ja", "samtliga", "-", "procent", "på samma nivå"}) {
        const auto figure = parse_published_figure(text);
        ASSERT_FALSE(figure) << text;
        EXPECT_EQ(figure.errors().front().message(), "\"" + std::string(text) + "\" has no number in digits or words");
        EXPECT_EQ(figure.errors().front().code(), kohort::error_code::invalid_argument);
    }
    for (const auto* text :
         {"1234567890123456", "1 234 567 890 123 456", "123456789012 miljoner personer", "0,1234567890123456"})
        EXPECT_EQ(parse_published_figure(text).errors().front().message(),
                  "\"" + std::string(text) + "\" has a number of more than 15 digits");
}

TEST(published_figure, any_bytes_are_read_or_refused) {
    std::uint64_t state = 7;
    const std::string letters = "0123456789 ,.-%cadrygtenmilj\xC3\xA5\xC2\xA0\xE2\x88\x92\xFF(:+";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            text += letters[(state >> 33U) % letters.size()];
        }
        const auto figure = parse_published_figure(text);
        EXPECT_TRUE(!figure || (figure->likely.low && figure->likely.high)) << text;
    }
}

// A plain number admits exactly what rounds to it: every value in steps of a twentieth of the last place, on both
// sides.
TEST(published_figure, plain_numbers_admit_what_rounds_to_them) {
    for (const auto& [printed, decimals] : {std::pair("74 %", 0), {"7,3 %", 1}, {"0,00 %", 2}, {"-12 %", 0}}) {
        const auto figure = parse_published_figure(printed).value();
        EXPECT_EQ(figure.decimals, decimals);
        std::int64_t places = 20;
        for (int i = 0; i < decimals; ++i) places *= 10;
        for (std::int64_t step = -30; step <= 30; ++step) {
            const auto value = figure.value + ratio(step, places);
            if (figure.value == 0 && step < 0) continue; // -0.004 is printed as 0.00, or as -0.00
            const auto rounded = kohort::round(value, decimals, kohort::rounding_rule::half_away_from_zero);
            const auto is_printed = ratio(rounded.scaled, places / 20) == figure.value;
            EXPECT_EQ(figure.admits.contains(value), is_printed) << printed << " " << to_string(value);
            EXPECT_EQ(is_reproduced(figure, value), is_printed);
        }
    }
}

} // namespace
