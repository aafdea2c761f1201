#include "base/invalid_argument.hpp"
#include "loess.hpp"

#include <kohort/series/seasonal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kohort {
namespace {

constexpr int longest_window = 1'000'000;

/// The options with everything said.
struct parameters {
    std::size_t period;
    bool is_periodic;
    loess seasonal, trend, low_pass;
    int inner, robust;
    bool is_robust;
};

std::size_t odd_window(int wanted) {
    const auto least = std::max(3, wanted);
    return static_cast<std::size_t>(least + (least % 2 == 0 ? 1 : 0));
}

std::size_t tenth(double window) { return static_cast<std::size_t>(std::ceil(window / 10)); }

/// A jump goes by the window as it was asked for, like in R.
std::size_t jump_of(const std::optional<int>& wanted, int window) {
    return wanted ? static_cast<std::size_t>(*wanted) : tenth(window);
}

int next_odd(double number) {
    const auto whole = static_cast<int>(std::nearbyint(number));
    return whole + (whole % 2 == 0 ? 1 : 0);
}

struct number_in_range {
    std::string_view name;
    std::optional<int> value;
    int least, most;
};

error_list check(std::span<const double> observed, int period, const stl_options& options) {
    error_list errors;
    for (const auto& [name, value, least, most] :
         {number_in_range{"period", period, 2, longest_window},
          number_in_range{"seasonal_window", options.seasonal_window, 3, longest_window},
          number_in_range{"trend_window", options.trend_window, 3, longest_window},
          number_in_range{"low_pass_window", options.low_pass_window, 3, longest_window},
          number_in_range{"seasonal_degree", options.seasonal_degree, 0, 1},
          number_in_range{"trend_degree", options.trend_degree, 0, 1},
          number_in_range{"low_pass_degree", options.low_pass_degree, 0, 1},
          number_in_range{"seasonal_jump", options.seasonal_jump, 1, longest_window},
          number_in_range{"trend_jump", options.trend_jump, 1, longest_window},
          number_in_range{"low_pass_jump", options.low_pass_jump, 1, longest_window},
          number_in_range{"inner_iterations", options.inner_iterations, 1, 1000},
          number_in_range{"robust_iterations", options.robust_iterations, 0, 1000}})
        if (value && (*value < least || *value > most))
            errors.push_back(invalid_argument(fmt::format("{} is {}; choose {} to {}", name, *value, least, most)));
    if (!errors.empty()) return errors;
    if (observed.size() <= 2 * static_cast<std::size_t>(period))
        errors.push_back(invalid_argument(
            fmt::format("{} observations; a seasonal pattern of {} periods shows in more than two years "
                        "({} observations or more)",
                        observed.size(), period, 2 * period + 1)));
    for (std::size_t i = 0; i < observed.size(); ++i) {
        if (std::isinf(observed[i])) errors.push_back(invalid_argument(fmt::format("observation {} is infinite", i)));
        if (std::isnan(observed[i]) && !options.over_gaps) {
            errors.push_back(
                invalid_argument(fmt::format("observation {} is missing; fill it, or let the fits pass over gaps "
                                             "(stl_options::over_gaps)",
                                             i)));
            break;
        }
    }
    return errors;
}

parameters parameters_of(std::size_t n, int period, const stl_options& options) {
    const bool is_periodic = !options.seasonal_window;
    const auto seasonal = options.seasonal_window.value_or(static_cast<int>(10 * n + 1));
    const auto trend = options.trend_window.value_or(next_odd(std::ceil(1.5 * period / (1 - 1.5 / seasonal))));
    const auto low_pass = options.low_pass_window.value_or(next_odd(period));
    return {static_cast<std::size_t>(period),
            is_periodic,
            {odd_window(seasonal), is_periodic ? 0 : options.seasonal_degree, jump_of(options.seasonal_jump, seasonal)},
            {odd_window(trend), options.trend_degree, jump_of(options.trend_jump, trend)},
            {odd_window(low_pass), options.low_pass_degree.value_or(options.trend_degree),
             jump_of(options.low_pass_jump, low_pass)},
            options.inner_iterations.value_or(options.robust ? 1 : 2),
            options.robust_iterations.value_or(options.robust ? 15 : 0),
            options.robust};
}

/// Means of `length` neighbours, of which there are fewer; in place.
void moving_average(std::vector<double>& values, std::size_t length) {
    const auto count = values.size() - length + 1;
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += values[i];
    double leaving = values[0];
    values[0] = sum / static_cast<double>(length);
    for (std::size_t i = 1; i < count; ++i) {
        sum = sum - leaving + values[i + length - 1];
        leaving = std::exchange(values[i], sum / static_cast<double>(length));
    }
    values.resize(count);
}

class stl_decomposition {
  public:
    stl_decomposition(std::span<const double> observed, parameters how)
        : how_(std::move(how)), n_(observed.size()), observed_(observed.begin(), observed.end()), trend_(n_),
          seasonal_(n_), detrended_(n_), low_(n_) {
        for (auto& each : observed_) {
            if (!std::isnan(each)) continue;
            if (present_.empty()) present_.assign(n_, 1);
            present_[static_cast<std::size_t>(&each - observed_.data())] = 0;
            each = 0;
        }
        weights_ = present_;
    }

