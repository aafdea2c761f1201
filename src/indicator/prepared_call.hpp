// All definitions of a call made ready, and what must be counted for them.
#pragma once

#include "prepared_indicator.hpp"
#include "register_pool.hpp"

#include <kohort/aggregate/count.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// Definitions, options and a data set, which must outlive this, compiled together.
class prepared_call {
  public:
    /// The periods that each definition was compiled for before; none: what the options and the data say.
    using known_periods = std::vector<std::vector<reporting_period>>;

    /// For counting the rows of the data set.
    prepared_call(std::span<const definition> definitions, const data_set& data, const evaluate_options& options,
                  const known_periods& periods = {});
    /// For finishing what was counted elsewhere; the registers of `data` have no rows.
    prepared_call(std::span<const definition> definitions, const data_set& data, const register_profiles& profiles,
                  const evaluate_options& options, const known_periods& periods = {});
    prepared_call(const prepared_call&) = delete;
    prepared_call& operator=(const prepared_call&) = delete;

    /// When there are any the rest must not be called.
    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] const std::vector<prepared_indicator>& indicators() const noexcept { return indicators_; }
    /// What must be counted for all indicators.
    [[nodiscard]] const std::vector<prepared_figures*>& leaves() const noexcept { return leaves_; }
    [[nodiscard]] register_profiles profiles() const { return registers_.profiles(); }

    /// The counts of every leaf. Tables have none.
    [[nodiscard]] result<std::vector<std::vector<measure_counts>>> count(const count_options& options) const;
    /// The tables from the counts of every leaf.
    [[nodiscard]] result<std::vector<indicator_table>>
    finish(const std::vector<std::span<const measure_counts>>& counts) const;

    [[nodiscard]] result<std::string> explain(const count_options& options) const;

  private:
    /// The measures of all indicators on one register.
    struct register_pass {
        const spell_register* spells;
        std::vector<aggregate_measure> measures;
        std::vector<std::size_t> leaf_of_measure;
        std::vector<std::string> id_of_measure;
    };

    void prepare(std::span<const definition> definitions, const data_set& data, const evaluate_options& options,
                 const known_periods& periods);
    void add(prepared_figures& leaf, const std::string& id);
    [[nodiscard]] static error_list of_definitions(const error_list& problems, const register_pass& pass);

    register_pool registers_;
    std::vector<prepared_indicator> indicators_;
    error_list problems_;
    std::vector<register_pass> passes_;
    std::vector<prepared_figures*> leaves_;
};

} // namespace kohort
