#include <kohort/stats/between_groups.hpp>

#include "columns.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace kohort {
namespace {

using whole_number = boost::multiprecision::cpp_int;
using rational = boost::multiprecision::cpp_rational;

error too_large(std::string_view what) {
    return {error_code::plan, fmt::format("the exact {} does not fit into 64 bits; use fewer persons", what)};
}

std::optional<ratio> fitting(const rational& value) {
    const whole_number above = numerator(value), below = denominator(value);
    constexpr auto most = (std::numeric_limits<std::int64_t>::max)();
    if (above > most || above < -most || below > most) return std::nullopt;
    return ratio(above.convert_to<std::int64_t>(), below.convert_to<std::int64_t>());
}

whole_number sum_of(std::span<const std::int64_t> counts) {
    whole_number sum = 0;
    for (const auto each : counts) sum += each;
    return sum;
}

void check_counts(std::span<const std::int64_t> counts, std::string_view name, error_list& errors) {
    for (std::size_t each = 0; each < counts.size(); ++each)
        if (counts[each] < 0)
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("{} is {}; a count is not below 0", name, counts[each]),
                                path_of_row("districts", each));
    if (sum_of(counts) == 0)
        errors.emplace_back(error_code::invalid_argument, fmt::format("{} has no persons in any district", name));
}

error_list check_shares(std::span<const group_share> shares) {
    error_list errors;
    for (std::size_t each = 0; each < shares.size(); ++each) {
        const auto [part, whole] = shares[each];
        if (part < 0 || whole < part)
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("{} of {} is not a share: a part lies within its whole", part, whole),
                                path_of_row("groups", each));
    }
    return errors;
}

bool is_higher(const group_share& a, const group_share& b) noexcept {
    return ratio(a.part, a.whole) > ratio(b.part, b.whole);
}

/// The place of each group among the values of all, in rising order.
class sorted_values {
  public:
    void add(double value) { values_.push_back(value); }
    void sort() { std::ranges::sort(values_); }
    [[nodiscard]] std::size_t below(double value) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(values_, value) - values_.begin());
    }
    [[nodiscard]] std::size_t above(double value) const {
        return static_cast<std::size_t>(values_.end() - std::ranges::upper_bound(values_, value));
    }

  private:
    std::vector<double> values_;
};

} // namespace

result<ratio> index_of_dissimilarity(std::span<const std::int64_t> first, std::span<const std::int64_t> second) {
    error_list errors;
    if (first.size() != second.size())
        errors.emplace_back(
            error_code::invalid_argument,
            fmt::format("one group has {} districts, the other {}; give both the same", first.size(), second.size()));
    check_counts(first, "the first group", errors);
    check_counts(second, "the second group", errors);
    if (!errors.empty()) return errors;
    const auto all_first = sum_of(first), all_second = sum_of(second);
    whole_number apart = 0;
    for (std::size_t each = 0; each < first.size(); ++each)
        apart += abs(first[each] * all_second - second[each] * all_first);
    const auto index = fitting(rational(apart, 2 * all_first * all_second));
    if (!index) return too_large("index of dissimilarity");
    return *index;
}

result<share_spread> spread_of(std::span<const group_share> shares) {
    auto errors = check_shares(shares);
    if (!errors.empty()) return errors;
    std::optional<std::size_t> lowest, highest;
    for (std::size_t each = 0; each < shares.size(); ++each) {
        if (shares[each].whole == 0) continue;
        if (!lowest || is_higher(shares[*lowest], shares[each])) lowest = each;
        if (!highest || is_higher(shares[each], shares[*highest])) highest = each;
    }
    if (!lowest) return error(error_code::invalid_argument, "no group has a share: every whole is 0");
    const auto& [low_part, low_whole] = shares[*lowest];
    const auto& [high_part, high_whole] = shares[*highest];
    const rational low(low_part, low_whole), high(high_part, high_whole);
    const auto range = fitting(high - low);
    const auto quotient = low_part == 0 ? std::nullopt : fitting(high / low);
    if (!range || (!quotient && low_part != 0)) return too_large("spread of the shares");
    return share_spread{*lowest, *highest, *range, quotient};
}

result<std::vector<group_rank>> ranks_of(std::span<const group_share> shares, proportion_method method, double level) {
    auto errors = check_shares(shares);
    check_level(level, errors);
    if (!errors.empty()) return errors;

    std::vector<group_share> in_order;
    for (const auto& each : shares)
        if (each.whole > 0) in_order.push_back(each);
    std::ranges::sort(in_order, is_higher);
    const double level_of_one = std::pow(level, 1 / static_cast<double>(in_order.size()));

    std::vector<group_rank> ranks;
    sorted_values lower, upper;
    for (const auto& each : shares) {
        const auto share = proportion_interval(each.part, each.whole, method, level_of_one);
        ranks.push_back({0, 0, 0, share});
        if (each.whole == 0) continue;
        const auto place = std::ranges::lower_bound(in_order, each, is_higher);
        ranks.back().rank = 1 + static_cast<std::size_t>(place - in_order.begin());
        lower.add(share.lower);
        upper.add(share.upper);
    }
    lower.sort();
    upper.sort();
    for (auto& each : ranks) {
        if (each.rank == 0) continue;
        each.best = 1 + lower.above(each.share.upper);
        each.worst = in_order.size() - upper.below(each.share.lower);
    }
    return ranks;
}

} // namespace kohort
