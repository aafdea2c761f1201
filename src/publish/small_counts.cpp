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

bool reveals_persons(const indicator_operator& operation, const cell& figure, is_too_few too_few) {
    if (std::holds_alternative<count_operator>(operation)) return too_few(figure.numerator);
    if (std::holds_alternative<mean_operator>(operation)) return too_few(figure.denominator);
    return too_few(figure.numerator) || too_few(figure.denominator) || too_few(figure.denominator - figure.numerator);
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
