#include "figure_sum.hpp"
#include "base/invalid_argument.hpp"

namespace kohort {
namespace {} // namespace

void figure_sum::add(const cell& figure) {
    const auto status = status_as_part(figure, ratios_);
    statuses_.add(status);
    if (!status.has_value()) return;
    numerator_ = numerator_ + (ratios_ ? exact_number(figure.numerator) : value_of(figure));
    if (ratios_) denominator_ = denominator_ + figure.denominator;
}

void figure_sum::remove(const cell& figure) {
    const auto status = status_as_part(figure, ratios_);
    statuses_.remove(status);
    if (!status.has_value()) return;
    numerator_ = numerator_ - (ratios_ ? exact_number(figure.numerator) : value_of(figure));
    if (ratios_) denominator_ = denominator_ - figure.denominator;
}

cell figure_sum::figure(obs_status status) const {
    if (!status.has_value()) return without_value(status);
    if (!ratios_) return cell_of(numerator_, status);
    if (!(denominator_ == 0)) return cell_of(numerator_, denominator_, status);
    return over_nothing(numerator_, status);
}

cell mean_of(std::span<const cell> parts, std::size_t lacking) {
    figure_sum sum(false);
    std::uint8_t flags = 0;
    for (const auto& each : parts) {
        flags |= each.status.flags;
        if (each.status.is != availability::not_applicable) sum.add(each);
    }
    if (lacking > 0) sum.add(without_value(availability::missing));
    auto status = sum.statuses().of_sum();
    status.flags |= flags;
    const auto count = sum.statuses().with_value();
    if (status.has_value() && count == 0) status.is = availability::not_applicable;
    return status.has_value() ? cell_of(sum.sum() / count, status) : without_value(status);
}

std::optional<error> why_no_sum(const series& of) {
    if (of.about().kind == series_kind::stock)
        return invalid_argument(
            "a stock does not add over time: who is there in one period may be there in the next; take the mean "
            "(rolling_statistic::mean)");
    if (of.about().kind == series_kind::other)
        return invalid_argument(
            "distinct persons, medians, changes and printed shares do not add over time; add the counts that they "
            "are made of, and divide (quotient)");
    return std::nullopt;
}

} // namespace kohort
