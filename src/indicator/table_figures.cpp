#include "dimension_axis.hpp"
#include "prepared_figures.hpp"
#include "row_rules.hpp"

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
        // The axis has only what can be there.
        for (const auto& wanted : request_.of.where.codes) {
            if (wanted.dimension != dimension.name) continue;
            const auto kept =
                codes_kept(wanted, dimension.codes, dimension.unknown_code, request_.path + "/where", context_.errors);
            for (std::size_t code = 0; code < keeps.size(); ++code) keeps[code] &= kept[code];
        }
        made_.axes.push_back(
            axis_of(dimension.name, *places, shown.level.has_value(), keeps, dimension.unknown_code).of_cube);
    }

    /// A table has codes only: conditions of other kinds are errors.
    void refuse_other_conditions(const condition& where, const std::string& path) {
        if (where.presences.empty() && where.totals.empty() && where.alternatives.empty() && where.negations.empty())
            return;
        context_.errors.add(error_code::plan, "a table has conditions on the codes of its dimensions only", path);
    }

    /// Calls `of_cell(period, codes on the axes)` for every cell, period slowest; no code is the total.
    template <class OfCell>
    void make_cells(OfCell of_cell) {
        std::vector<cell> cells;
        std::size_t per_period = 1;
        for (const auto& each : made_.axes) per_period *= each.size();
        std::vector<std::string_view> codes(made_.axes.size());
        for (std::size_t period = 0; period < context_.periods.size(); ++period)
            for (std::size_t index = 0; index < per_period; ++index) {
                auto rest = index;
                for (std::size_t a = made_.axes.size(); a-- > 0; rest /= made_.axes[a].size()) {
                    const auto& position = made_.axes[a][rest % made_.axes[a].size()];
                    codes[a] = position.is == axis_position::role::total ? std::string_view() : position.code;
                }
                cells.push_back(of_cell(period, codes));
            }
        made_.finish = [cells = std::move(cells)](std::span<const measure_counts>) { return cells; };
    }

    const figure_request& request_;
    const figure_context& context_;
    prepared_figures made_;
};

/// A share of two counts.
cell share_of(const cell& part, const cell& whole) {
    const auto status = status_of_quotient(part.status, whole.status, whole.numerator == ratio(0));
    if (!status.has_value()) return {0, 1, status};
    return {part.numerator, whole.numerator, status};
}

/// What is asked of a population table. Lives as long as the figures, which may ask for more cells when they meet
/// others.
struct population_question {
    const population_table* table = nullptr;
    std::vector<breakdown> by;
    std::vector<std::vector<day>> days; ///< by period, those whose counts make its figure
    std::vector<code_selection> base, part;
    std::optional<age_range> ages, part_ages;
    bool is_share = false, is_mean = false;

    /// The cell with these codes, none for a total. Ages that the table cannot tell go to `problems`.
    [[nodiscard]] cell of(std::size_t period, std::span<const std::string_view> codes, error_list& problems) const {
        auto where = base;
        auto wanted = ages;
        bool is_empty = false; // no one can be there
        bool is_told = true;
        for (std::size_t a = 0; a < codes.size(); ++a) {
            if (codes[a].empty()) continue;
            if (by[a].ages) {
                const auto named = [&](const age_band& band) { return to_string(band) == codes[a]; };
                const auto band = std::ranges::find_if(by[a].ages->bands, named);
                is_empty |= !intersect(wanted, {band->from, band->to});
                continue;
            }
            const std::string code(codes[a]);
            if (auto selected = table->select(by[a].dimension, std::span(&code, 1)))
                where.push_back(std::move(*selected));
            else
                is_told = false; // the table's list has no such code
        }
        if (!is_told) return {0, 1, availability::missing};
        auto whole = sum(period, where, wanted, is_empty, problems);
        if (!is_share) {
            if (is_mean) whole.denominator = static_cast<std::int64_t>(std::max<std::size_t>(1, days[period].size()));
            return whole;
        }
        where.insert(where.end(), part.begin(), part.end());
        if (part_ages) is_empty |= !intersect(wanted, *part_ages);
        const auto with_part = sum(period, where, wanted, is_empty, problems);
        return share_of(with_part, whole);
    }

  private:
    /// Both ranges together; false when no age is in both.
    static bool intersect(std::optional<age_range>& ages, const age_range& more) {
        if (!ages) ages.emplace();
        if (more.from) ages->from = std::max(ages->from.value_or(0), *more.from);
        if (more.to) ages->to = ages->to ? std::min(*ages->to, *more.to) : *more.to;
        return !ages->from || !ages->to || *ages->from <= *ages->to;
    }

