// All measures that an operator is taken of.
#pragma once

#include <kohort/indicator/measure.hpp>
#include <kohort/indicator/operators.hpp>

#include <type_traits>
#include <variant>

namespace kohort {

/// Calls `visit(measure)` for every measure of an operator; for that of a share `visit(measure, part)` with what
/// restricts its numerator, when `visit` can be called so.
template <class Visit>
void for_each_measure(const indicator_operator& operation, const Visit& visit);

template <class Visit>
void for_each_measure(const operand& of, const Visit& visit) {
    if (const auto* measured = std::get_if<measure>(&of)) visit(*measured);
    if (const auto* nested = std::get_if<indirect<indicator_operator>>(&of)) for_each_measure(**nested, visit);
}

template <class Visit>
void for_each_measure(const indicator_operator& operation, const Visit& visit) {
    struct visitor {
        const Visit& visit;
        void operator()(const count_operator& each) const { visit(each.of); }
        void operator()(const share_operator& each) const {
            if constexpr (std::is_invocable_v<Visit, const measure&, const row_restrictions&>)
                visit(each.of, static_cast<const row_restrictions&>(each));
            else
                visit(each.of);
        }
        void operator()(const mean_operator& each) const { visit(each.over); }
        void operator()(const quantile_operator& each) const { visit(each.over); }
        void operator()(const quotient_operator& each) const {
            for_each_measure(each.of, visit);
            for_each_measure(each.over, visit);
        }
        void operator()(const combination_operator& each) const {
            for (const auto& of : each.of) for_each_measure(of, visit);
        }
        void operator()(const difference_operator& each) const {
            for_each_measure(each.from, visit);
            for_each_measure(each.taken, visit);
        }
        void operator()(const product_operator& each) const { for_each_measure(each.of, visit); }
        void operator()(const mean_over_operator& each) const { for_each_measure(each.of, visit); }
        void operator()(const change_operator& each) const { for_each_measure(each.of, visit); }
    };
    std::visit(visitor{visit}, operation.alternatives());
}

} // namespace kohort
