// The table in which durations are counted, one increment per spell and column.
#pragma once

#include <kohort/cohort/duration_counts.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace kohort {

class duration_table {
  public:
    /// Most cells: 512 MB.
    static constexpr std::size_t largest = std::size_t{1} << 27;

    /// An error when the table would have more than `largest` cells.
    [[nodiscard]] static std::optional<error> check_size(std::size_t groups, std::size_t causes, std::size_t days);

    duration_table(std::size_t groups, std::size_t causes, std::size_t days, bool is_weighted);

    /// A spell at risk on the days `first` to `last`; cause 0 is censored. All must be within the table.
    void add(std::size_t group, std::size_t cause, std::size_t first, std::size_t last) noexcept {
        leave(leaving_at(group, cause, last));
        if (first != 0) enter(group, first);
    }
    void add(std::size_t group, std::size_t cause, std::size_t first, std::size_t last, double weight) noexcept {
        add(group, cause, first, last);
        weights_.entering[group * days_ + first] += weight;
        weights_.leaving[leaving_at(group, cause, last)] += weight;
    }

    /// Where a spell's leaving is counted.
    [[nodiscard]] std::size_t leaving_at(std::size_t group, std::size_t cause, std::size_t last) const noexcept {
        return (group * (causes_ + 1) + cause) * days_ + last;
    }
    /// Where nothing is counted: a spell that is not wanted leaves here, which is quicker than to decide.
    [[nodiscard]] std::size_t nowhere() const noexcept { return groups_ * (causes_ + 1) * days_; }
    /// The same as `add` in two steps, for spells without weights. Those that leave and did not enter were at risk from
    /// day 0, as most are: to count them all in one cell of their group would take longer than all the rest.
    void leave(std::size_t at) noexcept { ++spells_.leaving[at]; }
    void enter(std::size_t group, std::size_t first) noexcept { ++spells_.entering[group * days_ + first]; }

    /// The counts, as long as the longest duration. Weights are divided by `weight_unit`.
    [[nodiscard]] duration_counts finish(std::vector<std::string> groups, std::vector<std::string> causes,
                                         double weight_unit = 1);

  private:
    template <class Number>
    struct cells {
        std::vector<Number> entering; ///< by group and first day
        std::vector<Number> leaving;  ///< by group, cause and last day
    };

    void enter_from_start() noexcept;
    [[nodiscard]] std::size_t used_days() const noexcept;
    [[nodiscard]] duration_group finish_group(std::size_t group, std::size_t used, double weight_unit) const;
    /// Numbers from `from` on, in the unit of the result.
    [[nodiscard]] std::vector<double> read(bool is_leaving, std::size_t from, std::size_t used,
                                           double weight_unit) const;

    std::size_t groups_, causes_, days_;
    bool is_weighted_;
    cells<std::uint32_t> spells_;
    cells<double> weights_;
};

} // namespace kohort
