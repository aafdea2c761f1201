#include "sweep.hpp"

#include "../base/large_pages.hpp"
#include "compiled_plan.hpp"

#include <algorithm>
#include <limits>

namespace kohort::detail {
namespace {

using timing = aggregate_measure::timing;
using weighting = aggregate_measure::weighting;
constexpr auto open_end = spell_register::open_end;

/// The number of `wanted` in `all`, to which it is added when it is new.
template <class Value>
std::size_t number_of(const Value& wanted, std::vector<Value>& all) {
    const auto found = std::ranges::find(all, wanted);
    if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
    all.push_back(wanted);
    return all.size() - 1;
}

bool is_single_day(const window& span) noexcept { return span.first == span.last; }

bool is_after_start(const derived_day& bound) noexcept {
    return bound.of == derived_day::origin::start && bound.after.count >= 0 && bound.days_later >= 0;
}

/// The days `from`, with one long before the birth where a birthday is only a limit to the other side: whose birth is
/// not known does not have that one either.
std::vector<derived_day> with_known_birth(const aggregate_measure& measure) {
    constexpr int long_before = -1000;
    auto from = measure.from;
    const auto of_birth = [](const derived_day& bound) { return bound.of == derived_day::origin::birth; };
    if (std::ranges::any_of(measure.until, of_birth) && std::ranges::none_of(from, of_birth))
        from.push_back({derived_day::origin::birth, {long_before, duration_unit::year}, 0});
    return from;
}

// Tables.

/// Days beyond these (about the years -8900 and 12900) lead where these lead: calendars end somewhere, and so must
/// tables.
constexpr std::int32_t farthest_day = 4'000'000;

class place_maker {
  public:
    place_maker(const spell_register& spells, const std::vector<std::int32_t>& cuts, std::size_t slab)
        : spells_(spells), cuts_(cuts), slab_(static_cast<std::uint32_t>(slab)) {}

    [[nodiscard]] place_rule make(const place_rule::key& key) const {
        place_rule made;
        made.last_slab = static_cast<std::uint32_t>(cuts_.size()) * slab_;
        day_extent extent;
        if (key.column == place_rule::day_of::birth) {
            made.days = spells_.birth();
            extent = spells_.birth_days();
            // Before the first day of all stand those whose birth is not known.
            fill(made, extent, key);
            made.slabs.insert(made.slabs.begin(), made.last_slab);
            --made.first;
            made.earlier_occur = true;
        } else {
            const bool is_start = key.column == place_rule::day_of::start;
            const auto& moved = is_start ? key.start : key.end;
            made.days = moved ? std::span<const std::int32_t>(*moved) : is_start ? spells_.start() : spells_.end();
            extent = moved ? extent_of(made.days) : is_start ? spells_.start_days() : spells_.end_days();
            fill(made, extent, key);
            made.slabs.push_back(made.last_slab); // of open ends
            made.later_occur |= !is_start || moved;
        }
        if (key.drops_empty) {
            made.starts = key.start ? std::span<const std::int32_t>(*key.start) : spells_.start();
            made.ends = key.end ? std::span<const std::int32_t>(*key.end) : spells_.end();
        }
        return made;
    }

    /// The days of a bound, in place of slabs; a birthday of unknown birth is never reached.
    [[nodiscard]] place_rule days_of(const derived_day& bound) const {
        const bool of_birth = bound.of == derived_day::origin::birth;
        auto made = make({.column = of_birth ? place_rule::day_of::birth : place_rule::day_of::start, .bound = bound});
        for (std::size_t i = 0; i < made.slabs.size(); ++i) {
            const auto reached = bound.from(day(made.first + static_cast<std::int32_t>(i))).count();
            made.slabs[i] = static_cast<std::uint32_t>(of_birth && i == 0 ? open_end : reached);
        }
        return made;
    }

  private:
    static day_extent extent_of(std::span<const std::int32_t> days) noexcept {
        day_extent found;
        for (const auto d : days) {
            if (d == open_end) continue;
            found.first = std::min(found.first, d);
            found.last = std::max(found.last, d);
        }
        return found;
    }

