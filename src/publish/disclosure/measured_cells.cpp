#include "measured_cells.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace kohort::disclosure {
namespace {

std::string text_of_operator(indicator_operator operation) {
    definition bare;
    bare.operation = std::move(operation);
    return to_json(bare);
}

/// Events whose follow-up is not complete leave the denominator.
std::string denominator_of(const share_operator& share) {
    return share.followed ? text_of_operator(share) + "/of" : text_of(share.of);
}

std::string numerator_of(const share_operator& share) {
    const auto part = part_of(share.of, share);
    return part ? text_of(*part) : text_of_operator(share);
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

bool counts_persons_or_spells(const measure& of) noexcept {
    return of.source.is != measure_source::kind::cell && of.unit_counted != counted::person_days &&
           of.unit_counted != counted::person_months && of.unit_counted != counted::total;
}

std::string text_of(const measure& counted) { return text_of_operator(count_operator{counted}); }

std::optional<measure> part_of(const measure& of, const row_restrictions& part) {
    const auto take = [](auto& into, const auto& from) {
        if (!into) into = from;
        return into == from || !from;
    };
    auto counted = of;
    if (of.where.empty())
        counted.where = part.where;
    else if (!part.where.empty())
        counted.where.alternatives.push_back({part.where});
    const bool fits = take(counted.age, part.age) && take(counted.elapsed, part.elapsed) &&
                      take(counted.months, part.months) && take(counted.first, part.first) &&
                      take(counted.followed, part.followed);
    return fits ? std::optional(counted) : std::nullopt;
}

told_numbers::side told_numbers::side_of(const operand& of) {
    if (const auto* counted = std::get_if<measure>(&of)) return {text_of(*counted), counts_persons_or_spells(*counted)};
    if (const auto* nested = std::get_if<indirect<indicator_operator>>(&of)) {
        const auto* sum = std::get_if<combination_operator>(&**nested);
        return {text_of_operator(**nested), sum && sum->is == combination_operator::kind::sum};
    }
    return {};
}

told_numbers::told_numbers(const definition& indicator) {
    const auto& operation = indicator.operation;
    if (const auto* share = std::get_if<share_operator>(&operation)) {
        sides_ = {side{numerator_of(*share), true}, side{denominator_of(*share), true}};
        is_share_ = true;
    } else if (const auto* mean = std::get_if<mean_operator>(&operation)) {
        sides_[1] = side_of(mean->over);
    } else if (const auto* quotient = std::get_if<quotient_operator>(&operation)) {
        sides_ = {side_of(quotient->of), side_of(quotient->over)};
    } else if (const auto* count = std::get_if<count_operator>(&operation)) {
        sides_[0] = side_of(count->of);
    } else {
        sides_[0] = side_of(indirect<indicator_operator>(operation));
    }
}

bool told_numbers::tells(const std::string& measure) const noexcept {
    return sides_[0].measure == measure || sides_[1].measure == measure;
}

std::vector<told_number> told_numbers::of(const cell& figure) const {
    std::vector<told_number> numbers;
    // Of one side alone the figure is the number, which may be a fraction.
    const bool is_quotient = !sides_[1].measure.empty();
    const ratio values[] = {is_quotient ? figure.numerator : figure.numerator / figure.denominator, figure.denominator};
    for (std::size_t i = 0; i < sides_.size(); ++i)
        if (!sides_[i].measure.empty() && values[i] >= 0)
            numbers.push_back({sides_[i].measure, values[i], sides_[i].is_count});
    return numbers;
}

std::vector<std::size_t> coordinates_of(const cube& figures, std::size_t index) {
    std::vector<std::size_t> coordinates(figures.axes().size());
    for (auto i = coordinates.size(); i-- > 0;) {
        coordinates[i] = index % figures.axes()[i].size();
        index /= figures.axes()[i].size();
    }
    return coordinates;
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

std::vector<std::string> codes_of(const cube& figures, const std::vector<std::size_t>& coordinates) {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        const auto& along = figures.axes()[i];
        const auto& position = along[coordinates[i]];
        if (!along.is_period() && position.is != axis_position::role::total)
            codes.push_back(along.name() + '=' + position.code);
    }
    return codes;
}

std::string place_of(const cube& figures, const std::vector<std::size_t>& coordinates) {
    std::string period;
    for (std::size_t i = 0; i < coordinates.size(); ++i)
        if (figures.axes()[i].is_period()) period = figures.axes()[i][coordinates[i]].code;
    return place_of(std::move(period), codes_of(figures, coordinates));
}

std::string place_of(std::string period, std::vector<std::string> codes) {
    std::sort(codes.begin(), codes.end());
    for (const auto& each : codes) period += ", " + each;
    return period;
}

} // namespace kohort::disclosure
