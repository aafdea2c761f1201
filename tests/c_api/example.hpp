// A small register and definitions for the tests of the C API.
#pragma once

#include <string>

namespace c_api_example {

inline constexpr const char* schema = R"({
  "register": "jobbtorg", "person": "person_id", "start": "start",
  "exit": {"column": "end", "means": "last_day"}, "exit_reason": "exit_reason", "birth": "birth",
  "horizon": {"from": "2023-01-01", "to": "2024-12-31"},
  "dimensions": {
    "sex": {"column": "sex", "codes": {"K": "women", "M": "men"}, "unknown": "unknown"},
    "exit_reason": {"column": "reason", "codes": {"A": "work", "S": "studies", "O": "other"}, "unknown": "unknown"}
  },
  "on_bad_row": {"overlap": "keep", "unknown_code": "count_as_unknown"}
})";

inline constexpr const char* definitions = R"([
  {"id": "city.enrolled", "version": "1", "name": {"en": "Persons enrolled", "sv": "Inskrivna personer"},
   "count": {"count": "persons", "register": "jobbtorg"}, "per": "year", "by": ["sex"], "unit": "persons"},
  {"id": "city.exit_share", "version": "2", "name": {"en": "Exits to work or studies"},
   "share": {"of": {"count": "exits", "register": "jobbtorg"}, "where": {"exit_reason": ["work", "studies"]}},
   "per": "year", "by": ["sex"], "unit": "percent", "decimals": 1},
  {"id": "city.median_days", "name": {"en": "Median days"},
   "quantile": {"of": "duration", "p": 0.5, "over": {"count": "exits", "register": "jobbtorg"}},
   "per": "year", "unit": "days"}
])";

inline constexpr const char* options = R"({"periods": "2023..2024"})";

inline constexpr const char* cohorts = R"([
  {"cohort": "city.entrants", "register": "jobbtorg", "from": {"entered": "2023..2024"}, "members": "spells",
   "causes": {"work": ["work"], "studies": ["studies"]}},
  {"cohort": "city.leavers", "register": "jobbtorg", "from": {"exited": "2023"}, "members": "persons"}
])";

/// `rows` spells, of which one in ten has something wrong; the same text for the same arguments.
inline std::string register_csv(int rows, int first_person = 0) {
    std::string text = "person_id,start,end,birth,sex,reason\n";
    for (int i = 0; i < rows; ++i) {
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        const auto date = [&](int days) {
            return std::to_string(2023 + days / 336 % 2) + "-" + two(1 + days / 28 % 12) + "-" + two(1 + days % 28);
        };
        const int start = i * 37 % 600, end = start + i * 11 % 90;
        const bool is_open = i % 7 == 3;
        text += std::to_string(first_person + i * 2 / 3) + "," + date(start) + "," +
                (is_open       ? ""
                 : i % 10 == 9 ? "2022-01-01"
                               : date(end)) +
                "," + std::to_string(1960 + i % 45) + "-06-15," +
                (i % 3 == 0    ? "K"
                 : i % 10 == 4 ? "X"
                               : "M") +
                "," +
                (is_open      ? ""
                 : i % 4 == 0 ? "A"
                 : i % 4 == 1 ? "S"
                              : "O") +
                "\n";
    }
    return text;
}

} // namespace c_api_example
