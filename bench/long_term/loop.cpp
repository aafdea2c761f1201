#include "../harness/loop_columns.hpp"

#include <array>

namespace bench {
namespace {

class long_term : public loop_form {
    static constexpr std::size_t cells = 3 * 2, block = (months + 1) * cells;

    void run() override {
        const auto& c = columns();
        std::array<std::uint8_t, 128> band{};
        for (std::size_t age = 0; age < band.size(); ++age) band[age] = age < 25 ? 0 : age < 55 ? 1 : 2;
        partial_counts<std::int32_t> differences(threads_, 4 * block);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const entered = differences.of(part);
            auto *const left = entered + block, *const entered_long = left + block,
                        *const left_long = entered_long + block;
            for (auto i = first; i < last; ++i) {
                const auto cell = band[c.code(c.age, i)] * 2u + c.code(c.sex, i);
                const auto end = c.end_month(i);
                const std::size_t a_year_later = c.month_of[static_cast<std::size_t>(c.start[i] - first_day + 365)];
                ++entered[c.start_month(i) * cells + cell];
                ++left[end * cells + cell];
                ++entered_long[std::min(a_year_later, end) * cells + cell];
                ++left_long[end * cells + cell];
            }
        });
        const auto found = differences.sum();
        shares_.assign(months * cells * 3, 0);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            std::int32_t open = 0, open_long = 0;
            for (std::size_t month = 0; month < months; ++month) {
                const auto i = month * cells + cell;
                open += found[i] - found[block + i];
                open_long += found[2 * block + i] - found[3 * block + i];
                shares_[i * 3] = open;
                shares_[i * 3 + 1] = open_long;
                shares_[i * 3 + 2] = share_of(open_long, open);
            }
        }
    }

    std::vector<double> answer() const override { return shares_; }

    std::vector<double> shares_;
};

const bool added = add_form<long_term>("long_term", "hand");

} // namespace
} // namespace bench
