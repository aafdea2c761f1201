// How do cohorts differ? Those who entered in each half-year, by who was still there so many months later, and whether
// women and men differ: by the log-rank test, and in days of the first year.
#include "bundled.hpp"

int main() {
    return run([] {
        using namespace kohort;
        const data_set data = bundled({"jobbtorg"});
        const cohort entrants = formed(cohort_builder("entrants")
                                           .entered("jobbtorg", "2022..2024")
                                           .where_not("target_group", {"stockholmsjobb"})
                                           .persons(),
                                       data);
        retention_query query;
        query.every = frequency::half_year;
        const retention_triangle triangle = retention(entrants, group_by(entrants, {}).value(), query).value().front();
        std::printf(
            "Still enrolled after so many months, percent (- is not known yet)\nentered  people     3     6    12\n");
        for (std::size_t row = 0; row < triangle.entry.size(); ++row) {
            std::printf("%-7s %7lld", triangle.entry[row].label().c_str(),
                        static_cast<long long>(triangle.at(row, 0).members));
            for (const int month : {3, 6, 12}) {
                const retention_cell& cell = triangle.at(row, month);
                if (!cell.status.has_value())
                    std::printf("     -");
                else
                    std::printf(" %5.1f",
                                100.0 * static_cast<double>(cell.retained) / static_cast<double>(cell.members));
            }
            std::printf("\n");
        }

        const std::vector<std::string> by{"sex"};
        const duration_counts counts = count_durations(entrants, group_by(entrants, by).value()).value();
        const auto curves = kaplan_meier(counts).value();
        const auto women = restricted_mean(curves[0], 365).value(), men = restricted_mean(curves[1], 365).value();
        const mean_difference gap = difference(women, men).value();
        std::printf("Of the first year, women spent %.1f days and men %.1f: %+.1f days (95 %%: %+.1f to %+.1f).\n",
                    women.days, men.days, gap.days, gap.lower, gap.upper);
        std::printf("Log-rank test that they do not differ: p = %.4f\n", log_rank(counts).value().p_value);
    });
}
