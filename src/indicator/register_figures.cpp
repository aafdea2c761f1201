#include "counted_cells.hpp"
#include "dimension_axis.hpp"
#include "measure_series.hpp"
#include "measure_statuses.hpp"
#include "prepared_figures.hpp"
#include "spell_quantiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;
using weighting = aggregate_measure::weighting;

timing timing_of(const measure& of) {
    switch (of.unit_counted) {
    case counted::entries:
    case counted::persons_entering:
        return timing::entries;
    case counted::exits:
    case counted::persons_exiting:
        return timing::exits;
    case counted::spells:
    case counted::persons:
    case counted::person_days:
    case counted::person_months:
    case counted::total:
        break;
    }
    return of.when.kind == clock_kind::close_of ? timing::close_of : timing::presence;
}

bool counts_persons(counted unit) {
    return unit == counted::persons || unit == counted::persons_entering || unit == counted::persons_exiting ||
           unit == counted::person_months;
}

/// One position of every banded axis (ages, elapsed), or its total.
using band_choice = std::vector<std::size_t>;

class preparation {
  public:
    preparation(const figure_request& request, const figure_context& context) : request_(request), context_(context) {}

    prepared_figures run() {
        const auto& of = request_.of;
        made_.spells = context_.registers.find(of.source, of.merge_gaps, request_.path, context_.errors);
        if (!made_.spells) return std::move(made_);
        rules_.emplace(
            rule_context{*made_.spells, context_.data, context_.registers, context_.periods, context_.errors});
        std::size_t unfit = 0;
        auto windows = windows_of(of, context_.periods, unfit);
        if (!windows) {
            context_.errors.add(error_code::plan,
                                fmt::format("{} does not have the clock's day exactly once; compute the indicator per "
                                            "year",
                                            context_.periods[unfit].label),
                                request_.path + "/clock");
            return std::move(made_);
        }
        windows_ = std::move(*windows);
        statuses_ = statuses_of(request_, context_, windows_.asked, made_.spells->horizon());
        where_ = compile(of.where, *rules_, request_.path + "/where");
        learn(where_);
        make_axes();
        if (request_.part) {
            part_where_ = compile(request_.part->where, *rules_, request_.operator_path + "/where");
            learn(part_where_);
        }
        if (!context_.errors.found().empty()) return std::move(made_);
        make_series();
        make_finish();
        return std::move(made_);
    }

  private:
    // Periods

    /// What a condition finds in other registers is known as far as those are.
    void learn(const row_rules& rules) {
        for (std::size_t p = 0; p < rules.known.size(); ++p) statuses_[p] = status_of_sum(statuses_[p], rules.known[p]);
    }

    /// A period whose last events cannot be followed to the end yet will change.
    void flag_follow_up(const follow_up& followed, window events) {
        const auto needed = last_day_needed(events.last, rule_of(followed));
        for (const auto& name : followed.registers)
            if (const auto* source = context_.data.find(name); source && needed > source->horizon().last)
                statuses_.back().add(obs_flag::provisional);
    }

    /// Whether there was an earlier spell is known only within the horizon.
    void flag_first(const first_condition& first, window entries) {
        if (first.without_earlier_in &&
            subtract(entries.first, *first.without_earlier_in) < made_.spells->horizon().first)
            statuses_.back().add(obs_flag::low_reliability);
    }

    // Axes

    void make_axes() {
        const auto& of = request_.of;
        made_.adds.fractions = request_.part || request_.quantity || windows_.is_mean;
        made_.adds.over_time = of.unit_counted == counted::entries || of.unit_counted == counted::exits ||
                               of.unit_counted == counted::person_days || of.unit_counted == counted::person_months;
        if (counts_persons(of.unit_counted)) {
            made_.adds.groups = additivity::over_groups::fixed;
            made_.adds.fixed_dimensions = of.once_per;
        }
        if (request_.quantile) made_.adds.groups = additivity::over_groups::none;
        for (std::size_t b = 0; b < context_.by.size(); ++b) {
            if (context_.by[b].is_by_dimension())
                add_dimension(context_.by[b], fmt::format("/by/{}", b), false);
            else
                add_bands(b);
        }
        for (std::size_t o = 0; o < of.once_per.size(); ++o) {
            const auto is_shown = [&](const breakdown& shown) { return shown.dimension == of.once_per[o]; };
            if (std::none_of(context_.by.begin(), context_.by.end(), is_shown))
                add_dimension({.dimension = of.once_per[o]}, fmt::format("{}/once_per/{}", request_.path, o), true);
        }
    }

