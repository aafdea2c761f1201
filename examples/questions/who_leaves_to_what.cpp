// Who leaves to what? Exits to work, to studies and for other reasons compete: who has left for one cannot leave for
// another. With those who are still there they add up to everybody.
#include "bundled.hpp"

int main() {
    return run([] {
        using namespace kohort;
        const data_set data = bundled({"jobbtorg"});
        const cohort entrants = formed(cohort_builder("entrants")
                                           .entered("jobbtorg", "2022..2023")
                                           .where_not("target_group", {"stockholmsjobb"})
                                           .persons(),
                                       data);
        const std::vector<std::string> by{"target_group"};
        const member_groups groups = group_by(entrants, by).value();
        const cohort_exits exits{{{"work", {"work"}}, {"studies", {"studies"}}}, {}};
        const duration_counts counts = count_durations(entrants, groups, exits).value();
        const auto curves = cumulative_incidences(counts).value();

        std::printf("One year after entering Jobbtorg, percent\n%-22s %7s %7s %7s %8s\n", "target group", "work",
                    "studies", "other", "still in");
        for (std::size_t g = 0; g < groups.size(); ++g) {
            std::printf("%-22s", groups.name(g).c_str());
            double left = 0;
            for (std::size_t cause = 0; cause < counts.causes.size(); ++cause) {
                const cumulative_incidence& curve = curves[g * counts.causes.size() + cause];
                double share = 0;
                for (std::size_t i = 0; i < curve.day.size() && curve.day[i] <= 365; ++i) share = curve.incidence[i];
                left += share;
                std::printf(" %7.1f", 100 * share);
            }
            std::printf(" %8.1f\n", 100 * (1 - left));
        }
    });
}
