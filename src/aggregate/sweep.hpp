// One sweep over the rows: every row's cell once, and as many histograms of days as its measures need.
//
// All additive measures come down to histograms of the days on which something happens to a spell, cumulated over time:
// entries in a window are the starts up to its last day less those before its first; a stock at the close of T is the
// starts up to T less the exits up to T; a stock in an age band is the birthdays at which the band begins, moved into
// the spell, up to T, less those at which it ends. So measures of different windows, times and bands share a sweep, and
// each day that matters costs a row one look-up and one addition.
#pragma once

#include "cell_rule.hpp"

#include <kohort/aggregate/measure.hpp>
#include <kohort/aggregate/state.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kohort::detail {

/// A day of a row, and the piece of time that it lies in.
struct place_rule {
    enum class day_of : std::uint8_t { start, end, birth };

    /// What makes two rules one.
    struct key {
        day_of column = day_of::start;
        std::shared_ptr<const std::vector<std::int32_t>> start{}, end{}; ///< in place of the register's columns
        std::int32_t earlier_by = 0;        ///< days before the column's day: 1 for the last day of a spell
        std::optional<derived_day> bound{}; ///< the day that follows from the column's day, not that itself
        bool drops_empty = false;           ///< rows of spells without a day are put where nothing looks
        friend bool operator==(const key&, const key&) = default;
    };
    std::span<const std::int32_t> days;
    std::span<const std::int32_t> starts, ends; ///< to tell spells without a day; empty when they are not dropped
    std::int32_t first = 0;                     ///< day of the first of `slabs`
    std::vector<std::uint32_t> slabs;           ///< by day: the first place of its piece's slab
    std::vector<std::uint16_t> short_slabs;     ///< in place of `slabs` when they fit: half as much of L1
    bool earlier_occur = false, later_occur = false;
    std::uint32_t last_slab = 0;

    /// Makes `short_slabs` of `slabs`, where they fit.
    void shorten();
    /// Calls `visit(row, lane, slab)` for rows first_row, first_row + 1, ..., numbered from 0.
    template <class Visit>
    void look_up(std::size_t first_row, std::size_t rows, Visit visit) const noexcept;
    void find_places(std::size_t first_row, std::size_t rows, const std::uint32_t* cells,
                     std::uint32_t* places) const noexcept;
    /// Of a rule whose slabs are days.
    void find_days(std::size_t first_row, std::size_t rows, std::uint32_t* found) const noexcept;
};

/// When a row comes into a stock or leaves it, its start or end, moved into the bounds; or an event, if conditions hold
/// on its day. With numbers of place rules.
struct edge_rule {
    static constexpr std::size_t none = ~std::size_t{0};

    /// Whether a bound is reached, or not yet, by the day of the row's start or exit.
    struct condition {
        std::size_t bound; ///< number of a day rule
        bool at_exit, is_reached;
        friend bool operator==(const condition&, const condition&) = default;
    };

    bool is_out = false;
    std::size_t start = none, end = none; ///< one alone for an edge without bounds
    std::vector<std::size_t> from{};      ///< in: the latest of the start and these, at most the end
    std::vector<std::size_t> until{};     ///< out: the earliest of the end and these, at least the day of coming in
    bool start_is_earlier = false;        ///< than all of `from`, which then need not be compared with it
    std::vector<condition> conditions{};
    friend bool operator==(const edge_rule&, const edge_rule&) = default;

    [[nodiscard]] bool is_moved() const noexcept { return !from.empty() || !until.empty(); }
    /// Of an edge that is not moved: its place rule.
    [[nodiscard]] std::size_t place() const noexcept { return is_out ? end : start; }
};

/// A histogram: what it adds at which edge.
struct tally {
    std::size_t edge = 0;
    aggregate_measure::weighting adds = aggregate_measure::weighting::one;
    const value_column* value = nullptr;
    friend bool operator==(const tally&, const tally&) = default;

    [[nodiscard]] bool is_weighted() const noexcept { return adds != aggregate_measure::weighting::one; }
};

/// How a measure's windows follow from cumulated tallies: `plus` up to one cut less `minus` up to another.
struct tally_difference {
    struct cuts {
        std::size_t plus, minus; ///< how many pieces are added up
    };
    std::size_t plus = 0, minus = 0; ///< tallies
    std::vector<cuts> of_window;
};

/// What a sweep must look up and count for some measures, without its tables.
class sweep_draft {
  public:
    sweep_draft(const spell_register& spells, std::span<const aggregate_measure* const> measures);

    [[nodiscard]] const std::vector<std::int32_t>& cuts() const noexcept { return cuts_; }
    [[nodiscard]] const std::vector<place_rule::key>& places() const noexcept { return places_; }
    /// Bounds of which the day is needed, not the place.
    [[nodiscard]] const std::vector<derived_day>& bounds() const noexcept { return bounds_; }
    [[nodiscard]] const std::vector<edge_rule>& edges() const noexcept { return edges_; }
    [[nodiscard]] const std::vector<tally>& tallies() const noexcept { return tallies_; }
    /// By measure.
    [[nodiscard]] const std::vector<tally_difference>& differences() const noexcept { return differences_; }