    void add_bands(std::size_t b) {
        made_.axes.push_back(banded_axis(context_.by[b]));
        banded_.push_back(b);
    }

    /// By code of the dimension: whether rows may have it and it passes the filters on that dimension.
    [[nodiscard]] std::vector<std::uint8_t> codes_kept(const dimension_column& dimension) const {
        auto keeps = dimension.occurs;
        keeps.resize(dimension.codes.size() + 1, dimension.occurs.empty() ? 1 : 0);
        keeps[0] = dimension.has_unknown;
        for (const auto& filter : where_.always) {
            const auto* column = std::get_if<0>(&filter.column);
            if (!column || *column != &dimension) continue;
            for (std::size_t code = 0; code < keeps.size(); ++code) keeps[code] &= filter.keeps[code];
        }
        return keeps;
    }

    void add_dimension(const breakdown& shown, const std::string& path, bool hidden) {
        const auto* dimension = find_dimension(*made_.spells, shown.dimension, path, context_.errors);
        if (!dimension) return;
        const auto places = places_of(shown, dimension->codes, context_.data.codes(), path, context_.errors);
        if (!places) return;
        if (!places->is_exact)
            for (auto& status : statuses_) status.add(obs_flag::estimated);
        auto made =
            axis_of(dimension->name, *places, shown.level.has_value(), codes_kept(*dimension), dimension->unknown_code);
        const auto& once = request_.of.once_per;
        measure_axis measured;
        measured.dimension = dimension;
        measured.position_of_code = std::move(made.position_of_code);
        measured.parent = std::move(made.parent);
        measured.once_per_value = std::find(once.begin(), once.end(), shown.dimension) != once.end();
        add_others(*places, measured);
        made_.meanings.push_back(meanings_of(made.place_of_position, measured, *places));
        hidden_cells_ *= hidden ? measured.size() : 1;
        measure_axes_.push_back(std::move(measured));
        if (!hidden) made_.axes.push_back(std::move(made.of_cube));
        if (dimension->fixed_per_person) made_.adds.fixed_dimensions.push_back(dimension->name);
    }

    /// The positions' places on the list, then those of unknown, of other codes, of the total.
    static std::vector<std::size_t> meanings_of(std::vector<std::size_t> shown, const measure_axis& measured,
                                                const code_places& places) {
        if (measured.parent.size() > shown.size()) shown.push_back(places.list->size() + 1);
        shown.push_back(places.list->size() + 2);
        return shown;
    }

    /// Rows whose code lies above a breakdown's level count in the total: in a position that is not shown.
    static void add_others(const code_places& places, measure_axis& measured) {
        const auto others = static_cast<std::uint32_t>(measured.parent.size());
        bool has_others = false;
        for (std::size_t code = 0; code < places.place_of_code.size(); ++code) {
            if (places.place_of_code[code] != code_places::nowhere) continue;
            measured.position_of_code[code + 1] = others;
            has_others = true;
        }
        if (has_others) measured.parent.push_back(measure_axis::root);
    }

    // Measures

    [[nodiscard]] measure_draft counts_of_base() const {
        measure_draft draft;
        draft.counts.when = timing_of(request_.of);
        draft.counts.distinct_persons = counts_persons(request_.of.unit_counted);
        draft.counts.axes = measure_axes_;
        return draft;
    }

    /// Adds all restrictions but the conditions. Those are `where`, whose rows the months are counted of.
    void restrict(measure_draft& draft, const row_restrictions& to, const row_rules& where, const std::string& path,
                  measure_draft* base) {
        if (to.age) add_age(*to.age, request_.of, *rules_, path + "/age", draft);
        if (to.elapsed) add_elapsed(*to.elapsed, request_.of, *rules_, path + "/elapsed", draft);
        if (to.months) add_months(*to.months, where, *rules_, path + "/months", draft);
        if (to.first) add_first(*to.first, *rules_, draft);
        if (to.followed) add_follow_up(*to.followed, request_.of, *rules_, path + "/follow_up", draft, base);
    }

    void restrict_to_bands(measure_draft& draft, const band_choice& bands) {
        for (std::size_t i = 0; i < banded_.size(); ++i) {
            const auto& by = context_.by[banded_[i]];
            const auto path = fmt::format("/by/{}", banded_[i]);
            if (bands[i] == bands_in(by)) continue; // the total
            if (by.ages) {
                const auto& band = by.ages->bands[bands[i]];
                add_age({band.from, band.to, by.ages->at}, request_.of, *rules_, path + "/age", draft);
            } else {
                add_elapsed(bounds_of_band(*by.elapsed, bands[i]), request_.of, *rules_, path + "/elapsed", draft);
            }
        }
    }