    /// The slabs of all days of the column.
    void fill(place_rule& into, day_extent extent, const place_rule::key& key) const {
        into.earlier_occur = extent.first < -farthest_day;
        into.later_occur = extent.last > farthest_day;
        into.first = std::clamp(extent.first, -farthest_day, farthest_day);
        const auto last = std::clamp(extent.last, -farthest_day, farthest_day);
        std::size_t piece = 0;
        for (auto d = into.first; d <= last; ++d) {
            const auto reached = (key.bound ? key.bound->from(day(d)).count() : d) - key.earlier_by;
            while (piece < cuts_.size() && cuts_[piece] < reached) ++piece;
            into.slabs.push_back(static_cast<std::uint32_t>(piece) * slab_);
        }
    }

    const spell_register& spells_;
    const std::vector<std::int32_t>& cuts_;
    std::uint32_t slab_;
};

} // namespace

bool is_never_before(const derived_day& later, const derived_day& earlier) noexcept {
    if (later.of != earlier.of || later.after.unit != earlier.after.unit) return false;
    if (later.after.count == earlier.after.count) return later.days_later >= earlier.days_later;
    return later.after.count > earlier.after.count && later.days_later + 1 >= earlier.days_later;
}

template <class Visit>
void place_rule::look_up(std::size_t first_row, std::size_t rows, Visit visit) const noexcept {
    const auto* const column = days.data() + first_row;
    const auto in = [&]<class Element>(const std::vector<Element>& table) {
        const std::span<const Element> all = table;
        if (earlier_occur)
            kernels::look_up_days<true, true>(column, rows, first, all, visit);
        else if (later_occur)
            kernels::look_up_days<false, true>(column, rows, first, all, visit);
        else
            kernels::look_up_days<false, false>(column, rows, first, all, visit);
    };
    if (short_slabs.empty())
        in(slabs);
    else
        in(short_slabs);
}

void place_rule::shorten() {
    if (last_slab > std::numeric_limits<std::uint16_t>::max()) return;
    short_slabs.assign(slabs.begin(), slabs.end());
    slabs = {};
}

void place_rule::find_places(std::size_t first_row, std::size_t rows, const std::uint32_t* cells,
                             std::uint32_t* places) const noexcept {
    look_up(first_row, rows, [=](std::size_t i, std::size_t, std::uint32_t slab) { places[i] = slab + cells[i]; });
    if (!starts.empty())
        kernels::drop_empty(starts.data() + first_row, ends.data() + first_row, rows, last_slab, cells, places);
}

void place_rule::find_days(std::size_t first_row, std::size_t rows, std::uint32_t* found) const noexcept {
    look_up(first_row, rows, [=](std::size_t i, std::size_t, std::uint32_t reached) { found[i] = reached; });
}

// Drafts.

sweep_draft::sweep_draft(const spell_register& spells, std::span<const aggregate_measure* const> measures)
    : spells_(spells) {
    add_cuts(measures);
    for (const auto* measure : measures) add(*measure);
}

void sweep_draft::add_cuts(std::span<const aggregate_measure* const> measures) {
    for (const auto* measure : measures)
        for (const auto& span : measure->windows) {
            cuts_.push_back(span.first.count() - (counts_events(*measure) ? 1 : 0));
            cuts_.push_back(span.last.count());
        }
    std::ranges::sort(cuts_);
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
}

void sweep_draft::add(const aggregate_measure& measure) {
    tally_difference made;
    const bool is_event = counts_events(measure);
    if (is_event) {
        made.plus = made.minus = tally_of(event_of(measure), measure);
    } else {
        const auto [in, out] = stay_of(measure);
        made.plus = tally_of(in, measure);
        made.minus = tally_of(out, measure);
    }
    const auto pieces_to = [this](std::int32_t cut) {
        return static_cast<std::size_t>(std::ranges::lower_bound(cuts_, cut) - cuts_.begin()) + 1;
    };
    for (const auto& span : measure.windows)
        made.of_window.push_back({pieces_to(span.last.count()), pieces_to(span.first.count() - (is_event ? 1 : 0))});
    differences_.push_back(std::move(made));
}

std::size_t sweep_draft::start_of(const aggregate_measure& measure, bool drops_empty) {
    return number_of({.column = place_rule::day_of::start,
                      .start = measure.start,
                      .end = drops_empty ? measure.end : nullptr,
                      .drops_empty = drops_empty},
                     places_);
}

std::size_t sweep_draft::end_of(const aggregate_measure& measure, bool drops_empty) {
    const bool by_exit_day = measure.when == timing::exits || measure.when == timing::close_of;
    return number_of({.column = place_rule::day_of::end,
                      .start = drops_empty ? measure.start : nullptr,
                      .end = measure.end,
                      .earlier_by = by_exit_day ? spells_.exit_offset() : 0,
                      .drops_empty = drops_empty},
                     places_);
}

std::vector<std::size_t> sweep_draft::bounds_of(const std::vector<derived_day>& bounds) {
    std::vector<std::size_t> numbers;
    for (const auto& bound : bounds) {
        const bool of_birth = bound.of == derived_day::origin::birth;
        numbers.push_back(number_of(
            {.column = of_birth ? place_rule::day_of::birth : place_rule::day_of::start, .bound = bound}, places_));
    }
    return numbers;
}

/// The event of a row, where the bounds hold on its day.
edge_rule sweep_draft::event_of(const aggregate_measure& measure) {
    const auto number = [this](const derived_day& bound) { return number_of(bound, bounds_); };
    if (measure.when == timing::crossing) {
        const auto bound = number(measure.from.front());
        return {.start = bounds_of(measure.from).front(), .conditions = {{bound, false, false}, {bound, true, true}}};
    }
    const bool at_exit = measure.when == timing::exits;
    auto made = at_exit ? edge_rule{.is_out = true, .end = end_of(measure, false)}
                        : edge_rule{.start = start_of(measure, false)};
    for (const auto& bound : with_known_birth(measure)) made.conditions.push_back({number(bound), at_exit, true});
    for (const auto& bound : measure.until) made.conditions.push_back({number(bound), at_exit, false});
    return made;
}

/// When a row comes into the stock and leaves it.
std::pair<edge_rule, edge_rule> sweep_draft::stay_of(const aggregate_measure& measure) {
    // A spell without a day is in no stock. Where it comes and goes in one piece it cancels out; not in windows of
    // several days, nor when it exits the day before it starts.
    const bool cancels = std::ranges::all_of(measure.windows, is_single_day) &&
                         (measure.when == timing::presence || spells_.exit_offset() == 0);
    const bool is_moved = measure.start || measure.end;
    const bool drops_empty = (is_moved || spells_.has_empty_spells()) && !(cancels && !is_moved);
    edge_rule in{.start = start_of(measure, drops_empty)};
    edge_rule out{.is_out = true, .end = end_of(measure, drops_empty)};
    const bool has_own_start = !measure.start && !drops_empty; // that of a dropped row is after everything
    const auto from = with_known_birth(measure);
    if (!from.empty()) {
        in.end = out.end;
        in.from = bounds_of(from);
        in.start_is_earlier = has_own_start && std::ranges::all_of(from, is_after_start);
    }
    if (measure.until.empty()) return {in, out};
    const bool is_nested = measure.until.size() == 1 &&
                           (from.empty() || (from.size() == 1 && is_never_before(measure.until.front(), from.front())));
    if (is_nested) { // where one band ends the next may begin
        out = {.start = in.start, .end = out.end, .from = bounds_of(measure.until)};
        out.start_is_earlier = has_own_start && is_after_start(measure.until.front());
    } else {
        out.start = in.start;
        out.from = in.from;
        out.until = bounds_of(measure.until);
        out.start_is_earlier = in.start_is_earlier;
    }
    return {in, out};
}

std::size_t sweep_draft::tally_of(const edge_rule& edge, const aggregate_measure& measure) {
    return number_of({number_of(edge, edges_), measure.adds, measure.value}, tallies_);
}

// Sweeps.

sweep::sweep(const spell_register& spells, const sweep_draft& draft, std::span<const offset_table> columns,
             std::vector<std::string> names, std::size_t cells)
    : spells_(&spells), rule_(columns, cells), columns_(std::move(names)), cells_(cells),
      pieces_(draft.cuts().size() + 1), keys_(draft.places()), edges_(draft.edges()),
      tallies_of_edge_(draft.edges().size()) {
    const place_maker maker(spells, draft.cuts(), cells + 1);
    for (const auto& key : keys_) {
        places_.push_back(maker.make(key));
        places_.back().shorten();
    }
    for (const auto& bound : draft.bounds()) bounds_.push_back(maker.days_of(bound));
    constexpr std::size_t few_counts = 1024, several = 4; // 16 KB: half of L1
    copies_ = copy_size() <= few_counts ? several : 1;
    std::size_t counts = 0, sums = 0;
    for (const auto& each : draft.tallies()) {
        auto& into = each.is_weighted() ? sums : counts;
        auto& of_edge = tallies_of_edge_[each.edge];
        of_edge.insert(each.is_weighted() ? of_edge.end() : of_edge.begin(), tallies_.size());
        tallies_.push_back({each, into});
        into += copy_size() * copies_;
    }
    choose_loops();
}

bool sweep::counts_are_far() const noexcept {
    constexpr std::size_t l2_counts = 262'144; // of 4 bytes, 1 MB
    return copy_size() > l2_counts;
}

/// Counted at once are the edges whose places are what a look-up gives, which no other edge asks for, and which need
/// not be known some rows before.
void sweep::choose_loops() {
    std::vector<int> users(places_.size());
    const auto add_user = [&users](std::size_t place) {
        if (place != edge_rule::none) ++users[place];
    };
    for (const auto& edge : edges_) {
        if (!edge.start_is_earlier) add_user(edge.start);
        add_user(edge.end);
        std::ranges::for_each(edge.from, add_user);
        std::ranges::for_each(edge.until, add_user);
    }
    for (const auto number_of_users : users) is_kept_.push_back(number_of_users > 0);
    for (std::size_t e = 0; e < edges_.size(); ++e) {
        const auto& edge = edges_[e];
        const auto& tallies = tallies_of_edge_[e];
        const bool is_one_loop = tallies.size() == 1 || (tallies.size() == 2 && !tallies_[tallies[0]].is_weighted());
        const bool at_once = is_one_loop && !edge.is_moved() && edge.conditions.empty() && users[edge.place()] == 1 &&
                             places_[edge.place()].starts.empty() && !counts_are_far();
        counted_at_once_.push_back(at_once);
        if (at_once) is_kept_[edge.place()] = false;
    }
}

accumulator sweep::empty() const {
    std::size_t counts = 0, sums = 0; // the last tally of each kind ends there
    for (const auto& each : tallies_)
        (each.is_weighted() ? sums : counts) = each.first + copy_size() * copies_;
    return {.counts = large_column<std::uint32_t>(counts), .sums = large_column<std::int64_t>(sums)};
}

sweep::working_blocks sweep::blocks_in(std::uint32_t* scratch) const noexcept {
    auto* const cells = scratch + places_.size() * kernels::block_rows;
    return {cells, cells + kernels::block_rows, cells + 2 * kernels::block_rows, cells + 3 * kernels::block_rows};
}

void sweep::count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch, accumulator& into) const noexcept {
    const auto blocks = blocks_in(scratch);
    rule_.find_cells(first, rows, blocks.cells);
    for (std::size_t p = 0; p < places_.size(); ++p)
        if (is_kept_[p]) places_[p].find_places(first, rows, blocks.cells, scratch + p * kernels::block_rows);
    for (std::size_t b = 0; b < bounds_.size(); ++b)
        bounds_[b].find_days(first, rows, blocks.bounds + b * kernels::block_rows);
    for (std::size_t e = 0; e < edges_.size(); ++e) {
        if (counted_at_once_[e]) {
            count_at_once(e, first, rows, blocks.cells, into);
            continue;
        }
        const auto* const places = places_of(edges_[e], first, rows, scratch);
        for (const auto t : tallies_of_edge_[e]) count(tallies_[t], places, first, rows, into);
    }
}

