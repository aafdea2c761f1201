#include <kohort/time/duration.hpp>

#include "names.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace kohort {
namespace {

constexpr std::array<std::string_view, 4> unit_names{"day", "week", "month", "year"};
constexpr int largest_count = 99'999;

} // namespace

std::optional<duration> parse_duration(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    auto unit_name = text.substr(space + 1);
    if (unit_name.ends_with('s')) unit_name.remove_suffix(1);
    const auto unit = detail::value_named<duration_unit>(unit_name, unit_names);
    int count = 0;
    std::from_chars(text.data(), text.data() + space, count);
    if (!unit || count < 0 || count > largest_count) return std::nullopt;

    const duration parsed{count, *unit};
    if (to_string(parsed) != text) return std::nullopt; // one spelling each: not "1 months", "012 weeks", "+3 days"
    return parsed;
}

std::string to_string(duration length) {
    return fmt::format("{} {}{}", length.count, unit_names[static_cast<std::size_t>(length.unit)],
                       length.count == 1 ? "" : "s");
}

} // namespace kohort
