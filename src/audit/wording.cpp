#include "wording.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kohort::audit {
namespace {

using enum wording;

constexpr phrase phrases[] = {
    {"ca", about},
    {"c:a", about},
    {"cirka", about},
    {"circa", about},
    {"omkring", about},
    {"ungefär", about},
    {"kring", about},
    {"runt", about},
    {"about", about},
    {"around", about},
    {"roughly", about},
    {"approximately", about},
    {"approx", about},
    {"some", about},
    {"drygt", above},
    {"dryg", above},
    {"strax över", above},
    {"lite mer än", above},
    {"något mer än", above},
    {"just over", above},
    {"slightly over", above},
    {"slightly more than", above},
    {"a little over", above},
    {"knappt", below},
    {"knapp", below},
    {"närmare", below},
    {"närmre", below},
    {"nästan", below},
    {"nästintill", below},
    {"strax under", below},
    {"inte fullt", below},
    {"uppemot", below},
    {"upp emot", below},
    {"upp mot", below},
    {"nearly", below},
    {"almost", below},
    {"just under", below},
    {"just below", below},
    {"close to", below},
    {"mer än", more_than},
    {"mera än", more_than},
    {"fler än", more_than},
    {"flera än", more_than},
    {"över", more_than},
    {"more than", more_than},
    {"over", more_than},
    {"above", more_than},
    {"minst", at_least},
    {"åtminstone", at_least},
    {"at least", at_least},
    {"mindre än", less_than},
    {"färre än", less_than},
    {"under", less_than},
    {"less than", less_than},
    {"fewer than", less_than},
    {"below", less_than},
    {"högst", at_most},
    {"maximalt", at_most},
    {"som mest", at_most},
    {"upp till", at_most},
    {"at most", at_most},
    {"up to", at_most},
    {"minskning med", plain, true},
    {"minskade med", plain, true},
    {"minskat med", plain, true},
    {"sjönk med", plain, true},
    {"sjunkit med", plain, true},
    {"decrease of", plain, true},
    {"decreased by", plain, true},
    {"fell by", plain, true},
};

struct small_number {
    std::string_view word;
    int value;
};

/// Longer words before those that they begin with.
constexpr small_number small_numbers[] = {
    {"noll", 0},      {"femtio", 50},   {"femton", 15},  {"fem", 5},      {"sextio", 60},    {"sexton", 16},
    {"sjuttio", 70},  {"sjutton", 17},  {"sjuttio", 70}, {"sju", 7},      {"trettio", 30},   {"tretton", 13},
    {"tre", 3},       {"fyrtio", 40},   {"fjorton", 14}, {"fyra", 4},     {"åttio", 80},     {"åtta", 8},
    {"nittio", 90},   {"nitton", 19},   {"nio", 9},      {"tio", 10},     {"tjugo", 20},     {"tolv", 12},
    {"två", 2},       {"arton", 18},    {"elva", 11},    {"hundra", 100}, {"ett", 1},        {"en", 1},
    {"zero", 0},      {"sixty", 60},    {"sixteen", 16}, {"seventy", 70}, {"seventeen", 17}, {"seven", 7},
    {"eighty", 80},   {"eighteen", 18}, {"eight", 8},    {"ninety", 90},  {"nineteen", 19},  {"nine", 9},
    {"fourteen", 14}, {"forty", 40},    {"four", 4},     {"fifteen", 15}, {"fifty", 50},     {"five", 5},
    {"thirteen", 13}, {"thirty", 30},   {"three", 3},    {"twelve", 12},  {"twenty", 20},    {"two", 2},
    {"eleven", 11},   {"one", 1},       {"ten", 10},     {"sex", 6},      {"six", 6},        {"hundred", 100},
};

struct noun {
    std::string_view word;
    worded_number means;
};

constexpr worded_number multiple(std::int64_t times) { return {times, 0, plain, false, false}; }
constexpr worded_number half_of_a_whole{{1, 2}, 0, plain, true, false};

constexpr noun nouns[] = {
    {"par", {2, 0, about}},         {"dussin", {12, 0, about}},  {"dozen", {12, 0, about}},
    {"tusen", {1000, -3}},          {"thousand", {1000, -3}},    {"hälften", half_of_a_whole},
    {"hälft", half_of_a_whole},     {"halva", half_of_a_whole},  {"halvering", half_of_a_whole},
    {"halverats", half_of_a_whole}, {"half", half_of_a_whole},   {"dubbelt", multiple(2)},
    {"dubbla", multiple(2)},        {"dubblats", multiple(2)},   {"fördubbling", multiple(2)},
    {"fördubblats", multiple(2)},   {"double", multiple(2)},     {"doubled", multiple(2)},
    {"twice", multiple(2)},         {"tredubbelt", multiple(3)}, {"tredubblats", multiple(3)},
    {"tripled", multiple(3)},
};

constexpr std::pair<std::string_view, std::int64_t> part_words[] = {
    {"tredjedel", 3}, {"fjärdedel", 4}, {"femtedel", 5}, {"sjättedel", 6}, {"åttondel", 8}, {"tiondel", 10},
    {"third", 3},     {"quarter", 4},   {"fifth", 5},    {"sixth", 6},     {"eighth", 8},   {"tenth", 10},
};

constexpr std::pair<std::string_view, int> magnitudes[] = {
    {"tusen", 3},    {"thousand", 3}, {"miljon", 6},    {"miljoner", 6}, {"million", 6},
    {"millions", 6}, {"miljard", 9},  {"miljarder", 9}, {"billion", 9},
};

constexpr std::string_view measures[] = {
    "%",
    "‰",
    "procent",
    "procents",
    "promille",
    "percent",
    "per cent",
    "permille",
    "procentenhet",
    "procentenheter",
    "procentenheters",
    "percentage",
    "points",
    "kr",
    "kronor",
    "sek",
    "tkr",
    "tsek",
    "ksek",
    "mkr",
    "mnkr",
    "msek",
    "mdkr",
    "miljoner kr",
    "miljoner kronor",
    "tusen kr",
    "tusen kronor",
    "miljarder kr",
    "miljarder kronor",
    "år",
    "års",
    "årigt",
    "månad",
    "månader",
    "månaders",
    "vecka",
    "veckor",
    "veckors",
    "dag",
    "dagar",
    "dagars",
    "timme",
    "timmar",
    "gånger",
    "years",
    "year",
    "months",
    "month",
    "weeks",
    "week",
    "days",
    "day",
    "hours",
    "hour",
    "times",
};

/// Tens and units in one word, "tjugofem", from the front of a word; what is left of the word stays in it.
std::optional<int> take_small_number(std::string_view& word) noexcept {
    const auto take = [&word]() -> std::optional<int> {
        for (const auto& [name, value] : small_numbers)
            if (word.starts_with(name)) {
                word.remove_prefix(name.size());
                return value;
            }
        return std::nullopt;
    };
    auto number = take();
    if (!number || *number < 20 || *number > 90 || word.empty()) return number;
    auto rest = word;
    if (word.front() == '-') word.remove_prefix(1);
    const auto units = take();
    if (units && *units > 0 && *units < 10) return *number + *units;
    word = rest;
    return number;
}

template <class Pairs>
auto value_for(std::string_view word, const Pairs& pairs) noexcept
    -> std::optional<typename std::remove_cvref_t<decltype(*std::begin(pairs))>::second_type> {
    for (const auto& [name, value] : pairs)
        if (word == name) return value;
    return std::nullopt;
}

} // namespace

