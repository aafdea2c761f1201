#include "reading.hpp"

#include "exact.hpp"
#include "wording.hpp"

#include <kohort/data/localised_text.hpp>

namespace kohort::audit {
namespace {

ratio size_of(ratio number) { return number < 0 ? number * -1 : number; }

interval mirrored(const interval& numbers) {
    const auto turn = [](const std::optional<bound>& end) {
        return end ? std::optional(bound{end->at * -1, end->included}) : std::nullopt;
    };
    return {turn(numbers.high), turn(numbers.low)};
}

/// Whether a number is what was recorded, to the decimals that were recorded ("en tredjedel" as 33.3).
bool is_recorded(ratio number, ratio value, int decimals) {
    return decimals == 0 ? number == value : (exact(number) - exact(value)).size() * 2 <= exact_power_of_ten(-decimals);
}

std::optional<reading> read_in(language in, const recorded_figure& figure, ratio value) {
    const auto words = parse_published_figure(figure.printed, {in, figure.unit});
    if (!words) return std::nullopt;
    for (const auto& number : {std::optional(words->value), words->range_end}) {
        if (!number) continue;
        if (is_recorded(*number, value, figure.value_decimals))
            return reading{words->admits, words->likely, words->says};
        if (is_recorded(*number * -1, value, figure.value_decimals))
            return reading{mirrored(words->admits), mirrored(words->likely), words->says};
    }
    return std::nullopt;
}

reading plain_reading(const recorded_figure& figure, ratio value) {
    const bool is_whole = figure.unit && is_counted_in_whole_numbers(*figure.unit) && value.is_integer();
    if (is_whole) return {{bound{value}, bound{value}}, {bound{value}, bound{value}}};
    const auto plain = reach_of(wording::plain, size_of(value), widths_of(value, figure.value_decimals));
    if (value < 0) return {mirrored(plain.admits), mirrored(plain.likely)};
    return {plain.admits, plain.likely};
}

} // namespace

reading read(const recorded_figure& figure, ratio value) {
    for (const auto in : {language::sv, language::en})
        if (const auto found = read_in(in, figure, value)) return *found;
    return plain_reading(figure, value);
}

} // namespace kohort::audit
