#include "../harness/loop_columns.hpp"

namespace bench {
namespace {

class stock : public loop_form {
    static constexpr std::size_t cells = 2 * 14;

    void run() override {
        const auto& c = columns();
        partial_counts<std::int32_t> differences(threads_, 2 * (months + 1) * cells);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const entered = differences.of(part);
            auto* const left = entered + (months + 1) * cells;
            for (auto i = first; i < last; ++i) {
                const auto cell = c.code(c.sex, i) * 14 + c.code(c.district, i);
                ++entered[c.start_month(i) * cells + cell];
                ++left[c.end_month(i) * cells + cell];
            }
        });
        stocks_ = differences.sum();
        for (std::size_t i = 0; i < months * cells; ++i)
            stocks_[i] += (i < cells ? 0 : stocks_[i - cells]) - stocks_[(months + 1) * cells + i];
    }

    std::vector<double> answer() const override { return {stocks_.begin(), stocks_.begin() + months * cells}; }

    std::vector<std::int32_t> stocks_;
};

const bool added = add_form<stock>("stock", "hand");

} // namespace
} // namespace bench
