#include <kohort/base/suggest.hpp>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace kohort {
namespace {

/// The plain letter for each of U+00C0..U+00FF, where it has one.
constexpr std::string_view plain_latin = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";

char32_t folded(char32_t letter) noexcept {
    if (letter >= U'A' && letter <= U'Z') return letter + (U'a' - U'A');
    if (letter == U' ' || letter == U'_' || letter == U'.') return U'-';
    if (letter >= 0xC0 && letter <= 0xFF) return static_cast<char32_t>(plain_latin[letter - 0xC0]);
    return letter;
}

/// The folded letters of a UTF-8 text. Bytes that are not UTF-8 count as letters: a message is no place to be strict.
std::u32string folded_letters(std::string_view text) {
    std::u32string letters;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        const bool is_continuation = (byte & 0xC0U) == 0x80U;
        if (is_continuation && !letters.empty())
            letters.back() = (letters.back() << 6U) | (byte & 0x3FU);
        else if (byte >= 0xF0U)
            letters += static_cast<char32_t>(byte & 0x07U);
        else if (byte >= 0xE0U)
            letters += static_cast<char32_t>(byte & 0x0FU);
        else if (byte >= 0xC0U)
            letters += static_cast<char32_t>(byte & 0x1FU);
        else
            letters += static_cast<char32_t>(byte);
    }
    for (auto& letter : letters) letter = folded(letter);
    return letters;
}

std::size_t distance_between(const std::u32string& left, const std::u32string& right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    auto last = row;
    auto before_last = row;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replace = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[right.size()];
}

/// How far apart two near names are; nothing when they are not near.
std::optional<std::size_t> nearness(const std::u32string& left, const std::u32string& right) {
    const auto& shorter = left.size() < right.size() ? left : right;
    const auto& longer = left.size() < right.size() ? right : left;
    const std::size_t limit = std::max<std::size_t>(1, longer.size() / 3);
    if (longer.size() - shorter.size() <= limit)
        if (const auto distance = distance_between(left, right); distance <= limit) return distance;
    constexpr std::size_t shortest_part = 3;
    const bool contains = shorter.size() >= shortest_part && longer.find(shorter) != std::u32string::npos;
    return contains ? std::optional(longer.size() - shorter.size()) : std::nullopt;
}

} // namespace

std::size_t spelling_distance(std::string_view left, std::string_view right) {
    return distance_between(folded_letters(left), folded_letters(right));
}

std::vector<std::string> nearest(std::string_view text, std::span<const std::string_view> candidates,
                                 std::size_t most) {
    const auto wanted = folded_letters(text);
    std::vector<std::pair<std::size_t, std::string_view>> near;
    for (const auto candidate : candidates)
        if (const auto distance = nearness(wanted, folded_letters(candidate))) near.emplace_back(*distance, candidate);
    std::ranges::stable_sort(near, {}, [](const auto& each) { return each.first; });
    std::vector<std::string> names;
    for (const auto& [distance, name] : near)
        if (names.size() < most) names.emplace_back(name);
    return names;
}

std::string did_you_mean(std::string_view text, std::span<const std::string_view> candidates) {
    const auto best = nearest(text, candidates, 1);
    return best.empty() ? std::string() : "; did you mean \"" + best.front() + "\"?";
}

} // namespace kohort
