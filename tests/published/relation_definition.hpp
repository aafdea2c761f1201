// Relations between figures as definitions: the structure of a formula becomes operators over named cells.
#pragma once

#include <kohort/indicator/builder.hpp>

#include <cctype>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace published_test {

/// What a part of a formula is for kohort, whose operators see figures in base units (a share as a fraction, money in
/// SEK). A formula is about figures as printed; what it multiplies by 100 is a share told in percent.
struct stated {
    kohort::operand figures;
    kohort::ratio unit = 1;             ///< one of the formula's numbers in base units
    std::optional<std::int64_t> number; ///< a number that stands alone: it has the unit of what is beside it
};

/// A named cell of a published table.
struct named_cell {
    std::string name;
    kohort::measurement_unit unit;
};

/// Reads formulas of i1, i2, ... (the inputs), numbers, + - * / and parentheses.
class formula_reader {
  public:
    formula_reader(std::string_view formula, const std::vector<named_cell>& inputs) : rest_(formula), inputs_(inputs) {}

    stated read() {
        auto made = sum();
        if (!rest_.empty()) throw std::invalid_argument("formula ends before \"" + std::string(rest_) + '"');
        return made;
    }

  private:
    bool take(char sign) {
        if (rest_.empty() || rest_.front() != sign) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::int64_t whole_number() {
        std::int64_t number = 0;
        if (rest_.empty() || !std::isdigit(static_cast<unsigned char>(rest_.front())))
            throw std::invalid_argument("formula has no number before \"" + std::string(rest_) + '"');
        for (; !rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_.front())); rest_.remove_prefix(1))
            number = 10 * number + (rest_.front() - '0');
        return number;
    }

    stated factor() {
        if (take('-')) return difference_of({{}, 1, 0}, factor());
        if (take('(')) {
            auto inside = sum();
            if (!take(')')) throw std::invalid_argument("formula lacks a parenthesis");
            return inside;
        }
        if (take('i')) {
            const auto& cell = inputs_.at(static_cast<std::size_t>(whole_number() - 1));
            return {kohort::cell_named(cell.name).made(), in_base_units(cell.unit), {}};
        }
        return {{}, 1, whole_number()};
    }

    stated product() {
        auto made = factor();
        while (!rest_.empty() && (rest_.front() == '*' || rest_.front() == '/'))
            made =
                take('*') ? product_of(std::move(made), factor()) : (take('/'), quotient_of(std::move(made), factor()));
        return made;
    }

    stated sum() {
        std::vector<stated> added{product()};
        while (!rest_.empty() && (rest_.front() == '+' || rest_.front() == '-')) {
            if (take('+')) {
                added.push_back(product());
            } else {
                take('-');
                auto less = difference_of(sum_of(std::move(added)), product());
                added = {std::move(less)};
            }
        }
        return sum_of(std::move(added));
    }

    static stated sum_of(std::vector<stated> added) {
        if (added.size() == 1) return added.front();
        std::vector<kohort::operand> operands;
        for (const auto& each : added) operands.push_back(beside(each, added.front().unit));
        return {kohort::sum(std::move(operands)), added.front().unit, {}};
    }

    static stated difference_of(const stated& from, const stated& taken) {
        const auto unit = from.number ? taken.unit : from.unit;
        return {kohort::difference(beside(from, unit), beside(taken, unit)), unit, {}};
    }

    /// The grammar multiplies figures by numbers only; a figure times another is the figure over the other's
    /// reciprocal.
    static stated product_of(const stated& a, const stated& b) {
        if (a.number) return {b.figures, b.unit / *a.number, {}};
        const auto reciprocal = kohort::ratio_of(kohort::definition_number("1"), b.figures);
        return {kohort::ratio_of(a.figures, reciprocal), a.unit * b.unit, {}};
    }

    static stated quotient_of(const stated& a, const stated& b) {
        if (b.number) return {a.figures, a.unit * *b.number, {}};
        return {kohort::ratio_of(a.figures, b.figures), a.unit / b.unit, {}};
    }

    /// An operand of a sum or difference, all of which have one unit.
    static kohort::operand beside(const stated& part, kohort::ratio unit) {
        if (part.number) return kohort::definition_number(to_string(unit * *part.number));
        if (part.unit != unit) throw std::invalid_argument("formula adds figures of different units");
        return part.figures;
    }

    std::string_view rest_;
    const std::vector<named_cell>& inputs_;
};

/// The operator that a whole formula is.
inline kohort::indicator_operator operator_of(const stated& formula) {
    if (const auto* nested = std::get_if<kohort::indirect<kohort::indicator_operator>>(&formula.figures))
        return **nested;
    return kohort::count_operator{std::get<kohort::measure>(formula.figures)};
}

} // namespace published_test
