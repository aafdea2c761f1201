// Exposure and rates: how many exits per person-time, by period, age and codes (the cells of a Lexis diagram).
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/spells/age_band.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/time/period.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kohort {

/// What the person-time is split by; everything left out is one class.
struct exposure_query {
    std::vector<period> periods{}; ///< ascending; empty: the register's horizon as one
    std::vector<age_band> ages{};
    std::vector<std::string> by{}; ///< dimensions
    /// Exit reasons that are events; empty: every exit is one. A code of a hierarchy means those below it as well.
    std::vector<std::string> events{};
};

/// One cell. Spells without weights: every spell counts as one.
struct exposure_cell {
    std::string period; ///< empty without periods
    std::string age;    ///< empty without ages
    std::vector<std::string> codes{};
    std::int64_t spells = 0;      ///< with a day in the cell
    std::int64_t person_days = 0; ///< days of the half-open spells
    std::int64_t events = 0;

    /// Events per person-year of 365.25 days; nothing without person-time.
    [[nodiscard]] std::optional<ratio> rate() const;
};

/// The cells in which there is person-time or an event, by period, age (unknown last) and codes in their lists' order
/// (unknown last). Spells are observed within the horizon. The event of a spell lies in the cell of its last day (for
/// an exit recorded as the first day after, that is the day before it; a spell without a day has its event on its
/// start), so that a cell's events happened to those who are in its person-time. Days at ages in no band, or in no
/// period, are left out. Where a person has several spells on one day, every spell has it: merge them first to count
/// persons.
///
/// Errors: those of `split_by_age` and `split_by_period`; a dimension or an exit reason that does not exist (with the
/// nearest names). O(rows x (bands + log periods) + pieces x log cells).
[[nodiscard]] result<std::vector<exposure_cell>> exposure(const spell_source& source, const exposure_query& query = {});

} // namespace kohort
