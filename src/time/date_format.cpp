#include <kohort/time/date_format.hpp>

#include "names.hpp"

#include <array>

namespace kohort {
namespace {

constexpr std::array<std::string_view, 3> format_names{"YYYY-MM-DD", "YYYYMMDD", "YYYY-MM"};

} // namespace

std::string_view name_of(date_format format) noexcept { return format_names[static_cast<std::size_t>(format)]; }

std::optional<date_format> parse_date_format(std::string_view text) noexcept {
    return detail::value_named<date_format>(text, format_names);
}

} // namespace kohort
