#include <kohort/stats/survey.hpp>

#include "base/undefined.hpp"
#include "columns.hpp"

#include <kohort/stats/distribution.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

namespace kohort {
namespace {

std::uint32_t code_of(std::span<const std::uint32_t> codes, std::size_t row, std::uint32_t otherwise) noexcept {
    return codes.empty() ? otherwise : codes[row];
}

double weighted_sum(std::span<const double> weight, std::span<const double> values) noexcept {
    return std::inner_product(weight.begin(), weight.end(), values.begin(), 0.0);
}

void check_length(std::size_t rows, std::size_t given, std::string_view name, error_list& errors) {
    if (given != rows)
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("\"{}\" has {} rows, the weights have {}", name, given, rows));
}

error_list check_sample(const sample_columns& columns) {
    error_list errors;
    const auto rows = columns.weight.size();
    if (rows == 0) errors.emplace_back(error_code::invalid_argument, "a sample without rows estimates nothing");
    if (!columns.stratum.empty()) check_length(rows, columns.stratum.size(), "stratum", errors);
    if (!columns.cluster.empty()) check_length(rows, columns.cluster.size(), "cluster", errors);
    if (errors.empty()) check_columns({{"weight", columns.weight}}, "rows", errors);
    return errors;
}

/// The clusters there are in a stratum; infinite when drawn with replacement. Nothing when it is not told.
std::optional<double> there_are(const sample_columns& columns, std::uint32_t stratum) noexcept {
    if (columns.clusters_in_population.empty()) return std::numeric_limits<double>::infinity();
    if (stratum >= columns.clusters_in_population.size()) return std::nullopt;
    return columns.clusters_in_population[stratum];
}

void check_stratum(std::uint32_t stratum, std::size_t drawn, std::optional<double> there, lonely_cluster policy,
                   error_list& errors) {
    const auto path = path_of_row("strata", stratum);
    if (!there)
        errors.emplace_back(error_code::invalid_argument, "it is not told how many clusters the stratum has", path);
    else if (!(*there >= static_cast<double>(drawn)))
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("{} clusters were drawn, but the stratum is said to have {}", drawn, *there),
                            path);
    const bool is_all = there && *there == static_cast<double>(drawn);
    if (drawn == 1 && policy == lonely_cluster::refuse && !is_all)
        errors.emplace_back(error_code::invalid_argument,
                            "only one cluster was drawn, which does not tell how clusters differ; put the stratum "
                            "together with another, or choose lonely_cluster::certainty or adjust",
                            path);
}

error_list check_replicates(const replicate_columns& columns, std::initializer_list<std::span<const double>> values) {
    error_list errors;
    const auto rows = columns.weight.size();
    for (const auto& each : values) check_length(rows, each.size(), "values", errors);
    for (const auto& each : columns.replicates) check_length(rows, each.size(), "replicate", errors);
    if (columns.replicates.size() < 2)
        errors.emplace_back(error_code::invalid_argument, "a variance needs at least 2 replicates");
    if (!columns.factors.empty() && columns.factors.size() != columns.replicates.size())
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("{} factors for {} replicates; give one for each", columns.factors.size(),
                                        columns.replicates.size()));
    if (!(columns.scale > 0))
        errors.emplace_back(error_code::invalid_argument, "the scale of replicates is a positive number");
    return errors;
}

/// `estimate_with` gives the estimate with some weights.
template <class EstimateWith>
survey_estimate replicated(const replicate_columns& columns, EstimateWith estimate_with) {
    const double estimate = estimate_with(columns.weight);
    const auto count = columns.replicates.size();
    const auto factor = [&](std::size_t r) { return columns.factors.empty() ? 1.0 : columns.factors[r]; };
    std::vector<double> replicates;
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t r = 0; r < count; ++r) {
        replicates.push_back(estimate_with(columns.replicates[r]));
        if (!(factor(r) > 0)) continue;
        sum += replicates.back();
        ++counted;
    }
    const double centre = columns.from_estimate ? estimate : sum / static_cast<double>(counted);
    double squares = 0;
    for (std::size_t r = 0; r < count; ++r) squares += factor(r) * (replicates[r] - centre) * (replicates[r] - centre);
    return {estimate, std::sqrt(columns.scale * squares), static_cast<double>(count - 1)};
}

double student_or_normal(double level, double degrees_of_freedom) noexcept {
    const double probability = (1 + level) / 2;
    return std::isinf(degrees_of_freedom) ? normal_quantile(probability)
                                          : student_quantile(probability, degrees_of_freedom);
}

} // namespace