const phrase* phrase_at(std::span<const std::string_view> words) noexcept {
    const phrase* longest = nullptr;
    if (words.empty() || words.front().empty()) return longest;
    for (const auto& each : phrases) {
        if (longest && longest->words.size() >= each.words.size()) continue;
        auto rest = each.words;
        bool fits = true;
        for (std::size_t i = 0; fits && i < length_of(each); ++i) {
            const auto word = rest.substr(0, rest.find(' '));
            fits = i < words.size() && words[i] == word;
            rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        }
        if (fits) longest = &each;
    }
    return longest;
}

std::size_t length_of(const phrase& of) noexcept {
    return static_cast<std::size_t>(std::count(of.words.begin(), of.words.end(), ' ')) + 1;
}

std::optional<worded_number> number_in_word(std::string_view word) noexcept {
    for (const auto& [name, means] : nouns)
        if (word == name) return means;
    auto rest = word;
    const auto number = take_small_number(rest);
    if (!number) return std::nullopt;
    if (rest.empty()) return worded_number{*number};
    if (rest == "tal" || rest == "talet" || rest == "-tal") return worded_number{*number, 0, about};
    if (rest.starts_with("årig")) return worded_number{*number};
    return std::nullopt;
}

std::optional<std::int64_t> denominator_of(std::string_view word) noexcept {
    for (const std::string_view ending : {"", "ar", "s", "en"})
        if (word.size() > ending.size() && word.ends_with(ending))
            if (const auto found = value_for(word.substr(0, word.size() - ending.size()), part_words)) return found;
    return std::nullopt;
}

