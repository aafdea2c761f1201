// Formulas of relations: i1, i2, ..., numbers, + - * /, parentheses, minus signs.
#pragma once

#include "exact.hpp"

#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort::audit {

/// A formula in the order of its evaluation: operands on a stack, each operation takes the last one or two. No
/// recursion, however deep the parentheses.
class formula {
  public:
    /// Errors (`error_code::data`): what is missing or unexpected, at which character; a number of more than 15 digits.
    [[nodiscard]] static result<formula> parse(std::string_view text);

    /// The highest input that the formula uses: 3 for "i1/i3".
    [[nodiscard]] std::size_t inputs() const noexcept { return inputs_; }
    /// Whether inputs are only added and subtracted.
    [[nodiscard]] bool is_sum() const noexcept;
    /// Whether anything is divided.
    [[nodiscard]] bool divides() const noexcept;

    /// The value over numbers of any kind with + - * /, e.g. exact ones or intervals of these.
    /// Throws `division_by_zero`. Precondition: there are at least `inputs()` of them.
    template <class Number>
    [[nodiscard]] Number operator()(std::span<const Number> inputs) const {
        std::vector<Number> stack;
        stack.reserve(depth_);
        for (const auto& [does, index] : steps_) {
            if (does == operation::constant) {
                stack.emplace_back(constants_[index]);
            } else if (does == operation::input) {
                stack.push_back(inputs[index]);
            } else if (does == operation::negate) {
                stack.back() = Number(exact(0)) - stack.back();
            } else {
                const Number right = std::move(stack.back());
                stack.pop_back();
                stack.back() = combined(does, stack.back(), right);
            }
        }
        return std::move(stack.back());
    }

  private:
    friend class formula_parser;

    enum class operation : std::uint8_t { constant, input, add, subtract, multiply, divide, negate };
    struct step {
        operation does;
        std::uint32_t index; ///< of the constant or the input
    };

    template <class Number>
    static Number combined(operation does, const Number& left, const Number& right) {
        switch (does) {
        case operation::add:
            return left + right;
        case operation::subtract:
            return left - right;
        case operation::multiply:
            return left * right;
        default:
            return left / right;
        }
    }

    std::vector<step> steps_;
    std::vector<exact> constants_;
    std::size_t inputs_ = 0;
    std::size_t depth_ = 0; ///< of the stack
};

} // namespace kohort::audit