result<survey_design> survey_design::make(const sample_columns& columns, lonely_cluster policy) {
    auto errors = check_sample(columns);
    if (!errors.empty()) return errors;
    const auto rows = columns.weight.size();
    const auto place = [&](std::size_t row) {
        return std::tuple(code_of(columns.stratum, row, 0),
                          code_of(columns.cluster, row, static_cast<std::uint32_t>(row)));
    };
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, place);

    survey_design made;
    made.policy_ = policy;
    made.weight_.assign(columns.weight.begin(), columns.weight.end());
    made.cluster_of_.resize(rows);
    const auto close_stratum = [&](std::uint32_t code) {
        auto& last = made.strata_.back();
        const auto there = there_are(columns, code);
        check_stratum(code, last.clusters, there, policy, errors);
        last.kept_variance = there ? 1 - static_cast<double>(last.clusters) / *there : 0;
    };
    for (std::size_t i = 0; i < rows; ++i) {
        const auto here = place(order[i]);
        const bool is_first = i == 0;
        const bool opens_stratum = is_first || std::get<0>(here) != std::get<0>(place(order[i - 1]));
        if (opens_stratum) {
            if (!is_first) close_stratum(std::get<0>(place(order[i - 1])));
            made.strata_.push_back({0, 1});
        }
        if (is_first || here != place(order[i - 1])) {
            ++made.clusters_;
            ++made.strata_.back().clusters;
        }
        made.cluster_of_[order[i]] = static_cast<std::uint32_t>(made.clusters_ - 1);
    }
    close_stratum(std::get<0>(place(order.back())));
    if (!errors.empty()) return errors;
    return made;
}

double survey_design::degrees_of_freedom() const noexcept {
    return static_cast<double>(clusters_) - static_cast<double>(strata_.size());
}

double survey_design::variance_of(std::span<const double> scores) const {
    std::vector<double> sums(clusters_);
    for (std::size_t row = 0; row < scores.size(); ++row) sums[cluster_of_[row]] += scores[row];
    double variance = 0;
    auto first = sums.begin();
    for (const auto& [clusters, kept_variance] : strata_) {
        const auto last = first + static_cast<std::ptrdiff_t>(clusters);
        const auto count = static_cast<double>(clusters);
        const bool is_lonely = clusters == 1;
        const double centre =
            is_lonely && policy_ == lonely_cluster::adjust ? 0 : std::accumulate(first, last, 0.0) / count;
        double squares = 0;
        for (; first != last; ++first) squares += (*first - centre) * (*first - centre);
        variance += kept_variance * squares * (is_lonely ? 1 : count / (count - 1));
    }
    return variance;
}

survey_estimate survey_design::total(std::span<const double> values) const {
    assert(values.size() == rows());
    std::vector<double> scores(weight_.size());
    for (std::size_t row = 0; row < scores.size(); ++row) scores[row] = weight_[row] * values[row];
    return {std::accumulate(scores.begin(), scores.end(), 0.0), std::sqrt(variance_of(scores)), degrees_of_freedom()};
}

survey_estimate survey_design::ratio_of(std::span<const double> part, std::span<const double> whole) const {
    assert(part.size() == rows() && whole.size() == rows());
    const double all = weighted_sum(weight_, whole);
    if (all == 0) return {undefined, undefined, degrees_of_freedom()};
    const double estimate = weighted_sum(weight_, part) / all;
    std::vector<double> scores(weight_.size());
    for (std::size_t row = 0; row < scores.size(); ++row)
        scores[row] = weight_[row] * (part[row] - estimate * whole[row]) / all;
    return {estimate, std::sqrt(variance_of(scores)), degrees_of_freedom()};
}

double brr_scale(std::size_t replicates, double fay_factor) noexcept {
    return 1 / (static_cast<double>(replicates) * (1 - fay_factor) * (1 - fay_factor));
}

double jackknife_scale(std::size_t replicates) noexcept {
    const auto count = static_cast<double>(replicates);
    return (count - 1) / count;
}

double bootstrap_scale(std::size_t replicates) noexcept { return 1 / (static_cast<double>(replicates) - 1); }

result<survey_estimate> replicated_total(const replicate_columns& columns, std::span<const double> values) {
    auto errors = check_replicates(columns, {values});
    if (!errors.empty()) return errors;
    return replicated(columns, [&](std::span<const double> weight) { return weighted_sum(weight, values); });
}

result<survey_estimate> replicated_ratio(const replicate_columns& columns, std::span<const double> part,
                                         std::span<const double> whole) {
    auto errors = check_replicates(columns, {part, whole});
    if (!errors.empty()) return errors;
    return replicated(columns, [&](std::span<const double> weight) {
        return weighted_sum(weight, part) / weighted_sum(weight, whole);
    });
}

interval_estimate survey_interval(const survey_estimate& of, double level) noexcept {
    const double half = student_or_normal(level, of.degrees_of_freedom) * of.standard_error;
    return {of.estimate, of.estimate - half, of.estimate + half};
}

interval_estimate survey_share_interval(const survey_estimate& of, double level) noexcept {
    const double odds = of.estimate / (1 - of.estimate);
    const double half =
        student_or_normal(level, of.degrees_of_freedom) * of.standard_error / (of.estimate * (1 - of.estimate));
    const auto share = [](double each) { return each / (1 + each); };
    return {of.estimate, share(odds * std::exp(-half)), share(odds * std::exp(half))};
}

} // namespace kohort
