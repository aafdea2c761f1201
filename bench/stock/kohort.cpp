#include "../harness/kohort_forms.hpp"

namespace bench {

std::vector<double> stock_answer(std::span<const kohort::indicator_table> tables) {
    std::vector<double> all;
    for (const auto& cell : ordinary_cells(tables[0].figures)) all.push_back(numerator(cell));
    return all;
}

namespace {

class by_core : public core_form {
    std::vector<kohort::aggregate_measure> measures() const override {
        kohort::aggregate_measure stock;
        stock.when = kohort::aggregate_measure::timing::close_of;
        stock.windows = month_ends();
        for (const auto* name : {"sex", "district"}) stock.axes.push_back(axis_of(name));
        return {stock};
    }
    std::vector<double> answer() const override { return without_totals(counts().front()); }
};

const bool added = add_form<one_task<1>>("stock", "definitions") && add_form<by_core>("stock", "core");

} // namespace
} // namespace bench
