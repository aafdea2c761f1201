// kohort's kernels through plans, one thread: a million spells, one of fifty of them with an unknown code, nulls,
// unknown codes and range checks on. ns_per_row stands beside the targets of the plan, section 5. ROWS in
// KOHORT_BENCH_ROWS.
#include <kohort/kohort.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <random>

namespace {

using namespace kohort;

constexpr std::int32_t first_day = 16436, last_day = 20088;

std::size_t rows() {
    const char* const given = std::getenv("KOHORT_BENCH_ROWS");
    return given ? std::strtoull(given, nullptr, 10) : 1'000'000;
}

dimension_column coded(std::string name, std::size_t codes, const std::vector<std::uint16_t>& values) {
    std::vector<code_entry> entries;
    for (std::size_t i = 0; i < codes; ++i) entries.push_back({name + std::to_string(i), {}, {}, false});
    dimension_column made;
    made.codes = code_list::from(name, entries).value();
    made.name = std::move(name);
    if (codes < 256)
        made.values = std::vector<std::uint8_t>(values.begin(), values.end());
    else
        made.values = values;
    return made;
}

/// Spells of three per person; `by_end` has them in the order of their ends instead (each its own person).
spell_register make_register(bool by_end) {
    const auto n = rows();
    std::mt19937 chance(20250131);
    const auto below = [&chance](std::uint32_t limit) {
        return static_cast<std::uint32_t>(std::uint64_t{chance()} * limit >> 32);
    };
    spell_columns columns;
    std::vector<std::uint16_t> codes[4];
    constexpr std::uint32_t sizes[] = {2, 14, 8, 110};
    for (std::size_t i = 0; i < n; ++i) {
        columns.person.push_back(static_cast<std::uint32_t>(by_end ? i : i / 3));
        columns.start.push_back(first_day + static_cast<std::int32_t>(below(last_day - first_day)));
        for (std::size_t k = 0; k < 4; ++k)
            codes[k].push_back(static_cast<std::uint16_t>(below(50) == 0 ? 0 : 1 + below(sizes[k])));
    }
    if (!by_end)
        for (std::size_t i = 0; i < n; i += 3)
            std::sort(columns.start.begin() + static_cast<std::ptrdiff_t>(i),
                      columns.start.begin() + static_cast<std::ptrdiff_t>(std::min(i + 3, n)));
    for (std::size_t i = 0; i < n; ++i) {
        const auto end = columns.start[i] + 1 + static_cast<std::int32_t>(below(below(3) == 0 ? 1500 : 300));
        columns.end.push_back(end > last_day ? spell_register::open_end : end);
        columns.birth.push_back(columns.start[i] - 365 * 16 - static_cast<std::int32_t>(below(365 * 50)));
    }
    if (by_end) {
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), 0u);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return columns.end[a] < columns.end[b]; });
        const auto arrange = [&order](auto& column) {
            auto sorted = column;
            for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
            column = std::move(sorted);
        };
        arrange(columns.start);
        arrange(columns.end);
        for (auto& column : codes) arrange(column);
    }
    constexpr const char* names[] = {"sex", "district", "target_group", "area"};
    for (std::size_t k = 0; k < 4; ++k) columns.dimensions.push_back(coded(names[k], sizes[k], codes[k]));
    return {"spells", exit_meaning::last_day, {day(first_day), day(last_day)}, false, std::move(columns)};
}

const spell_register& sorted_by_person() {
    static const auto made = make_register(false);
    return made;
}
const spell_register& sorted_by_period() {
    static const auto made = make_register(true);
    return made;
}

measure_axis axis_of(const spell_register& spells, const char* dimension) {
    measure_axis made;
    made.dimension = spells.find_dimension(dimension);
    made.position_of_code.push_back(measure_axis::unwanted);
    for (std::uint32_t i = 0; i < made.dimension->codes.size(); ++i) {
        made.position_of_code.push_back(i);
        made.parent.push_back(measure_axis::root);
    }
    return made;
}

std::vector<window> windows_per(frequency per, bool last_days = false) {
    std::vector<window> windows;
    for (const auto& period : periods_within(periodicity(per), {day(first_day), day(last_day)}))
        windows.push_back({last_days ? period.span.last : period.span.first, period.span.last});
    return windows;
}

aggregate_measure measure_of(const spell_register& spells, aggregate_measure::timing when, std::vector<window> windows,
                             std::initializer_list<const char*> dimensions) {
    aggregate_measure made;
    made.when = when;
    made.windows = std::move(windows);
    for (const auto* name : dimensions) made.axes.push_back(axis_of(spells, name));
    return made;
}

/// Nanoseconds per row of the CPU time that `work` takes.
template <class Work>
void time_rows(benchmark::State& timed, Work work) {
    const auto before = std::clock();
    for (auto _ : timed) work();
    const auto ns = 1e9 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    timed.counters["ns_per_row"] = ns / static_cast<double>(timed.iterations()) / static_cast<double>(rows());
}

/// Pushes all rows into a state: the pass alone, without its planning and finishing.
void pass(benchmark::State& timed, const spell_register& spells, std::vector<aggregate_measure> measures,
          double target_ns) {
    const auto compiled = plan::compile(spells, std::move(measures)).value();
    state into(compiled);
    time_rows(timed, [&] { into.push(0, spells.size()); });
    timed.counters["target_ns"] = target_ns;
    timed.counters["base_cubes"] = static_cast<double>(compiled.base_cubes());
}

