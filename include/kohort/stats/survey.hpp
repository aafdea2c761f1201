// Shares, totals and means of surveys (AKU), with standard errors that know how the sample was drawn.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/stats/proportion.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kohort {

/// An estimate of a survey.
struct survey_estimate {
    double estimate;
    double standard_error;
    double degrees_of_freedom; ///< clusters less strata; replicates less 1
};

/// The rows of a sample. Columns are views and must outlive the call.
struct sample_columns {
    std::span<const double> weight;
    std::span<const std::uint32_t> stratum{}; ///< index; empty: one stratum
    std::span<const std::uint32_t> cluster{}; ///< any code, told apart within strata; empty: every row is one
    /// Of each stratum, how many clusters there are to draw from: the finite population correction is 1 - drawn /
    /// there. Empty, or infinite for a stratum: drawn with replacement.
    std::span<const double> clusters_in_population{};
};

/// What to do with a stratum in which only one cluster was drawn.
enum class lonely_cluster : std::uint8_t {
    refuse,    ///< an error
    certainty, ///< it was drawn for certain and adds no variance; R's survey.lonely.psu = "certainty"
    adjust     ///< it is compared with 0, the mean that scores of a ratio have over all clusters; R's "adjust"
};

/// How a sample was drawn. The variance is that of ultimate clusters: only the first stage of drawing counts, as if
/// with replacement, with the finite population correction of that stage. A share, mean or ratio is linearised. Equal
/// to R's survey::svydesign with svytotal, svymean and svyratio.
///
/// Domains (groups, districts) are estimated with all rows: give rows outside the domain the values 0, never leave them
/// out, or the standard error is that of another design.
class survey_design {
  public:
    /// Errors (`invalid_argument`, all at once, path `/rows/<index>` or `/strata/<index>`): columns of different
    /// lengths, no rows, a weight that is negative or not finite, strata without a number of clusters or with fewer
    /// than were drawn, a lonely cluster that is refused. O(rows log rows).
    [[nodiscard]] static result<survey_design> make(const sample_columns& columns,
                                                    lonely_cluster policy = lonely_cluster::refuse);

    /// The sum over rows of weight x value. Precondition: as many values as rows. O(rows).
    [[nodiscard]] survey_estimate total(std::span<const double> values) const;

    /// Total of `part` over total of `whole`: a share when both are 0 or 1, a mean when `whole` is 1 in the domain. The
    /// estimate is NaN when the whole is 0. Precondition and cost as `total`.
    [[nodiscard]] survey_estimate ratio_of(std::span<const double> part, std::span<const double> whole) const;

    [[nodiscard]] std::size_t rows() const noexcept { return weight_.size(); }
    [[nodiscard]] double degrees_of_freedom() const noexcept;

  private:
    struct stratum {
        std::size_t clusters; ///< drawn
        double kept_variance; ///< 1 - drawn / there
    };
    survey_design() = default;
    [[nodiscard]] double variance_of(std::span<const double> scores) const;

    std::vector<double> weight_;
    std::vector<std::uint32_t> cluster_of_; ///< of each row, in the order of strata
    std::vector<stratum> strata_;
    std::size_t clusters_ = 0;
    lonely_cluster policy_ = lonely_cluster::refuse;
};

/// Replicate weights: the sample's variance is told by how an estimate differs with other weights.
struct replicate_columns {
    std::span<const double> weight;
    std::vector<std::span<const double>> replicates; ///< whole weights, not factors on `weight`
    /// The variance is scale x the sum over replicates of (their factor x) the squared deviation.
    double scale = 1;
    std::span<const double> factors{}; ///< one per replicate; empty: 1
    /// Deviations from the estimate itself (R's mse = TRUE); otherwise from the mean of the replicates.
    bool from_estimate = false;
};

/// The scale of balanced repeated replication; with Fay's factor, 0 <= factor < 1.
[[nodiscard]] double brr_scale(std::size_t replicates, double fay_factor = 0) noexcept;
/// The scale of the jackknife without strata (JK1), one replicate per cluster.
[[nodiscard]] double jackknife_scale(std::size_t replicates) noexcept;
/// The scale of bootstrap replicates.
[[nodiscard]] double bootstrap_scale(std::size_t replicates) noexcept;

/// Total and ratio with replicate weights, as in `survey_design`; equal to R's survey::svrepdesign with svytotal and
/// svyratio. Errors (`invalid_argument`): columns of different lengths, fewer than 2 replicates, factors that are not
/// one per replicate, a scale that is not positive. O(rows x replicates).
[[nodiscard]] result<survey_estimate> replicated_total(const replicate_columns& columns,
                                                       std::span<const double> values);
[[nodiscard]] result<survey_estimate> replicated_ratio(const replicate_columns& columns, std::span<const double> part,
                                                       std::span<const double> whole);

/// The interval estimate -+ t e, with Student's t of the estimate's degrees of freedom (normal when infinite).
[[nodiscard]] interval_estimate survey_interval(const survey_estimate& of, double level = 0.95) noexcept;

/// The interval of a share, symmetric on the logit scale and so within 0 and 1; R's svyciprop(method = "xlogit"). At 0
/// and 1 there is none on that scale: its limits are NaN.
[[nodiscard]] interval_estimate survey_share_interval(const survey_estimate& of, double level = 0.95) noexcept;

} // namespace kohort
