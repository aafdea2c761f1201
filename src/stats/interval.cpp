#include <kohort/stats/interval.hpp>

#include "base/undefined.hpp"

#include <algorithm>
#include <cmath>

namespace kohort {

namespace {

confidence_limits clipped(double lower, double upper) noexcept {
    return {std::clamp(lower, 0.0, 1.0), std::clamp(upper, 0.0, 1.0)};
}

} // namespace

std::string_view name_of(interval_kind kind) noexcept {
    switch (kind) {
    case interval_kind::plain:
        return "plain";
    case interval_kind::log:
        return "log";
    case interval_kind::log_log:
        return "log-log";
    }
    return "";
}

confidence_limits interval_of(double estimate, double standard_error, double z, interval_kind kind) noexcept {
    if (std::isnan(estimate) || std::isnan(standard_error)) return {undefined, undefined};
    switch (kind) {
    case interval_kind::plain:
        return clipped(estimate - z * standard_error, estimate + z * standard_error);
    case interval_kind::log: {
        if (estimate <= 0) break;
        const double factor = std::exp(z * standard_error / estimate);
        return clipped(estimate / factor, estimate * factor);
    }
    case interval_kind::log_log: {
        if (estimate <= 0 || estimate >= 1) break;
        const double half = z * standard_error / (estimate * std::log(estimate)); // negative
        return clipped(std::pow(estimate, std::exp(-half)), std::pow(estimate, std::exp(half)));
    }
    }
    return {undefined, undefined};
}

} // namespace kohort
