#include "dimension_axis.hpp"
#include "prepared_figures.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/data/population_table.hpp>
#include <kohort/data/published_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort {
namespace {

/// What populations and published tables have in common: axes from their dimensions, and the codes of each cell.
class table_preparation {
  public:
    table_preparation(const figure_request& request, const figure_context& context)
        : request_(request), context_(context) {}

  protected:
    [[nodiscard]] const table_dimension* find_table_dimension(std::span<const table_dimension> dimensions,
                                                              const std::string& name, const std::string& table,
                                                              const std::string& path) {
        if (const auto* found = kohort::find_dimension(dimensions, name)) return found;
        std::vector<std::string_view> known;
        for (const auto& dimension : dimensions) known.push_back(dimension.name);
        auto hint = did_you_mean(name, known);
        if (hint.empty()) hint = known.empty() ? "; it has none" : fmt::format("; it has: {}", fmt::join(known, ", "));
        context_.errors.add(error_code::plan, fmt::format("table \"{}\" has no dimension \"{}\"{}", table, name, hint),
                            path);
        return nullptr;
    }

    /// The axis of a breakdown by a dimension of the table.
    void add_dimension(const breakdown& shown, const table_dimension& dimension, const std::string& path) {
        if (shown.code_list && *shown.code_list != dimension.codes.id()) {
            context_.errors.add(error_code::plan,
                                fmt::format("the table tells \"{}\" on the list \"{}\"; figures of tables are not "
                                            "translated to other lists",
                                            dimension.name, dimension.codes.id()),
                                path + "/code_list");
            return;
        }
        const auto places = places_of(shown, dimension.codes, context_.data.codes(), path, context_.errors);
        if (!places) return;
        auto keeps = dimension.occurs;
        keeps.resize(dimension.codes.size() + 1, 0);
        if (const auto* where = condition_on(dimension.name)) keep_named(*where, dimension, keeps);
        made_.axes.push_back(
            axis_of(dimension.name, *places, shown.level.has_value(), keeps, dimension.unknown_code).of_cube);
    }

    [[nodiscard]] const code_condition* condition_on(const std::string& dimension) const {
        const auto& codes = request_.of.where.codes;
        const auto found = std::ranges::find(codes, dimension, &code_condition::dimension);
        return found == codes.end() ? nullptr : &*found;
    }

    /// Leaves out the codes that a condition does not name, so that the axis has only what can be there.
    static void keep_named(const code_condition& where, const table_dimension& dimension,
                           std::vector<std::uint8_t>& keeps) {
        for (std::size_t code = 0; code < dimension.codes.size(); ++code) {
            const bool is_named = std::ranges::any_of(where.codes, [&](const std::string& named) {
                const auto index = dimension.codes.find(named);
                return index && dimension.codes.is_within(code, *index);
            });
            if (is_named == where.negated) keeps[code + 1] = 0;
        }
        if (!where.negated) keeps[0] = 0;
    }

    /// Calls `of_cell(period, positions on the axes)` for every cell, period slowest.
    template <class OfCell>
    void make_cells(OfCell of_cell) {
        std::vector<cell> cells;
        std::size_t per_period = 1;
        for (const auto& each : made_.axes) per_period *= each.size();
        std::vector<std::size_t> positions(made_.axes.size());
        for (std::size_t period = 0; period < context_.periods.size(); ++period)
            for (std::size_t index = 0; index < per_period; ++index) {
                auto rest = index;
                for (std::size_t a = made_.axes.size(); a-- > 0; rest /= made_.axes[a].size())
                    positions[a] = rest % made_.axes[a].size();
                cells.push_back(of_cell(period, positions));
            }
        made_.finish = [cells = std::move(cells)](std::span<const measure_counts>) { return cells; };
    }

    /// Whether a position stands for a code, rather than for all of them.
    [[nodiscard]] bool is_total(std::size_t axis_index, std::size_t position) const {
        return made_.axes[axis_index][position].is == axis_position::role::total;
    }

    const figure_request& request_;
    const figure_context& context_;
    prepared_figures made_;
};

class population_preparation : table_preparation {
  public:
    using table_preparation::table_preparation;

