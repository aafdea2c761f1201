// Are they self-supporting three and six months later? Of those whose Stockholmsjobb ended, who is in unsubsidised work
// or studies on that day? Who cannot be followed so long is left out, not counted as a failure.
#include "bundled.hpp"

int main() {
    return run([] {
        using namespace kohort;
        const data_set data = bundled({"jobbtorg", "after_exit"});
        const cohort ended = formed(
            cohort_builder("ended").exited("jobbtorg", "2022..2024").where("target_group", {"stockholmsjobb"}), data);
        const spell_register& after = *data.find("after_exit");
        const dimension_column& state = *after.find_dimension("state");
        std::vector<std::uint8_t> supporting(state.codes.size() + 1, 0);
        for (const auto* code : {"unsubsidised_work", "studies"}) supporting[*state.codes.find(code) + 1] = 1;
        const std::vector<follow_up_source> sources{{&after, {{&state, supporting}}}};

        std::printf("Stockholmsjobb that ended in 2022-2024: %zu\n", ended.members.size());
        for (const int count : {3, 6}) {
            const follow_up_rule rule{months(count), follow_up_form::on_day, follow_up_state::present};
            int known = 0, reached = 0, unknown = 0;
            for (const auto outcome : follow_up_outcomes(ended, rule, sources)) {
                const auto is = static_cast<follow_up_outcome>(outcome);
                reached += is == follow_up_outcome::complete_reached;
                known += is == follow_up_outcome::complete_reached || is == follow_up_outcome::complete;
                unknown += is == follow_up_outcome::incomplete || is == follow_up_outcome::incomplete_reached;
            }
            std::printf(
                "%d months later: %d of %d in unsubsidised work or studies (%.1f %%); %d not followed so long\n", count,
                reached, known, 100.0 * reached / known, unknown);
        }
    });
}