    stl_parts run() {
        for (int round = 0;; ++round) {
            for (int i = 0; i < how_.inner; ++i) inner_iteration();
            if (round == how_.robust) break;
            weigh();
        }
        if (how_.is_periodic) average_seasons();
        return parts();
    }

  private:
    void inner_iteration() {
        for (std::size_t i = 0; i < n_; ++i) detrended_[i] = observed_[i] - trend_[i];
        smooth_seasons();
        auto low = cycles_;
        moving_average(low, how_.period);
        moving_average(low, how_.period);
        moving_average(low, 3);
        how_.low_pass.smooth(low, {}, low_);
        for (std::size_t i = 0; i < n_; ++i) seasonal_[i] = cycles_[how_.period + i] - low_[i];
        for (std::size_t i = 0; i < n_; ++i) detrended_[i] = observed_[i] - seasonal_[i]; // deseasonalised
        how_.trend.smooth(detrended_, weights_, trend_);
        // Where robust weights leave nothing to a fit beside a gap, the last one stays.
        for (std::size_t i = 0; i < n_; ++i)
            if (!is_present(i)) observed_[i] = seasonal_[i] + trend_[i];
    }

    /// Each season over the years, smoothed, from a year before the first observation to a year after the last.
    void smooth_seasons() {
        const auto period = how_.period;
        cycles_.resize(n_ + 2 * period);
        for (std::size_t season = 0; season < period; ++season) {
            years_.clear();
            year_weights_.clear();
            for (auto i = season; i < n_; i += period) {
                years_.push_back(detrended_[i]);
                if (!weights_.empty()) year_weights_.push_back(weights_[i]);
            }
            const auto count = years_.size();
            smoothed_.resize(count);
            how_.seasonal.smooth(years_, year_weights_, smoothed_);
            const auto window = std::min(how_.seasonal.window(), count);
            const auto before = how_.seasonal.fit(years_, year_weights_, -1, {0, window - 1});
            const auto after =
                how_.seasonal.fit(years_, year_weights_, static_cast<double>(count), {count - window, count - 1});
            cycles_[season] = before.value_or(smoothed_.front());
            for (std::size_t year = 0; year < count; ++year) cycles_[(year + 1) * period + season] = smoothed_[year];
            cycles_[(count + 1) * period + season] = after.value_or(smoothed_.back());
        }
    }

