#include "../harness/kohort_forms.hpp"

namespace bench {

std::vector<double> exit_cube_answer(std::span<const kohort::indicator_table> tables) {
    const auto exits = ordinary_cells(tables[0].figures), shares = ordinary_cells(tables[1].figures);
    std::vector<double> all;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (std::size_t reason = 0; reason < 3; ++reason) all.push_back(numerator(exits[i * 3 + reason]));
        all.push_back(value(shares[i]));
    }
    return all;
}

namespace {

class by_core : public core_form {
    std::vector<kohort::aggregate_measure> measures() const override {
        kohort::aggregate_measure exits;
        exits.when = kohort::aggregate_measure::timing::exits;
        exits.windows = windows_per(kohort::frequency::month);
        for (const auto* name : {"sex", "district", "target_group", "exit_reason"}) exits.axes.push_back(axis_of(name));
        return {exits};
    }

    std::vector<double> answer() const override {
        const auto exits = without_totals(counts().front());
        std::vector<double> all;
        for (std::size_t i = 0; i < exits.size(); i += 3) {
            const auto work = exits[i], studies = exits[i + 1], other = exits[i + 2];
            all.insert(all.end(), {work, studies, other, share_of(work + studies, work + studies + other)});
        }
        return all;
    }
};

const bool added = add_form<one_task<0>>("exit_cube", "definitions") && add_form<by_core>("exit_cube", "core");

} // namespace
} // namespace bench
