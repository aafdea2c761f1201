#include "formula.hpp"

#include "base/is_digit.hpp"
#include "printed_text.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace kohort::audit {
namespace {} // namespace

/// Dijkstra's shunting yard: operators wait until one that binds less follows.
class formula_parser {
  public:
    explicit formula_parser(std::string_view text) : text_(text) {}

    result<formula> parse() {
        bool wants_operand = true;
        while (skip_blanks(), at_ < text_.size() && problem_.empty()) {
            const char letter = text_[at_];
            if (wants_operand && letter == '-')
                push(operation::negate);
            else if (wants_operand && letter == '(')
                waiting_.push_back({operation::constant, true}), ++at_;
            else if (wants_operand)
                operand(), wants_operand = false;
            else if (letter == ')')
                close();
            else
                binary(letter), wants_operand = true;
        }
        if (problem_.empty() && wants_operand) fail("a number, an input or \"(\" is missing");
        while (problem_.empty() && !waiting_.empty()) {
            if (waiting_.back().is_parenthesis) fail("a \")\" is missing");
            emit();
        }
        if (!problem_.empty()) return error(error_code::data, problem_);
        return std::move(made_);
    }

  private:
    using operation = formula::operation;
    struct pending {
        operation does;
        bool is_parenthesis = false;
    };

    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    void fail(const std::string& what) {
        if (problem_.empty())
            problem_ = "formula \"" + std::string(text_) + "\": " + what + " at character " + std::to_string(at_ + 1);
    }

    static int binding(operation does) noexcept {
        if (does == operation::negate) return 3;
        return does == operation::multiply || does == operation::divide ? 2 : 1;
    }

    void push(operation does) {
        waiting_.push_back({does});
        ++at_;
    }

    void emit() {
        const auto does = waiting_.back().does;
        waiting_.pop_back();
        made_.steps_.push_back({does, 0});
        if (does != operation::negate) --on_stack_;
    }

    void binary(char letter) {
        constexpr std::string_view signs = "+-*/";
        const auto found = signs.find(letter);
        if (found == std::string_view::npos) return fail("one of + - * / ) is expected, not \"" + next_letter() + "\"");
        const auto does = static_cast<operation>(static_cast<std::size_t>(operation::add) + found);
        while (!waiting_.empty() && !waiting_.back().is_parenthesis && binding(waiting_.back().does) >= binding(does))
            emit();
        push(does);
    }

    void close() {
        while (!waiting_.empty() && !waiting_.back().is_parenthesis) emit();
        if (waiting_.empty()) return fail("a \")\" without \"(\"");
        waiting_.pop_back();
        ++at_;
    }

    std::string_view digits() {
        const auto from = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        return text_.substr(from, at_ - from);
    }

    /// A letter of any number of bytes.
    std::string next_letter() const {
        auto end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
        return std::string(text_.substr(at_, end - at_));
    }

    void operand() {
        if (text_[at_] == 'i')
            input();
        else if (is_digit(text_[at_]))
            constant();
        else
            fail("a number, an input (i1) or \"(\" is expected, not \"" + next_letter() + "\"");
        made_.depth_ = std::max(made_.depth_, ++on_stack_);
    }

    void input() {
        ++at_;
        const auto number = digits();
        constexpr std::size_t most_digits_of_inputs = 6;
        if (number.empty() || number.front() == '0' || number.size() > most_digits_of_inputs) {
            at_ -= number.size();
            return fail("an input is i1, i2, ...; there is no such number");
        }
        const auto which = static_cast<std::size_t>(std::stoul(std::string(number)));
        made_.inputs_ = std::max(made_.inputs_, which);
        made_.steps_.push_back({operation::input, static_cast<std::uint32_t>(which - 1)});
    }

    void constant() {
        std::string number(digits());
        std::size_t decimals = 0;
        if (at_ < text_.size() && text_[at_] == '.') {
            ++at_;
            const auto fraction = digits();
            decimals = fraction.size();
            if (fraction.empty()) return fail("digits are missing after the decimal point");
            number += fraction;
        }
        if (number.size() > most_digits) return fail("a number of more than 15 digits ends");
        exact value(std::stoll(number));
        for (; decimals > 0; --decimals) value = value / 10;
        made_.steps_.push_back({operation::constant, static_cast<std::uint32_t>(made_.constants_.size())});
        made_.constants_.push_back(std::move(value));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t on_stack_ = 0;
    std::vector<pending> waiting_;
    std::string problem_;
    formula made_;
};

result<formula> formula::parse(std::string_view text) { return formula_parser(text).parse(); }

bool formula::is_sum() const noexcept {
    return std::none_of(steps_.begin(), steps_.end(), [](const step& each) {
        return each.does == operation::multiply || each.does == operation::divide;
    });
}

bool formula::divides() const noexcept {
    return std::any_of(steps_.begin(), steps_.end(), [](const step& each) { return each.does == operation::divide; });
}

} // namespace kohort::audit
