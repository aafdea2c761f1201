// Rounding counts to multiples of 3 or 5, so that small ones cannot be told apart.
#pragma once

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// What makes random rounding repeatable and unguessable: 128 secret bits, the publisher's own.
struct rounding_secret {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    friend bool operator==(const rounding_secret&, const rounding_secret&) = default;
};

/// The multiple of `base` nearest to a count; of two that are equally near the larger. Precondition of all of these:
/// `base` is 1 or more, counts are not negative.
[[nodiscard]] std::int64_t round_to_base(std::int64_t count, std::int64_t base) noexcept;

/// Up or down to a neighbouring multiple so that the mean over the draws 0 .. base-1 is the count: up with probability
/// (count mod base) / base. Multiples stay. 0 <= `draw` < `base`.
[[nodiscard]] std::int64_t round_by_draw(std::int64_t count, std::int64_t base, std::int64_t draw) noexcept;

/// The draw of a cell: the same for the same key, base and secret, in whatever table it is printed (SipHash-2-4; for a
/// base of 3 or 5 uniform up to 2^-62).
[[nodiscard]] std::int64_t draw_of(std::string_view key, std::int64_t base, rounding_secret secret) noexcept;

/// Random rounding of one cell: `round_by_draw` with `draw_of`.
[[nodiscard]] inline std::int64_t round_randomly(std::int64_t count, std::int64_t base, std::string_view key,
                                                 rounding_secret secret) noexcept {
    return round_by_draw(count, base, draw_of(key, base, secret));
}

/// Counts rounded so that sums still add up.
struct controlled_rounding {
    std::vector<std::int64_t> values; ///< by cell: multiples of the base, each next to the true count
    /// Sums that do not add up, by index: there is not always a rounding in which all do.
    std::vector<std::size_t> not_additive;
    [[nodiscard]] bool is_additive() const noexcept { return not_additive.empty(); }
};

/// Controlled rounding: every count becomes one of its two neighbouring multiples (multiples stay) and every sum holds
/// among the rounded ones; random, with the mean of each cell its count, and the same for the same names and secret.
/// Always additive for two-way tables and hierarchies of them. In three and more ways a walk may end where it is not;
/// the best of 20 is taken, and the means are then nearly the counts. `not_additive` says where no walk was.
///
/// Works by walking along null vectors of the sums among the cells that are not yet multiples. Unprinted cells are
/// rounded as well. Errors (`error_code::invalid_argument`): those of `problems_of(release)`; a base below 1; a cell
/// that is not a whole number of 0 or more. O(cells x length of null vectors).
///
/// Cell-key perturbation (random noise by record keys, as in the Australian and the European census) is not included.
[[nodiscard]] result<controlled_rounding> round_controlled(const additive_release& release, std::int64_t base,
                                                           rounding_secret secret);

} // namespace kohort::disclosure
