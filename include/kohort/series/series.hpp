// Time series: the period axis of a cube, with what its figures are, so that time can be reckoned with.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/data/published_table.hpp>
#include <kohort/time/period.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// What the figures of short periods are to those of longer ones.
enum class series_kind : std::uint8_t {
    flow,  ///< counted over the period: the periods of a year add up to the year (entries, exits, person-days)
    stock, ///< a state at a moment of the period, or its mean: a year has the mean, the first or the last
    ratio, ///< numerators and denominators of the cells add up each by itself (exits to work of all exits)
    other  ///< nothing longer can be made of them: distinct persons, medians, changes, indices, printed percentages
};

/// As in messages and hand-overs: "flow", "stock", "ratio", "other".
[[nodiscard]] std::string_view name_of(series_kind kind) noexcept;

/// What a series is about.
struct series_description {
    std::string id{};
    localised_text name{};
    series_kind kind = series_kind::flow;
    measurement_unit unit = measurement_unit::count; ///< for people; the cells are in kohort's base units
    periodicity per{frequency::month};
    friend bool operator==(const series_description&, const series_description&) = default;
};

/// One or many lines of figures over the same calendar periods: one line per combination of codes of the other axes.
///
/// Periods ascend and are told by the calendar, not by their place: the period before 2024-03 is 2024-02, also when the
/// series does not have it. A figure that is not there is missing, which is not 0. A value type; immutable.
class series {
  public:
    /// The figures of a cube along its period axis. O(cells).
    ///
    /// Errors (`invalid_argument`, all at once): not exactly one period axis; no period; a position that is not a
    /// period of `about.per`, stands before an earlier one or twice, each with its index as path; a ratio whose cells
    /// are not fractions (`additivity::fractions`).
    [[nodiscard]] static result<series> from(const cube& figures, series_description about);

    /// One cell of a published table in all periods that the table has, for these codes (a dimension that is not named
    /// is the total). Values have denominator 1: a printed share is no `ratio`. O(rows).
    ///
    /// Errors (`invalid_argument`): the table has no such cell (with suggestions), or no row of it with these codes; a
    /// period that is not one of `about.per`; kind `ratio`.
    [[nodiscard]] static result<series> from(const published_table& table, std::string_view cell,
                                             std::span<const named_code> codes, series_description about);

    /// One line. Preconditions: `periods` ascend, are of `about.per`, and as many as `cells`, at least one.
    series(series_description about, const std::vector<period>& periods, std::vector<cell> cells);

    [[nodiscard]] const series_description& about() const noexcept { return about_; }
    /// Periods.
    [[nodiscard]] std::size_t size() const noexcept { return ordinals_.size(); }
    /// `index` must be less than `size()`.
    [[nodiscard]] period period_at(std::size_t index) const noexcept {
        assert(index < size());
        return {about_.per, ordinals_[index]};
    }
    /// The ordinals of the periods, ascending.
    [[nodiscard]] std::span<const std::int32_t> ordinals() const noexcept { return ordinals_; }
    /// The place of a period, or nothing. O(log periods).
    [[nodiscard]] std::optional<std::size_t> find(const period& wanted) const noexcept;

    [[nodiscard]] std::size_t lines() const noexcept { return cells_.size() / ordinals_.size(); }
    /// The cells of a line, one per period. `index` must be less than `lines()`.
    [[nodiscard]] std::span<const cell> line(std::size_t index) const noexcept {
        assert(index < lines());
        return std::span(cells_).subspan(index * size(), size());
    }
    /// All cells, line by line.
    [[nodiscard]] std::span<const cell> cells() const noexcept { return cells_; }
    /// The axes besides the periods; the first varies slowest over the lines.
    [[nodiscard]] const std::vector<axis>& groups() const noexcept { return origin_->groups; }

    /// The line with these codes, one per axis of `groups()`, as a series of its own. Errors (`invalid_argument`):
    /// another number of codes, a code that an axis does not have (with suggestions).
    [[nodiscard]] result<series> select(std::initializer_list<std::string_view> codes) const;

    /// The figures as a cube, with the axes in the order of the cube that the series came from. O(cells).
    [[nodiscard]] cube to_cube() const;

    /// Another series of the same lines, for operations. Preconditions: those of the constructor, for every line.
    [[nodiscard]] series with(series_description about, std::vector<std::int32_t> ordinals,
                              std::vector<cell> cells) const;

    friend bool operator==(const series& a, const series& b);

  private:
    /// What all series made of one cube share.
    struct origin {
        std::vector<axis> groups{};
        std::string period_axis = "period";
        std::size_t period_place = 0; ///< of the period axis among all axes of the cube
        additivity adds{};
        series_kind kind = series_kind::flow; ///< of the figures that add so
        friend bool operator==(const origin&, const origin&) = default;
    };

    series(series_description about, std::vector<std::int32_t> ordinals, std::vector<cell> cells,
           std::shared_ptr<const origin> of);

    series_description about_;
    std::vector<std::int32_t> ordinals_;
    std::vector<cell> cells_;
    std::shared_ptr<const origin> origin_;
};

/// Where a line has no figures.
struct completeness {
    std::vector<period> before; ///< periods of the series before the first value
    std::vector<period> within; ///< between the first and the last value, whether the series has the period or not
    std::vector<period> after;  ///< periods of the series after the last value; all of them when there is no value

    [[nodiscard]] bool is_complete() const noexcept { return before.empty() && within.empty() && after.empty(); }
};

/// Where a line of a series has no values, whatever their status says why. `line` must be less than `lines()`.
/// O(periods from first to last).
[[nodiscard]] completeness completeness_of(const series& of, std::size_t line = 0);

/// The series with every period from its first to its last; the new ones are missing. O(cells made).
[[nodiscard]] series filled(const series& of);

/// The same from one period to another, both included; periods outside are left out. Error (`invalid_argument`): `last`
/// comes before `first`, or one of them is not a period of the series' kind.
[[nodiscard]] result<series> filled(const series& of, const period& first, const period& last);

} // namespace kohort
