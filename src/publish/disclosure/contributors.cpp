#include "contributors.hpp"

#include "measured_cells.hpp"

#include "indicator/for_each_measure.hpp"

#include <kohort/publish/disclosure/report_protection.hpp>

#include <algorithm>
#include <utility>

namespace kohort::disclosure {
namespace {

counted persons_of(counted unit) noexcept {
    switch (unit) {
    case counted::entries:
    case counted::persons_entering:
        return counted::persons_entering;
    case counted::exits:
    case counted::persons_exiting:
        return counted::persons_exiting;
    default:
        return counted::persons;
    }
}

measure persons_in(measure of) {
    of.unit_counted = persons_of(of.unit_counted);
    of.value.clear();
    of.once_per.clear();
    // Whoever is in a mean stock is there at some time of it.
    if (of.when.kind == clock_kind::mean_of_days || of.when.kind == clock_kind::mean_of_months)
        of.when.kind = clock_kind::during;
    return of;
}

/// Whether the figures tell the number of persons in the measure by themselves.
bool is_told(const definition& indicator, const measure_behind& each) {
    return text_of(each.persons) == each.text && told_numbers(indicator).tells(each.text);
}

} // namespace

std::vector<measure_behind> measures_behind(const indicator_operator& operation) {
    std::vector<measure_behind> found;
    const auto add = [&found](const measure& counted) {
        if (!counted.source.has_spells()) return;
        auto text = text_of(counted);
        const auto known =
            std::find_if(found.begin(), found.end(), [&](const measure_behind& each) { return each.text == text; });
        if (known == found.end()) found.push_back({std::move(text), persons_in(counted)});
    };
    struct visitor {
        const decltype(add)& add_measure;
        void operator()(const measure& of) const { add_measure(of); }
        void operator()(const measure& of, const row_restrictions& part) const {
            add_measure(of);
            if (const auto numerator = part_of(of, part)) add_measure(*numerator);
        }
    };
    for_each_measure(operation, visitor{add});
    return found;
}

std::string contributors_id(const std::string& id, std::size_t measure) {
    return id + ".contributors." + std::to_string(measure);
}

std::vector<definition> contributor_counts(std::span<const definition> definitions) {
    std::vector<definition> counts;
    for (const auto& indicator : definitions) {
        const auto measures = measures_behind(indicator.operation);
        for (std::size_t i = 0; i < measures.size(); ++i) {
            if (is_told(indicator, measures[i])) continue;
            auto& made = counts.emplace_back();
            made.id = contributors_id(indicator.id, i);
            made.version = indicator.version;
            made.valid_from = indicator.valid_from;
            made.valid_to = indicator.valid_to;
            made.name = indicator.name;
            made.operation = count_operator{measures[i].persons};
            made.per = indicator.per;
            made.by = indicator.by;
            made.unit = measurement_unit::persons;
        }
    }
    return counts;
}

contributor_book::contributor_book(std::span<const indicator_table> tables,
                                   std::span<const indicator_table> contributors) {
    std::map<std::pair<std::string, std::string>, const indicator_table*> by_id;
    for (const auto& each : contributors) by_id.emplace(std::pair(each.indicator.id, each.indicator.version), &each);
    for (const auto& table : tables) {
        const auto measures = measures_behind(table.indicator.operation);
        for (std::size_t i = 0; i < measures.size(); ++i) {
            const auto found = by_id.find({contributors_id(table.indicator.id, i), table.indicator.version});
            if (found == by_id.end()) continue;
            const auto& figures = found->second->figures;
            for (std::size_t index = 0; index < figures.cells().size(); ++index) {
                const auto& count = figures.cells()[index];
                if (count.status.has_value())
                    counts_.emplace(measures[i].text + '\n' + place_of(figures, coordinates_of(figures, index)),
                                    count.numerator.numerator());
            }
        }
    }
}

std::optional<std::int64_t> contributor_book::find(const std::string& measure, const std::string& place) const {
    const auto found = counts_.find(measure + '\n' + place);
    return found == counts_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace kohort::disclosure
