// The synthetic persons and the registers about them. One function makes one register, in rows that are ready to write.
#pragma once

#include "calendar.hpp"
#include "margins.hpp"

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bundled {

/// Number of a synthetic person; the same person in every register.
using person = int;

/// Hands out numbers.
class population {
  public:
    [[nodiscard]] person add() noexcept { return ++size_; }

  private:
    int size_ = 0;
};

/// P00042
inline std::string to_id(person p) {
    char text[16];
    std::snprintf(text, sizeof text, "P%05d", p);
    return text;
}

/// As recorded in Swedish registers.
constexpr std::string_view recorded(sex of) { return of == women ? "K" : "M"; }

/// Recorded where a column does not apply, so that only spells that go on have empty cells: no exit, no reason.
constexpr std::string_view not_applicable = "-";

/// A spell in jobbtorg: an enrolment, or a Stockholmsjobb.
struct enrolment {
    person who = 0;
    sex of = women;
    day birth = 0;
    std::string_view group;
    std::string_view job_type = not_applicable;
    bool with_studies = false;
    day start = 0;
    std::optional<day> exit;      ///< last day
    std::string_view reason = {}; ///< empty while it goes on
};

/// A table as it is written: a header and rows of cells without commas, quotes and line breaks.
struct table {
    std::string name; ///< of the register and of the file
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Enrolments ordered by person and start; the basis of after_exit, kaa and outreach.
std::vector<enrolment> make_enrolments(population& everyone);

table make_jobbtorg(const std::vector<enrolment>& enrolments);
table make_after_exit(const std::vector<enrolment>& enrolments);
table make_preparatory(population& everyone);
std::vector<table> make_programmes(population& everyone);
table make_kaa(population& everyone, const std::vector<enrolment>& enrolments);
table make_outreach(population& everyone, const std::vector<enrolment>& enrolments);
table make_holiday_jobs(population& everyone);

/// The register of a programme: of its own when it was printed for 2024 alone, so that it can tell that nothing is
/// known about 2023.
constexpr std::string_view register_of(std::string_view programme) {
    return programme == "finsam" || programme == "iwork" ? programme : "programmes";
}

/// Orders rows by their cells, which is by person.
void sort_rows(table& register_table);

/// Counts the rows again, from their text alone, against every margin. Returns what does not agree, one line each.
std::vector<std::string> disagreements(const std::vector<table>& tables);

} // namespace bundled
