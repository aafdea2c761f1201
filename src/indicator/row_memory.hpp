// What was computed per row for one measure and serves others of the same call as well.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/indicator/measure.hpp>
#include <kohort/spells/row_filter.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace kohort {

/// Values by what they were made of. Few enough to be searched one by one.
template <class Key, class Value>
class memory_of {
  public:
    /// The value of the key, made by `make()` the first time.
    template <class Make>
    const Value& get(Key key, Make make) {
        for (const auto& [known, value] : values_)
            if (known == key) return value;
        values_.emplace_back(std::move(key), make());
        return values_.back().second;
    }

  private:
    std::vector<std::pair<Key, Value>> values_;
};

/// A column of days that a measure uses in place of the register's; null: the register's own.
using day_column = std::shared_ptr<const std::vector<std::int32_t>>;

/// Sharing these saves more than their computation: measures with the same columns and bytes are counted in one pass.
struct row_memory {
    using spells = const spell_register*;
    using moved_days = std::pair<day_column, day_column>; ///< starts and ends

    /// By the columns moved before, the shift of a close, and the bounds.
    memory_of<std::tuple<spells, moved_days, std::int32_t, std::vector<derived_day>, std::vector<derived_day>>,
              moved_days>
        moved{};
    /// By whether the age is that at the exit.
    memory_of<std::tuple<spells, age_condition, bool>, row_bytes> aged{};
    memory_of<std::tuple<spells, duration_bounds>, row_bytes> ended_after{};
    memory_of<std::tuple<spells, std::optional<duration>>, row_bytes> first_entries{};
    /// By the event: 0 an entry, 1 an exit, 2 the day of a stock.
    memory_of<std::tuple<spells, follow_up, int, std::int32_t>, row_bytes> outcomes{};
};

} // namespace kohort
