#include "../harness/loop_columns.hpp"

namespace bench {
namespace {

class means : public loop_form {
    static constexpr std::size_t cells = 8 * 2, block = (months + 1) * cells;

    void run() override {
        const auto& c = columns();
        partial_counts<std::int64_t> counts(threads_, 3 * block);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const entered = counts.of(part);
            auto *const left = entered + block, *const days_spent = left + block;
            for (auto i = first; i < last; ++i) {
                const auto cell = c.code(c.target_group, i) * 2 + c.code(c.sex, i);
                ++entered[c.start_month(i) * cells + cell];
                const auto at_end = c.end_month(i) * cells + cell;
                ++left[at_end];
                days_spent[at_end] += c.end[i] - c.start[i] + 1;
            }
        });
        const auto found = counts.sum();
        means_.assign(years * cells * 2, 0);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            std::int64_t stock = 0;
            for (std::size_t year = 0; year < years; ++year) {
                std::int64_t stocks = 0, exits = 0, of_days = 0;
                for (auto month = year * 12; month < year * 12 + 12; ++month) {
                    const auto i = month * cells + cell;
                    stocks += stock += found[i] - found[block + i];
                    exits += found[block + i];
                    of_days += found[2 * block + i];
                }
                means_[(year * cells + cell) * 2] = static_cast<double>(stocks) / 12;
                means_[(year * cells + cell) * 2 + 1] =
                    share_of(static_cast<double>(of_days), static_cast<double>(exits));
            }
        }
    }

    std::vector<double> answer() const override { return means_; }

    std::vector<double> means_;
};

const bool added = add_form<means>("means", "hand");

} // namespace
} // namespace bench
