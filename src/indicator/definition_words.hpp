// What a definition computes, aspect by aspect: what explanations tell and comparisons compare.
#pragma once

#include "phrases.hpp"

#include <string>
#include <vector>

namespace kohort {

/// One aspect in sentences without capital and full stop; no sentences when the definition has nothing to say of it.
struct told_aspect {
    std::string title;
    std::vector<std::string> sentences;
};

/// What is counted, over what, how it is computed, when, ages, thresholds, follow-up and breakdowns: always all of
/// them, in this order.
[[nodiscard]] std::vector<told_aspect> aspects_of(const definition& indicator, const phrase_book& book);

/// The sentences as one text, without the last full stop.
[[nodiscard]] std::string in_one(const told_aspect& aspect, const phrase_book& book);

} // namespace kohort
