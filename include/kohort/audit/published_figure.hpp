// A figure as a report prints it, read back: the number, how it is worded, and which true values that admits.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/definition.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// One end of an interval, itself included or not.
struct bound {
    ratio at;
    bool included = true;
    friend constexpr bool operator==(const bound&, const bound&) = default;
};

/// Numbers between two ends. An end that is not there: no limit on that side.
struct interval {
    std::optional<bound> low;
    std::optional<bound> high;

    [[nodiscard]] constexpr bool contains(ratio number) const noexcept {
        return (!low || low->at < number || (low->included && low->at == number)) &&
               (!high || number < high->at || (high->included && number == high->at));
    }
    friend constexpr bool operator==(const interval&, const interval&) = default;
};

/// "[11500, 11600)": a round bracket is an end that is not included, "inf" one that is not there.
[[nodiscard]] std::string to_string(const interval& numbers);

/// How a report words a number.
enum class wording : std::uint8_t {
    plain,     ///< the number alone
    about,     ///< ca, cirka, omkring, ungefär, kring, runt, ett 30-tal; about, around, roughly
    above,     ///< drygt, strax över; just over, a little over
    below,     ///< knappt, närmare, nästan, strax under, upp emot; nearly, almost, just under
    more_than, ///< mer än, fler än, över; more than, over
    at_least,  ///< minst; at least
    less_than, ///< mindre än, färre än, under; less than, fewer than, under
    at_most    ///< högst, upp till; at most, up to
};

/// A printed figure.
///
/// The true values that it admits, for a number X of which the last digit stands at the place P (1 for "74", 1/10 for
/// "7,3", 1000 for "fem tusen") and the last digit that is not 0 at the place R (100 for "11 500"; P where there are
/// decimals):
///
///     plain       X - P/2 up to, not including, X + P/2: rounded half away from zero. Zeros are digits: who rounds
///                 further than the last printed digit says "ca"
///     about       X - W to X + W; W = R/2, or 5 R/2 when the last of several digits is a 5 ("ca 5 500" may be steps
///                 of five hundred), but at most X/10 and at least P/2
///     above       X up to, not including, X + S; S = R, but at most X/10 and at least P: who has 11 600 does not
///                 write "drygt 11 500", who has 1 900 does not write "drygt 1 000" (P counts as 1 where it is more)
///     below       X - S up to, not including, X
///     more than   above X, without limit: a lower bound is not refuted by being low. `likely` ends at X + R
///     at least    X and above; likely to X + R
///     less than   from 0 up to, not including, X; likely from X - R
///     at most     from 0 up to X; likely from X - R
///     fractions   "hälften", "en tredjedel", "två av tre", "dubbelt" have no digits: P/2, W, S and R are X/10
///     ranges      "10 till 15 %", "mellan 25 och 40": from what the first number admits to what the second does
///
/// The ends mirror for a negative X. Where whole things are counted (persons, places), ends between whole numbers
/// move inwards to the next: "1 397 personer" admits 1,397 alone, "knappt 95 personer" 94 and more but less than 95.
struct published_figure {
    ratio value;                    ///< X; of a range its first number
    std::optional<ratio> range_end; ///< the second number of a range
    int decimals = 0;               ///< P = 10^-decimals; below 0 for "fem tusen" (-3)
    wording says = wording::plain;
    std::string unit; ///< the word after the number in lower case: "procent", "%", "personer", "miljoner kr"; or empty
    interval admits;  ///< every true value that does not make the words false
    interval likely;  ///< where readers expect the true value; like `admits`, but with two ends
};

/// What is known about a figure besides its words.
struct reading_options {
    language in = language::sv; ///< "1,063" is 1.063 in Swedish and one thousand and sixty-three in English
    /// The unit of the figure. With it, a fraction is turned into percent or permille ("hälften" is 50), millions and
    /// thousands are left in MSEK and kSEK, and it is known what is counted in whole numbers. Without it a word after
    /// the number that is no unit of measure ("personer") counts whole things.
    std::optional<measurement_unit> unit{};
};

/// Reads the first number of a text in digits, words or both: "7,3 procent", "ca 39 300", "−12 ‰", "drygt fem tusen",
/// "en tredjedel", "2023: 21 procent" (21), "av de 5 som deltog". Blanks and no-break blanks group digits; a decimal
/// comma or point; words of both languages whatever the option. "Minskning med 39 procent" is -39.
///
/// Error (`error_code::invalid_argument`): there is no number in the text ("Ja", "samtliga"), or one of more than 15
/// digits. O(length).
[[nodiscard]] result<published_figure> parse_published_figure(std::string_view printed,
                                                              const reading_options& options = {});

/// A computed number in the figure's unit, rounded half away from zero to the figure's last digit. Throws
/// `std::overflow_error` when it passes 64 bits.
[[nodiscard]] ratio rounded_like(const published_figure& figure, ratio computed);

/// Whether a computed number in the figure's unit is what was printed: it rounds to it, or the words admit it.
[[nodiscard]] bool is_reproduced(const published_figure& figure, ratio computed);

/// The number as a decimal, without zeros at the end; rounded to 12 decimals.
[[nodiscard]] std::string decimal_text(ratio number);

/// Whether the unit counts whole things (persons, places, entries), so that a figure in it is a whole number.
[[nodiscard]] bool is_counted_in_whole_numbers(measurement_unit unit) noexcept;

} // namespace kohort
