// A register of spells as columns, sorted by person and start.
#pragma once

#include <kohort/data/code_list.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kohort {

/// A dimension: one code per spell. Code 0 is unknown, code k the (k-1)-th of `codes`.
struct dimension_column {
    std::string name;
    code_list codes;
    std::optional<std::string> unknown_code; ///< how unknown is called, when the schema says so
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>> values; ///< u8 while the list has < 256 codes
    /// By code: whether a spell may carry it. A schema that names recorded values for some codes of a longer list means
    /// those (and what the file has besides); the others are not shown in tables. Empty: every code.
    std::vector<std::uint8_t> occurs{};
    bool has_unknown = false;      ///< whether any spell carries code 0
    bool fixed_per_person = false; ///< every person has one value in all spells: distinct persons add over it
    bool is_exit_reason = false;   ///< tells how a spell ended: a part that is cut off before the end has code 0

    [[nodiscard]] std::size_t operator[](std::size_t row) const noexcept {
        return std::visit([row](const auto& column) { return std::size_t{column[row]}; }, values);
    }
};

/// A numeric column: integers in millionths of the unit, `missing` where empty.
struct value_column {
    static constexpr std::int64_t missing = (std::numeric_limits<std::int64_t>::min)();
    static constexpr std::int64_t scale = 1'000'000;
    std::string name;
    std::string unit;
    std::vector<std::int64_t> values;
};

/// The columns of a register. All have one element per spell, sorted by (person, start, end).
struct spell_columns {
    std::vector<std::uint32_t> person; ///< number of the person in the data set
    std::vector<std::int32_t> start;   ///< first day, days since 1970-01-01
    std::vector<std::int32_t> end;     ///< first day after; `open_end` for a spell that goes on
    std::vector<dimension_column> dimensions;
    std::vector<value_column> values;
    std::vector<std::int32_t> birth;  ///< day of birth per spell (or the year); empty when not known at all
    std::vector<std::int64_t> weight; ///< millionths; empty without weights
    bool has_birth = false;           ///< whether births are recorded, when there is no row to tell
};

/// The first and the last day of a column, missing ones left out; none when `first > last`.
struct day_extent {
    std::int32_t first = (std::numeric_limits<std::int32_t>::max)();
    std::int32_t last = (std::numeric_limits<std::int32_t>::min)();
};

/// A register: spells `[start, end)` with their codes. Immutable.
class spell_register {
  public:
    /// An open spell's `end`. It is greater than every day, and no date: nothing is ever computed from it.
    static constexpr std::int32_t open_end = (std::numeric_limits<std::int32_t>::max)();
    static constexpr std::int32_t unknown_birth = (std::numeric_limits<std::int32_t>::min)();

    /// `columns` must be sorted by (person, start, end) and of equal length (asserted in debug builds). O(rows).
    spell_register(std::string name, exit_meaning exit_means, window horizon, bool birth_is_year,
                   spell_columns columns);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// Number of spells.
    [[nodiscard]] std::size_t size() const noexcept { return columns_.person.size(); }
    /// The observed time: from the schema, else from the first start to the last recorded day.
    [[nodiscard]] window horizon() const noexcept { return horizon_; }
    [[nodiscard]] exit_meaning exit_means() const noexcept { return exit_means_; }

    [[nodiscard]] std::span<const std::uint32_t> person() const noexcept { return columns_.person; }
    [[nodiscard]] std::span<const std::int32_t> start() const noexcept { return columns_.start; }
    [[nodiscard]] std::span<const std::int32_t> end() const noexcept { return columns_.end; }
    /// The recorded exit day: `end` for `first_day_after`, the day before it for `last_day`; `open_end` when open.
    [[nodiscard]] std::int32_t exit_day(std::size_t row) const noexcept {
        const auto e = columns_.end[row];
        return e == open_end ? open_end : e - exit_offset();
    }
    /// `end - exit_offset()` is the exit day of a closed spell.
    [[nodiscard]] std::int32_t exit_offset() const noexcept { return exit_means_ == exit_meaning::last_day ? 1 : 0; }
    /// Empty, or per spell the day (or year, see `birth_is_year`) of birth, `unknown_birth` where missing.
    [[nodiscard]] std::span<const std::int32_t> birth() const noexcept { return columns_.birth; }
    [[nodiscard]] bool birth_is_year() const noexcept { return birth_is_year_; }
    /// Whether births are recorded. A register without rows knows it from its schema.
    [[nodiscard]] bool has_birth() const noexcept { return columns_.has_birth || !columns_.birth.empty(); }

    /// The days of the three columns, without open ends and unknown births: tables by day cover these.
    [[nodiscard]] day_extent start_days() const noexcept { return start_days_; }
    [[nodiscard]] day_extent end_days() const noexcept { return end_days_; }
    [[nodiscard]] day_extent birth_days() const noexcept { return birth_days_; }
    /// Whether some spell ends on the day on which it starts.
    [[nodiscard]] bool has_empty_spells() const noexcept { return has_empty_spells_; }

    [[nodiscard]] const std::vector<dimension_column>& dimensions() const noexcept { return columns_.dimensions; }
    [[nodiscard]] const dimension_column* find_dimension(std::string_view name) const noexcept;
    [[nodiscard]] const std::vector<value_column>& values() const noexcept { return columns_.values; }
    /// Empty, or per spell its weight in millionths.
    [[nodiscard]] std::span<const std::int64_t> weight() const noexcept { return columns_.weight; }

    /// The same spells as a part of what was observed in this time.
    [[nodiscard]] spell_register observed_in(window horizon) && {
        horizon_ = horizon;
        return std::move(*this);
    }

    /// The first row of the person after the one that owns row `row - 1`, at or after `row`: where a chunk may end.
    [[nodiscard]] std::size_t person_boundary(std::size_t row) const noexcept;

  private:
    std::string name_;
    exit_meaning exit_means_;
    window horizon_;
    bool birth_is_year_;
    spell_columns columns_;
    day_extent start_days_, end_days_, birth_days_;
    bool has_empty_spells_ = false;
};

} // namespace kohort
