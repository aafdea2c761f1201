// The nodes of an indicator's tree of operators.
#pragma once

#include "cube/exact.hpp"
#include "prepared_figures.hpp"

#include <kohort/indicator/operators.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// Figures of all cells: period slowest, then the indicator's axes.
using exact_figures = std::vector<exact_figure>;

/// The counts of every leaf, in the order in which leaves are collected.
using leaf_counts = std::span<const std::span<const measure_counts>>;

/// A node gives figures for its periods on the axes that all leaves together have.
class figure_node {
  public:
    virtual ~figure_node() = default;
    /// Adds the figures below this node that must be counted.
    virtual void collect(std::vector<prepared_figures*>& leaves) = 0;
    /// The figures; takes the counts of its leaves from the front of `counts`.
    [[nodiscard]] virtual exact_figures figures(leaf_counts& counts, std::span<const axis> axes) const = 0;
    /// Over which axes the figures add.
    [[nodiscard]] virtual additivity adds() const = 0;
    /// The cells as they are, for a node that needs no exact arithmetic; nothing for all others.
    [[nodiscard]] virtual std::vector<cell> cells(leaf_counts& counts, std::span<const axis> axes) const;
};

/// Makes the nodes of an operator for these periods. Errors go to the context.
[[nodiscard]] std::unique_ptr<figure_node> make_node(const indicator_operator& operation, const std::string& path,
                                                     const periodicity& per, const figure_context& context);

/// The figure of an operator over others, each of which has the status that it has.
[[nodiscard]] exact_figure quotient_of(const exact_figure& of, const exact_figure& over);
[[nodiscard]] exact_figure sum_of(const exact_figure& a, const exact_figure& b);
[[nodiscard]] exact_figure difference_of(const exact_figure& from, const exact_figure& taken);

} // namespace kohort
