#include "measured_cells.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace kohort::disclosure {
namespace {

/// The canonical text of an operator, whichever indicator it belongs to.
std::string text_of(indicator_operator operation) {
    definition bare;
    bare.operation = std::move(operation);
    return to_json(bare);
}

std::string text_of(const measure& counted) { return text_of(indicator_operator(count_operator{counted})); }

/// A share's numerator is a measure of its own where only one of the two has restrictions.
std::string numerator_of(const share_operator& share) {
    if (share.of.where != condition{} || share.of.age || share.of.elapsed || share.of.months || share.of.first ||
        share.of.followed)
        return text_of(indicator_operator(share));
    auto counted = share.of;
    static_cast<row_restrictions&>(counted) = share;
    return text_of(counted);
}

/// Events whose follow-up is not complete leave the denominator.
std::string denominator_of(const share_operator& share) {
    return share.followed ? text_of(indicator_operator(share)) + "/of" : text_of(share.of);
}

std::string side_of(const operand& side) {
    if (const auto* counted = std::get_if<measure>(&side)) return text_of(*counted);
    if (const auto* operation = std::get_if<indirect<indicator_operator>>(&side)) return text_of(**operation);
    return {};
}

/// Over which axes sums hold.
bool adds_over(const cube& figures, const axis& along) {
    using over = additivity::over_groups;
    const auto& adds = figures.adds();
    if (along.is_period() || adds.groups == over::none) return false;
    const auto& fixed = adds.fixed_dimensions;
    return adds.groups == over::all || std::find(fixed.begin(), fixed.end(), along.name()) != fixed.end();
}

} // namespace

told_numbers::told_numbers(const definition& indicator) {
    const auto& operation = indicator.operation;
    if (const auto* share = std::get_if<share_operator>(&operation)) {
        measures_ = {numerator_of(*share), denominator_of(*share)};
        is_share_ = true;
    } else if (const auto* mean = std::get_if<mean_operator>(&operation)) {
        measures_[1] = text_of(mean->over);
    } else if (const auto* quotient = std::get_if<quotient_operator>(&operation)) {
        measures_ = {side_of(quotient->of), side_of(quotient->over)};
        is_quotient_ = true;
    } else if (const auto* count = std::get_if<count_operator>(&operation)) {
        measures_[0] = text_of(count->of);
    } else {
        measures_[0] = text_of(operation);
    }
}

std::vector<told_number> told_numbers::of(const cell& figure) const {
    std::vector<told_number> numbers;
    if (measures_[1].empty() && figure.denominator != 1) return numbers; // no count
    const ratio values[] = {figure.numerator, figure.denominator};
    for (std::size_t side = 0; side < measures_.size(); ++side)
        if (!measures_[side].empty() && values[side] >= 0)
            numbers.push_back({measures_[side], values[side], !is_quotient_ || values[side].is_integer()});
    return numbers;
}

std::vector<position_sum> sums_along(const cube& figures, std::size_t axis_index) {
    const auto& along = figures.axes()[axis_index];
    std::vector<position_sum> sums;
    if (!adds_over(figures, along)) return sums;
    const auto total = along.total();
    position_sum roots{total.value_or(0), {}};
    for (std::size_t i = 0; i < along.size(); ++i) {
        if (along.is_root(i)) roots.parts.push_back(i);
        position_sum below{i, {}};
        for (std::size_t j = 0; j < along.size(); ++j)
            if (along[j].parent == i && !along[j].of_which) below.parts.push_back(j);
        if (!below.parts.empty()) sums.push_back(std::move(below));
        const auto whole = along[i].parent ? along[i].parent : total;
        if (along[i].of_which && whole) sums.push_back({*whole, {i}, true});
    }
    if (total && !roots.parts.empty()) sums.push_back(std::move(roots));
    return sums;
}

std::string place_of(const cube& figures, const std::vector<std::size_t>& coordinates) {
    std::string period;
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        const auto& along = figures.axes()[i];
        const auto& position = along[coordinates[i]];
        if (along.is_period())
            period = position.code;
        else if (position.is != axis_position::role::total)
            codes.push_back(along.name() + '=' + position.code);
    }
    std::sort(codes.begin(), codes.end());
    for (const auto& each : codes) period += ", " + each;
    return period;
}

} // namespace kohort::disclosure
