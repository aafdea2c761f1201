#include "figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort {
namespace {

/// Whether a cell can hold them: its value must fit as well.
bool fits(ratio numerator, ratio denominator) {
    if (numerator.is_integer() && denominator.is_integer()) return true;
    try {
        return (void)(numerator / denominator), true;
    } catch (const std::overflow_error&) {
        return false;
    }
}

} // namespace

exact_number value_of(const cell& figure) {
    if (figure.denominator == ratio(1)) return figure.numerator;
    return exact_number(figure.numerator) / exact_number(figure.denominator);
}

cell cell_of(const exact_number& value, obs_status status) {
    if (const auto small = value.as_ratio()) return {*small, 1, status};
    return to_cell({value, 1, status});
}

cell cell_of(const exact_number& numerator, const exact_number& denominator, obs_status status) {
    const auto above = numerator.as_ratio(), below = denominator.as_ratio();
    if (above && below && fits(*above, *below)) return {*above, *below, status};
    return to_cell({numerator, denominator, status});
}

cell over_nothing(const exact_number& numerator, obs_status status) {
    auto made = cell_of(numerator, status);
    made.denominator = 0;
    made.status.is = availability::not_applicable;
    return made;
}

cell quotient_of(const cell& of, const cell& over) {
    auto status = status_of_sum(of.status, over.status);
    if (status.is == availability::nil) status.is = availability::not_applicable; // nothing over nothing
    if (!status.has_value()) return without_value(status);
    const auto below = value_of(over);
    if (below == 0) return over_nothing(value_of(of), status);
    return cell_of(value_of(of), below, status);
}

obs_status status_counts::of_sum() const noexcept {
    constexpr std::array strongest_first{availability::not_applicable, availability::missing, availability::suppressed,
                                         availability::suppressed_secondary};
    obs_status status =
        of(availability::nil) > 0 && of(availability::normal) == 0 ? availability::nil : availability::normal;
    const auto found = std::ranges::find_if(strongest_first, [this](availability each) { return of(each) > 0; });
    if (found != strongest_first.end()) status.is = *found;
    status.flags = flags();
    return status;
}

std::uint8_t status_counts::flags() const noexcept {
    unsigned flags = 0;
    for (std::size_t bit = 0; bit < flagged_.size(); ++bit)
        if (flagged_[bit] > 0) flags |= 1U << bit;
    return static_cast<std::uint8_t>(flags);
}

void status_counts::add(obs_status status, std::int64_t times) noexcept {
    available_[static_cast<std::size_t>(status.is)] += times;
    if (status.flags == 0) return;
    for (std::size_t bit = 0; bit < flagged_.size(); ++bit)
        if ((status.flags >> bit & 1) != 0) flagged_[bit] += times;
}

error too_large(std::string_view what) {
    return {error_code::plan,
            fmt::format("{} does not fit into 64 bits; reckon in a larger unit (kSEK for SEK)", what)};
}

} // namespace kohort
