#include <kohort/series/rolling.hpp>

#include "base/invalid_argument.hpp"
#include "figure_sum.hpp"
#include "figures.hpp"
#include "periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace kohort {
namespace {

std::optional<error> check(rolling_statistic statistic, const series& of, const rolling_options& options) {
    if (options.periods == 0)
        return invalid_argument("a rolling figure is made of at least 1 period (rolling_options::periods)");
    const auto least = options.at_least.value_or(options.periods);
    if (least == 0 || least > options.periods)
        return invalid_argument(
            fmt::format("at least {} of {} periods cannot be asked for; choose 1 to {} (rolling_options::at_least)",
                        least, options.periods, options.periods));
    if (statistic != rolling_statistic::sum) return std::nullopt;
    if (least < options.periods)
        return invalid_argument(
            "a sum needs all its periods: what lacks would be counted as 0; take the mean of those that are there "
            "(rolling_statistic::mean)");
    return why_no_sum(of);
}

/// The places of a line that can still be the least or largest of a window, from the front the best on.
class window_extreme {
  public:
    window_extreme(std::size_t size, bool largest) : largest_(largest) {
        places_.reserve(size);
        values_.reserve(size);
    }

    void clear() noexcept {
        places_.clear();
        values_.clear();
        front_ = 0;
    }
    void add(std::size_t place, const exact_number& value) {
        while (values_.size() > front_ && (largest_ ? value >= values_.back() : value <= values_.back())) {
            values_.pop_back();
            places_.pop_back();
        }
        places_.push_back(place);
        values_.push_back(value);
    }
    void remove_before(std::size_t place) noexcept {
        while (front_ < places_.size() && places_[front_] < place) ++front_;
    }
    [[nodiscard]] const exact_number& best() const noexcept { return values_[front_]; }

  private:
    bool largest_;
    std::size_t front_ = 0;
    std::vector<std::size_t> places_;
    std::vector<exact_number> values_;
};

class rolling_lines {
  public:
    rolling_lines(rolling_statistic statistic, const series& of, const rolling_options& options)
        : statistic_(statistic), of_(of), periods_(options.periods),
          at_least_(options.at_least.value_or(options.periods)), ratios_(of.about().kind == series_kind::ratio),
          extreme_(of.size(), statistic == rolling_statistic::maximum) {
        const auto ordinals = of.ordinals();
        const bool is_consecutive = ordinals.back() - ordinals.front() == static_cast<std::int32_t>(of.size()) - 1;
        const bool is_sum = statistic == rolling_statistic::sum && !ratios_;
        may_be_plain_ = (is_sum || statistic == rolling_statistic::mean) && is_consecutive && at_least_ == periods_;
    }

    void make(std::span<const cell> line, std::span<cell> made) {
        if (may_be_plain_ && plain_sums(line, made)) return;
        if (statistic_ == rolling_statistic::sum || statistic_ == rolling_statistic::mean)
            sums(line, made);
        else
            extremes(line, made);
    }

  private:
    /// What a cell has that a known whole number has not; 0 for what most cells are.
    static std::uint64_t unlike_plain(const cell& figure) noexcept {
        return static_cast<std::uint64_t>(figure.status.is) | figure.status.flags |
               static_cast<std::uint64_t>((figure.numerator.denominator() ^ 1) | (figure.denominator.numerator() ^ 1) |
                                          (figure.denominator.denominator() ^ 1));
    }

    /// The sums or means of a line of known whole numbers, in counted zeros: what most lines are, in one pass without
    /// branches. False when it is none or a sum passes 64 bits; then `made` means nothing.
    [[nodiscard]] bool plain_sums(std::span<const cell> line, std::span<cell> made) const noexcept {
        const ratio denominator = statistic_ == rolling_statistic::mean ? static_cast<std::int64_t>(periods_) : 1;
        std::uint64_t unlike = 0;
        std::int64_t sum = 0;
        bool passed = false;
        const auto short_of = (std::min)(periods_ - 1, line.size());
        for (std::size_t i = 0; i < short_of; ++i) {
            unlike |= unlike_plain(line[i]);
            passed |= __builtin_add_overflow(sum, line[i].numerator.numerator(), &sum);
            made[i].status = availability::missing;
        }
        for (std::size_t i = short_of; i < line.size(); ++i) {
            unlike |= unlike_plain(line[i]);
            passed |= __builtin_add_overflow(sum, line[i].numerator.numerator(), &sum);
            made[i].numerator = sum;
            made[i].denominator = denominator;
            passed |= __builtin_sub_overflow(sum, line[i - short_of].numerator.numerator(), &sum);
        }
        return unlike == 0 && !passed;
    }

