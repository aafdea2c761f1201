#include "figure_nodes.hpp"

#include "change_base.hpp"
#include "dimension_axis.hpp"
#include "row_rules.hpp"

#include <kohort/cube/cube.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kohort {
namespace {

constexpr additivity adds_over_nothing{additivity::over_groups::none, false, {}, false};

exact_figure without_value(obs_status status) { return {0, 1, status}; }

exact_figure plain(exact_number value, obs_status status) { return {std::move(value), 1, status}; }

/// The code of a position; none for the total.
std::string_view code_of(const axis_position& position) {
    return position.is == axis_position::role::total ? std::string_view() : std::string_view(position.code);
}

/// A cell of the whole axes in a table of axes with fewer positions.
struct place_in_table {
    std::optional<std::size_t> index; ///< nothing when the table lacks one of the codes
    std::vector<std::string_view> codes;
};

std::vector<place_in_table> places_in(std::span<const axis> whole, std::span<const axis> own) {
    std::vector<place_in_table> places{{0, {}}};
    for (std::size_t a = 0; a < whole.size(); ++a) {
        std::vector<place_in_table> longer;
        for (const auto& place : places)
            for (const auto& position : whole[a].positions()) {
                const auto found = own[a].find(position.code);
                auto& made = longer.emplace_back(place);
                made.codes.push_back(code_of(position));
                made.index = place.index && found ? std::optional(*place.index * own[a].size() + *found) : std::nullopt;
            }
        places = std::move(longer);
    }
    return places;
}

/// Counts of a register, a population or a published table.
class leaf_node final : public figure_node {
  public:
    explicit leaf_node(prepared_figures prepared) : prepared_(std::move(prepared)) {}

    void collect(std::vector<prepared_figures*>& leaves) override { leaves.push_back(&prepared_); }

    [[nodiscard]] std::vector<cell> cells(leaf_counts& counts, std::span<const axis> axes) const override {
        auto own = prepared_.finish(counts.front());
        counts = counts.subspan(1);
        if (std::ranges::equal(axes, prepared_.axes)) return own;
        std::size_t per_period = 1;
        for (const auto& each : prepared_.axes) per_period *= each.size();
        const auto places = places_in(axes, prepared_.axes);
        std::vector<cell> made;
        for (std::size_t period = 0; period * per_period < own.size(); ++period)
            for (const auto& place : places)
                made.push_back(place.index ? own[period * per_period + *place.index]
                                           : prepared_.absent(period, place.codes));
        return made;
    }

    [[nodiscard]] exact_figures figures(leaf_counts& counts, std::span<const axis> axes) const override {
        const auto own = cells(counts, axes);
        exact_figures made;
        made.reserve(own.size());
        for (const auto& each : own) made.push_back(exact(each));
        return made;
    }

    [[nodiscard]] additivity adds() const override { return prepared_.adds; }

  private:
    prepared_figures prepared_;
};

/// A number in every cell, that of its period.
class number_node final : public figure_node {
  public:
    explicit number_node(std::vector<exact_number> by_period) : by_period_(std::move(by_period)) {}

    void collect(std::vector<prepared_figures*>&) override {}

    [[nodiscard]] exact_figures figures(leaf_counts&, std::span<const axis> axes) const override {
        std::size_t cells = 1;
        for (const auto& each : axes) cells *= each.size();
        exact_figures made;
        for (const auto& value : by_period_) made.insert(made.end(), cells, plain(value, {}));
        return made;
    }

    [[nodiscard]] additivity adds() const override { return adds_over_nothing; }

  private:
    std::vector<exact_number> by_period_;
};

/// An operator that combines the figures of one cell and period, one by one from the first operand on.
class fold_node final : public figure_node {
  public:
    using combination = exact_figure (*)(const exact_figure&, const exact_figure&);
    fold_node(std::vector<std::unique_ptr<figure_node>> of, combination combine, additivity adds)
        : of_(std::move(of)), combine_(combine), adds_(std::move(adds)) {}

    void collect(std::vector<prepared_figures*>& leaves) override {
        for (auto& each : of_) each->collect(leaves);
    }

    [[nodiscard]] exact_figures figures(leaf_counts& counts, std::span<const axis> axes) const override {
        auto made = of_.front()->figures(counts, axes);
        for (std::size_t i = 1; i < of_.size(); ++i) {
            const auto next = of_[i]->figures(counts, axes);
            for (std::size_t c = 0; c < made.size(); ++c) made[c] = combine_(made[c], next[c]);
        }
        return made;
    }

    [[nodiscard]] additivity adds() const override { return adds_; }

