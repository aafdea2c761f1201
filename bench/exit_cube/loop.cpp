#include "../harness/loop_columns.hpp"

namespace bench {
namespace {

class exit_cube : public loop_form {
    static constexpr std::size_t reasons = 4, cells = (months + 1) * 2 * 14 * 8 * reasons;

    void run() override {
        const auto& c = columns();
        partial_counts<std::uint32_t> counts(threads_, cells);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const count = counts.of(part);
            for (auto i = first; i < last; ++i) {
                const auto place = (c.end_month(i) * 2 + c.code(c.sex, i)) * 14 + c.code(c.district, i);
                ++count[(place * 8 + c.code(c.target_group, i)) * reasons + c.code(c.exit_reason, i)];
            }
        });
        counts_ = counts.sum();
    }

    std::vector<double> answer() const override {
        std::vector<double> all;
        for (std::size_t cell = 0; cell < cells / (months + 1) * months; cell += reasons) {
            const double work = counts_[cell + 1], studies = counts_[cell + 2], other = counts_[cell + 3];
            all.insert(all.end(), {work, studies, other, share_of(work + studies, work + studies + other)});
        }
        return all;
    }

    std::vector<std::uint32_t> counts_;
};

const bool added = add_form<exit_cube>("exit_cube", "hand");

} // namespace
} // namespace bench
