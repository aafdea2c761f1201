#include "../harness/loop_columns.hpp"

namespace bench {
namespace {

class survival : public loop_form {
    static constexpr std::size_t groups = 16, durations = days + 1, causes = 3, numbers = causes + 1;

    void run() override {
        const auto& c = columns();
        partial_counts<std::uint32_t> counts(threads_, groups * durations * numbers);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const count = counts.of(part);
            for (auto i = first; i < last; ++i) {
                const auto duration = static_cast<std::size_t>((c.end[i] < 0 ? last_day : c.end[i]) + 1 - c.start[i]);
                const auto group = c.code(c.target_group, i) * 2 + c.code(c.sex, i);
                ++count[(group * durations + duration) * numbers + c.code(c.exit_reason, i)];
            }
        });
        estimate(counts.sum());
    }

    /// By group and day: the share that stays, and those that have left by each cause.
    void estimate(const std::vector<std::uint32_t>& counts) {
        curves_.resize(counts.size());
        for (std::size_t group = 0; group < groups; ++group) {
            const auto* const left = &counts[group * durations * numbers];
            auto* const curve = &curves_[group * durations * numbers];
            double at_risk = 0, staying = 1, incidence[causes] = {};
            for (std::size_t i = 0; i < durations * numbers; ++i) at_risk += left[i];
            for (std::size_t i = 0; i < durations * numbers; i += numbers) {
                const double exits = double(left[i + 1]) + left[i + 2] + left[i + 3];
                for (std::size_t cause = 0; exits > 0 && cause < causes; ++cause)
                    incidence[cause] += staying * left[i + cause + 1] / at_risk;
                if (exits > 0) staying *= 1 - exits / at_risk;
                at_risk -= exits + left[i];
                curve[i] = staying;
                std::copy_n(incidence, causes, curve + i + 1);
            }
        }
    }

    std::vector<double> answer() const override { return curves_; }

    std::vector<double> curves_;
};

const bool added = add_form<survival>("survival", "hand");

} // namespace
} // namespace bench
