#include "arrow_values.hpp"

namespace kohort::arrow {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

std::optional<value_format> parse_timestamp(std::string_view format) noexcept {
    if (format.size() < 4 || format[3] != ':') return std::nullopt;
    value_format made{value_type::timestamp};
    switch (format[2]) {
    case 's':
        made.ticks_per_day = seconds_per_day;
        break;
    case 'm':
        made.ticks_per_day = seconds_per_day * 1'000;
        break;
    case 'u':
        made.ticks_per_day = seconds_per_day * 1'000'000;
        break;
    case 'n':
        made.ticks_per_day = seconds_per_day * 1'000'000'000;
        break;
    default:
        return std::nullopt;
    }
    const auto zone = format.substr(4);
    made.is_local = !zone.empty() && zone != "UTC" && zone != "Etc/UTC" && zone != "+00:00" && zone != "Z";
    return made;
}

} // namespace

std::optional<value_format> parse_format(std::string_view format) noexcept {
    if (format == "tdD") return value_format{value_type::date32};
    if (format == "tdm") return value_format{value_type::date64, seconds_per_day * 1'000};
    if (format.starts_with("ts")) return parse_timestamp(format);
    if (format.size() != 1) return std::nullopt;
    switch (format.front()) {
    case 'c':
        return value_format{value_type::int8};
    case 's':
        return value_format{value_type::int16};
    case 'i':
        return value_format{value_type::int32};
    case 'l':
        return value_format{value_type::int64};
    case 'C':
        return value_format{value_type::uint8};
    case 'S':
        return value_format{value_type::uint16};
    case 'I':
        return value_format{value_type::uint32};
    case 'L':
        return value_format{value_type::uint64};
    case 'f':
        return value_format{value_type::float32};
    case 'g':
        return value_format{value_type::float64};
    case 'b':
        return value_format{value_type::boolean};
    case 'u':
        return value_format{value_type::utf8};
    case 'U':
        return value_format{value_type::large_utf8};
    default:
        return std::nullopt;
    }
}

} // namespace kohort::arrow
