// A register seen through a window: which spells, what of them, in which group, with which cause of exit.
#pragma once

#include <kohort/cohort/duration_counts.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
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
    /// Calls `visit(index, number)` for rows that follow each other.
    template <class Visit>
    void for_each(std::size_t first, std::size_t rows, const Visit& visit) const noexcept {
        const auto read = [&](const auto* codes) {
            for (std::size_t i = 0; i < rows; ++i) visit(i, numbers_[codes[first + i]]);
        };
        if (narrow_)
            read(narrow_);
        else if (wide_)
            read(wide_);
        else
            for (std::size_t i = 0; i < rows; ++i) visit(i, numbers_.front());
    }

  private:
    const std::uint8_t* narrow_ = nullptr;
    const std::uint16_t* wide_ = nullptr;
    std::vector<std::uint16_t> numbers_{0}; ///< by code
};

class observed_spells {
  public:
    /// When `problems()` is not empty, nothing else may be asked.
    observed_spells(const spell_source& source, const duration_query& query);

    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] const std::vector<std::string>& groups() const noexcept { return groups_; }
    [[nodiscard]] const std::vector<std::string>& causes() const noexcept { return causes_; }
    [[nodiscard]] window days() const noexcept { return {day(first_), day(last_)}; }
    /// Of a spell that exits; 0 is censoring.
    [[nodiscard]] std::size_t cause_of(std::size_t row) const noexcept { return cause_of_[row]; }

    /// Rows that follow each other, so many that what is known of them stays in the cache.
    struct block {
        static constexpr std::size_t most_rows = 1024;
        std::size_t first = 0, rows = 0;
        std::array<std::uint8_t, most_rows> counts, is_seen; ///< passes the filters; entered by the window's end and
                                                             ///< not exited before it
        std::array<std::int32_t, most_rows> first_day, last_day; ///< of duration, on which it is at risk in the window
        std::array<std::uint16_t, most_rows> group, cause; ///< of one that does not exit in the window: censored, 0
    };
    /// Calls `visit(block)` for all rows.
    template <class Visit>
    void for_each_block(const Visit& visit) const {
        block rows;
        for (std::size_t first = 0; first < spells_.size(); first += block::most_rows) {
            read(first, rows);
            visit(std::as_const(rows));
        }
    }
    /// Calls `visit(row, block, index)` for the rows that count and are seen; `index` is that of the row in the block.
    template <class Visit>
    void for_each_seen(const Visit& visit) const {
        for_each_block([&](const block& rows) {
            for (std::size_t i = 0; i < rows.rows; ++i)
                if (rows.counts[i] && rows.is_seen[i]) visit(rows.first + i, rows, i);
        });
    }
    /// The longest duration in the window, of spells that are seen, whether they pass the filters or not.
    [[nodiscard]] std::size_t longest_seen() const noexcept;

  private:
    void read(std::size_t first, block& into) const noexcept;
    void fail(std::string message, std::string path);
    void prepare_window(const duration_query& query);
    void prepare_groups(const duration_query& query);
    void divide_by(const dimension_column& dimension, const std::string& path);
    void prepare_causes(const duration_query& query);
    void assign(const dimension_column& reason, const std::vector<std::string>& names, std::uint16_t number,
                const std::string& path);

    const spell_register& spells_;
    const std::vector<row_filter>& filters_;
    std::int32_t first_ = 0, last_ = 0;
    std::vector<recoded_column> group_of_; ///< their numbers add up to that of the group
    recoded_column cause_of_;
    std::vector<std::string> groups_, causes_;
    error_list problems_;
};

} // namespace kohort
