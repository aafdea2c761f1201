// How fast this machine reads memory: the sum of a gigabyte.
#include "../harness/harness.hpp"

#include <numeric>

namespace bench {
namespace {

class bandwidth : public form {
    void load(const setting& with) override {
        threads_ = with.threads;
        words_.assign(std::size_t{1} << 27, 1);
    }
    void run() override {
        partial_counts<std::uint64_t> sums(threads_, 1);
        in_parts(threads_, words_.size(), [&](unsigned part, std::size_t first, std::size_t last) {
            std::uint64_t sum = 0;
            for (auto i = first; i < last; ++i) sum += words_[i];
            *sums.of(part) = sum;
        });
        sum_ = sums.sum().front();
    }
    std::vector<double> answer() const override { return {static_cast<double>(sum_)}; }

    unsigned threads_ = 1;
    std::vector<std::uint64_t> words_;
    std::uint64_t sum_ = 0;
};

const bool added = add_form<bandwidth>("bandwidth", "read");

} // namespace
} // namespace bench
