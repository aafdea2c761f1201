#include "prepared_indicator.hpp"

#include "dimension_axis.hpp"
#include "figure_nodes.hpp"
#include "for_each_measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort {
namespace {

/// The time of which something is known: that of the first register, else of the first table.
std::optional<window> observed_time(const definition& indicator, const data_set& data) {
    std::optional<window> of_registers, of_tables;
    const auto reach = [](std::optional<window>& time, window more) {
        time = time ? window{std::min(time->first, more.first), std::max(time->last, more.last)} : more;
    };
    for_each_measure(indicator.operation, [&](const measure& of) {
        if (of.source.has_spells()) {
            const auto* spells = data.find(of.source.name());
            if (spells && !of_registers) of_registers = spells->horizon();
        } else if (const auto* table = data.find_population(of.source.name());
                   table && of.source.is == measure_source::kind::population) {
            if (!table->dates().empty()) reach(of_tables, {table->dates().front(), table->dates().back()});
        } else if (const auto* published = data.find_published(of.source.name())) {
            for (const auto& period : published->rows().periods) reach(of_tables, period.span);
        }
    });
    return of_registers ? of_registers : of_tables;
}

/// The last two periods that end within the observed time; the one that holds its last day when none does.
std::vector<reporting_period> latest_periods(const periodicity& per, window observed) {
    // Populations are known on single days: the year before the first of them is not, the year that ends on it is.
    const auto complete = periods_within(per, {add_years(observed.first, -1), observed.last});
    constexpr std::ptrdiff_t wanted = 2;
    std::vector<reporting_period> latest(
        complete.end() - std::min<std::ptrdiff_t>(wanted, complete.end() - complete.begin()), complete.end());
    std::erase_if(latest, [&](const reporting_period& period) { return period.span.last < observed.first; });
    if (latest.empty()) {
        const auto last = period_containing(per, observed.last);
        latest.push_back({last.label(), last.span()});
    }
    return latest;
}

std::vector<reporting_period> periods_of(const definition& indicator, const data_set& data,
                                         const evaluate_options& options, definition_errors& errors) {
    if (!options.periods) {
        const auto observed = observed_time(indicator, data);
        return observed ? latest_periods(indicator.per, *observed) : std::vector<reporting_period>{};
    }
    const auto selected = select_periods(indicator.per, *options.periods);
    if (selected) return {selected->begin(), selected->end()};
    errors.add(selected.errors(), "/per");
    return {};
}

void check_validity(const definition& indicator, std::span<const reporting_period> periods, definition_errors& errors) {
    for (const auto& period : periods) {
        const bool too_early = indicator.valid_from && period.span.first < *indicator.valid_from;
        const bool too_late = indicator.valid_to && period.span.last > *indicator.valid_to;
        if (!too_early && !too_late) continue;
        const auto limit = too_early ? fmt::format("from {}", to_string(*indicator.valid_from))
                                     : fmt::format("to {}", to_string(*indicator.valid_to));
        errors.add(error_code::plan,
                   fmt::format("version {} is valid {}; it does not say what {} means. Ask for periods in which it is "
                               "valid, or use another version",
                               indicator.version, limit, period.label),
                   "/valid");
    }
}

/// Whether the source of a measure has a dimension.
bool has_dimension(const measure& of, const std::string& name, const data_set& data) {
    if (of.source.has_spells()) {
        const auto* spells = data.find(of.source.name());
        return spells && spells->find_dimension(name);
    }
    if (of.source.is == measure_source::kind::population) {
        const auto* table = data.find_population(of.source.name());
        return table && find_dimension(table->dimensions(), name);
    }
    const auto* table = data.find_published(of.source.name());
    return table && find_dimension(table->dimensions(), name);
}

/// The breakdowns asked for in place of the definition's, as far as all its measures have them.
std::vector<breakdown> breakdowns_of(const definition& indicator, const data_set& data,
                                     const evaluate_options& options) {
    if (!options.by) return indicator.by;
    std::vector<breakdown> chosen;
    for (const auto& name : *options.by) {
        const auto own = std::ranges::find(indicator.by, name, &breakdown::dimension);
        if (own != indicator.by.end()) {
            chosen.push_back(*own);
            continue;
        }
        bool is_everywhere = true;
        for_each_measure(indicator.operation,
                         [&](const measure& of) { is_everywhere &= has_dimension(of, name, data); });
        if (is_everywhere) chosen.push_back({.dimension = name});
    }
    return chosen;
}

} // namespace

prepared_indicator::prepared_indicator(const definition& indicator, const data_set& data,
                                       const evaluate_options& options, register_pool& registers,
                                       definition_errors& errors, const std::vector<reporting_period>* periods)
    : indicator_(indicator), hash_(hash_of(indicator)) {
    if (options.per) indicator_.per = *options.per;
    indicator_.by = breakdowns_of(indicator, data, options);
    periods_ = periods ? *periods : periods_of(indicator_, data, options, errors);
    check_validity(indicator_, periods_, errors);
    const figure_context context{data, registers, indicator_.by, periods_, errors};
    root_ = make_node(indicator_.operation, {}, indicator_.per, context);
    if (!errors.found().empty()) return;
    for (std::size_t a = 0; a < indicator_.by.size(); ++a) {
        std::optional<axis> whole;
        for (const auto* leaf : counted()) whole = whole ? united(*whole, leaf->axes[a]) : leaf->axes[a];
        if (whole) axes_.push_back(std::move(*whole));
    }
}

prepared_indicator::~prepared_indicator() = default;
prepared_indicator::prepared_indicator(prepared_indicator&&) noexcept = default;

std::vector<prepared_figures*> prepared_indicator::counted() const {
    std::vector<prepared_figures*> leaves;
    root_->collect(leaves);
    return leaves;
}

indicator_table prepared_indicator::finish(leaf_counts counts) const {
    std::vector<axis> axes{period_axis_of(periods_)};
    axes.insert(axes.end(), axes_.begin(), axes_.end());
    auto cells = root_->cells(counts, axes_);
    return {indicator_, hash_, cube(std::move(axes), root_->adds(), std::move(cells))};
}

} // namespace kohort
