// A register seen through a window: which spells, what of them, in which group, with which cause of exit.
#pragma once

#include <kohort/cohort/duration_counts.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kohort {

/// The number that stands for the code of a spell; without a dimension every spell has that of code 0.
class recoded_column {
  public:
    void read(const dimension_column& column) noexcept {
        if (const auto* codes = std::get_if<0>(&column.values)) narrow_ = codes->data();
        if (const auto* codes = std::get_if<1>(&column.values)) wide_ = codes->data();
    }
    std::vector<std::uint16_t>& numbers() noexcept { return numbers_; }
    std::size_t operator[](std::size_t row) const noexcept {
        return numbers_[narrow_ ? narrow_[row] : wide_ ? wide_[row] : 0];
    }

  private:
    const std::uint8_t* narrow_ = nullptr;
    const std::uint16_t* wide_ = nullptr;
    std::vector<std::uint16_t> numbers_{0}; ///< by code
};

class observed_spells {
  public:
    /// The days of duration on which a spell is at risk in the window, and whether it exits on the last.
    struct part {
        std::size_t first, last;
        bool exits;
    };

    /// When `problems()` is not empty, nothing else may be asked.
    observed_spells(const spell_source& source, const duration_query& query);

    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] const std::vector<std::string>& groups() const noexcept { return groups_; }
    [[nodiscard]] const std::vector<std::string>& causes() const noexcept { return causes_; }
    [[nodiscard]] window days() const noexcept { return {day(first_), day(last_)}; }

    [[nodiscard]] bool counts(std::size_t row) const noexcept { return passes(filters_, row); }
    /// Entered by the window's end and not exited before it.
    [[nodiscard]] bool is_seen(std::size_t row) const noexcept {
        return spells_.start()[row] <= last_ && spells_.exit_day(row) >= first_;
    }
    /// Of a spell that is seen.
    [[nodiscard]] part part_of(std::size_t row) const noexcept {
        const auto start = spells_.start()[row];
        const bool exits = spells_.exit_day(row) <= last_;
        const auto end = exits ? spells_.end()[row] : last_ + spells_.exit_offset();
        const auto first = start < first_ ? first_ + spells_.exit_offset() - start : 0;
        return {static_cast<std::size_t>(first), static_cast<std::size_t>(end - start), exits};
    }
    [[nodiscard]] std::size_t group_of(std::size_t row) const noexcept { return group_of_[row]; }
    /// Of a spell that exits; 0 is censoring.
    [[nodiscard]] std::size_t cause_of(std::size_t row) const noexcept { return cause_of_[row]; }

  private:
    void fail(std::string message, std::string path);
    void prepare_window(const duration_query& query);
    void prepare_groups(const duration_query& query);
    void prepare_causes(const duration_query& query);
    void assign(const dimension_column& reason, const std::vector<std::string>& names, std::uint16_t number,
                const std::string& path);

    const spell_register& spells_;
    const std::vector<row_filter>& filters_;
    std::int32_t first_ = 0, last_ = 0;
    recoded_column group_of_, cause_of_;
    std::vector<std::string> groups_, causes_;
    error_list problems_;
};

} // namespace kohort
