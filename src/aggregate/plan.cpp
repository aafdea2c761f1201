#include <kohort/aggregate/plan.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kohort {

namespace {

/// Larger than any cell number, so that a sum with one of these in it is at or beyond the trash cell; small enough that
/// the sum over all columns of a measure fits in 32 bits.
constexpr std::uint32_t trash_offset = 1u << 26;

/// Positions of an axis by depth of the hierarchy: `levels[d][p]` is the position at depth d that includes p, if any.
/// Every position of depth d gets each row below it exactly once from level d.
std::vector<std::vector<std::uint32_t>> levels_of(const measure_axis& axis) {
    std::vector<std::vector<std::uint32_t>> levels;
    for (std::uint32_t position = 0; position < axis.parent.size(); ++position) {
        std::vector<std::uint32_t> path{position};
        while (axis.parent[path.back()] != measure_axis::root) path.push_back(axis.parent[path.back()]);
        if (path.size() > levels.size())
            levels.resize(path.size(), std::vector<std::uint32_t>(axis.parent.size(), measure_axis::unwanted));
        for (std::size_t depth = 0; depth < path.size(); ++depth)
            levels[depth][position] = path[path.size() - 1 - depth];
    }
    return levels;
}

/// The position each code counts in, for each way of counting along the axis.
std::vector<std::vector<std::uint32_t>> views_of(const measure_axis& axis, bool distinct) {
    if (!distinct) return {axis.position_of_code};
    std::vector<std::vector<std::uint32_t>> views;
    const auto view_through = [&](auto position_seen) {
        std::vector<std::uint32_t> view;
        for (const auto position : axis.position_of_code)
            view.push_back(position == measure_axis::unwanted ? position : position_seen(position));
        views.push_back(std::move(view));
    };
    for (const auto& level : levels_of(axis)) view_through([&](std::uint32_t position) { return level[position]; });
    if (!axis.once_per_value) view_through([&](std::uint32_t) { return static_cast<std::uint32_t>(axis.total()); });
    return views;
}

/// FNV-1a over numbers.
class hasher {
  public:
    void add(std::uint64_t number) noexcept {
        for (int byte = 0; byte < 8; ++byte) {
            hash_ ^= (number >> (8 * byte)) & 0xFFu;
            hash_ *= 0x100000001B3u;
        }
    }
    template <class Range>
    void add_all(const Range& numbers) noexcept {
        add(numbers.size());
        for (const auto number : numbers) add(static_cast<std::uint64_t>(number));
    }
    void add_text(const std::string& text) noexcept { add_all(text); }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

  private:
    std::uint64_t hash_ = 0xCBF29CE484222325u;
};

void add_to(hasher& hash, const aggregate_measure& measure) {
    hash.add(static_cast<std::uint64_t>(measure.when));
    hash.add(static_cast<std::uint64_t>(measure.adds));
    hash.add(measure.distinct_persons);
    if (measure.value) hash.add_text(measure.value->name);
    for (const auto& span : measure.windows) {
        hash.add(static_cast<std::uint64_t>(span.first.count()));
        hash.add(static_cast<std::uint64_t>(span.last.count()));
    }
    for (const auto& axis : measure.axes) {
        hash.add_text(axis.dimension->name);
        hash.add_all(axis.position_of_code);
        hash.add_all(axis.parent);
        hash.add(axis.once_per_value);
    }
    for (const auto& filter : measure.filters) {
        if (const auto* dimension = std::get_if<0>(&filter.column)) hash.add_text((*dimension)->name);
        hash.add_all(filter.keeps);
    }
}

} // namespace

bool plan::task::counts_events() const noexcept {
    return measure.when == aggregate_measure::timing::entries || measure.when == aggregate_measure::timing::exits;
}

std::optional<error> plan::check(const aggregate_measure& measure, const plan_limits& limits, std::size_t number) {
    const auto refuse = [number](std::string message) {
        return error(error_code::plan, std::move(message), std::to_string(number));
    };
    const auto& windows = measure.windows;
    if (windows.size() > limits.periods)
        return refuse(fmt::format("{} periods are more than the {} that a plan can hold; ask for fewer periods",
                                  windows.size(), limits.periods));
    for (std::size_t k = 1; k < windows.size(); ++k)
        if (windows[k].first < windows[k - 1].first || windows[k].last < windows[k - 1].last)
            return refuse("the windows of a measure must not step back in time");
    if (measure.distinct_persons && measure.adds != aggregate_measure::weighting::one)
        return refuse("distinct persons can only be counted, not weighted");
    double cells = 1; // counts beyond 2^64 must not wrap into something small
    for (const auto& axis : measure.axes) cells *= static_cast<double>(axis.size());
    cells = (cells + 1) * static_cast<double>(windows.size() + 1);
    if (cells > static_cast<double>(limits.cells))
        return refuse(
            fmt::format("{:.0f} cells ({:.0f} MB) are more than the {} that a plan can hold; break down by fewer "
                        "dimensions, or ask for fewer periods",
                        cells, cells * sizeof(std::int64_t) / 1e6, limits.cells));
    return {};
}

