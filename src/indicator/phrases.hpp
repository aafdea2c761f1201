// The parts of a definition as phrases of a language: what explanations and formulas are composed of.
#pragma once

#include <kohort/indicator/definition.hpp>
#include <kohort/indicator/explain.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// What is counted as a definition has it: a measure, and what a share asks of its numerator besides.
struct counted_part {
    const measure* of = nullptr;
    const row_restrictions* narrowed = nullptr; ///< may be null
};

/// Speaks one language and knows what codes are called. Refers to the labels.
class phrase_book {
  public:
    phrase_book(language in, const code_labels& labels) : in_(in), labels_(&labels) {}

    [[nodiscard]] language in() const noexcept { return in_; }
    [[nodiscard]] std::string_view say(std::string_view english, std::string_view swedish) const noexcept {
        return in_ == language::sv ? swedish : english;
    }
    /// The text of the language with its placeholders filled, in their order.
    template <class... Values>
    [[nodiscard]] std::string say(std::string_view english, std::string_view swedish, const Values&... values) const {
        return fmt::format(fmt::runtime(say(english, swedish)), values...);
    }

    [[nodiscard]] std::string list(const std::vector<std::string>& items, std::string_view last_joint) const;
    [[nodiscard]] std::string any_of(const std::vector<std::string>& items) const {
        return list(items, say(" or ", " eller "));
    }
    [[nodiscard]] std::string all_of(const std::vector<std::string>& items) const {
        return list(items, say(" and ", " och "));
    }

    [[nodiscard]] std::string length(duration time) const;                  ///< "12 months", "12 månader"
    [[nodiscard]] std::string latest(duration time) const;                  ///< "the latest 12 months"
    [[nodiscard]] std::string date(month_day date) const;                   ///< "31 December"
    [[nodiscard]] std::string number(const definition_number& value) const; ///< "0,5"; "prisbasbelopp of the period"
    [[nodiscard]] std::string_view period(frequency every) const;           ///< "year", "år"
    [[nodiscard]] std::string_view the_period(frequency every) const;       ///< "the year", "året"
    [[nodiscard]] std::string per(const periodicity& division) const;       ///< "per year starting on 1 December"

    /// "exits from jobbtorg with exit_reason work or studies": what is counted, without time, age and thresholds.
    [[nodiscard]] std::string core(const counted_part& part) const;
    /// The same with everything that restricts it, and the day or time of its clock.
    [[nodiscard]] std::string whole(const counted_part& part, frequency every) const;

    /// What each of these says of a part, as the end of a sentence; empty when it says nothing.
    [[nodiscard]] std::string when(const measure& of, frequency every) const;
    [[nodiscard]] std::string ages(const counted_part& part) const;
    [[nodiscard]] std::string thresholds(const counted_part& part, frequency every) const;
    [[nodiscard]] std::string followed(const counted_part& part) const;
    /// Whether events with incomplete follow-up count.
    [[nodiscard]] std::string incomplete(const counted_part& part) const;

    [[nodiscard]] std::string age(const age_condition& limits, const measure& of) const;
    [[nodiscard]] std::string age_taken(age_reference at, const measure& of) const;
    [[nodiscard]] std::string_view at_least_or_most(bool is_lower, bool inclusive) const;

  private:
    [[nodiscard]] std::string noun(const measure& of) const;
    [[nodiscard]] std::string source(const measure_source& from) const;
    /// The conditions of a part as phrases.
    [[nodiscard]] std::vector<std::string> restrictions(const counted_part& part) const;
    /// Thresholds of time, of months and of earlier spells.
    [[nodiscard]] std::vector<std::string> demands(const counted_part& part, frequency every) const;
    [[nodiscard]] std::string clock_words(const clock& when, frequency every) const;
    [[nodiscard]] std::string clock_words(const clock& when, std::string_view the_period) const;
    [[nodiscard]] std::string reference_day_words(const reference_rule& rule, std::string_view the_period) const;
    [[nodiscard]] std::vector<std::string> conditions(const condition& where, const std::string& source) const;
    [[nodiscard]] std::string codes(const code_condition& wanted, const std::string& source) const;
    [[nodiscard]] std::string presence(const presence_condition& wanted) const;
    [[nodiscard]] std::string total(const total_condition& wanted) const;
    [[nodiscard]] std::string alternatives(const std::vector<condition>& any, const std::string& source) const;
    [[nodiscard]] std::string elapsed(const duration_bounds& bounds) const;
    [[nodiscard]] std::string months(const months_condition& wanted, frequency every) const;
    [[nodiscard]] std::string first(const first_condition& wanted) const;
    [[nodiscard]] std::string gaps(duration longest) const;
    [[nodiscard]] std::string followed(const follow_up& wanted, const measure& of) const;

    language in_;
    const code_labels* labels_;
};

/// The parts of restrictions that `get` finds, in a measure and in what narrows it.
template <class Get>
[[nodiscard]] auto of_both(const counted_part& part, Get get) {
    std::vector<std::string> texts;
    for (const auto* restrictions : {static_cast<const row_restrictions*>(part.of), part.narrowed})
        if (restrictions)
            if (auto text = get(*restrictions); !text.empty()) texts.push_back(std::move(text));
    return texts;
}

/// The first letter in upper case.
[[nodiscard]] std::string capitalised(std::string text);

} // namespace kohort