    prepared_figures run() {
        const auto& name = request_.of.source.name();
        table_ = context_.data.find_population(name);
        if (!table_) {
            std::vector<std::string_view> known;
            for (const auto& each : context_.data.populations()) known.push_back(each.name());
            context_.errors.add(error_code::plan,
                                fmt::format("there is no population \"{}\"{}", name, did_you_mean(name, known)),
                                request_.path + "/population");
            return std::move(made_);
        }
        add_axes();
        base_ = selections(request_.of.where, request_.path + "/where");
        if (request_.part) part_ = selections(request_.part->where, request_.operator_path + "/where");
        if (!context_.errors.found().empty()) return std::move(made_);
        made_.adds.over_time = request_.of.when.kind == clock_kind::during;
        made_.adds.fractions = request_.part || is_mean();
        made_.absent = request_.part ? cell{0, 0, availability::not_applicable} : cell{};
        make_cells([this](std::size_t period, std::span<const std::size_t> positions) {
            return cell_of(period, positions);
        });
        return std::move(made_);
    }

  private:
    [[nodiscard]] bool is_mean() const noexcept {
        return request_.of.when.kind == clock_kind::mean_of_days || request_.of.when.kind == clock_kind::mean_of_months;
    }

    void add_axes() {
        for (std::size_t b = 0; b < context_.by.size(); ++b) {
            const auto& shown = context_.by[b];
            const auto path = fmt::format("/by/{}", b);
            if (shown.elapsed) {
                context_.errors.add(error_code::plan,
                                    "a table of counts does not know how long; break down by ages or dimensions",
                                    path);
            } else if (shown.ages) {
                made_.axes.push_back(banded_axis(shown));
            } else if (const auto* dimension =
                           find_table_dimension(table_->dimensions(), shown.dimension, table_->name(), path)) {
                add_dimension(shown, *dimension, path);
            }
        }
    }

    [[nodiscard]] std::vector<code_selection> selections(const condition& where, const std::string& path) {
        std::vector<code_selection> made;
        for (const auto& wanted : where.codes) {
            const auto here = path + "/" + wanted.dimension;
            const auto* dimension =
                find_table_dimension(table_->dimensions(), wanted.dimension, table_->name(), here);
            if (!dimension) continue;
            auto selected = wanted.from || wanted.to
                                ? table_->select(wanted.dimension, codes_between(wanted, *dimension, here))
                                : table_->select(wanted.dimension, wanted.codes, wanted.negated);
            if (selected)
                made.push_back(std::move(*selected));
            else
                context_.errors.add(selected.errors(), here);
        }
        return made;
    }

    [[nodiscard]] std::vector<std::string> codes_between(const code_condition& wanted, const table_dimension& dimension,
                                                         const std::string& path) {
        std::vector<std::string> between;
        bool is_inside = !wanted.from;
        for (const auto& entry : dimension.codes.entries()) {
            is_inside |= entry.code == wanted.from;
            if (is_inside) between.push_back(entry.code);
            if (entry.code == wanted.to) is_inside = false;
        }
        if (between.empty())
            context_.errors.add(error_code::plan,
                                fmt::format("no code of \"{}\" lies in this range", wanted.dimension), path);
        return between;
    }

    /// The days whose counts make the figure of a period.
    [[nodiscard]] std::vector<day> days_of(std::size_t period) {
        const auto& when = request_.of.when;
        const auto span = context_.periods[period].span;
        if (when.kind == clock_kind::on || when.kind == clock_kind::close_of) {
            const auto reference = reference_day(when.reference, span);
            if (reference) return {*reference};
            context_.errors.add(error_code::plan,
                                fmt::format("{} does not have the clock's day exactly once; compute the indicator per "
                                            "year",
                                            context_.periods[period].label),
                                request_.path + "/clock");
            return {};
        }
        const auto looked_at = clock_window(when, span);
        std::vector<day> days;
        if (when.kind == clock_kind::mean_of_months) {
            for (auto month = period_containing({frequency::month}, looked_at.first);
                 month.last_day() <= looked_at.last; month = month.next())
                days.push_back(month.last_day());
            return days;
        }
        for (const auto date : table_->dates())
            if (looked_at.contains(date)) days.push_back(date);
        return days;
    }

