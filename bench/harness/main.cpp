// Loads, runs, compares and times one form of a task.
//
//     kohort_bench_PEER FOLDER TASK FORM THREADS REPETITIONS       one line of JSON
//     kohort_bench_PEER --list                                     tasks and forms
//
// The peer "loop" writes the reference answers; every other peer's answer must equal them before it is timed.
#include "harness.hpp"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

using maker = std::unique_ptr<form> (*)();

std::map<std::pair<std::string, std::string>, maker>& forms() {
    static std::map<std::pair<std::string, std::string>, maker> all;
    return all;
}

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Resident megabytes now, or at their peak since `forget_peak`.
double megabytes(const char* key) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key)) return std::strtod(line.c_str() + std::strlen(key), nullptr) / 1024;
    return 0;
}

void forget_peak() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
}

/// Whether an answer equals the reference: counts exactly, shares and means to the last digits of a double.
bool agrees(const std::string& reference, const std::vector<double>& answer) {
    const auto bytes = read_bytes(reference);
    if (bytes.size() != answer.size() * sizeof(double)) return false;
    std::vector<double> expected(answer.size());
    std::memcpy(expected.data(), bytes.data(), bytes.size());
    return std::ranges::equal(
        answer, expected, [](double a, double b) { return std::abs(a - b) <= std::max(1e-9, 1e-12 * std::abs(b)); });
}

void write_reference(const std::string& path, const std::vector<double>& answer) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(answer.data()),
               static_cast<std::streamsize>(answer.size() * sizeof(double)));
}

struct timing {
    double median_s = 0, cpu_s = 0, peak_mb = 0;
};

/// The median of some repetitions, each long enough to be measured.
timing time_of(form& of, double first_run, int repetitions) {
    const auto inner = std::max(1, static_cast<int>(0.02 / std::max(first_run, 1e-7)));
    std::vector<double> wall, cpu;
    for (int i = 0; i < repetitions; ++i) {
        const auto wall_before = wall_seconds(), cpu_before = cpu_seconds();
        for (int k = 0; k < inner; ++k) of.run();
        wall.push_back((wall_seconds() - wall_before) / inner);
        cpu.push_back((cpu_seconds() - cpu_before) / inner);
    }
    return {median(wall), median(cpu), megabytes("VmHWM:")};
}

/// Not inlined, so that bench/instructions/check can tell callgrind to count what happens in here.
[[gnu::noinline]] void counted_run(form& of) { of.run(); }

int measure(const std::string& folder, const std::string& task, const std::string& name, unsigned threads,
            int repetitions) {
    const auto made = make_form(task, name);
    made->load({folder, threads});
    forget_peak();
    const auto before = wall_seconds();
    counted_run(*made);
    const auto first_run = wall_seconds() - before;
    const auto answer = made->answer();
    const auto reference = folder + "/answers/" + task + ".f64";
    if (std::string_view(KOHORT_BENCH_PEER) == "loop") write_reference(reference, answer);
    const bool agreed = agrees(reference, answer);
    forget_peak();
    const auto timed = agreed ? time_of(*made, first_run, repetitions) : timing{};
    std::printf("{\"task\": \"%s\", \"peer\": \"%s\", \"form\": \"%s\", \"threads\": %u, \"rows\": %s, \"median_s\": "
                "%.6g, \"cpu_s\": %.6g, \"peak_mb\": %.0f, \"agrees\": %s}\n",
                task.c_str(), KOHORT_BENCH_PEER, name.c_str(), threads,
                std::filesystem::path(folder).filename().c_str(), timed.median_s, timed.cpu_s, timed.peak_mb,
                agreed ? "true" : "false");
    return agreed ? 0 : 1;
}

} // namespace

bool add(const char* task, const char* name, maker make) {
    forms()[{task, name}] = make;
    return true;
}

std::unique_ptr<form> make_form(const std::string& task, const std::string& name) {
    const auto found = forms().find({task, name});
    if (found == forms().end()) throw std::invalid_argument("no form \"" + name + "\" of \"" + task + "\"; see --list");
    return found->second();
}

std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw std::runtime_error(path + ": cannot be read; bench/run makes the data");
    std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
    file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

} // namespace bench

int main(int argc, char** argv) try {
    if (argc == 2 && std::string_view(argv[1]) == "--list") {
        for (const auto& [form, make] : bench::forms()) std::printf("%s %s\n", form.first.c_str(), form.second.c_str());
        return 0;
    }
    if (argc != 6) return std::fputs("usage: FOLDER TASK FORM THREADS REPETITIONS, or --list\n", stderr), 2;
    return bench::measure(argv[1], argv[2], argv[3], static_cast<unsigned>(std::atoi(argv[4])), std::atoi(argv[5]));
} catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 2;
}
