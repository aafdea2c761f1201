// What the catalogue's Jobbtorg indicators cost together, beside what the most expensive of them costs alone: at most
// three times as much is the plan's word for "one pass for the whole report".
//
//     kohort_jobbtorg_bench ROWS FOLDER [THREADS]
//
// Makes registers with the bundled schemas (examples/data) in FOLDER, the spells of 2021-2024 and what followed them,
// reads them, and prints the CPU seconds of every indicator alone, of all together, and the ratio. All together are
// compared with each alone before anything is timed.
#include <kohort/kohort.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace {

using namespace kohort;

constexpr std::array groups{"income_support", "kaa", "outreach_19_29", "outreach_30", "other", "lss_social_psychiatry",
                            "stockholmsjobb"};
constexpr std::array reasons{"work", "studies", "other"};
constexpr std::array states{"unsubsidised_work", "subsidised_work", "studies", "seeking_work"};

/// Three spells per person on average; every eighth spell goes on, every second that ended is followed by another state.
void make_registers(std::size_t rows, const std::string& folder) {
    std::mt19937 random(20250131);
    const auto below = [&random](std::uint32_t limit) {
        return static_cast<std::uint32_t>(std::uint64_t{random()} * limit >> 32);
    };
    std::vector<std::string> dates;
    const auto first = from_civil({2021, 9, 1}), last = from_civil({2024, 12, 31});
    for (auto d = first; d <= last; d = d + 1) dates.push_back(to_string(d));
    const auto days = static_cast<std::uint32_t>(dates.size());
    std::filesystem::create_directories(folder);
    std::ofstream spells(folder + "/jobbtorg.csv"), after(folder + "/after_exit.csv");
    spells << "person_id,sex,birth_date,target_group,start,end,exit_reason,job_type,with_studies\n";
    after << "person_id,state,start,end\n";
    for (std::size_t row = 0; row < rows; ++row) {
        const auto person = static_cast<std::uint32_t>(row / 3);
        const auto start = below(days);
        const auto end = start + below(below(3) == 0 ? 900 : 200);
        spells << person << (person % 2 ? ",K," : ",M,") << 1960 + person % 45 << "-0" << 1 + person % 9 << "-1"
               << person % 10 << ',' << groups[below(groups.size())] << ',' << dates[start] << ',';
        if (end < days)
            spells << dates[end] << ',' << reasons[below(reasons.size())] << ",-,-\n";
        else
            spells << ",,-,-\n";
        if (end + 1 >= days || below(2) == 0) continue;
        after << person << ',' << states[below(states.size())] << ',' << dates[end + 1] << ",\n";
    }
}

data_set read_registers(const std::string& folder, unsigned threads) {
    const std::string examples = KOHORT_BENCH_SOURCES "/../examples/data/";
    const std::array files{examples + "code_lists.json", examples + "jobbtorg.json", examples + "after_exit.json"};
    const auto schemas = read_schemas(files).value();
    data_set data(schemas.codes);
    read_options options;
    options.threads = threads;
    for (const auto& schema : schemas.registers)
        if (const auto problems = data.read(schema, folder + "/" + schema.name + ".csv", options))
            throw problems->front();
    return data;
}

/// The indicators of the catalogue that these registers, and no tables, are enough for.
std::vector<definition> jobbtorg_indicators(const data_set& data, const evaluate_options& options) {
    std::vector<definition> found;
    for (const auto& each : catalogue::all()) {
        if (!each.id.starts_with("stockholm.jobbtorg.")) continue;
        if (evaluate(std::span(&each, 1), data, options)) found.push_back(each);
    }
    return found;
}

/// The least CPU seconds of three evaluations.
double seconds_of(std::span<const definition> definitions, const data_set& data, const evaluate_options& options) {
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
        const auto before = std::clock();
        const auto tables = evaluate(definitions, data, options);
        least = std::min(least, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
        if (!tables) throw tables.errors().front();
    }
    return least;
}

} // namespace

int main(int argc, char** argv) try {
    if (argc < 3) return std::fputs("usage: ROWS FOLDER [THREADS]\n", stderr), 2;
    const auto rows = std::strtoull(argv[1], nullptr, 10);
    const std::string folder = argv[2];
    evaluate_options options;
    options.threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1;
    options.periods = parse_period_literal("2024").value();
    make_registers(rows, folder);
    const auto data = read_registers(folder, options.threads);
    const auto definitions = jobbtorg_indicators(data, options);
    const auto tables = evaluate(definitions, data, options).value();
    double most = 0, sum = 0;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const std::span alone(&definitions[i], 1);
        const auto table = evaluate(alone, data, options).value();
        if (!std::ranges::equal(table.front().figures.cells(), tables[i].figures.cells()))
            return std::fprintf(stderr, "%s differs\n", definitions[i].id.c_str()), 1;
        const auto seconds = seconds_of(alone, data, options);
        std::printf("%-55s %-5s %8.1f ms\n", definitions[i].id.c_str(), definitions[i].version.c_str(), 1e3 * seconds);
        most = std::max(most, seconds);
        sum += seconds;
    }
    const auto together = seconds_of(definitions, data, options);
    std::printf("%zu indicators of %llu spells, one after the other %.1f ms, together %.1f ms: %.2f times the most "
                "expensive (at most 3)\n",
                definitions.size(), rows, 1e3 * sum, 1e3 * together, together / most);
    std::printf("%s", explain_plan(definitions, data, options).value().c_str());
    return 0;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 2;
}
