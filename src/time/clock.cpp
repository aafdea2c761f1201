#include <kohort/time/clock.hpp>

namespace kohort {

std::optional<reference_rule> parse_reference_rule(std::string_view text) noexcept {
    if (text == "last_day") return reference_rule{reference_kind::last_day};
    if (text == "first_day") return reference_rule{reference_kind::first_day};
    if (const auto date = parse_month_day(text)) return reference_rule{reference_kind::month_day, *date};
    return std::nullopt;
}

} // namespace kohort
