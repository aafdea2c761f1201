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

} // namespace
