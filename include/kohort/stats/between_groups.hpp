// How far districts or groups lie apart, and how sure their order is.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/stats/proportion.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// The index of dissimilarity of two groups over districts: half the sum of |a / A - b / B|, the share of either group
/// that would have to move for both to be spread alike. 0 is alike, 1 is apart. Exact.
///
/// Source: Duncan and Duncan 1955. Errors (`invalid_argument`, path `/districts/<index>`): columns of different
/// lengths, a negative count, a group without persons; (`plan`) the exact value does not fit into 64 bits.
/// O(districts).
[[nodiscard]] result<ratio> index_of_dissimilarity(std::span<const std::int64_t> first,
                                                   std::span<const std::int64_t> second);

/// A part of a whole: the share of one district or group.
struct group_share {
    std::int64_t part;
    std::int64_t whole;
};

/// The extremes of shares, over the groups that have a share. Of equal ones, the first.
struct share_spread {
    std::size_t lowest;
    std::size_t highest;
    ratio range;                   ///< highest less lowest
    std::optional<ratio> quotient; ///< highest over lowest; nothing when the lowest is 0
};

/// How far shares lie apart. Groups with whole 0 have no share and take no part; exact. Errors (`invalid_argument`,
/// path
/// `/groups/<index>`): something negative, no group with a share; (`plan`) a difference or quotient that does not fit
/// into 64 bits. O(groups).
[[nodiscard]] result<share_spread> spread_of(std::span<const group_share> shares);

/// A group's place in the order, 1 being the highest share, and the places that it may have.
struct group_rank {
    std::size_t rank; ///< 1 + groups with a higher share; equal shares have equal ranks. 0: no share, no rank.
    std::size_t best; ///< from `best` to `worst`, jointly for all groups with the confidence asked for
    std::size_t worst;
    interval_estimate share; ///< with the interval that the places come from
};

/// Ranks of shares with joint rank intervals: with probability `level` (at least, as far as the intervals keep theirs)
/// the true ranks of all groups lie within theirs. Every share gets an interval of confidence level^(1 / groups), so
/// that all cover their share together; a group's best place is 1 + the groups whose intervals lie wholly above its
/// own, its worst the number of groups less those wholly below. Nothing is simulated: the same counts give the same
/// ranks.
///
/// Source: Klein, Wright and Wieczorek, Journal of the Royal Statistical Society A 183 (2020), 589-606. Groups with
/// whole 0 take no part. Errors (`invalid_argument`): a part that is not within its whole, a level outside 0..1.
/// O(groups log groups).
[[nodiscard]] result<std::vector<group_rank>> ranks_of(std::span<const group_share> shares,
                                                       proportion_method method = proportion_method::wilson,
                                                       double level = 0.95);

} // namespace kohort
