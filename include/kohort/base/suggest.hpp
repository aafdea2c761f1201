// "Did you mean ...?": the names nearest in spelling to one that does not exist.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Edits that turn one UTF-8 text into the other: insert, delete or replace a letter, or swap two neighbours
/// (Damerau-Levenshtein, where a swapped pair is not edited again). Case and accents cost nothing; blank,
/// underscore, full stop and hyphen are one letter: "Älvsjö" and "alvsjo" are 0 apart. O(product of the lengths).
[[nodiscard]] std::size_t spelling_distance(std::string_view left, std::string_view right);

/// The candidates that `text` may have been meant to be, nearest first, at most `most` of them; equally near ones in
/// their own order. Near is: at most a third of the longer text edited (one letter always may be), or one contains the
/// other. Empty when nothing is near. O(candidates x product of the lengths).
[[nodiscard]] std::vector<std::string> nearest(std::string_view text, std::span<const std::string_view> candidates,
                                               std::size_t most = 3);

/// The end of an error message: `; did you mean "exit"?`, or nothing when no candidate is near.
[[nodiscard]] std::string did_you_mean(std::string_view text, std::span<const std::string_view> candidates);

} // namespace kohort
