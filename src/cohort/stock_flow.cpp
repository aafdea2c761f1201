#include <kohort/cohort/stock_flow.hpp>

#include "base/invalid_argument.hpp"
#include "base/undefined.hpp"

#include <boost/math/tools/roots.hpp>
#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace kohort {

namespace {

error_list check(std::span<const double> in_state, std::span<const double> outside, std::span<const double> brief) {
    error_list problems;
    if (in_state.size() < 2) problems.push_back(invalid_argument("hazards need at least two stocks", "/in_state"));
    if (outside.size() != in_state.size() || brief.size() != in_state.size())
        problems.push_back(invalid_argument(fmt::format("the series have {}, {} and {} times; they must have as many",
                                                        in_state.size(), outside.size(), brief.size()),
                                            ""));
    const auto check_numbers = [&](std::span<const double> series, const char* path) {
        for (std::size_t t = 0; t < series.size(); ++t)
            if (series[t] < 0 || std::isinf(series[t]))
                problems.push_back(invalid_argument(fmt::format("{} is no number of people", series[t]),
                                                    fmt::format("{}/{}", path, t)));
    };
    check_numbers(in_state, "/in_state");
    check_numbers(outside, "/outside");
    check_numbers(brief, "/in_state_short");
    if (!problems.empty()) return problems;
    for (std::size_t t = 0; t < brief.size(); ++t)
        if (brief[t] > in_state[t])
            problems.push_back(invalid_argument(
                fmt::format("{} are in the state for less than a period, of {}", brief[t], in_state[t]),
                fmt::format("/in_state_short/{}", t)));
    return problems;
}

/// Share of the population, which is 1, in the state a period later; it grows with the entry hazard.
double share_after(double share, double exit_hazard, double entry_hazard) noexcept {
    const double sum = exit_hazard + entry_hazard;
    const double mixed = -std::expm1(-sum);
    return (sum > 0 ? mixed * entry_hazard / sum : 0) + (1 - mixed) * share;
}

double entry_hazard_of(double share, double later, double exit_hazard) {
    const auto missing = [&](double hazard) { return share_after(share, exit_hazard, hazard) - later; };
    if (missing(0) >= 0) return 0; // nobody in the state is new
    double most = 1;
    while (missing(most) <= 0)
        if ((most *= 2) > 1e6) return undefined;
    std::uintmax_t steps = 200;
    const auto [low, high] =
        boost::math::tools::toms748_solve(missing, 0.0, most, boost::math::tools::eps_tolerance<double>(52), steps);
    return 0.5 * (low + high);
}

} // namespace

result<stock_flow> stock_flow_hazards(std::span<const double> in_state, std::span<const double> outside,
                                      std::span<const double> in_state_short) {
    if (auto problems = check(in_state, outside, in_state_short); !problems.empty()) return problems;
    stock_flow flows;
    for (std::size_t t = 0; t + 1 < in_state.size(); ++t) {
        const double population = in_state[t] + outside[t];
        const double staying = (in_state[t + 1] - in_state_short[t + 1]) / in_state[t];
        const bool fits = staying > 0 && staying <= 1 && !std::isnan(population) && in_state[t + 1] < population;
        const double exit_hazard = fits ? -std::log(staying) : undefined;
        const double entry_hazard =
            fits ? entry_hazard_of(in_state[t] / population, in_state[t + 1] / population, exit_hazard) : undefined;
        flows.exit_probability.push_back(fits ? 1 - staying : undefined);
        flows.exit_hazard.push_back(exit_hazard);
        flows.entry_hazard.push_back(entry_hazard);
        flows.steady_state.push_back(entry_hazard / (entry_hazard + exit_hazard));
    }
    return flows;
}

} // namespace kohort
