// Reading a register as typed columns with `read_csv`. The file is named by KOHORT_BENCH_CSV; `compare` makes one.
#include <kohort/data/csv.hpp>

#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace kohort;

const std::vector<csv_column_request> columns{{"person_id", csv_type::key},
                                              {"start_date", csv_type::day},
                                              {"end_date", csv_type::day},
                                              {"sex"},
                                              {"age"},
                                              {"district"},
                                              {"tg"},
                                              {"born_abroad"},
                                              {"educ"},
                                              {"exit_reason"},
                                              {"self6"}};

/// Sums that every reader of the same file must find: of keys, of days, of the numbers that the categories are.
struct sums {
    std::int64_t keys = 0, days = 0, codes = 0;

    void add(const csv_column& column) {
        for (const auto key : column.keys) keys += static_cast<std::int64_t>(key);
        for (const auto day : column.days) days += day > csv_column::bad_day ? day : 0;
        std::vector<std::int64_t> values{0};
        for (const auto& text : column.texts) values.push_back(std::stoll(text));
        for (const auto code : column.categories) codes += values[code];
    }
};

std::string answer(const csv_table& table) {
    sums found;
    for (const auto& column : table.columns) found.add(column);
    return std::to_string(table.rows) + " " + std::to_string(found.keys) + " " + std::to_string(found.days) + " " +
           std::to_string(found.codes);
}

double megabytes(const csv_table& table) {
    std::size_t bytes = 0;
    for (const auto& each : table.columns)
        bytes += 8 * (each.keys.size() + each.numbers.size()) + 4 * each.days.size() + 2 * each.categories.size();
    return static_cast<double>(bytes) / 1e6;
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

void read_typed_columns(benchmark::State& state) {
    const char* const path = std::getenv("KOHORT_BENCH_CSV");
    if (path == nullptr) return state.SkipWithError("KOHORT_BENCH_CSV names no file; run bench/csv/compare");
    csv_options options;
    options.threads = static_cast<unsigned>(state.range(0));
    csv_table table;
    for (auto _ : state) {
        table = {};
        table = read_csv(path, columns, options).value();
    }
    state.SetLabel(answer(table));
    state.counters["columns_MB"] = megabytes(table);
    state.counters["peak_MB"] = peak_megabytes();
}

BENCHMARK(read_typed_columns)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
