// How measures combine into a figure: closed operators over named measures, no embedded language.
#pragma once

#include <kohort/base/indirect.hpp>
#include <kohort/indicator/measure.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace kohort {

struct indicator_operator;

/// What an operator combines: a measure, another operator's figures, or a number.
///
/// Figures are combined in base units: shares as fractions (1 is 100 percent), durations in days, money in SEK. A
/// number beside them is in the same unit.
///
/// Where a figure has no value its operators have none: what is missing does not become 0. A quotient over 0 is not
/// applicable. A cell whose codes one operand's source does not have is a 0 of that register, or of a population when
/// its conditions leave the codes out; else it is missing.
using operand = std::variant<measure, indirect<indicator_operator>, definition_number>;

/// {"count": MEASURE}: the number itself.
struct count_operator {
    measure of{};
    friend bool operator==(const count_operator&, const count_operator&) = default;
};

/// {"share": {"of": MEASURE, ...}}: of the measure, the part for which the extra restrictions hold. The numerator is
/// the denominator with more conditions, so it cannot leave it. A follow-up of the share that excludes what is
/// incomplete takes those events from the denominator too. Of a population, "where" and "age"; of a cell, "where" with
/// one code per dimension.
struct share_operator : row_restrictions {
    measure of{};
    friend bool operator==(const share_operator&, const share_operator&) = default;
};

/// {"rate": {"of": OPERAND, "over": OPERAND}}: sides from different sources, each with its own clock; may exceed 1.
/// {"ratio": ...}: the same arithmetic, for sides of one kind such as two shares or two monthly means.
struct quotient_operator {
    enum class kind : std::uint8_t { rate, ratio };
    kind is = kind::rate;
    operand of{};
    operand over{};
    friend bool operator==(const quotient_operator&, const quotient_operator&) = default;
};

/// What means and quantiles are taken of.
struct spell_quantity {
    enum class kind : std::uint8_t {
        duration, ///< days of the half-open spell; of exits: end - start
        elapsed,  ///< T - start on the clock's day T; of exits: end - start
        value     ///< a numeric column; spells without a value leave numerator and denominator
    };
    kind is = kind::duration;
    std::string value{}; ///< the column's name
    friend bool operator==(const spell_quantity&, const spell_quantity&) = default;
};

/// {"mean": {"of": "duration" | "elapsed" | VALUE, "over": MEASURE}}: sum over number of spells.
struct mean_operator {
    spell_quantity of{};
    measure over{};
    friend bool operator==(const mean_operator&, const mean_operator&) = default;
};

/// {"quantile": {"of": ..., "over": MEASURE, "p": 0.5}}: R's type 2: with n sorted values, the value at n p rounded up,
/// or the mean of it and the next when n p is whole.
struct quantile_operator {
    spell_quantity of{};
    measure over{};
    std::string p{}; ///< 0 < p < 1, a decimal as written
    friend bool operator==(const quantile_operator&, const quantile_operator&) = default;
};

/// {"sum" | "minimum" | "maximum": [OPERAND, ...]} of operands in one unit.
struct combination_operator {
    enum class kind : std::uint8_t { sum, minimum, maximum };
    kind is = kind::sum;
    std::vector<operand> of{};
    friend bool operator==(const combination_operator&, const combination_operator&) = default;
};

/// {"difference": [a, b]}: a - b.
struct difference_operator {
    operand from{};
    operand taken{};
    friend bool operator==(const difference_operator&, const difference_operator&) = default;
};

/// {"product": [OPERAND, NUMBER]}.
struct product_operator {
    operand of{};
    definition_number by{};
    friend bool operator==(const product_operator&, const product_operator&) = default;
};

/// {"mean_over": {"of": OPERAND, "each": "month", "in": "period"}}: genomsnitt per månad, or over the groups of a
/// dimension their unweighted mean. Months and groups of which there is nothing (a share over 0) do not take part; a
/// group with a count of 0 does. Groups are the uppermost codes that some operand can have; "unknown" is none, and "of
/// which" codes are not. Months and quarters are those that lie wholly in the time.
struct mean_over_operator {
    operand of{};
    enum class step : std::uint8_t { month, quarter, dimension };
    step each = step::month;
    std::string dimension{};      ///< of `step::dimension`
    std::optional<duration> in{}; ///< nothing: the period
    friend bool operator==(const mean_over_operator&, const mean_over_operator&) = default;
};

/// {"change": {"of": OPERAND, "from": ..., "as": ...}}: from an earlier period to this one. Missing when the base is;
/// in percent of a base of 0, not applicable. The period before a free window of days has as many days. A base may be
/// any window of days; clocks, trailing times and parameters follow it.
struct change_operator {
    operand of{};
    enum class base : std::uint8_t { previous, year_before, period };
    base from = base::previous;
    std::string period{}; ///< of `base::period`, a period literal
    enum class expression : std::uint8_t {
        difference, ///< x - x0
        percent,    ///< (x - x0) / x0
        points      ///< x - x0 of shares, in percentage points
    };
    expression as = expression::difference;
    friend bool operator==(const change_operator&, const change_operator&) = default;
};

/// Exactly one of the operators.
struct indicator_operator
    : std::variant<count_operator, share_operator, quotient_operator, mean_operator, quantile_operator,
                   combination_operator, difference_operator, product_operator, mean_over_operator, change_operator> {
    using variant::variant;
    [[nodiscard]] const variant& alternatives() const noexcept { return *this; }
    friend bool operator==(const indicator_operator& a, const indicator_operator& b) {
        return a.alternatives() == b.alternatives();
    }
};

} // namespace kohort
