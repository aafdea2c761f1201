#include "../harness/loop_columns.hpp"

namespace bench {
namespace {

class follow_up : public loop_form {
    static constexpr std::size_t quarters = months / 3, states = 4, cells = quarters * 8;

    void load(const setting& with) override {
        loop_form::load(with);
        for (const auto month : columns().month_of) quarter_of_.push_back(static_cast<std::uint8_t>(month / 3));
    }

    void run() override {
        const auto& c = columns();
        partial_counts<std::uint32_t> counts(threads_, (quarters + 1) * 8 * states);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const count = counts.of(part);
            for (auto i = first; i < last; ++i) {
                const auto quarter = quarter_of_[static_cast<std::size_t>(c.end[i] < 0 ? days : c.end[i] - first_day)];
                ++count[(quarter * 8u + c.code(c.target_group, i)) * states + c.code(c.self_supporting, i)];
            }
        });
        counts_ = counts.sum();
    }

    std::vector<double> answer() const override {
        std::vector<double> all;
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const double no = counts_[cell * states], yes = counts_[cell * states + 1];
            all.insert(all.end(), {no + yes, yes, share_of(yes, no + yes)});
        }
        return all;
    }

    std::vector<std::uint8_t> quarter_of_;
    std::vector<std::uint32_t> counts_;
};

const bool added = add_form<follow_up>("follow_up", "hand");

} // namespace
} // namespace bench
