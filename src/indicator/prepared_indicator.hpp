// A definition made ready: its periods, and its tree of operators over figures that must be counted.
#pragma once

#include "figure_nodes.hpp"
#include "prepared_figures.hpp"

#include <kohort/indicator/evaluate.hpp>

#include <memory>
#include <vector>

namespace kohort {

/// One definition with its periods, ready to be counted.
class prepared_indicator {
  public:
    /// Errors go to `errors`; when there are any the rest must not be called. `periods`, when given, are taken in place
    /// of those that the options and the data say.
    prepared_indicator(const definition& indicator, const data_set& data, const evaluate_options& options,
                       register_pool& registers, definition_errors& errors,
                       const std::vector<reporting_period>* periods = nullptr);
    ~prepared_indicator();
    prepared_indicator(prepared_indicator&&) noexcept;

    /// The definition with the periodicity and the breakdowns of the options.
    [[nodiscard]] const definition& indicator() const noexcept { return indicator_; }
    [[nodiscard]] const std::vector<reporting_period>& periods() const noexcept { return periods_; }
    /// What must be counted before `finish`.
    [[nodiscard]] std::vector<prepared_figures*> counted() const;
    /// The table; `counts` has the counts of each of `counted()`. Throws `std::overflow_error`.
    [[nodiscard]] indicator_table finish(leaf_counts counts) const;

  private:
    definition indicator_;
    std::uint64_t hash_ = 0;
    std::vector<reporting_period> periods_;
    std::vector<axis> axes_; ///< of the cube, without the period
    std::unique_ptr<figure_node> root_;
};

} // namespace kohort
