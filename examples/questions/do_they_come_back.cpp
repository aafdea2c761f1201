// Do they come back? Enrolments that overlap or follow each other are one; who starts a new one after a gap has come
// back. The estimate uses everybody as far as they are followed, the plain share only those followed to the end.
#include "bundled.hpp"

int main() {
    return run([] {
        using namespace kohort;
        const data_set data = bundled({"jobbtorg"});
        const cohort left = formed(cohort_builder("left").exited("jobbtorg", "2022..2024").merging_gaps(days(0)), data);
        const std::vector<spell_source> sources{{left.registers.front().get(), {}}};
        const return_rates rates = return_rates_of(left, group_by(left, {}).value(), sources, 12).value().front();

        std::printf("%lld exits from Jobbtorg in 2022-2024\n", static_cast<long long>(rates.exits));
        for (const std::size_t month : {3U, 6U, 12U})
            std::printf(
                "Back within %2zu months: %lld of the %lld who are followed so long (%.1f %%); estimate %.1f %%\n",
                month, static_cast<long long>(rates.returned[month - 1]),
                static_cast<long long>(rates.known[month - 1]),
                100.0 * static_cast<double>(rates.returned[month - 1]) / static_cast<double>(rates.known[month - 1]),
                100 * (1 - survival_on(rates.curve, static_cast<double>(month))));
    });
}
