// Small random data sets, as plain rows for the twin and as files for the library.
#pragma once

#include "naive_rows.hpp"

#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

#include <random>

namespace naive {

class randomness {
  public:
    explicit randomness(unsigned seed) : engine_(seed) {}
    int operator()(int from, int to) { return std::uniform_int_distribution(from, to)(engine_); }
    /// True once in so many times.
    bool once_in(int times) { return (*this)(1, times) == 1; }
    template <class T>
    const T& of(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>((*this)(0, static_cast<int>(choices.size()) - 1))];
    }

  private:
    std::mt19937 engine_;
};

inline int day_of(int year, unsigned month, unsigned d) { return kohort::from_civil({year, month, d}).count(); }

/// Persons 0 to 11; three registers about them, a population by sex and age, and a published table.
class world_maker {
  public:
    explicit world_maker(unsigned seed) : random_(seed) {
        made_.support_has_years = seed % 2 == 1;
        made_.codings["sex"] = {{{"women", ""}, {"men", ""}}, {}, "unknown"};
        made_.codings["area"] = {{{"north", ""},
                                  {"north_a", "north"},
                                  {"north_b", "north"},
                                  {"south", ""},
                                  {"south_a", "south"},
                                  {"south_a1", "south_a"},
                                  {"west", ""}},
                                 {"north_b"},
                                 "nowhere"};
        made_.codings["reason"] = {{{"work", ""}, {"studies", ""}, {"moved", ""}}, {}, "not_exited"};
        made_.codings["register"] = {{{"jobs", ""}, {"studies", ""}, {"support", ""}}, {}, "unknown"};
        made_.zones = {{{"up", ""}, {"down", ""}, {"down_under", "down"}}, {}, "nowhere"};
        made_.zone_of_area = {{"north", "up"},   {"north_a", "up"},          {"north_b", "down"},   {"south", "down"},
                              {"south_a", "up"}, {"south_a1", "down_under"}, {"west", "down_under"}};
        for (int year = 2010; year < 2035; ++year) made_.base_amount[year] = random_(1, 9) * 500;
        make_persons();
        made_.registers = {make_register("jobs", 1, {day(day_of(2021, 1, 1)), day(day_of(2024, 6, 30))}),
                           make_register("studies", 0, {day(day_of(2021, 1, 1)), day(day_of(2024, 9, 14))}),
                           make_register("support", 1, {day(day_of(2021, 3, 1)), day(day_of(2024, 6, 30))})};
        make_population();
        make_printed();
    }
    const world& made() const { return made_; }

  private:
    struct person {
        std::string sex;
        std::optional<day> birth;
    };

    void make_persons() {
        for (int p = 0; p < 12; ++p) {
            const int year = random_(1955, 2008);
            auto birth = kohort::from_civil(
                {year, static_cast<unsigned>(random_(1, 12)), static_cast<unsigned>(random_(1, 28))});
            if (random_.once_in(4)) birth = kohort::from_civil({random_(245, 251) * 8, 2, 29});
            persons_.push_back({random_.once_in(6) ? "" : random_.once_in(2) ? "women" : "men", birth});
            if (random_.once_in(6)) persons_.back().birth.reset();
        }
    }

    spells make_register(const std::string& name, int exit_offset, window horizon) {
        spells made{name, exit_offset, horizon, {}};
        const int persons = name == "jobs" ? random_(4, 12) : random_.once_in(8) ? 0 : random_(1, 12);
        int origin = 0;
        for (int p = 0; p < persons; ++p) {
            const int rows = name == "jobs" && p == 0 ? random_(1, 5) : random_(0, 5);
            row r;
            for (int i = 0; i < rows; ++i) {
                r.person = p;
                if (i == 0 || !random_.once_in(5)) // else another one that starts on the same day
                    r.start = random_.once_in(3) ? month_start() : random_(day_of(2020, 9, 1), day_of(2024, 10, 15));
                const int days = random_.once_in(4)   ? random_(0, 3)
                                 : random_.once_in(2) ? random_(0, 90)
                                                      : random_(0, 900);
                r.end = random_.once_in(6) ? open_end : r.start + std::max(days, exit_offset);
                if (r.end != open_end && random_.once_in(6)) r.end = std::max(r.end, anniversary(r.start));
                r.codes["sex"] = persons_[static_cast<std::size_t>(p)].sex;
                r.codes["area"] = random_.once_in(6) ? "" : random_.of(made_.codings["area"].codes).first;
                r.codes["reason"] = r.end == open_end ? "" : random_.of(made_.codings["reason"].codes).first;
                r.values["income"] =
                    random_.once_in(12) ? std::nullopt : std::optional(rational(random_(-2, 40) * 250));
                r.birth = persons_[static_cast<std::size_t>(p)].birth;
                if (random_.once_in(15)) r.birth = kohort::from_civil({1990, 5, 5}); // a contradiction
                if (name == "support" && !made_.support_has_years) r.birth.reset();
                r.origin = origin++;
                made.rows.push_back(r);
            }
        }
        sort_rows(made.rows);
        return made;
    }