plan::task plan::compile_task(const spell_register& spells, aggregate_measure measure) {
    std::vector<std::int32_t> firsts, lasts;
    bool disjoint = true;
    for (const auto& span : measure.windows) {
        disjoint &= lasts.empty() || span.first.count() > lasts.back();
        firsts.push_back(span.first.count());
        lasts.push_back(span.last.count());
    }
    const bool events =
        measure.when == aggregate_measure::timing::entries || measure.when == aggregate_measure::timing::exits;
    if (events) // an event has left the windows that start after its day
        for (auto& first : firsts) --first;
    task made{.measure = std::move(measure),
              .layout = {},
              .strides = {},
              .projections = {{}},
              .starts = spells.start(),
              .ends = spells.end(),
              .end_shift = 0,
              .period_of = {},
              .enters = day_table::first_at_or_after(lasts),
              .leaves = day_table::first_at_or_after(firsts)};
    if (made.measure.start) made.starts = *made.measure.start;
    if (made.measure.end) made.ends = *made.measure.end;
    if (made.measure.when == aggregate_measure::timing::exits ||
        made.measure.when == aggregate_measure::timing::close_of)
        made.end_shift = spells.exit_offset();
    if (events && disjoint) made.period_of = day_table::containing(made.measure.windows);

    made.strides.resize(made.measure.axes.size());
    std::size_t cells = 1;
    for (std::size_t a = made.measure.axes.size(); a-- > 0;) {
        made.strides[a] = cells;
        cells *= made.measure.axes[a].size();
    }
    made.layout = {cells + 1, made.measure.windows.size(), 1};
    constexpr std::size_t few_counts = 1024; // eight copies of these still fit in L2 with room to spare
    if (!made.measure.distinct_persons && made.layout.copy_size() <= few_counts) made.layout.copies = 8;

    const auto add_column = [&made](const code_column& codes, const std::vector<std::vector<std::uint32_t>>& views) {
        std::vector<projection> widened;
        for (const auto& narrower : made.projections)
            for (const auto& offsets : views) {
                widened.push_back(narrower);
                widened.back().push_back({codes, offsets});
            }
        made.projections = std::move(widened);
    };
    const auto column_of = [](const dimension_column& dimension) {
        return std::visit([](const auto& values) { return code_column(std::span(values)); }, dimension.values);
    };
    for (std::size_t a = 0; a < made.measure.axes.size(); ++a) {
        auto views = views_of(made.measure.axes[a], made.measure.distinct_persons);
        for (auto& view : views) {
            for (auto& position : view)
                position = position == measure_axis::unwanted ? trash_offset
                                                              : position * static_cast<std::uint32_t>(made.strides[a]);
            view.push_back(trash_offset);
        }
        add_column(column_of(*made.measure.axes[a].dimension), views);
    }
    for (const auto& filter : made.measure.filters) {
        std::vector<std::uint32_t> offsets;
        for (const auto keeps : filter.keeps) offsets.push_back(keeps ? 0 : trash_offset);
        offsets.push_back(trash_offset);
        if (const auto* dimension = std::get_if<0>(&filter.column)) {
            add_column(column_of(**dimension), {offsets});
        } else {
            add_column(std::span<const std::uint8_t>(*std::get<1>(filter.column)), {offsets});
        }
    }
    return made;
}

result<plan> plan::compile(const spell_register& spells, std::vector<aggregate_measure> measures,
                           const plan_limits& limits) {
    error_list problems;
    for (std::size_t number = 0; number < measures.size(); ++number)
        if (auto problem = check(measures[number], limits, number)) problems.push_back(std::move(*problem));
    if (!problems.empty()) return problems;
    plan made;
    made.spells_ = &spells;
    hasher hash;
    hash.add_text(spells.name());
    for (auto& measure : measures) {
        add_to(hash, measure);
        made.tasks_.push_back(compile_task(spells, std::move(measure)));
    }
    made.fingerprint_ = hash.value();
    return made;
}

} // namespace kohort
