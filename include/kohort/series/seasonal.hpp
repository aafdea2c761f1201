// Seasonal adjustment by STL: a series as trend, seasonal and remainder, by locally weighted regression.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/series/series.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// The parameters of STL, with the names of the paper behind them. Windows are numbers of observations; even ones are
/// taken as the next odd, and at least 3. A jump of j fits every j-th point and draws straight lines between.
struct stl_options {
    /// n(s), of the smoothing within each season of the year (of all Januaries). Nothing: periodic, every year has the
    /// same seasonal, the mean over the years.
    std::optional<int> seasonal_window{};
    int seasonal_degree = 0;                ///< 0 or 1
    std::optional<int> trend_window{};      ///< n(t); nothing: 1.5 n(p) / (1 - 1.5 / n(s)), rounded up
    int trend_degree = 1;                   ///< 0 or 1
    std::optional<int> low_pass_window{};   ///< n(l); nothing: n(p), the periods of a year
    std::optional<int> low_pass_degree{};   ///< 0 or 1; nothing: that of the trend
    std::optional<int> seasonal_jump{};     ///< nothing: a tenth of the window, rounded up
    std::optional<int> trend_jump{};        ///< the same
    std::optional<int> low_pass_jump{};     ///< the same
    bool robust = false;                    ///< weigh observations down that fit badly
    std::optional<int> inner_iterations{};  ///< n(i); nothing: 2, or 1 when robust
    std::optional<int> robust_iterations{}; ///< n(o); nothing: 0, or 15 when robust
    /// Whether to go on where figures lack. Their weight is 0 then, so that the fits pass over them.
    bool over_gaps = false;
};

/// What STL makes of observations, one of each per observation.
struct stl_parts {
    std::vector<double> trend;
    std::vector<double> seasonal;
    std::vector<double> remainder; ///< observation - trend - seasonal; NaN at a gap
    std::vector<double> weights;   ///< robustness weights of the last iteration; 1 when not robust, 0 at a gap
};

/// STL of observations at equal distances, `period` of them a year; NaN is a gap. Equal to R's stats::stl, with the
/// same defaults, where there are no gaps; but when robust with an even number of observations R (4.2) takes another
/// remainder for one of the two in the middle that make the median.
///
/// Inner loop: detrend; smooth each season by loess (window n(s)) and one year beyond both ends; take from that its low
/// pass (moving averages of n(p), n(p), 3 and loess n(l)), which leaves the seasonal; deseasonalise; smooth by loess
/// (n(t)), which is the trend. Robust iterations weigh an observation by the bisquare of its remainder over 6 median
/// absolute remainders.
///
/// Source: Cleveland, Cleveland, McRae and Terpenning 1990, STL: A Seasonal-Trend Decomposition Procedure Based on
/// Loess, Journal of Official Statistics 6, 3-73. Errors (`invalid_argument`): a period below 2; not more than two
/// years; a degree, window, jump or number of iterations out of range; an infinite observation; a gap, unless
/// `over_gaps`; gaps so long that a window has no observation. O(n x (windows)) per iteration.
[[nodiscard]] result<stl_parts> stl(std::span<const double> observed, int period, const stl_options& options = {});

/// A series and its parts, all over the same periods and lines and of kind `other`.
struct seasonal_adjustment {
    series adjusted; ///< observed - seasonal; at a gap the trend
    series trend;
    series seasonal;
    series remainder;
    std::vector<double> weights; ///< line by line, like the cells
};

/// STL of every line. Adjusted figures have the status of the observed ones and are flagged estimated, as are trend and
/// seasonal; at a gap they are normal and estimated, and the remainder keeps the gap's status. Figures are doubles,
/// rounded to 15 digits.
///
/// Errors, beside those of `stl`, with the line as path (`/3`): weeks, of which a year has no fixed number, and years;
/// a period in the middle that the series does not have counts as a gap.
[[nodiscard]] result<seasonal_adjustment> seasonally_adjusted(const series& of, const stl_options& options = {});

} // namespace kohort
