// Operators as expressions: the formula of a definition in words.
#pragma once

#include "phrases.hpp"

#include <functional>
#include <string>

namespace kohort {

/// Writes operators with what stands for a measure: its phrase, or a letter. `every` is the step of time that the
/// measure is taken for: the definition's, or a month of a mean over months.
class formula_writer {
  public:
    using part_words = std::function<std::string(const counted_part& part, frequency every)>;

    formula_writer(const phrase_book& book, part_words part) : book_(&book), part_(std::move(part)) {}

    [[nodiscard]] std::string write(const indicator_operator& operation, frequency every) const;
    /// An operand; in parentheses when it is itself made of several.
    [[nodiscard]] std::string write(const operand& side, frequency every) const;

  private:
    const phrase_book* book_;
    part_words part_;
};

/// "the duration", "the time elapsed", or the name of the column.
[[nodiscard]] std::string words_of(const spell_quantity& quantity, const phrase_book& book);
/// "the median", "the quantile 0.9".
[[nodiscard]] std::string name_of_quantile(const std::string& p, const phrase_book& book);
/// "the mean over the months of the year".
[[nodiscard]] std::string words_of(const mean_over_operator& mean, const phrase_book& book, frequency every);
/// "the change since the year before", and how it is told: "in percent".
[[nodiscard]] std::string since_when(const change_operator& change, const phrase_book& book, frequency every);
[[nodiscard]] std::string told_as(const change_operator& change, const phrase_book& book);
/// The step of time for what a mean over steps is taken of.
[[nodiscard]] frequency step_of(const mean_over_operator& mean, frequency every) noexcept;

} // namespace kohort