  private:
    std::vector<std::unique_ptr<figure_node>> of_;
    combination combine_;
    additivity adds_;
};

/// An operator that makes the figures of its periods from those of other periods.
class time_node final : public figure_node {
  public:
    /// Makes the figure of a cell from those of the sources of its period.
    using combination = exact_figure (*)(std::span<const exact_figure* const>);
    time_node(std::unique_ptr<figure_node> of, std::vector<std::vector<std::size_t>> sources, combination combine)
        : of_(std::move(of)), sources_(std::move(sources)), combine_(combine) {}

    void collect(std::vector<prepared_figures*>& leaves) override { of_->collect(leaves); }

    [[nodiscard]] exact_figures figures(leaf_counts& counts, std::span<const axis> axes) const override {
        const auto inner = of_->figures(counts, axes);
        std::size_t cells = 1;
        for (const auto& each : axes) cells *= each.size();
        exact_figures made;
        made.reserve(sources_.size() * cells);
        std::vector<const exact_figure*> parts;
        for (const auto& sources : sources_) {
            parts.resize(sources.size());
            for (std::size_t c = 0; c < cells; ++c) {
                for (std::size_t i = 0; i < sources.size(); ++i) parts[i] = &inner[sources[i] * cells + c];
                made.push_back(combine_(parts));
            }
        }
        return made;
    }

    [[nodiscard]] additivity adds() const override { return adds_over_nothing; }

  private:
    std::unique_ptr<figure_node> of_;
    std::vector<std::vector<std::size_t>> sources_; ///< of each period, periods of the inner figures
    combination combine_;
};

exact_figure mean_of(std::span<const exact_figure* const> parts) {
    obs_status status = availability::not_applicable;
    exact_number sum;
    std::int64_t taking_part = 0;
    for (const auto* part : parts) {
        status = status_of_mean(status, part->status);
        if (!part->status.has_value()) continue;
        sum = sum + part->value();
        ++taking_part;
    }
    if (!status.has_value()) return without_value(status);
    return {std::move(sum), taking_part, status};
}

/// The unweighted mean over the groups of one axis, which disappears.
class mean_over_groups_node final : public figure_node {
  public:
    explicit mean_over_groups_node(std::unique_ptr<figure_node> of) : of_(std::move(of)) {
        if (of_) of_->collect(leaves_);
    }

    void collect(std::vector<prepared_figures*>& leaves) override { of_->collect(leaves); }

    [[nodiscard]] exact_figures figures(leaf_counts& counts, std::span<const axis> axes) const override;
    [[nodiscard]] additivity adds() const override { return adds_over_nothing; }

  private:
    std::unique_ptr<figure_node> of_;
    std::vector<prepared_figures*> leaves_; ///< below
};

exact_figure smaller_of(const exact_figure& a, const exact_figure& b) {
    const auto status = status_of_sum(a.status, b.status);
    if (!status.has_value()) return without_value(status);
    return plain(std::min(a.value(), b.value()), status);
}

exact_figure larger_of(const exact_figure& a, const exact_figure& b) {
    const auto status = status_of_sum(a.status, b.status);
    if (!status.has_value()) return without_value(status);
    return plain(std::max(a.value(), b.value()), status);
}

exact_figure product_of(const exact_figure& a, const exact_figure& b) {
    const auto status = status_of_sum(a.status, b.status);
    if (!status.has_value()) return without_value(status);
    return {a.numerator * b.numerator, a.denominator * b.denominator, status};
}

exact_figure change_of(std::span<const exact_figure* const> then_and_now) {
    return difference_of(*then_and_now[1], *then_and_now[0]);
}

exact_figure change_in_percent_of(std::span<const exact_figure* const> then_and_now) {
    return quotient_of(change_of(then_and_now), *then_and_now[0]);
}

// Periods

bool comes_before(const reporting_period& a, const reporting_period& b) noexcept {
    return a.span.first < b.span.first || (a.span.first == b.span.first && a.span.last < b.span.last);
}

/// The periods that others are made of, each once and in the order of time.
struct inner_periods {
    std::vector<reporting_period> all;
    std::vector<std::vector<std::size_t>> sources;

    explicit inner_periods(const std::vector<std::vector<reporting_period>>& wanted) {
        for (const auto& periods : wanted) all.insert(all.end(), periods.begin(), periods.end());
        std::ranges::sort(all, comes_before);
        all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.span == b.span; }),
                  all.end());
        for (const auto& periods : wanted) {
            std::vector<std::size_t> indices;
            for (const auto& each : periods)
                indices.push_back(
                    static_cast<std::size_t>(std::ranges::lower_bound(all, each, comes_before) - all.begin()));
            sources.push_back(std::move(indices));
        }
    }
};

std::vector<reporting_period> steps_of(frequency step, window within) {
    std::vector<reporting_period> steps;
    for (const auto& each : periods_within({step}, within)) steps.push_back(each);
    return steps;
}

// Making nodes

