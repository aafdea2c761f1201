// A register small enough to count by hand.
#pragma once

namespace cli_test {

inline constexpr auto schema = R"({
  "register": "jobb", "file": "spells.csv",
  "person": "id", "start": "start", "exit": {"column": "end", "means": "last_day"}, "exit_reason": "reason",
  "horizon": {"from": "2023-01-01", "to": "2024-12-31"},
  "dimensions": {"sex": {"column": "sex", "codes": {"K": "women", "M": "men"}},
                 "reason": {"column": "reason", "codes": {"A": "work", "S": "studies"}}}
})";

/// Present in 2023: persons 1 and 3 (women), 2 (a man); in 2024 the same and 4 (a man). Exits in 2023: one, to work; in
/// 2024: two to studies, one to work.
inline constexpr auto spells = "id,sex,start,end,reason\n"
                               "1,K,2023-02-01,2023-05-31,A\n"
                               "2,M,2023-03-01,2024-02-29,S\n"
                               "3,K,2023-06-15,,\n"
                               "1,K,2024-01-10,2024-06-30,S\n"
                               "4,M,2024-03-01,2024-03-31,A\n";

inline constexpr auto definitions = R"([
  {"id": "test.enrolled", "version": "1", "name": {"sv": "Inskrivna", "en": "Enrolled"},
   "source": {"document": "made up", "section": "1", "owner": "test"},
   "count": {"count": "persons", "register": "jobb"},
   "per": "year", "by": ["sex"], "unit": "persons"},
  {"id": "test.exits_to_work", "version": "1", "name": {"sv": "Avslut till arbete", "en": "Exits to work"},
   "source": {"document": "made up", "section": "2", "owner": "test"},
   "share": {"of": {"count": "exits", "register": "jobb"}, "where": {"reason": ["work"]}},
   "per": "year", "unit": "percent", "decimals": 0}
])";

/// What `--format csv` writes of it.
inline constexpr auto figures = "indicator,version,period,sex,value,numerator,denominator,status\n"
                                "test.enrolled,1,2023,women,2,2,,\n"
                                "test.enrolled,1,2023,men,1,1,,\n"
                                "test.enrolled,1,2023,total,3,3,,\n"
                                "test.enrolled,1,2024,women,2,2,,\n"
                                "test.enrolled,1,2024,men,2,2,,\n"
                                "test.enrolled,1,2024,total,4,4,,\n"
                                "test.exits_to_work,1,2023,,100,1,1,\n"
                                "test.exits_to_work,1,2024,,33,1,3,\n";

/// Puts the register into a folder.
template <class Folder>
void write_small_register(const Folder& folder) {
    folder.write("schema.json", schema);
    folder.write("spells.csv", spells);
    folder.write("definitions.json", definitions);
}

} // namespace cli_test