/// The places of an edge: of a look-up, if its conditions hold.
const std::uint32_t* sweep::places_of(const edge_rule& edge, std::size_t first, std::size_t rows,
                                      std::uint32_t* scratch) const noexcept {
    if (edge.is_moved()) return stay_of(edge, rows, scratch);
    const auto* const places = scratch + edge.place() * kernels::block_rows;
    if (edge.conditions.empty()) return places;
    const auto blocks = blocks_in(scratch);
    std::copy_n(places, rows, blocks.in);
    for (const auto& [bound, at_exit, is_reached] : edge.conditions)
        kernels::drop_unless(is_reached, blocks.bounds + bound * kernels::block_rows,
                             (at_exit ? spells_->end() : spells_->start()).data() + first,
                             at_exit ? spells_->exit_offset() : 0, rows, places_.front().last_slab, blocks.cells,
                             blocks.in);
    return blocks.in;
}

/// The places of coming into a stock or leaving it: of several look-ups compared.
const std::uint32_t* sweep::stay_of(const edge_rule& edge, std::size_t rows, std::uint32_t* scratch) const noexcept {
    const auto places = [scratch](std::size_t number) { return scratch + number * kernels::block_rows; };
    const auto blocks = blocks_in(scratch);
    const std::uint32_t* latest = places(edge.start);
    for (std::size_t b = 0; b < edge.from.size(); ++b) {
        const auto* const bound = places(edge.from[b]);
        if (b == 0 && edge.start_is_earlier) {
            latest = bound;
        } else {
            kernels::take_later(latest, bound, rows, blocks.in);
            latest = blocks.in;
        }
    }
    kernels::take_earlier(latest, places(edge.end), rows, blocks.in);
    if (!edge.is_out) return blocks.in;
    const std::uint32_t* earliest = places(edge.end);
    for (const auto bound : edge.until) {
        kernels::take_earlier(earliest, places(bound), rows, blocks.out);
        earliest = blocks.out;
    }
    kernels::take_later(earliest, blocks.in, rows, blocks.out);
    return blocks.out;
}

