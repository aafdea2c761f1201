#include "../harness/harness.hpp"
#include "../harness/series_table.hpp"

namespace bench {
namespace {

class moving_means : public form {
    void load(const setting&) override {
        for (std::size_t series = 0; series < series_count; ++series)
            for (std::size_t month = 0; month < series_months; ++month)
                figures_.push_back(series_figure(series, month));
        means_.resize(figures_.size());
    }

    void run() override {
        for (std::size_t series = 0; series < series_count; ++series) {
            const auto* const figure = figures_.data() + series * series_months;
            auto* const mean = means_.data() + series * series_months;
            int sum = 0;
            for (std::size_t month = 0; month < series_months; ++month) {
                sum += figure[month] - (month >= 12 ? figure[month - 12] : 0);
                mean[month] = month >= 11 ? sum / 12.0 : 0;
            }
        }
    }

    std::vector<double> answer() const override { return means_; }

    std::vector<int> figures_;
    std::vector<double> means_;
};

const bool added = add_form<moving_means>("moving_means", "hand");

} // namespace
} // namespace bench
