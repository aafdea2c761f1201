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
        ++spells_.entering[group * days_ + first];
        ++spells_.leaving[(group * (causes_ + 1) + cause) * days_ + last];
    }
    void add(std::size_t group, std::size_t cause, std::size_t first, std::size_t last, double weight) noexcept {
        add(group, cause, first, last);
        weights_.entering[group * days_ + first] += weight;
        weights_.leaving[(group * (causes_ + 1) + cause) * days_ + last] += weight;
    }

    /// The counts, as long as the longest duration. Weights are divided by `weight_unit`.
    [[nodiscard]] duration_counts finish(std::vector<std::string> groups, std::vector<std::string> causes,
                                         double weight_unit = 1) const;

  private:
    template <class Number>
    struct cells {
        std::vector<Number> entering; ///< by group and first day
        std::vector<Number> leaving;  ///< by group, cause and last day
    };

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