template <class Use>
void sweep::with_counter(const placed_tally& each, std::size_t first, accumulator& into, Use use) const noexcept {
    if (!each.is_weighted()) {
        use(kernels::counter{into.counts.data() + each.first, copy_distance(), [](std::size_t) { return 1u; }});
        return;
    }
    auto* const sums = into.sums.data() + each.first;
    const auto* const starts = spells_->start().data() + first;
    if (each.adds == weighting::start) {
        use(kernels::counter{sums, copy_distance(), [=](std::size_t i) { return std::int64_t{starts[i]}; }});
    } else if (each.adds == weighting::value) {
        use(kernels::counter{sums, copy_distance(), [values = each.value->values.data() + first](std::size_t i) {
                                 return values[i] == value_column::missing ? std::int64_t{0} : values[i];
                             }});
    } else {
        use(kernels::counter{sums, copy_distance(), [starts, ends = spells_->end().data() + first](std::size_t i) {
                                 // Nobody could predict a branch.
                                 const auto all_if_closed = std::int64_t{ends[i] == open_end} - 1;
                                 return (std::int64_t{ends[i]} - starts[i]) & all_if_closed;
                             }});
    }
}

/// The tallies of an edge, an unweighted one first, in the loop that looks its places up.
void sweep::count_at_once(std::size_t edge, std::size_t first, std::size_t rows, const std::uint32_t* cells,
                          accumulator& into) const noexcept {
    const auto& place = places_[edges_[edge].place()];
    const auto& tallies = tallies_of_edge_[edge];
    const auto find_and = [&](auto... counters) {
        place.look_up(first, rows, [=](std::size_t i, std::size_t lane, std::uint32_t slab) {
            (counters(i, lane, slab + cells[i]), ...);
        });
    };
    if (tallies.size() == 1) {
        with_counter(tallies_[tallies[0]], first, into, find_and);
        return;
    }
    auto* const counts = into.counts.data() + tallies_[tallies[0]].first;
    const kernels::counter one{counts, copy_distance(), [](std::size_t) { return 1u; }};
    with_counter(tallies_[tallies[1]], first, into, [&](auto sums) { find_and(one, sums); });
}

