// How long are they enrolled? Everyone's first enrolment at Jobbtorg in 2022 and 2023, without Stockholmsjobb. Those
// who are still there count with the time they have been seen, which a mean of exits leaves out.
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
        const member_groups all = group_by(entrants, {}).value();
        const survival_curve curve = kaplan_meier(count_durations(entrants, all).value()).value().front();
        const duration_quantile half = median(curve);
        const restricted_mean_duration mean = restricted_mean(curve, 365).value();

        std::printf("%zu people entered Jobbtorg in 2022 and 2023.\n", entrants.members.size());
        std::printf("Half of them had left after %.0f days (95 %%: %.0f to %.0f).\n", half.days, half.lower,
                    half.upper);
        for (const int day : {91, 182, 365})
            std::printf("Still enrolled after %3d days: %.1f %%\n", day, 100 * survival_on(curve, day));
        std::printf("Of the first year they spent %.1f days there on average (standard error %.1f).\n", mean.days,
                    mean.standard_error);
    });
}