    /// The counts of the days of a period added. No day at all is nothing known.
    [[nodiscard]] cell sum(std::size_t period, std::span<const code_selection> where,
                           const std::optional<age_range>& wanted, bool is_empty, error_list& problems) const {
        if (days[period].empty()) return {0, 1, availability::missing};
        cell sum;
        for (const auto on : days[period]) {
            if (is_empty && std::ranges::binary_search(table->dates(), on)) continue;
            const auto counted = is_empty ? result<table_value>(missing_value) : table->count_on(on, where, wanted);
            if (!counted) {
                problems.insert(problems.end(), counted.errors().begin(), counted.errors().end());
                return {0, 1, availability::missing};
            }
            sum.status = status_of_sum(sum.status, counted->status);
            if (counted->status.has_value()) sum.numerator = sum.numerator + counted->value;
        }
        if (!sum.status.has_value()) sum.numerator = 0;
        return sum;
    }
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
        const auto question = make_question();
        if (!context_.errors.found().empty()) return std::move(made_);
        made_.adds.over_time = request_.of.when.kind == clock_kind::during;
        made_.adds.fractions = question.is_share || question.is_mean;
        error_list problems;
        make_cells([&](std::size_t period, std::span<const std::string_view> codes) {
            return question.of(period, codes, problems);
        });
        context_.errors.add(problems, request_.path);
        made_.absent = [question](std::size_t period, std::span<const std::string_view> codes) {
            error_list known; // they are those of the total
            return question.of(period, codes, known);
        };
        return std::move(made_);
    }

  private:
    [[nodiscard]] population_question make_question() {
        const auto when = request_.of.when.kind;
        population_question made;
        made.table = table_;
        made.by = context_.by;
        made.base = selections(request_.of.where, request_.path + "/where");
        if (request_.of.age) made.ages = {request_.of.age->from, request_.of.age->to};
        made.is_share = request_.part != nullptr;
        made.is_mean = when == clock_kind::mean_of_days || when == clock_kind::mean_of_months;
        if (request_.part) {
            made.part = selections(request_.part->where, request_.operator_path + "/where");
            if (request_.part->age) made.part_ages = {request_.part->age->from, request_.part->age->to};
        }
        for (std::size_t period = 0; period < context_.periods.size(); ++period) made.days.push_back(days_of(period));
        return made;
    }

    void add_axes() {
        for (std::size_t b = 0; b < context_.by.size(); ++b) {
            const auto& shown = context_.by[b];
            const auto path = fmt::format("/by/{}", b);
            if (shown.elapsed) {
                context_.errors.add(error_code::plan,
                                    "a table of counts does not know how long; break down by ages or dimensions", path);
            } else if (shown.ages) {
                made_.axes.push_back(banded_axis(shown));
            } else if (const auto* dimension =
                           find_table_dimension(table_->dimensions(), shown.dimension, table_->name(), path)) {
                add_dimension(shown, *dimension, path);
            }
        }
    }

    [[nodiscard]] std::vector<code_selection> selections(const condition& where, const std::string& path) {
        refuse_other_conditions(where, path);
        std::vector<code_selection> made;
        for (const auto& wanted : where.codes) {
            const auto* dimension = find_table_dimension(table_->dimensions(), wanted.dimension, table_->name(),
                                                         path + "/" + wanted.dimension);
            if (!dimension) continue;
            const auto index = static_cast<std::size_t>(dimension - table_->dimensions().data());
            made.push_back(
                {index, codes_kept(wanted, dimension->codes, dimension->unknown_code, path, context_.errors)});
        }
        return made;
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

    const population_table* table_ = nullptr;
};

class cell_preparation : table_preparation {
    static constexpr cell unknown_cell{0, 1, availability::missing};

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
        made_.absent = [](std::size_t, std::span<const std::string_view>) { return unknown_cell; };
        make_cells(
            [this](std::size_t period, std::span<const std::string_view> codes) { return cell_of(period, codes); });
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
        refuse_other_conditions(where, path);
        for (const auto& wanted : where.codes) {
            const auto here = path + "/" + wanted.dimension;
            const auto* dimension = find_table_dimension(table_->dimensions(), wanted.dimension, table_->name(), here);
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
    [[nodiscard]] std::optional<std::vector<named_code>> codes_of(std::span<const std::string_view> on_axes,
                                                                  const condition* part) const {
        std::vector<named_code> codes;
        // Of a code and one below it, the lower.
        const auto add = [&](const std::string& dimension, std::string_view code) {
            const auto& list = find_dimension(table_->dimensions(), dimension)->codes;
            const auto is_within = [&](std::string_view a, std::string_view b) {
                const auto inner = list.find(a), outer = list.find(b);
                return a == b || (inner && outer && list.is_within(*inner, *outer));
            };
            for (auto& known : codes) {
                if (known.dimension != dimension) continue;
                if (is_within(code, known.code)) known.code = code;
                return is_within(known.code, code);
            }
            codes.push_back({dimension, code});
            return true;
        };
        bool fits = true;
        for (const auto& wanted : request_.of.where.codes) fits &= add(wanted.dimension, wanted.codes.front());
        if (part)
            for (const auto& wanted : part->codes) fits &= add(wanted.dimension, wanted.codes.front());
        for (std::size_t a = 0; a < on_axes.size(); ++a)
            if (!on_axes[a].empty()) fits &= add(made_.axes[a].name(), on_axes[a]);
        return fits ? std::optional(std::move(codes)) : std::nullopt;
    }

    [[nodiscard]] cell value_of(std::size_t period, std::span<const std::string_view> on_axes,
                                const condition* part) const {
        const auto codes = codes_of(on_axes, part);
        if (!codes) return unknown_cell;
        const auto* found = table_->find(request_.of.source.name(), context_.periods[period].label, *codes);
        if (!found) return unknown_cell;
        return {found->status.has_value() ? found->value : ratio(0), 1, found->status};
    }

    [[nodiscard]] cell cell_of(std::size_t period, std::span<const std::string_view> on_axes) const {
        const auto whole = value_of(period, on_axes, nullptr);
        if (!request_.part) return whole;
        const auto part = value_of(period, on_axes, &request_.part->where);
        return share_of(part, whole);
    }

    const published_table* table_ = nullptr;
};

} // namespace

prepared_figures prepare_table_figures(const figure_request& request, const figure_context& context) {
    if (request.of.source.is == measure_source::kind::cell) return cell_preparation(request, context).run();
    return population_preparation(request, context).run();
}

} // namespace kohort