std::optional<int> magnitude_of(std::string_view word) noexcept { return value_for(word, magnitudes); }

bool is_article(std::string_view word) noexcept {
    return word == "en" || word == "ett" || word == "a" || word == "an" || word == "one";
}

bool is_currency(std::string_view word) noexcept { return word == "kr" || word == "kronor" || word == "sek"; }

bool is_measure(std::string_view word) noexcept {
    return std::find(std::begin(measures), std::end(measures), word) != std::end(measures);
}

ratio power_of_ten(int exponent) {
    ratio power = 1;
    for (int i = 0; i < exponent; ++i) power = power * 10;
    for (int i = 0; i > exponent; --i) power = power / 10;
    return power;
}

widths widths_of(ratio number, int decimals) {
    const ratio size = number < 0 ? number * -1 : number;
    const auto place = power_of_ten(-decimals), tenth = size * ratio(1, 10), least = std::min(place, ratio(1));
    auto round_place = place;
    auto steps = (size / place).numerator();
    if (decimals <= 0)
        for (; steps != 0 && steps % 10 == 0; steps /= 10) round_place = round_place * 10;
    const bool in_fives = decimals <= 0 && steps > 10 && steps % 10 == 5;
    const auto around = round_place * ratio(in_fives ? 5 : 1, 2);
    return {place * ratio(1, 2), std::max(least * ratio(1, 2), std::min(around, tenth)),
            std::max(least, std::min(round_place, tenth)), round_place};
}

widths widths_without_digits(ratio number) {
    const auto tenth = number * ratio(1, 10);
    return {tenth, tenth, tenth, tenth};
}

reach reach_of(wording says, ratio size, const widths& by) {
    const auto both = [](const interval& numbers) { return reach{numbers, numbers}; };
    const auto to_nearby = bound{size + by.beyond}, from_nearby = bound{std::max(ratio(0), size - by.beyond)};
    switch (says) {
    case plain:
        return both({bound{size - by.plain}, bound{size + by.plain, false}});
    case about:
        return both({bound{size - by.about}, bound{size + by.about}});
    case above:
        return both({bound{size}, bound{size + by.beside, false}});
    case below:
        return both({bound{size - by.beside}, bound{size, false}});
    case more_than:
        return {{bound{size, false}, std::nullopt}, {bound{size, false}, to_nearby}};
    case at_least:
        return {{bound{size}, std::nullopt}, {bound{size}, to_nearby}};
    case less_than:
        return {{bound{0}, bound{size, false}}, {from_nearby, bound{size, false}}};
    case at_most:
        return {{bound{0}, bound{size}}, {from_nearby, bound{size}}};
    }
    return {};
}

} // namespace kohort::audit
