// Boost.Histogram: axes known at compile time, filled a column at a time; the month of each day by the same table as
// the plain loop's.
#include "../harness/loop_columns.hpp"

#include <boost/histogram.hpp>

#include <array>
#include <span>
#include <variant>

namespace bench {
namespace {

namespace bh = boost::histogram;

auto empty() {
    using codes = bh::axis::integer<int, bh::use_default, bh::axis::option::none_t>;
    return bh::make_histogram_with(std::vector<std::uint32_t>(), codes(0, months + 1), codes(0, 2), codes(0, 14),
                                   codes(0, 8), codes(0, 4));
}

class exit_cube : public loop_form {
    void run() override {
        const auto& c = columns();
        std::vector<decltype(empty())> parts(threads_, empty());
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            constexpr std::size_t block = 1 << 14;
            std::array<int, block> month;
            std::array<std::array<int, block>, 4> codes;
            const std::array columns_of{&c.sex, &c.district, &c.target_group, &c.exit_reason};
            for (auto from = first; from < last; from += block) {
                const auto rows = std::min(block, last - from);
                for (std::size_t i = 0; i < rows; ++i) month[i] = static_cast<int>(c.end_month(from + i));
                for (std::size_t k = 0; k < codes.size(); ++k)
                    for (std::size_t i = 0; i < rows; ++i) codes[k][i] = (*columns_of[k])[from + i];
                const std::array spans{std::span(month).first(rows), std::span(codes[0]).first(rows),
                                       std::span(codes[1]).first(rows), std::span(codes[2]).first(rows),
                                       std::span(codes[3]).first(rows)};
                parts[part].fill(spans);
            }
        });
        for (unsigned part = 1; part < threads_; ++part) parts[0] += parts[part];
        counts_ = std::move(parts[0]);
    }

    std::vector<double> answer() const override {
        std::vector<double> all;
        for (int month = 0; month < months; ++month)
            for (int sex = 0; sex < 2; ++sex)
                for (int district = 0; district < 14; ++district)
                    for (int group = 0; group < 8; ++group) {
                        const auto count = [&](int reason) {
                            return static_cast<double>(counts_.at(month, sex, district, group, reason));
                        };
                        all.insert(all.end(), {count(1), count(2), count(3),
                                               share_of(count(1) + count(2), count(1) + count(2) + count(3))});
                    }
        return all;
    }

    decltype(empty()) counts_ = empty();
};

const bool added = add_form<exit_cube>("exit_cube", "static_axes");

} // namespace
} // namespace bench
