// Confidence intervals of an estimated proportion from its standard error, on three scales.
#pragma once

#include <cstdint>
#include <string_view>

namespace kohort {

/// The scale on which an interval is symmetric. With p the estimate, e its standard error and z the normal quantile:
enum class interval_kind : std::uint8_t {
    plain,  ///< p -+ z e
    log,    ///< p exp(-+ z e / p)
    log_log ///< p to the power exp(-+ z e / (p log p)): stays within 0 and 1 by itself
};

/// The stable name of a kind: "plain", "log" or "log-log".
[[nodiscard]] std::string_view name_of(interval_kind kind) noexcept;

struct confidence_limits {
    double lower;
    double upper;
};

/// The interval around a proportion (a survival probability, a cumulative incidence), clipped to 0..1. Limits that are
/// not defined are NaN: every kind without a standard error, `log` at 0, `log_log` at 0 and 1. These are the values of
/// R's survival::survfit(conf.type = ...). `z` is `normal_quantile((1 + level) / 2)`.
///
/// Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (2002), section 1.4.
[[nodiscard]] confidence_limits interval_of(double estimate, double standard_error, double z,
                                            interval_kind kind) noexcept;

} // namespace kohort
