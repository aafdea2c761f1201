// Durations as people, one by one: what the estimates are by definition, for comparison. And random durations.
#pragma once

#include <kohort/cohort/duration_counts.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace naive {

struct durations {
    std::vector<std::int32_t> entry, exit;
    std::vector<std::uint8_t> cause;
    std::vector<double> weight;
    std::vector<std::uint16_t> group;
    std::vector<std::string> causes{"work", "studies"};
    std::vector<std::string> groups{"a", "b", "c"};

    void add(std::int32_t from, std::int32_t to, int why, double w = 1, int g = 0) {
        entry.push_back(from);
        exit.push_back(to);
        cause.push_back(static_cast<std::uint8_t>(why));
        weight.push_back(w);
        group.push_back(static_cast<std::uint16_t>(g));
    }
    [[nodiscard]] std::size_t size() const { return exit.size(); }
    [[nodiscard]] kohort::duration_columns columns() const {
        return {entry, exit, cause, weight, group, causes, groups};
    }
    [[nodiscard]] kohort::duration_counts count() const { return kohort::count_durations(columns()).value(); }
    [[nodiscard]] kohort::duration_counts count_without_weights() const {
        auto unweighted = columns();
        unweighted.weight = {};
        return kohort::count_durations(unweighted).value();
    }

    [[nodiscard]] bool is_at_risk(std::size_t row, std::int32_t day) const {
        return weight[row] > 0 && (entry[row] == 0 || entry[row] < day) && day <= exit[row];
    }
    [[nodiscard]] double at_risk(int g, std::int32_t day) const {
        double sum = 0;
        for (std::size_t row = 0; row < size(); ++row)
            if (group[row] == g && is_at_risk(row, day)) sum += weight[row];
        return sum;
    }
    /// Those who leave on the day by the cause; 0: censored.
    [[nodiscard]] double leaving(int g, std::int32_t day, int why) const {
        double sum = 0;
        for (std::size_t row = 0; row < size(); ++row)
            if (group[row] == g && exit[row] == day && cause[row] == why) sum += weight[row];
        return sum;
    }
    [[nodiscard]] double exits(int g, std::int32_t day) const { return leaving(g, day, 1) + leaving(g, day, 2); }
};

struct duration_options {
    int size = 60;
    int longest = 15; ///< few days: many ties
    bool truncated = true;
    bool weighted = true;
};

/// Weights are quarters, whose sums are exact.
inline durations random_durations(unsigned seed, duration_options options = {}) {
    std::mt19937 random(seed);
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    durations made;
    for (int i = 0; i < options.size; ++i) {
        const auto exit = pick(0, options.longest);
        const auto entry = options.truncated && exit > 0 && pick(0, 1) == 0 ? pick(0, exit - 1) : 0;
        made.add(entry, exit, pick(0, 2), options.weighted ? pick(0, 12) * 0.25 : 1, pick(0, 2));
    }
    return made;
}

/// Remission of leukaemia in weeks (Freireich et al. 1963): group a 6-mercaptopurine, group b placebo.
inline durations freireich() {
    durations made;
    made.groups = {"6-MP", "placebo"};
    for (const int week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) made.add(0, week, 1);
    for (const int week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) made.add(0, week, 0);
    for (const int week : {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23})
        made.add(0, week, 1, 1, 1);
    return made;
}

} // namespace naive
