// What an observation is worth: one availability and any number of flags, carried through every operation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// Whether there is a value, and if not, why not. Exactly one holds.
enum class availability : std::uint8_t {
    normal,              ///< a value; a counted 0 is normal
    nil,                 ///< "nothing to count": from input or a definition, never from counting; adds as 0
    missing,             ///< the value exists but is not known (the period starts after the register's horizon)
    not_applicable,      ///< no value can exist (a share with denominator 0)
    suppressed,          ///< hidden to protect persons
    suppressed_secondary ///< hidden so that a suppressed cell cannot be recomputed
};

/// Remarks on a value; any combination.
enum class obs_flag : std::uint8_t {
    provisional = 1,     ///< the period ends after the register's horizon, or follow-up is not complete
    estimated = 2,       ///< not counted but estimated (e.g. through an inexact correspondence)
    forecast = 4,        ///< a projection
    break_in_series = 8, ///< not comparable with the period before
    low_reliability = 16 ///< too few observations for its use
};

/// Status of one cell. Default: a normal value without remarks.
struct obs_status {
    availability is = availability::normal;
    std::uint8_t flags = 0; ///< union of `obs_flag` values

    constexpr obs_status() = default;
    constexpr obs_status(availability a) : is(a) {}

    [[nodiscard]] constexpr bool has_value() const noexcept {
        return is == availability::normal || is == availability::nil;
    }
    [[nodiscard]] constexpr bool has(obs_flag flag) const noexcept {
        return (flags & static_cast<std::uint8_t>(flag)) != 0;
    }
    constexpr obs_status& add(obs_flag flag) noexcept {
        flags = static_cast<std::uint8_t>(flags | static_cast<std::uint8_t>(flag));
        return *this;
    }
    friend constexpr bool operator==(obs_status, obs_status) = default;
};

/// The form used in CSV and JSON: empty when normal, else availability and flags joined by "+", e.g. "missing",
/// "provisional+break".
[[nodiscard]] std::string to_string(obs_status status);
/// Inverse of `to_string`; nothing when the text is not a status.
[[nodiscard]] std::optional<obs_status> parse_obs_status(std::string_view text);

// What operations make of statuses.
//
// The model is PX's rule: a symbol with the same symbol stays, a symbol with a number gives the symbol, nil counts as
// 0. Where two different symbols meet, PX has one symbol for all such sums; here the reason that no other work would
// remove stands first: what cannot exist, then what is not known, then what is hidden. A status is thus never lost to
// "some reason or other", and the rule does not depend on the order of the parts.
//
//                      two values    nil, nil        with a reason to have no value                    flags
//  sum, difference,    normal        nil             the reason; of two: not applicable, missing,      united
//  product, minimum,                                 suppressed, secondary, in this order
//  maximum
//  quotient, share,    normal, or    not applicable  as a sum                                          united
//  change in percent   not applicable over 0
//  mean                normal        nil             as a sum, but what is not applicable takes no     united, also of
//                                                    part; without any part, not applicable            what took no
//                                                    part
//  roll-up             as a sum; of fractions 0 of 0 takes no part, see `cube::roll_up`                united
//  change              as a difference                                                                 united
//  rounding            nothing changes: a normal value that is rounded to 0 stays normal
//  joining of series   the figure's own; a linked one as the sum with what it is linked by             estimated where
//                                                                                                      linked, break at
//                                                                                                      the seam

/// Status of a sum of two figures, and of every operation that treats nil as 0. A part without a value makes the sum
/// so: not applicable before missing, missing before suppressed, suppressed before secondary. Nil adds as 0 (two of
/// them stay nil); flags are united. Associative, commutative and idempotent; nil without flags is neutral.
[[nodiscard]] obs_status status_of_sum(obs_status a, obs_status b) noexcept;

/// Status of a share, rate or ratio: that of the sum, but not applicable over 0, which nil is. `over_is_zero` counts
/// only when both have a value.
[[nodiscard]] obs_status status_of_quotient(obs_status of, obs_status over, bool over_is_zero) noexcept;

/// Status of a mean, one part after the other: that of the sum, but a part that is not applicable takes no part.
/// Associative, commutative and idempotent; not applicable without flags is neutral, and what a mean of nothing is.
[[nodiscard]] obs_status status_of_mean(obs_status a, obs_status b) noexcept;

} // namespace kohort
