#include <kohort/publish/small_counts.hpp>

#include <variant>

namespace kohort {
namespace {

struct is_too_few {
    std::int64_t below;
    bool operator()(ratio contributors) const noexcept {
        return contributors > ratio(0) && contributors < ratio(below);
    }
};

/// Sides of a quotient are counts when they are whole: durations, money and shares need not be, and pass.
bool is_small_side(ratio side, is_too_few too_few) { return side.is_integer() && too_few(side); }

bool reveals_persons(const indicator_operator& operation, const cell& figure, is_too_few too_few) {
    if (std::holds_alternative<mean_operator>(operation)) return too_few(figure.denominator);
    if (std::holds_alternative<share_operator>(operation))
        return too_few(figure.numerator) || too_few(figure.denominator) ||
               too_few(figure.denominator - figure.numerator);
    if (std::holds_alternative<quotient_operator>(operation))
        return is_small_side(figure.numerator, too_few) || is_small_side(figure.denominator, too_few);
    return too_few(figure.numerator);
}

} // namespace

void suppress_small_counts(indicator_table& table, std::int64_t below) {
    for (auto& figure : table.figures.cells()) {
        if (!figure.status.has_value() || !reveals_persons(table.indicator.operation, figure, {below})) continue;
        auto status = figure.status;
        status.is = availability::suppressed;
        figure = {0, 1, status};
    }
}

} // namespace kohort