    int month_start() { return day_of(random_(2021, 2024), static_cast<unsigned>(random_(1, 12)), 1); }
    int anniversary(int start) { return kohort::add_months(day(start), random_(1, 14)).count() + random_(-1, 1); }

    void make_population() {
        const std::vector<std::pair<int, int>> bands{{0, 15}, {16, 24}, {25, 64}, {65, 99}};
        const bool monthly = random_.once_in(2);
        for (int year = 2020; year <= 2024; ++year)
            for (unsigned month = monthly ? 1 : 12; month <= 12; ++month)
                for (const auto* sex : {"women", "men"})
                    for (const auto& [from, to] : bands) {
                        counted_people made{kohort::add_months(kohort::from_civil({year, month, 1}), 1) - 1,
                                            sex,
                                            from,
                                            to,
                                            random_(0, 50),
                                            {}};
                        if (random_.once_in(60)) made.status = kohort::availability::missing;
                        if (random_.once_in(90)) made.status = kohort::availability::suppressed;
                        if (!made.status.has_value()) made.count = 0;
                        made_.people.push_back(made);
                    }
    }

    void make_printed() {
        for (int year = 2020; year <= 2024; ++year) {
            const auto label = std::to_string(year);
            std::vector<std::string> periods{label};
            for (int q = 1; q <= 4; ++q) periods.push_back(label + "-Q" + std::to_string(q));
            for (int m = 1; m <= 12; ++m) periods.push_back(label + (m < 10 ? "-0" : "-") + std::to_string(m));
            for (const auto& period : periods)
                for (const auto* cell : {"openly_unemployed", "labour_force"})
                    for (const auto* sex : {"women", "men", ""}) {
                        if (random_.once_in(40)) continue;
                        printed_cell made{cell, period, sex, random_(0, 500), {}};
                        if (random_.once_in(20)) made.status.add(kohort::obs_flag::provisional);
                        if (random_.once_in(40)) made.status.is = kohort::availability::suppressed;
                        if (random_.once_in(40)) made.status.is = kohort::availability::nil;
                        if (made.status.is != kohort::availability::normal) made.value = 0;
                        made_.printed.push_back(made);
                    }
        }
    }

    randomness random_;
    world made_;
    std::vector<person> persons_;
};

inline std::string text_of(const rational& value) { return value.str(); }
inline std::string text_of(int d) { return d == open_end ? "" : to_string(day(d)); }

/// A register as its file: incomes in kSEK.
inline std::string csv_of(const spells& from, bool has_years) {
    std::string text = "spell,id,from,to,born,sex,area,reason,income\n";
    for (const auto& r : from.rows) {
        const auto value = r.values.at("income");
        std::string income;
        if (value) {
            const auto quarters = boost::multiprecision::numerator(rational(*value / 250)).convert_to<int>();
            const int size = quarters < 0 ? -quarters : quarters;
            const char* const decimals[] = {".00", ".25", ".50", ".75"};
            income = (quarters < 0 ? "-" : "") + std::to_string(size / 4) + decimals[size % 4];
        }
        text += std::to_string(r.origin) + "," + std::to_string(r.person + 1) + "," + text_of(r.start) + "," +
                (r.end == open_end ? "" : text_of(r.end - from.exit_offset)) + "," +
                (r.birth ? to_string(*r.birth).substr(0, has_years && from.name == "support" ? 4 : 10) : "") + "," +
                r.codes.at("sex") + "," + r.codes.at("area") + "," + r.codes.at("reason") + "," + income + "\n";
    }
    return text;
}

inline std::string json_of(const coding& codes, const std::string& id) {
    std::string text = R"({"code_list": ")" + id + R"(", "codes": {)";
    for (const auto& [code, above] : codes.codes) {
        text += (text.back() == '{' ? "\"" : ", \"") + code + R"(": {"en": ")" + code + "\"";
        if (!above.empty()) text += R"(, "parent": ")" + above + "\"";
        if (codes.of_which.count(code)) text += R"(, "of_which": true)";
        text += "}";
    }
    return text + "}}";
}