    /// The first place in the window that ends at `last`, from that of the window before.
    [[nodiscard]] std::size_t first_place(std::size_t last, std::size_t before) const noexcept {
        const auto ordinals = of_.ordinals();
        while (static_cast<std::size_t>(ordinals[last] - ordinals[before]) >= periods_) ++before;
        return before;
    }

    void sums(std::span<const cell> line, std::span<cell> made) const {
        figure_sum window(ratios_ && statistic_ == rolling_statistic::sum);
        std::size_t first = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            window.add(line[i]);
            for (const auto next = first_place(i, first); first < next; ++first) window.remove(line[first]);
            const auto status = status_of(window.statuses(), i - first + 1);
            if (statistic_ == rolling_statistic::sum)
                made[i] = window.figure(status);
            else
                made[i] = status.has_value()
                              ? cell_of(window.sum(), exact_number(window.statuses().with_value()), status)
                              : without_value(status);
        }
    }

    void extremes(std::span<const cell> line, std::span<cell> made) {
        extreme_.clear();
        status_counts statuses;
        std::size_t first = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            statuses.add(line[i].status);
            if (line[i].status.has_value()) extreme_.add(i, value_of(line[i]));
            for (const auto next = first_place(i, first); first < next; ++first) statuses.remove(line[first].status);
            extreme_.remove_before(first);
            const auto status = status_of(statuses, i - first + 1);
            made[i] = status.has_value() ? cell_of(extreme_.best(), status) : without_value(status);
        }
    }

    /// The status of a figure of a window, `there` of whose periods the series has.
    [[nodiscard]] obs_status status_of(status_counts statuses, std::size_t there) const noexcept {
        statuses.add(availability::missing, static_cast<std::int64_t>(periods_ - there));
        if (statistic_ == rolling_statistic::sum) return statuses.of_sum();
        const auto over_nothing = statuses.of(availability::not_applicable);
        const auto known = static_cast<std::size_t>(statuses.with_value() + over_nothing);
        obs_status status;
        if (known < at_least_)
            status = availability_of_gaps(statuses);
        else if (statuses.with_value() == 0)
            status = availability::not_applicable;
        else if (statuses.of(availability::normal) == 0)
            status = availability::nil;
        status.flags = statuses.flags();
        if (status.has_value() && known < periods_) status.add(obs_flag::estimated);
        return status;
    }

    static availability availability_of_gaps(const status_counts& statuses) noexcept {
        for (const auto each : {availability::missing, availability::suppressed})
            if (statuses.of(each) > 0) return each;
        return availability::suppressed_secondary;
    }

    rolling_statistic statistic_;
    const series& of_;
    std::size_t periods_, at_least_;
    bool ratios_;
    bool may_be_plain_;
    window_extreme extreme_;
};

} // namespace

result<series> rolling(rolling_statistic statistic, const series& of, const rolling_options& options) {
    if (const auto problem = check(statistic, of, options)) return *problem;
    std::vector<cell> cells(of.cells().size());
    rolling_lines lines(statistic, of, options);
    try {
        for (std::size_t l = 0; l < of.lines(); ++l)
            lines.make(of.line(l), std::span(cells).subspan(l * of.size(), of.size()));
    } catch (const std::overflow_error&) {
        return too_large("a rolling figure");
    }
    auto about = of.about();
    about.kind = series_kind::other;
    return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
}

result<series> cumulative_within_year(const series& of) {
    if (const auto problem = why_no_sum(of)) return *problem;
    std::vector<int> years;
    std::vector<std::size_t> lacking; // periods right before this one, in the same year, that the series does not have
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto now = of.period_at(i);
        years.push_back(year_of(now));
        const bool is_first = i == 0 || years[i - 1] != years[i];
        auto before = now + -1;
        std::size_t count = 0;
        for (; year_of(before) == years[i] && (is_first || before.ordinal() != of.ordinals()[i - 1]); ++count)
            before = before + -1;
        lacking.push_back(count);
    }
    std::vector<cell> cells(of.cells().size());
    try {
        for (std::size_t l = 0; l < of.lines(); ++l) {
            figure_sum sum(of.about().kind == series_kind::ratio);
            for (std::size_t i = 0; i < of.size(); ++i) {
                if (i > 0 && years[i - 1] != years[i]) sum = figure_sum(of.about().kind == series_kind::ratio);
                if (lacking[i] > 0) sum.add({0, 1, availability::missing});
                sum.add(of.line(l)[i]);
                cells[l * of.size() + i] = sum.figure(sum.statuses().of_sum());
            }
        }
    } catch (const std::overflow_error&) {
        return too_large("a sum within the year");
    }
    auto about = of.about();
    about.kind = series_kind::other;
    return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
}

} // namespace kohort
