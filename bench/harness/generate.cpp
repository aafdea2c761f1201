// A synthetic register of unemployment spells with a fixed seed: the data of every task.
//
//     kohort_bench_generate ROWS FOLDER
//
// Writes one little-endian file per column, the rows sorted by person and start (FOLDER) and in random order
// (FOLDER/unsorted), and FOLDER/unsorted/spells.csv. Spells begin in 2015-2024, about three per person, and are
// observed to 2024-12-31; every seventh is open. Days are days since 1970-01-01; a missing end is INT32_MIN, a missing
// code -128.
#include "calendar.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace bench;

struct random_source {
    std::uint64_t state;

    static std::uint64_t mix(std::uint64_t z) {
        z += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::uint64_t next() { return state = mix(state); }
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    std::int8_t pick(std::span<const double> weights) {
        auto left = fraction();
        std::size_t i = 0;
        for (; i + 1 < weights.size() && left >= weights[i]; ++i) left -= weights[i];
        return static_cast<std::int8_t>(i);
    }
};

struct spell {
    std::int32_t person, start, end;
    std::int8_t sex, age, district, target_group, born_abroad, education, exit_reason, self_supporting;
};

constexpr std::uint64_t seed = 20250131;
constexpr double districts[] = {.18, .14, .11, .09, .08, .07, .06, .06, .05, .05, .04, .03, .02, .02};
constexpr double target_groups[] = {.34, .20, .14, .10, .08, .06, .05, .03};
constexpr double educations[] = {.2, .4, .25, .15};

spell draw(std::uint64_t row, std::uint64_t persons) {
    random_source chance{random_source::mix(seed ^ (row * 0xD1342543DE82EF95u))};
    const auto person = chance.next() % persons;
    random_source of_person{random_source::mix(seed * 7 + person)}; // what a person does not change
    spell s{};
    s.person = static_cast<std::int32_t>(person);
    s.sex = of_person.fraction() < .46;
    s.born_abroad = of_person.fraction() < .38;
    s.education = of_person.pick(educations);
    const int born = 1955 + static_cast<int>(of_person.fraction() * 50);
    s.district = of_person.fraction() < .85 ? of_person.pick(districts) : chance.pick(districts);
    s.target_group = chance.pick(target_groups);
    s.start = first_day + static_cast<int>(chance.fraction() * (last_day - first_day));
    s.age = static_cast<std::int8_t>(std::clamp(1970 + static_cast<int>(s.start / 365.2425) - born, 16, 66));

    const double is_long = .20 + .04 * s.target_group + .05 * s.born_abroad + (s.age >= 55 ? .12 : 0);
    const double mean_days = chance.fraction() < is_long ? 1250 : 240 - 30 * s.sex;
    const double days = 1 - mean_days * std::log(1 - chance.fraction());
    const auto end = s.start + static_cast<int>(std::min(days, 20000.0));
    s.self_supporting = no_code;
    if (end > last_day) {
        s.end = no_day;
        return s;
    }
    s.end = end;
    const double to_work = .52 - .03 * s.target_group - .04 * s.born_abroad, to_studies = s.age < 25 ? .22 : .09;
    const double reason = chance.fraction();
    s.exit_reason = reason < to_work ? 1 : reason < to_work + to_studies ? 2 : 3;
    constexpr double self_supporting[] = {0, .78, .42, .24};
    if (end + 182 <= last_day) s.self_supporting = chance.fraction() < self_supporting[s.exit_reason];
    return s;
}

template <class T>
void write_column(const std::string& path, const std::vector<spell>& spells, T spell::*column) {
    std::vector<T> values;
    values.reserve(spells.size());
    for (const auto& s : spells) values.push_back(s.*column);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

void write_columns(const std::string& folder, const std::vector<spell>& spells) {
    std::filesystem::create_directories(folder);
    write_column(folder + "/person.i32", spells, &spell::person);
    write_column(folder + "/start.i32", spells, &spell::start);
    write_column(folder + "/end.i32", spells, &spell::end);
    write_column(folder + "/sex.i8", spells, &spell::sex);
    write_column(folder + "/age.i8", spells, &spell::age);
    write_column(folder + "/district.i8", spells, &spell::district);
    write_column(folder + "/target_group.i8", spells, &spell::target_group);
    write_column(folder + "/born_abroad.i8", spells, &spell::born_abroad);
    write_column(folder + "/education.i8", spells, &spell::education);
    write_column(folder + "/exit_reason.i8", spells, &spell::exit_reason);
    write_column(folder + "/self_supporting.i8", spells, &spell::self_supporting);
}

void write_csv(const std::string& path, const std::vector<spell>& spells) {
    std::vector<std::string> dates;
    for (int day = first_day; day <= last_day; ++day) dates.push_back(iso_date(day));
    std::ofstream file(path, std::ios::binary);
    std::string text = "person,sex,age,district,target_group,born_abroad,education,start_date,end_date,exit_reason,"
                       "self_supporting\n";
    for (const auto& s : spells) {
        text += std::to_string(s.person);
        for (const int code : {s.sex, s.age, s.district, s.target_group, s.born_abroad, s.education})
            text += ',' + std::to_string(code);
        text += ',' + dates[static_cast<std::size_t>(s.start - first_day)] + ',';
        if (s.end != no_day)
            text += dates[static_cast<std::size_t>(s.end - first_day)] + ',' + std::to_string(s.exit_reason) + ',';
        else
            text += ',';
        if (s.end == no_day) text += ',';
        if (s.self_supporting != no_code) text += std::to_string(s.self_supporting);
        text += '\n';
        if (text.size() < (1u << 22)) continue;
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        text.clear();
    }
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("usage: kohort_bench_generate ROWS FOLDER\n", stderr), 2;
    const auto rows = std::strtoull(argv[1], nullptr, 10);
    const std::string folder = argv[2];
    std::vector<spell> spells;
    spells.reserve(rows);
    for (std::uint64_t row = 0; row < rows; ++row) spells.push_back(draw(row, std::max<std::uint64_t>(1, rows / 3)));

    write_columns(folder + "/unsorted", spells);
    write_csv(folder + "/unsorted/spells.csv", spells);
    const auto order = [](const spell& s) {
        return std::tuple(s.person, s.start, s.end == no_day ? last_day + 1 : s.end);
    };
    std::ranges::stable_sort(spells, {}, order);
    write_columns(folder, spells);
}