using timing = aggregate_measure::timing;

void count_1_000_cells(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    pass(timed, spells, {measure_of(spells, timing::exits, windows_per(frequency::year), {"target_group", "sex"})}, 1);
}
void count_500_000_cells(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    pass(timed, spells, {measure_of(spells, timing::exits, windows_per(frequency::month), {"area", "district", "sex"})},
         2);
}
void count_3_million_cells(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    pass(
        timed, spells,
        {measure_of(spells, timing::exits, windows_per(frequency::month), {"area", "district", "target_group", "sex"})},
        4);
}
void count_3_million_cells_period_sorted(benchmark::State& timed) {
    const auto& spells = sorted_by_period();
    pass(
        timed, spells,
        {measure_of(spells, timing::exits, windows_per(frequency::month), {"area", "district", "target_group", "sex"})},
        1.5);
}
void grouped_stock_entries_and_exits(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    const auto months = windows_per(frequency::month), ends = windows_per(frequency::month, true);
    pass(timed, spells,
         {measure_of(spells, timing::close_of, ends, {"district", "sex"}),
          measure_of(spells, timing::entries, months, {"district", "sex"}),
          measure_of(spells, timing::exits, months, {"district", "sex"})},
         5);
}
/// Two marginal sets: by group, and all groups together. The target is per set.
void distinct_persons_two_marginal_sets(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    auto persons = measure_of(spells, timing::presence, windows_per(frequency::year), {"target_group"});
    persons.distinct_persons = true;
    pass(timed, spells, {persons}, 14);
}
void distinct_persons_eight_marginal_sets(benchmark::State& timed) {
    const auto& spells = sorted_by_person();
    auto persons =
        measure_of(spells, timing::presence, windows_per(frequency::year), {"district", "target_group", "sex"});
    persons.distinct_persons = true;
    pass(timed, spells, {persons}, 56);
}

/// A definition from its document to its table: planning, the moved days and the finished cells included.
void definition_of(benchmark::State& timed, const char* document) {
    static const data_set data = [] {
        const auto& spells = sorted_by_person();
        std::string text = "person,start,end,birth,sex\n";
        for (std::size_t i = 0; i < spells.size(); ++i) {
            const auto exit = spells.exit_day(i);
            text += std::to_string(spells.person()[i]) + ',' + to_string(day(spells.start()[i])) + ',' +
                    (exit == spell_register::open_end ? "" : to_string(day(exit))) + ',' +
                    to_string(day(spells.birth()[i])) + ',' + std::to_string((*spells.find_dimension("sex"))[i]) + '\n';
        }
        const auto schema = parse_schema(R"({"register": "spells", "person": "person", "start": "start",
            "exit": {"column": "end", "means": "last_day"}, "birth": "birth",
            "horizon": {"from": "2015-01-01", "to": "2024-12-31"},
            "dimensions": {"sex": {"column": "sex", "codes": {"1": "women", "2": "men"}, "unknown": "unknown"}},
            "on_bad_row": {"overlap": "keep", "duplicate": "keep", "contradicting_person_attribute": "keep"}})");
        data_set made;
        if (const auto problems = made.read_text(std::get<register_schema>(schema.value().front()), text, "spells.csv"))
            throw problems->front();
        return made;
    }();
    const auto definitions = parse_definitions(document).value();
    evaluate_options options;
    options.periods = parse_period_literal("2015..2024").value();
    time_rows(timed, [&] { benchmark::DoNotOptimize(evaluate(definitions, data, options).value()); });
}
void stock_by_age_bands(benchmark::State& timed) {
    definition_of(timed, R"({"id": "bench.ages", "name": {"en": "Stock by age"},
        "count": {"count": "spells", "register": "spells", "clock": {"close_of": "last_day"}},
        "per": "month", "by": ["sex", {"age": [[16, 24], [25, 54], [55, 64]], "at": "clock"}], "unit": "spells"})");
}
void stock_by_duration_thresholds(benchmark::State& timed) {
    definition_of(timed, R"({"id": "bench.elapsed", "name": {"en": "Stock by time elapsed"},
        "count": {"count": "spells", "register": "spells", "clock": {"close_of": "last_day"}},
        "per": "month", "by": ["sex", {"elapsed": ["6 months", "12 months", "24 months"]}], "unit": "spells"})");
}

BENCHMARK(count_1_000_cells)->Unit(benchmark::kMillisecond);
BENCHMARK(count_500_000_cells)->Unit(benchmark::kMillisecond);
BENCHMARK(count_3_million_cells)->Unit(benchmark::kMillisecond);
BENCHMARK(count_3_million_cells_period_sorted)->Unit(benchmark::kMillisecond);
BENCHMARK(grouped_stock_entries_and_exits)->Unit(benchmark::kMillisecond);
BENCHMARK(distinct_persons_two_marginal_sets)->Unit(benchmark::kMillisecond);
BENCHMARK(distinct_persons_eight_marginal_sets)->Unit(benchmark::kMillisecond);
BENCHMARK(stock_by_age_bands)->Unit(benchmark::kMillisecond);
BENCHMARK(stock_by_duration_thresholds)->Unit(benchmark::kMillisecond);

} // namespace