  private:
    void add_cuts(std::span<const aggregate_measure* const> measures);
    void add(const aggregate_measure& measure);
    [[nodiscard]] std::size_t start_of(const aggregate_measure& measure, bool drops_empty);
    [[nodiscard]] std::size_t end_of(const aggregate_measure& measure, bool drops_empty);
    [[nodiscard]] std::vector<std::size_t> bounds_of(const std::vector<derived_day>& bounds);
    [[nodiscard]] edge_rule event_of(const aggregate_measure& measure);
    [[nodiscard]] std::pair<edge_rule, edge_rule> stay_of(const aggregate_measure& measure);
    [[nodiscard]] std::size_t tally_of(const edge_rule& edge, const aggregate_measure& measure);

    const spell_register& spells_;
    std::vector<std::int32_t> cuts_; ///< the last day of each piece but the last
    std::vector<place_rule::key> places_;
    std::vector<derived_day> bounds_;
    std::vector<edge_rule> edges_;
    std::vector<tally> tallies_;
    std::vector<tally_difference> differences_;
};

class sweep {
  public:
    /// `columns` give the cell, of `cells`.
    sweep(const spell_register& spells, const sweep_draft& draft, std::span<const offset_table> columns,
          std::vector<std::string> names, std::size_t cells);

    [[nodiscard]] accumulator empty() const;
    /// Adds at most `kernels::block_rows` rows. `scratch` has `scratch_blocks()` blocks.
    void count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch, accumulator& into) const noexcept;
    [[nodiscard]] std::size_t scratch_blocks() const noexcept { return places_.size() + bounds_.size() + 3; }

    /// A tally cumulated over time, by piece and cell.
    [[nodiscard]] std::vector<std::int64_t> cumulated(std::size_t number, const accumulator& of) const;

    [[nodiscard]] std::size_t cells() const noexcept { return cells_; }
    [[nodiscard]] std::size_t pieces() const noexcept { return pieces_; }
    [[nodiscard]] std::size_t tallies() const noexcept { return tallies_.size(); }
    [[nodiscard]] std::size_t look_ups() const noexcept { return places_.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
    [[nodiscard]] const cell_rule& rule() const noexcept { return rule_; }
    /// What one tally or another counts: "starts", "ends, days". In words, for the explanation.
    [[nodiscard]] std::vector<std::string> words() const;
    [[nodiscard]] std::size_t bytes_per_row() const noexcept;
    [[nodiscard]] std::size_t memory() const noexcept;

  private:
    struct placed_tally : tally {
        std::size_t first = 0; ///< its first count or sum
    };
    /// Blocks of `scratch` after those of the places.
    struct working_blocks {
        std::uint32_t *cells, *in, *out, *bounds;
    };
    [[nodiscard]] working_blocks blocks_in(std::uint32_t* scratch) const noexcept;
    const std::uint32_t* places_of(const edge_rule& edge, std::size_t first, std::size_t rows,
                                   std::uint32_t* scratch) const noexcept;
    const std::uint32_t* stay_of(const edge_rule& edge, std::size_t rows, std::uint32_t* scratch) const noexcept;
    void choose_loops();
    /// Calls `use` with the kernel's counter of a tally, for rows from `first` on.
    template <class Use>
    void with_counter(const placed_tally& each, std::size_t first, accumulator& into, Use use) const noexcept;
    void count_at_once(std::size_t edge, std::size_t first, std::size_t rows, const std::uint32_t* cells,
                       accumulator& into) const noexcept;
    void count(const placed_tally& each, const std::uint32_t* places, std::size_t first, std::size_t rows,
               accumulator& into) const noexcept;

    /// Counts of a tally, of which there are `copies_`.
    [[nodiscard]] std::size_t copy_size() const noexcept { return (cells_ + 1) * pieces_; }
    /// From one copy to the next; 0 when there is one only.
    [[nodiscard]] std::size_t copy_distance() const noexcept { return copies_ > 1 ? copy_size() : 0; }
    [[nodiscard]] bool counts_are_far() const noexcept;

    const spell_register* spells_;
    cell_rule rule_;
    std::vector<std::string> columns_;
    std::size_t cells_, pieces_, copies_;
    std::vector<place_rule> places_;
    std::vector<place_rule::key> keys_;
    std::vector<place_rule> bounds_; ///< with days in place of slabs
    std::vector<edge_rule> edges_;
    std::vector<std::vector<std::size_t>> tallies_of_edge_; ///< the one without weights first
    std::vector<placed_tally> tallies_;
    std::vector<bool> counted_at_once_; ///< by edge: its places are counted as they are found, and not kept
    std::vector<bool> is_kept_;         ///< by place rule: its places are written down, as edges read them
};

} // namespace kohort::detail