    /// Every combination of bands and totals, the last axis fastest.
    [[nodiscard]] std::vector<band_choice> band_choices() const {
        std::vector<band_choice> choices{{}};
        for (const auto b : banded_) {
            std::vector<band_choice> longer;
            for (const auto& choice : choices)
                for (std::size_t band = 0; band <= bands_in(context_.by[b]); ++band) {
                    longer.push_back(choice);
                    longer.back().push_back(band);
                }
            choices = std::move(longer);
        }
        return choices;
    }

    void make_series() {
        auto whole = counts_of_base();
        whole.restrict_to(where_);
        restrict(whole, request_.of, where_, request_.path, nullptr);
        std::optional<measure_draft> part;
        if (request_.part) part = part_of(whole);
        for (const auto& bands : band_choices()) {
            if (!context_.errors.found().empty()) return;
            auto base = whole;
            restrict_to_bands(base, bands);
            if (part) {
                auto numerator = *part;
                restrict_to_bands(numerator, bands);
                series_.push_back({add_series(base), add_series(numerator), {}});
            } else if (request_.quantity) {
                make_quantity(std::move(base));
            } else if (request_.of.unit_counted == counted::total) {
                make_total(std::move(base));
            } else {
                series_.push_back({add_series(base), {}, {}});
            }
        }
    }

    /// The numerator of a share of `whole`, from which events that cannot be followed up are taken.
    [[nodiscard]] measure_draft part_of(measure_draft& whole) {
        auto part = whole;
        part.restrict_to(part_where_);
        auto where = where_;
        where.add(part_where_);
        restrict(part, *request_.part, where, request_.operator_path, &whole);
        return part;
    }

    void make_total(measure_draft base) {
        const auto* column = find_value(*made_.spells, request_.of.value, request_.path + "/total", context_.errors);
        if (!column) return;
        auto sum = base;
        weigh_by(sum, *column);
        base.counts.filters.push_back(has_value(*column, false));
        value_unit_ = unit_of_value(*column);
        band_series series;
        series.base = add_series(sum);
        series.unknown = add_series(base);
        series_.push_back(std::move(series));
    }

    static row_filter has_value(const value_column& column, bool wanted) {
        std::vector<std::uint8_t> bytes(column.values.size());
        for (std::size_t row = 0; row < bytes.size(); ++row)
            bytes[row] = (column.values[row] != value_column::missing) == wanted ? 1 : 0;
        return {as_row_bytes(std::move(bytes)), {0, 1}};
    }

    /// Adds the values, missing ones as nothing; whoever adds them counts those separately.
    void weigh_by(measure_draft& draft, const value_column& column) {
        draft.counts.adds = weighting::value;
        draft.counts.value = &column;
        std::int64_t all = 0;
        for (const auto value : column.values) {
            if (value == value_column::missing) continue;
            if (!__builtin_add_overflow(all, value < 0 ? -value : value, &all)) continue;
            context_.errors.add(error_code::plan,
                                fmt::format("the values of \"{}\" add up to more than 64 bits hold; give the column a "
                                            "larger unit, such as kSEK",
                                            column.name),
                                request_.path);
            return;
        }
    }

    void make_quantity(measure_draft base) {
        const auto& quantity = *request_.quantity;
        const value_column* column = nullptr;
        if (quantity.is == spell_quantity::kind::value) {
            column = find_value(*made_.spells, quantity.value, request_.operator_path + "/of", context_.errors);
            if (!column) return;
            value_unit_ = unit_of_value(*column);
            base.counts.filters.push_back(has_value(*column, true));
        }
        if (request_.quantile) {
            samples_.push_back({split(*made_.spells, base, windows_), column});
            return;
        }
        auto sum = base;
        if (column) {
            weigh_by(sum, *column);
        } else if (base.counts.when == timing::exits) {
            sum.counts.adds = weighting::duration;
        } else {
            sum.counts.adds = weighting::start;
            is_elapsed_in_stock_ = true;
        }
        series_.push_back({add_series(base), add_series(sum), {}});
    }

    counted_series add_series(const measure_draft& draft) {
        auto made = context_.registers.has_rows() ? split(*made_.spells, draft, windows_)
                                                  : already_summed(draft, windows_.of_period.size());
        for (auto& places : made.places.of_period)
            for (auto& place : places) place.measure += made_.measures.size();
        for (auto& measure : made.measures) made_.measures.push_back(std::move(measure));
        made_.series.push_back(made.places);
        return std::move(made.places);
    }

    // Cells

