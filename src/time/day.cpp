#include <kohort/time/date_format.hpp>
#include <kohort/time/day.hpp>

#include <fmt/format.h>

namespace kohort {

std::optional<day> parse_iso_day(std::string_view text) noexcept {
    day parsed;
    if (!parse_day(text.data(), text.data() + text.size(), date_format::iso, false, parsed)) return std::nullopt;
    return parsed;
}

std::string to_string(day d) {
    const auto date = to_civil(d);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

} // namespace kohort
