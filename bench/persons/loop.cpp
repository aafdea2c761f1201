#include "../harness/loop_columns.hpp"

#include <bit>

namespace bench {
namespace {

/// A bit per year for each person and group, then the bits counted: the best that is known without using the order.
class persons_by_flags : public loop_form {
    static constexpr std::size_t groups = 8, row = groups + 1;

    void load(const setting& with) override {
        loop_form::load(with);
        persons_ = static_cast<std::size_t>(*std::ranges::max_element(columns().person)) + 1;
    }

    void run() override {
        const auto& c = columns();
        std::vector<std::vector<std::uint16_t>> flags(threads_);
        in_parts(threads_, c.rows(), [&](unsigned part, std::size_t first, std::size_t last) {
            flags[part].assign(persons_ * groups, 0);
            auto* const of = flags[part].data();
            for (auto i = first; i < last; ++i) {
                const auto from = c.start_month(i) / 12, to = std::min<std::size_t>(c.end_month(i) / 12, years - 1);
                of[static_cast<std::size_t>(c.person[i]) * groups + c.code(c.target_group, i)] |=
                    static_cast<std::uint16_t>((2u << to) - (1u << from));
            }
        });
        partial_counts<std::int64_t> counts(threads_, (years + 1) * row);
        in_parts(threads_, persons_, [&](unsigned part, std::size_t first, std::size_t last) {
            auto* const count = counts.of(part);
            for (auto person = first; person < last; ++person) {
                unsigned in_any = 0;
                for (std::size_t group = 0; group < groups; ++group) {
                    unsigned in_group = 0;
                    for (const auto& of_part : flags) in_group |= of_part[person * groups + group];
                    in_any |= in_group;
                    add_years(count, in_group, group);
                }
                add_years(count, in_any, groups);
            }
        });
        counts_ = counts.sum();
    }

    static void add_years(std::int64_t* count, unsigned flags, std::size_t group) {
        count[years * row + group] += flags != 0;
        for (; flags != 0; flags &= flags - 1) ++count[static_cast<std::size_t>(std::countr_zero(flags)) * row + group];
    }

    std::vector<double> answer() const override { return {counts_.begin(), counts_.end()}; }

    std::size_t persons_ = 0;
    std::vector<std::int64_t> counts_;
};

const bool added = add_form<persons_by_flags>("persons", "hand");

} // namespace
} // namespace bench