    [[nodiscard]] cell cell_of(std::size_t period, std::span<const std::size_t> positions) {
        auto where = base_;
        std::optional<age_range> ages;
        if (request_.of.age) ages = {request_.of.age->from, request_.of.age->to};
        if (!narrow_to(positions, where, ages)) return made_.absent;
        const auto days = days_of(period);
        auto whole = sum_of(days, where, ages);
        if (!request_.part) {
            if (is_mean()) whole.denominator = static_cast<std::int64_t>(std::max<std::size_t>(1, days.size()));
            return whole;
        }
        auto with_part = where;
        with_part.insert(with_part.end(), part_.begin(), part_.end());
        auto part_ages = ages;
        if (request_.part->age && !intersect_ages(part_ages, request_.part->age->from, request_.part->age->to))
            return {0, whole.numerator, whole.status};
        const auto part = sum_of(days, with_part, part_ages);
        cell share{part.numerator, whole.numerator, status_of_sum(part.status, whole.status)};
        if (share.status.has_value() && whole.numerator == ratio(0)) share.status.is = availability::not_applicable;
        if (!share.status.has_value()) return {0, 1, share.status};
        return share;
    }

    static bool intersect_ages(std::optional<age_range>& ages, std::optional<int> from, std::optional<int> to) {
        if (!ages) ages.emplace();
        if (from) ages->from = std::max(ages->from.value_or(0), *from);
        if (to) ages->to = ages->to ? std::min(*ages->to, *to) : *to;
        return !ages->from || !ages->to || *ages->from <= *ages->to;
    }

    /// Adds what a cell's positions demand; false when no one can be there.
    bool narrow_to(std::span<const std::size_t> positions, std::vector<code_selection>& where,
                   std::optional<age_range>& ages) {
        for (std::size_t a = 0; a < positions.size(); ++a) {
            if (is_total(a, positions[a])) continue;
            const auto& shown = context_.by[a];
            if (shown.ages) {
                const auto& band = shown.ages->bands[positions[a]];
                if (!intersect_ages(ages, band.from, band.to)) return false;
                continue;
            }
            const std::string code = made_.axes[a][positions[a]].code;
            auto selected = table_->select(shown.dimension, std::span(&code, 1));
            if (selected)
                where.push_back(std::move(*selected));
            else
                context_.errors.add(selected.errors(), fmt::format("/by/{}", a));
        }
        return true;
    }

    /// The counts of several days added. No day at all is nothing known.
    [[nodiscard]] cell sum_of(const std::vector<day>& days, std::span<const code_selection> where,
                              const std::optional<age_range>& ages) {
        if (days.empty()) return {0, 1, availability::missing};
        cell sum;
        for (const auto on : days) {
            const auto counted = table_->count_on(on, where, ages);
            if (!counted) {
                context_.errors.add(counted.errors(), request_.path);
                return {0, 1, availability::missing};
            }
            sum.status = status_of_sum(sum.status, counted->status);
            if (counted->status.has_value()) sum.numerator = sum.numerator + counted->value;
        }
        if (!sum.status.has_value()) sum.numerator = 0;
        return sum;
    }

    const population_table* table_ = nullptr;
    std::vector<code_selection> base_, part_;
};

class cell_preparation : table_preparation {
  public:
    using table_preparation::table_preparation;

    prepared_figures run() {
        const auto& name = request_.of.source.name();
        table_ = context_.data.find_published(name);
        if (!table_) {
            std::vector<std::string_view> known;
            for (const auto& each : context_.data.published())
                known.insert(known.end(), each.cells().begin(), each.cells().end());
            context_.errors.add(error_code::plan,
                                fmt::format("no published table has a cell \"{}\"{}", name, did_you_mean(name, known)),
                                request_.path + "/cell");
            return std::move(made_);
        }
        add_axes();
        check(request_.of.where, request_.path + "/where");
        if (request_.part) check(request_.part->where, request_.operator_path + "/where");
        if (!context_.errors.found().empty()) return std::move(made_);
        made_.adds = {additivity::over_groups::none, false, {}, false};
        made_.absent = {0, 1, availability::missing};
        make_cells([this](std::size_t period, std::span<const std::size_t> positions) {
            return cell_of(period, positions);
        });
        return std::move(made_);
    }