void sweep::count(const placed_tally& each, const std::uint32_t* places, std::size_t first, std::size_t rows,
                  accumulator& into) const noexcept {
    with_counter(each, first, into, [&](const auto& counter) {
        if (counts_are_far())
            kernels::count_far_places(places, rows, counter);
        else
            kernels::count_places(places, rows, counter);
    });
}

std::vector<std::int64_t> sweep::cumulated(std::size_t number, const accumulator& of) const {
    const auto& each = tallies_[number];
    auto whole = large_column<std::int64_t>(cells_ * pieces_);
    const auto add_all = [&](const auto& counts, std::size_t first) {
        for (std::size_t copy = 0; copy < copies_; ++copy)
            for (std::size_t piece = 0; piece < pieces_; ++piece) {
                const auto* const from = counts.data() + first + copy * copy_size() + piece * (cells_ + 1);
                auto* const to = whole.data() + piece * cells_;
                for (std::size_t c = 0; c < cells_; ++c) to[c] += from[c];
            }
    };
    if (each.is_weighted()) {
        add_all(of.sums, each.first);
    } else {
        add_all(of.counts, each.first);
        if (!of.carried.empty()) add_all(of.carried, each.first);
    }
    for (std::size_t i = cells_; i < whole.size(); ++i) whole[i] += whole[i - cells_];
    return whole;
}