inline std::string birth_of(const spells& from, bool has_years) {
    if (from.name != "support") return R"("birth": "born", )";
    return has_years ? R"("birth": {"column": "born", "is": "year"}, )" : "";
}

inline std::string schema_of(const spells& from, bool has_years) {
    return R"({"register": ")" + from.name + R"(", "spell": "spell", "person": "id", "start": "from",
        "exit": {"column": "to", "means": ")" +
           (from.exit_offset ? "last_day" : "first_day_after") + R"("}, )" + birth_of(from, has_years) +
           R"("exit_reason": "reason",
        "horizon": {"from": ")" +
           to_string(from.horizon.first) + R"(", "to": ")" + to_string(from.horizon.last) + R"("},
        "values": {"income": {"column": "income", "unit": "kSEK"}},
        "dimensions": {
            "sex": {"column": "sex", "codes": {"women": "women", "men": "men"}, "unknown": "unknown"},
            "area": {"column": "area", "code_list": "areas", "unknown": "nowhere"},
            "reason": {"column": "reason", "codes": {"work": "work", "studies": "studies", "moved": "moved"},
                       "unknown": "not_exited"}}})";
}

inline std::string status_sign(obs_status status, const rational& value) {
    switch (status.is) {
    case kohort::availability::missing:
        return "..";
    case kohort::availability::suppressed:
        return "...";
    case kohort::availability::nil:
        return "-";
    default:
        return text_of(value);
    }
}

inline kohort::data_set data_set_of(const world& made) {
    std::string documents = "[" + json_of(made.codings.at("area"), "areas") + ", " + json_of(made.zones, "zones");
    documents += R"(, {"correspondence": {"from": "areas", "to": "zones"}, "exact": true, "map": {)";
    std::string separator;
    for (const auto& [area, zone] : made.zone_of_area) {
        documents += separator + "\"" + area + "\": \"" + zone + "\"";
        separator = ", ";
    }
    documents += R"(}}, {"parameters": {"base_amount": {)";
    separator.clear();
    for (const auto& [year, amount] : made.base_amount) {
        documents += separator + "\"" + std::to_string(year) + "\": " + text_of(amount);
        separator = ", ";
    }
    documents += "}}}";
    for (const auto& each : made.registers) documents += ", " + schema_of(each, made.support_has_years);
    documents +=
        R"(, {"population": "people", "file": "people.csv", "at": "at", "count": "count", "age": {"from": "from", "to": "to"},
        "dimensions": {"sex": {"column": "sex", "codes": {"women": "women", "men": "men"}, "unknown": "unknown"}}},
        {"cells": "labour", "file": "printed.csv", "cell": "cell", "period": "period", "value": "value", "status": "status", "unit": "count",
        "dimensions": {"sex": {"column": "sex", "codes": {"women": "women", "men": "men"}}}}])";
    std::string people = "at,sex,from,to,count\n", printed = "cell,period,sex,value,status\n";
    for (const auto& each : made.people)
        people += to_string(each.at) + "," + each.sex + "," + std::to_string(each.from) + "," +
                  std::to_string(each.to) + "," + status_sign(each.status, each.count) + "\n";
    for (const auto& each : made.printed)
        printed += each.cell + "," + each.period + "," + each.sex + "," + status_sign(each.status, each.value) + "," +
                   (each.status.has(kohort::obs_flag::provisional) ? "provisional" : "") + "\n";

    kohort::data_set data;
    const auto check = []<class Problems>(const Problems& problems) {
        if constexpr (std::is_same_v<Problems, std::optional<kohort::error>>)
            EXPECT_FALSE(problems) << problems->what();
        else
            EXPECT_FALSE(problems) << to_string(*problems);
    };
    const auto parsed = kohort::parse_schema(documents);
    EXPECT_TRUE(parsed) << to_string(parsed.errors());
    for (const auto& document : parsed.value()) {
        if (const auto* list = std::get_if<kohort::code_list>(&document)) check(data.add(*list));
        if (const auto* rule = std::get_if<kohort::correspondence>(&document)) check(data.add(*rule));
        if (const auto* parameters = std::get_if<kohort::parameter_schema>(&document)) check(data.add(*parameters));
        if (const auto* schema = std::get_if<kohort::population_schema>(&document))
            check(data.read_text(*schema, people, "people"));
        if (const auto* schema = std::get_if<kohort::cells_schema>(&document))
            check(data.read_text(*schema, printed, "printed"));
        if (const auto* schema = std::get_if<kohort::register_schema>(&document))
            check(data.read_text(*schema, csv_of(made.named(schema->name), made.support_has_years), schema->name));
    }
    return data;
}

} // namespace naive
