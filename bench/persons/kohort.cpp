#include "../harness/kohort_forms.hpp"

namespace bench {

std::vector<double> persons_answer(std::span<const kohort::indicator_table> tables) {
    std::vector<double> all;
    const auto add_row = [&all](const kohort::cube& figures, std::size_t year) {
        const auto& groups = figures.axes()[1];
        for (std::size_t group = 0; group < groups.size(); ++group)
            if (groups[group].is != kohort::axis_position::role::unknown)
                all.push_back(numerator(figures.cells()[year * groups.size() + group]));
    };
    for (std::size_t year = 0; year < years; ++year) add_row(tables[0].figures, year);
    add_row(tables[1].figures, years - 1);
    return all;
}

namespace {

class by_core : public core_form {
    std::vector<kohort::aggregate_measure> measures() const override {
        kohort::aggregate_measure persons;
        persons.distinct_persons = true;
        persons.windows = windows_per(kohort::frequency::year);
        persons.axes = {axis_of("target_group")};
        auto ever = persons;
        ever.windows = {{persons.windows.front().first, persons.windows.back().last}};
        return {persons, ever};
    }
    std::vector<double> answer() const override {
        std::vector<double> all;
        for (const auto& each : counts()) all.insert(all.end(), each.counts.begin(), each.counts.end());
        return all;
    }
};

const bool added = add_form<one_task<3>>("persons", "definitions") && add_form<by_core>("persons", "core");

} // namespace
} // namespace bench
