// Statuses in the words that offices print below their tables.
#pragma once

#include <kohort/base/obs_status.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// What a sign means, in Swedish or, for every other language, in English; empty for normal.
[[nodiscard]] std::string words_of(obs_status status, std::string_view language);

/// The status that an explanation of a sign tells: secrecy, what cannot be, or what is missing. Nothing when it tells
/// none of them, or two.
[[nodiscard]] std::optional<obs_status> status_of_words(std::string_view words);

} // namespace kohort