class node_maker {
  public:
    node_maker(const periodicity& per, const figure_context& context) : per_(per), context_(context) {}

    using node = std::unique_ptr<figure_node>;

    node operator()(const indicator_operator& operation, const std::string& path) {
        return std::visit([&](const auto& each) { return make(each, path); }, operation.alternatives());
    }

  private:
    node leaf(const figure_request& request) {
        const bool is_table = !request.of.source.has_spells();
        return std::make_unique<leaf_node>(is_table ? prepare_table_figures(request, context_)
                                                    : prepare_register_figures(request, context_));
    }

    node make(const count_operator& count, const std::string& path) {
        return leaf({.of = count.of, .path = path + "/count"});
    }
    node make(const share_operator& share, const std::string& path) {
        return leaf({.of = share.of, .path = path + "/share/of", .part = &share, .operator_path = path + "/share"});
    }
    node make(const mean_operator& mean, const std::string& path) {
        return leaf(
            {.of = mean.over, .path = path + "/mean/over", .quantity = &mean.of, .operator_path = path + "/mean"});
    }
    node make(const quantile_operator& quantile, const std::string& path) {
        return leaf({.of = quantile.over,
                     .path = path + "/quantile/over",
                     .quantity = &quantile.of,
                     .quantile = &quantile.p,
                     .operator_path = path + "/quantile"});
    }
    node make(const quotient_operator& quotient, const std::string& path) {
        const auto here = path + (quotient.is == quotient_operator::kind::rate ? "/rate" : "/ratio");
        return fold(quotient_of, adds_over_nothing, operand_node(quotient.of, here + "/of"),
                    operand_node(quotient.over, here + "/over"));
    }
    node make(const combination_operator& combination, const std::string& path) {
        using kind = combination_operator::kind;
        const std::string_view word = combination.is == kind::sum       ? "sum"
                                      : combination.is == kind::minimum ? "minimum"
                                                                        : "maximum";
        std::vector<node> of;
        for (std::size_t i = 0; i < combination.of.size(); ++i)
            of.push_back(operand_node(combination.of[i], fmt::format("{}/{}/{}", path, word, i)));
        auto adds = combination.is == kind::sum ? adds_of_all(of) : adds_over_nothing;
        const auto combine = combination.is == kind::sum       ? sum_of
                             : combination.is == kind::minimum ? smaller_of
                                                               : larger_of;
        return std::make_unique<fold_node>(std::move(of), combine, std::move(adds));
    }
    node make(const difference_operator& difference, const std::string& path) {
        std::vector<node> of;
        of.push_back(operand_node(difference.from, path + "/difference/0"));
        of.push_back(operand_node(difference.taken, path + "/difference/1"));
        auto adds = adds_of_all(of);
        return std::make_unique<fold_node>(std::move(of), difference_of, std::move(adds));
    }
    node make(const product_operator& product, const std::string& path) {
        return fold(product_of, adds_over_nothing, operand_node(product.of, path + "/product/0"),
                    number(product.by, path + "/product/1"));
    }
    node make(const mean_over_operator& mean, const std::string& path) {
        const auto here = path + "/mean_over";
        if (mean.each == mean_over_operator::step::dimension) return mean_over_groups(mean, here);
        const auto step = mean.each == mean_over_operator::step::month ? frequency::month : frequency::quarter;
        std::vector<std::vector<reporting_period>> wanted;
        for (const auto& period : context_.periods) {
            wanted.push_back(steps_of(step, clock_window({clock_kind::during, {}, mean.in}, period.span)));
            if (wanted.back().empty())
                context_.errors.add(error_code::plan,
                                    fmt::format("{} does not contain a whole {}", period.label, name_of(step)), here);
        }
        return over_time(mean.of, here + "/of", {step}, inner_periods(wanted), mean_of);
    }
    node make(const change_operator& change, const std::string& path) {
        const auto here = path + "/change";
        std::vector<std::vector<reporting_period>> wanted;
        for (const auto& now : context_.periods) {
            const auto then = base_period(change, per_, now);
            if (!then) {
                context_.errors.add(
                    error_code::plan,
                    fmt::format("there is no period of the same kind to which {} could be compared", now.label),
                    here + "/from");
                return nullptr;
            }
            wanted.push_back({*then, now});
        }
        const bool in_percent = change.as == change_operator::expression::percent;
        return over_time(change.of, here + "/of", per_, inner_periods(wanted),
                         in_percent ? change_in_percent_of : change_of);
    }

    node operand_node(const operand& of, const std::string& path) {
        if (const auto* measured = std::get_if<measure>(&of)) return leaf({.of = *measured, .path = path});
        if (const auto* value = std::get_if<definition_number>(&of)) return number(*value, path);
        return (*this)(*std::get<indirect<indicator_operator>>(of), path);
    }

