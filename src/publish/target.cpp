#include <kohort/publish/target.hpp>

#include "../indicator/row_rules.hpp"

#include <kohort/publish/rounding.hpp>

#include <boost/multiprecision/cpp_int.hpp>

namespace kohort {
namespace {

using exact_value = boost::multiprecision::cpp_rational;

exact_value to_exact(ratio value) { return {value.numerator(), value.denominator()}; }

/// Target and margin of one period.
struct goal {
    ratio target, margin;
};

/// The period of a label of the table's first axis.
std::optional<reporting_period> period_of(const indicator_table& table, const std::string& label) {
    const auto literal = parse_period_literal(label);
    const auto periods =
        literal ? select_periods(table.indicator.per, *literal) : result<period_axis>(literal.errors());
    if (!periods || periods->size() != 1) return std::nullopt;
    return (*periods)[0];
}

std::optional<goal> goal_of(const indicator_table& table, const std::string& label, const data_set& data,
                            definition_errors& errors) {
    const auto& target = *table.indicator.target;
    const auto period = period_of(table, label);
    if (!period) {
        errors.add(error_code::plan, "\"" + label + "\" is not a period of the table, so that no target holds for it",
                   "/target");
        return std::nullopt;
    }
    const auto* side = target.side == indicator_target::direction::at_least ? "/target/at_least" : "/target/at_most";
    const auto value = value_of(target.value, data, *period, side, errors);
    const auto margin = target.margin.empty() ? std::optional(ratio(0))
                                              : value_of(target.margin, data, *period, "/target/margin", errors);
    if (!value || !margin) return std::nullopt;
    if (*margin < ratio(0)) {
        errors.add(error_code::plan, "a margin is a distance and not below 0", "/target/margin");
        return std::nullopt;
    }
    return goal{*value, *margin};
}

ratio compared_value(const definition& indicator, const cell& figure, target_basis basis) {
    const auto value = published_value(indicator, figure);
    if (basis == target_basis::exact) return value;
    const auto printed = round(value, indicator.decimals, indicator.rounding);
    std::int64_t unit = 1;
    for (int decimal = 0; decimal < printed.decimals; ++decimal) unit *= 10;
    return {printed.scaled, unit};
}

} // namespace

std::string_view words_for(attainment reached, language in) noexcept {
    switch (reached) {
    case attainment::fully:
        return in == language::sv ? "uppfylls helt" : "fully met";
    case attainment::partly:
        return in == language::sv ? "uppfylls delvis" : "partly met";
    case attainment::not_met:
        return in == language::sv ? "uppfylls inte" : "not met";
    }
    return "";
}

attainment attainment_of(ratio value, indicator_target::direction side, ratio target, ratio margin) {
    const bool is_lower_bound = side == indicator_target::direction::at_least;
    const exact_value beyond = is_lower_bound ? to_exact(value) - to_exact(target) : to_exact(target) - to_exact(value);
    if (beyond >= 0) return attainment::fully;
    return beyond >= -to_exact(margin) ? attainment::partly : attainment::not_met;
}

result<std::vector<std::optional<attainment>>> attainments(const indicator_table& table, const data_set& data,
                                                           target_basis basis) {
    const auto cells = table.figures.cells();
    std::vector<std::optional<attainment>> reached(cells.size());
    if (!table.indicator.target) return reached;

    definition_errors errors(table.indicator.id);
    std::vector<std::optional<goal>> goals;
    for (const auto& period : table.figures.axes().front().positions())
        goals.push_back(goal_of(table, period.code, data, errors));
    if (!errors.found().empty()) return errors.found();

    const auto per_period = cells.size() / goals.size();
    for (std::size_t each = 0; each < cells.size(); ++each) {
        if (!cells[each].status.has_value()) continue;
        const auto& [target, margin] = *goals[each / per_period];
        reached[each] = attainment_of(compared_value(table.indicator, cells[each], basis), table.indicator.target->side,
                                      target, margin);
    }
    return reached;
}

} // namespace kohort
