#include <kohort/publish/number_format.hpp>

namespace kohort {
namespace {

constexpr std::string_view no_break_space = "\u00a0";

std::string_view sign_of(measurement_unit unit) noexcept {
    if (unit == measurement_unit::percent) return "%";
    if (unit == measurement_unit::permille) return "‰";
    return {};
}

/// "-1234567.8" becomes "-1 234 567,8".
std::string in_swedish(std::string plain) {
    const auto point = plain.find('.');
    auto at = plain.size();
    if (point != std::string::npos) plain[at = point] = ',';
    const std::size_t first_digit = plain.front() == '-' ? 1 : 0;
    constexpr std::size_t group = 3;
    while (at > first_digit + group) plain.insert(at -= group, no_break_space);
    return plain;
}

} // namespace

std::string format(decimal_number number, measurement_unit unit, language in) {
    const bool swedish = in == language::sv;
    auto text = swedish ? in_swedish(to_plain(number)) : to_plain(number);
    if (swedish && has_sign(unit)) text += no_break_space;
    return text.append(sign_of(unit));
}

bool has_sign(measurement_unit unit) noexcept { return !sign_of(unit).empty(); }

} // namespace kohort
