// How did it develop? Enrolled at the end of each quarter, and how fast people left: exits per 100 person-years, which
// does not rise only because there are more people to leave.
#include "bundled.hpp"

int main() {
    return run([] {
        using namespace kohort;
        const data_set data = bundled({"jobbtorg"});
        const spell_register& jobbtorg = *data.find("jobbtorg");
        const spell_register people = merge_gaps(jobbtorg, days(0)); // who is in two target groups is one person there
        exposure_query query;
        for (int quarter = 0; quarter < 12; ++quarter)
            query.periods.push_back(period({frequency::quarter}, 4 * 2022 + quarter));

        std::printf("quarter  enrolled  exits  per 100 person-years\n");
        for (const exposure_cell& cell : exposure({&people, {}}, query).value()) {
            const day last = parse_period(cell.period)->last_day();
            cohort_selection stock(std::shared_ptr<const spell_register>(std::shared_ptr<void>(), &people));
            stock.in_stock(last, "enrolled");
            std::printf("%s  %8zu  %5lld  %.1f\n", cell.period.c_str(), stock.members().size(),
                        static_cast<long long>(cell.events), 100 * cell.rate()->to_double());
        }
    });
}