  private:
    void add_axes() {
        for (std::size_t b = 0; b < context_.by.size(); ++b) {
            const auto& shown = context_.by[b];
            const auto path = fmt::format("/by/{}", b);
            if (!shown.is_by_dimension()) {
                context_.errors.add(error_code::plan,
                                    "the cells of a published table are what they are; break down by its dimensions",
                                    path);
            } else if (const auto* dimension =
                           find_table_dimension(table_->dimensions(), shown.dimension, table_->name(), path)) {
                add_dimension(shown, *dimension, path);
            }
        }
    }

    void check(const condition& where, const std::string& path) {
        for (const auto& wanted : where.codes) {
            const auto here = path + "/" + wanted.dimension;
            const auto* dimension =
                find_table_dimension(table_->dimensions(), wanted.dimension, table_->name(), here);
            if (!dimension) continue;
            if (wanted.negated || wanted.from || wanted.to || wanted.codes.size() != 1) {
                context_.errors.add(error_code::plan,
                                    "cells of a published table are not added; name one code, or write a \"sum\" of "
                                    "cells",
                                    here);
                continue;
            }
            if (!dimension->find(wanted.codes.front()))
                context_.errors.add(error_code::plan,
                                    fmt::format("dimension \"{}\" of table \"{}\" has no code \"{}\"", wanted.dimension,
                                                table_->name(), wanted.codes.front()),
                                    here + "/0");
        }
    }

    /// The codes of a cell; nothing when a condition and an axis contradict each other.
    [[nodiscard]] std::optional<std::vector<named_code>> codes_of(std::span<const std::size_t> positions,
                                                                  const condition* part) const {
        std::vector<named_code> codes;
        const auto add = [&codes](std::string_view dimension, std::string_view code) {
            for (const auto& known : codes)
                if (known.dimension == dimension) return known.code == code;
            codes.push_back({dimension, code});
            return true;
        };
        bool fits = true;
        for (const auto& wanted : request_.of.where.codes) fits &= add(wanted.dimension, wanted.codes.front());
        if (part)
            for (const auto& wanted : part->codes) fits &= add(wanted.dimension, wanted.codes.front());
        for (std::size_t a = 0; a < positions.size(); ++a)
            if (!is_total(a, positions[a])) fits &= add(made_.axes[a].name(), made_.axes[a][positions[a]].code);
        return fits ? std::optional(std::move(codes)) : std::nullopt;
    }

    [[nodiscard]] cell value_of(std::size_t period, std::span<const std::size_t> positions,
                                const condition* part) const {
        const auto codes = codes_of(positions, part);
        if (!codes) return made_.absent;
        const auto* found = table_->find(request_.of.source.name(), context_.periods[period].label, *codes);
        if (!found) return made_.absent;
        return {found->status.has_value() ? found->value : ratio(0), 1, found->status};
    }

    [[nodiscard]] cell cell_of(std::size_t period, std::span<const std::size_t> positions) const {
        const auto whole = value_of(period, positions, nullptr);
        if (!request_.part) return whole;
        const auto part = value_of(period, positions, &request_.part->where);
        cell share{part.numerator, whole.numerator, status_of_sum(part.status, whole.status)};
        if (share.status.has_value() && whole.numerator == ratio(0)) share.status.is = availability::not_applicable;
        return share.status.has_value() ? share : cell{0, 1, share.status};
    }

    const published_table* table_ = nullptr;
};

} // namespace

prepared_figures prepare_table_figures(const figure_request& request, const figure_context& context) {
    if (request.of.source.is == measure_source::kind::cell) return cell_preparation(request, context).run();
    return population_preparation(request, context).run();
}

} // namespace kohort
