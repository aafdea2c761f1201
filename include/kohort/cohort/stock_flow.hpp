// Hazards of flowing in and out, inferred from monthly stocks alone.
#pragma once

#include <kohort/base/result.hpp>

#include <span>
#include <vector>

namespace kohort {

/// What moves between consecutive stocks say of the flows between them. Element t is about the time from stock t to
/// stock t + 1; all are NaN where a stock is missing or the stocks contradict the model.
struct stock_flow {
    std::vector<double> exit_probability; ///< F: of those in the stock at t, the share that leaves by t + 1
    std::vector<double> exit_hazard;      ///< f = -log(1 - F), per period
    std::vector<double> entry_hazard;     ///< x: of those outside, per period; returns within the period are counted
    std::vector<double> steady_state;     ///< x / (x + f): the share in the stock if the hazards were to stay
};

/// Shimer's hazards from the numbers in a state (unemployed), outside of it (employed) and in it for less than one
/// period, at equally spaced times. A missing number is NaN.
///
/// F(t) = 1 - (in(t+1) - short(t+1)) / in(t). x(t) solves
///     in(t+1) = (1 - exp(-f - x)) x / (f + x) (in(t) + outside(t)) + exp(-f - x) in(t),
/// the state's law of motion when hazards are constant within the period and the population does not change. NaN: a
/// stock of 0, more long-term than were in the stock before, nobody long-term left, or more in the stock than people.
///
/// Source: Shimer 2012, Reassessing the Ins and Outs of Unemployment, Review of Economic Dynamics 15, 127-148. Errors:
/// series of different lengths, fewer than two times, a negative or infinite number, more short-term than in the state.
/// O(times).
[[nodiscard]] result<stock_flow> stock_flow_hazards(std::span<const double> in_state, std::span<const double> outside,
                                                    std::span<const double> in_state_short);

} // namespace kohort