    node number(const definition_number& value, const std::string& path) {
        std::vector<exact_number> by_period;
        for (const auto& period : context_.periods) {
            const auto known = value_of(value, context_.data, period, path, context_.errors);
            by_period.push_back(known ? exact_number(*known) : exact_number(0));
        }
        return std::make_unique<number_node>(std::move(by_period));
    }

    static node fold(fold_node::combination combine, additivity adds, node a, node b) {
        std::vector<node> of;
        of.push_back(std::move(a));
        of.push_back(std::move(b));
        return std::make_unique<fold_node>(std::move(of), combine, std::move(adds));
    }

    /// Sums add over what all their parts add over; fractions are no longer told by their parts.
    static additivity adds_of_all(const std::vector<node>& of) {
        if (std::ranges::any_of(of, [](const node& each) { return !each; }))
            return adds_over_nothing; // there are errors
        auto all = of.front()->adds();
        for (const auto& each : of) {
            const auto adds = each->adds();
            if (adds.groups != all.groups || adds.fixed_dimensions != all.fixed_dimensions || adds.fractions)
                return adds_over_nothing;
            all.over_time &= adds.over_time;
        }
        return all;
    }

    node over_time(const operand& of, const std::string& path, const periodicity& per, inner_periods periods,
                   time_node::combination combine) {
        const figure_context inner{context_.data, context_.registers, context_.by, periods.all, context_.errors};
        auto below = node_maker(per, inner).operand_node(of, path);
        return std::make_unique<time_node>(std::move(below), std::move(periods.sources), combine);
    }

    node mean_over_groups(const mean_over_operator& mean, const std::string& path) {
        auto by = context_.by;
        if (std::ranges::find(by, mean.dimension, &breakdown::dimension) != by.end()) {
            context_.errors.add(error_code::plan,
                                fmt::format("the mean is taken over the groups of \"{}\"; it cannot be broken down by "
                                            "it as well",
                                            mean.dimension),
                                path + "/each");
            return nullptr;
        }
        by.push_back({.dimension = mean.dimension});
        const figure_context inner{context_.data, context_.registers, by, context_.periods, context_.errors};
        auto below = node_maker(per_, inner).operand_node(mean.of, path + "/of");
        return std::make_unique<mean_over_groups_node>(std::move(below));
    }

    const periodicity& per_;
    const figure_context& context_;
};

exact_figures mean_over_groups_node::figures(leaf_counts& counts, std::span<const axis> axes) const {
    std::optional<axis> groups;
    for (const auto* leaf : leaves_) { // an operator below may have added axes of its own, behind
        const auto& own = leaf->axes[axes.size()];
        groups = groups ? united(*groups, own) : own;
    }
    if (!groups) return of_->figures(counts, axes); // of numbers
    std::vector<axis> inner_axes(axes.begin(), axes.end());
    inner_axes.push_back(*groups);
    const auto inner = of_->figures(counts, inner_axes);
    exact_figures made;
    made.reserve(inner.size() / groups->size());
    std::vector<const exact_figure*> parts;
    for (std::size_t first = 0; first < inner.size(); first += groups->size()) {
        parts.clear();
        for (std::size_t g = 0; g < groups->size(); ++g)
            if (groups->is_root(g) && (*groups)[g].is == axis_position::role::ordinary)
                parts.push_back(&inner[first + g]);
        made.push_back(mean_of(parts));
    }
    return made;
}

} // namespace

std::vector<cell> figure_node::cells(leaf_counts& counts, std::span<const axis> axes) const {
    const auto own = figures(counts, axes);
    std::vector<cell> made;
    made.reserve(own.size());
    for (const auto& each : own) made.push_back(to_cell(each));
    return made;
}

exact_figure quotient_of(const exact_figure& of, const exact_figure& over) {
    const bool is_over_zero = over.status.has_value() && over.value() == 0;
    const auto status = status_of_quotient(of.status, over.status, is_over_zero);
    if (!of.status.has_value() || !over.status.has_value()) return without_value(status);
    return {of.value(), over.value(), status};
}

exact_figure sum_of(const exact_figure& a, const exact_figure& b) {
    const auto status = status_of_sum(a.status, b.status);
    if (!status.has_value()) return without_value(status);
    return plain(a.value() + b.value(), status);
}

exact_figure difference_of(const exact_figure& from, const exact_figure& taken) {
    const auto status = status_of_sum(from.status, taken.status);
    if (!status.has_value()) return without_value(status);
    return plain(from.value() - taken.value(), status);
}

std::unique_ptr<figure_node> make_node(const indicator_operator& operation, const std::string& path,
                                       const periodicity& per, const figure_context& context) {
    return node_maker(per, context)(operation, path);
}

} // namespace kohort