    [[nodiscard]] std::vector<cell_place> places_of_cells() const {
        std::vector<cell_place> places{{0, 0}};
        std::size_t next_measured = 0;
        for (std::size_t a = 0; a < made_.axes.size(); ++a) {
            const bool is_banded = std::ranges::find(banded_, a) != banded_.end();
            const auto size = made_.axes[a].size();
            const auto measured = is_banded ? size : measure_axes_[next_measured++].size(); // may have one more: others
            std::vector<cell_place> longer;
            for (const auto& [bands, cell] : places)
                for (std::size_t i = 0; i < size; ++i)
                    longer.push_back(is_banded
                                         ? cell_place{bands * size + i, cell}
                                         : cell_place{bands, cell * measured + (i + 1 < size ? i : measured - 1)});
            places = std::move(longer);
        }
        // A hidden axis is the fastest and is taken at its total, its last position.
        for (auto& place : places) place.cell = (place.cell + 1) * hidden_cells_ - 1;
        return places;
    }

    void make_finish() {
        made_.absent = [statuses = statuses_, is_fraction = request_.part || request_.quantity](
                           std::size_t period, std::span<const std::string_view>) {
            cell nobody{0, is_fraction ? 0 : 1, statuses[period]};
            if (is_fraction && nobody.status.has_value()) nobody.status.is = availability::not_applicable;
            return nobody;
        };
        if (request_.quantile) {
            finish_quantiles();
            return;
        }
        counted_cells held{places_of_cells(),
                           series_,
                           statuses_,
                           {},
                           {},
                           value_unit_ / ratio(value_column::scale),
                           request_.part || request_.quantity,
                           request_.of.unit_counted == counted::total,
                           windows_.is_mean,
                           is_elapsed_in_stock_,
                           request_.quantity && request_.quantity->is == spell_quantity::kind::value};
        for (std::size_t p = 0; p < windows_.of_period.size(); ++p) {
            held.days.push_back(windows_.asked[p].first.count());
            held.windows.push_back(static_cast<std::int64_t>(windows_.of_period[p].size()));
        }
        made_.finish = std::move(held);
    }

    void finish_quantiles() {
        made_.count_numbers = [spells = made_.spells, samples = std::move(samples_)] {
            std::vector<measure_counts> numbers;
            for (const auto& each : samples)
                for (const auto& places : each.drafted.places.of_period)
                    numbers.push_back(spell_numbers(*spells, each.drafted.measures[places.front().measure],
                                                    places.front().window, each.column));
            return numbers;
        };
        struct parts {
            std::vector<cell_place> places;
            std::vector<measure_axis> axes;
            std::vector<obs_status> statuses;
            ratio p, unit;
        };
        const bool is_value = request_.quantity->is == spell_quantity::kind::value;
        parts held{places_of_cells(), measure_axes_, statuses_, *parse_decimal(*request_.quantile),
                   is_value ? value_unit_ / ratio(value_column::scale) : ratio(1)};
        made_.finish = [held = std::move(held)](std::span<const measure_counts> numbers) {
            std::vector<std::vector<quantile_value>> found; // by bands and period
            for (const auto& each : numbers) found.push_back(quantiles_of(each, held.axes, held.p));
            std::vector<cell> cells;
            for (std::size_t period = 0; period < held.statuses.size(); ++period)
                for (const auto& [bands, index] : held.places) {
                    cell made;
                    made.status = held.statuses[period];
                    const auto& value = found[bands * held.statuses.size() + period][index];
                    if (made.status.has_value() && !value) made.status.is = availability::not_applicable;
                    if (made.status.has_value()) made.numerator = *value * held.unit;
                    cells.push_back(made);
                }
            return cells;
        };
    }

    struct sample {
        split_draft drafted;
        const value_column* column; ///< null: days
    };

    const figure_request& request_;
    const figure_context& context_;
    prepared_figures made_;
    std::optional<rule_context> rules_;
    measure_windows windows_;
    std::vector<obs_status> statuses_; ///< by period
    row_rules where_, part_where_;
    std::vector<measure_axis> measure_axes_; ///< of dimensions; the hidden ones last
    std::vector<std::size_t> banded_;        ///< breakdowns by ages or times elapsed
    std::size_t hidden_cells_ = 1;
    std::vector<band_series> series_; ///< by choice of bands
    std::vector<sample> samples_;     ///< of quantiles, by choice of bands
    ratio value_unit_ = 1;
    bool is_elapsed_in_stock_ = false;
};

} // namespace

prepared_figures prepare_register_figures(const figure_request& request, const figure_context& context) {
    return preparation(request, context).run();
}

} // namespace kohort