    /// Bisquare weights of the remainders.
    void weigh() {
        std::vector<double> sizes, sorted;
        for (std::size_t i = 0; i < n_; ++i) {
            sizes.push_back(std::abs(observed_[i] - (seasonal_[i] + trend_[i])));
            if (is_present(i)) sorted.push_back(sizes.back());
        }
        std::ranges::sort(sorted);
        const auto middle = sorted.size() / 2;
        const double reach = 3 * (sorted[middle] + sorted[sorted.size() - middle - 1]); // 6 medians
        weights_.resize(n_);
        for (std::size_t i = 0; i < n_; ++i) weights_[i] = is_present(i) ? bisquare(sizes[i], reach) : 0;
    }

    static double bisquare(double size, double reach) noexcept {
        if (size <= 0.001 * reach) return 1;
        if (size > 0.999 * reach) return 0;
        const double part = size / reach, rest = 1 - part * part;
        return rest * rest;
    }

    void average_seasons() {
        for (std::size_t season = 0; season < how_.period; ++season) {
            double sum = 0;
            std::size_t years = 0;
            for (auto i = season; i < n_; i += how_.period, ++years) sum += seasonal_[i];
            for (auto i = season; i < n_; i += how_.period) seasonal_[i] = sum / static_cast<double>(years);
        }
    }

    [[nodiscard]] bool is_present(std::size_t i) const noexcept { return present_.empty() || present_[i] > 0; }

    [[nodiscard]] stl_parts parts() {
        std::vector<double> remainder(n_);
        for (std::size_t i = 0; i < n_; ++i)
            remainder[i] =
                is_present(i) ? observed_[i] - seasonal_[i] - trend_[i] : std::numeric_limits<double>::quiet_NaN();
        if (weights_.empty()) weights_.assign(n_, 1);
        return {std::move(trend_), std::move(seasonal_), std::move(remainder), std::move(weights_)};
    }

    parameters how_;
    std::size_t n_;
    std::vector<double> observed_; ///< at a gap what the parts make
    std::vector<double> present_;  ///< 0 at a gap, else 1; empty without gaps
    std::vector<double> trend_, seasonal_;
    std::vector<double> weights_; ///< empty: all 1
    std::vector<double> detrended_, low_;
    std::vector<double> cycles_;                          ///< the seasons, smoothed
    std::vector<double> years_, year_weights_, smoothed_; ///< of one season
};

/// Whether gaps leave something to every fit: an observation in each window of the seasons and of the trend.
std::optional<error> gaps_too_long(std::span<const double> observed, const parameters& how) {
    const auto is_gap = [&](std::size_t i) { return std::isnan(observed[i]); };
    const auto longest = [&](std::size_t first, std::size_t step) {
        std::size_t most = 0, now = 0;
        for (auto i = first; i < observed.size(); i += step) most = std::max(most, now = is_gap(i) ? now + 1 : 0);
        return most;
    };
    // Weights are 0 at both ends of a window.
    const auto room = [](std::size_t window, std::size_t n) { return window > n ? n - 1 : window - 3; };
    if (longest(0, 1) > room(how.trend.window(), observed.size()))
        return invalid_argument("a gap is as long as the window of the trend; choose a longer one (trend_window)");
    for (std::size_t season = 0; season < how.period; ++season) {
        const auto years = (observed.size() - season - 1) / how.period + 1;
        if (longest(season, how.period) > room(how.seasonal.window(), years))
            return invalid_argument(
                fmt::format("season {} lacks in so many years that there is nothing to smooth; choose a longer "
                            "window (seasonal_window), or none for a periodic one",
                            season + 1));
    }
    return std::nullopt;
}

} // namespace

result<stl_parts> stl(std::span<const double> observed, int period, const stl_options& options) {
    if (auto errors = check(observed, period, options); !errors.empty()) return errors;
    auto how = parameters_of(observed.size(), period, options);
    if (const auto problem = gaps_too_long(observed, how)) return *problem;
    return stl_decomposition(observed, std::move(how)).run();
}

} // namespace kohort