std::vector<std::string> sweep::words() const {
    std::vector<std::string> found;
    for (const auto& each : tallies_) {
        const auto& edge = edges_[each.edge];
        std::string text = edge.is_moved() ? "moved days"
                           : edge.is_out   ? keys_[edge.end].earlier_by ? "exit days" : "ends"
                                           : "starts";
        if (each.adds == weighting::duration) text = "durations at " + text;
        if (each.adds == weighting::start) text = "elapsed time at " + text;
        if (each.adds == weighting::value) text = "\"" + each.value->name + "\" at " + text;
        found.push_back(std::move(text));
    }
    return found;
}

std::size_t sweep::bytes_per_row() const noexcept {
    bool reads_start = false, reads_end = false, reads_birth = false;
    for (const auto& key : keys_) {
        reads_start |= key.column == place_rule::day_of::start || key.drops_empty;
        reads_end |= key.column == place_rule::day_of::end || key.drops_empty;
        reads_birth |= key.column == place_rule::day_of::birth;
    }
    for (const auto& edge : edges_)
        for (const auto& each : edge.conditions) (each.at_exit ? reads_end : reads_start) = true;
    std::size_t bytes = rule_.bytes_per_row();
    for (const auto& each : tallies_) {
        reads_start |= each.adds == weighting::start || each.adds == weighting::duration;
        reads_end |= each.adds == weighting::duration;
        if (each.adds == weighting::value) bytes += sizeof(std::int64_t);
    }
    return bytes + sizeof(std::int32_t) * (std::size_t{reads_start} + reads_end + reads_birth);
}

std::size_t sweep::memory() const noexcept {
    std::size_t bytes = 0;
    for (const auto& each : tallies_)
        bytes += copy_size() * copies_ * (each.is_weighted() ? sizeof(std::int64_t) : sizeof(std::uint32_t));
    return bytes;
}

} // namespace kohort::detail
