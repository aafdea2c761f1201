#include "../harness/kohort_forms.hpp"

namespace bench {

std::vector<double> means_answer(std::span<const kohort::indicator_table> tables) {
    const auto enrolled = ordinary_cells(tables[0].figures), durations = ordinary_cells(tables[1].figures);
    std::vector<double> all;
    for (std::size_t i = 0; i < enrolled.size(); ++i) all.insert(all.end(), {value(enrolled[i]), value(durations[i])});
    return all;
}

namespace {

class by_core : public core_form {
    std::vector<kohort::aggregate_measure> measures() const override {
        using kohort::aggregate_measure;
        aggregate_measure stock;
        stock.when = aggregate_measure::timing::close_of;
        stock.windows = month_ends();
        stock.axes = {axis_of("target_group"), axis_of("sex")};
        auto exits = stock;
        exits.when = aggregate_measure::timing::exits;
        exits.windows = windows_per(kohort::frequency::year);
        auto durations = exits;
        durations.adds = aggregate_measure::weighting::duration;
        return {stock, exits, durations};
    }

    std::vector<double> answer() const override {
        const auto stocks = without_totals(counts()[0]), exits = without_totals(counts()[1]),
                   durations = without_totals(counts()[2]);
        constexpr std::size_t cells = 8 * 2;
        std::vector<double> all;
        for (std::size_t i = 0; i < exits.size(); ++i) {
            double sum = 0;
            for (std::size_t month = 0; month < 12; ++month)
                sum += stocks[(i / cells * 12 + month) * cells + i % cells];
            all.insert(all.end(), {sum / 12, share_of(durations[i], exits[i])});
        }
        return all;
    }
};

const bool added = add_form<one_task<2>>("means", "definitions") && add_form<by_core>("means", "core");

} // namespace
} // namespace bench
