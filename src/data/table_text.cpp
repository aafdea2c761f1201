#include "table_text.hpp"

#include "base/is_digit.hpp"
#include "base/lower_case.hpp"

#include <kohort/base/status_codes.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace kohort {
namespace {

constexpr std::string_view no_break_space = "\u00A0", narrow_no_break_space = "\u202F", minus_sign = "\u2212",
                           en_dash = "\u2013", ellipsis = "\u2026";

/// Takes `head` off the text; whether it was there.
bool take(std::string_view& text, std::string_view head) noexcept {
    if (!text.starts_with(head)) return false;
    text.remove_prefix(head.size());
    return true;
}

bool take_space(std::string_view& text) noexcept {
    return take(text, " ") || take(text, no_break_space) || take(text, narrow_no_break_space);
}

std::string_view take_digits(std::string_view& text) noexcept {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

/// The digits before the mark: without spaces, or in groups of three behind a first of one to three.
std::optional<std::string> take_whole_part(std::string_view& text) {
    constexpr std::size_t group_size = 3;
    std::string digits(take_digits(text));
    for (bool is_first = true; take_space(text); is_first = false) {
        const auto group = take_digits(text);
        if (group.size() != group_size || (is_first && (digits.empty() || digits.size() > group_size)))
            return std::nullopt;
        digits += group;
    }
    return digits;
}

/// Digits as an integer; nothing when they do not fit.
std::optional<std::int64_t> integer(std::string_view digits) noexcept {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<availability> read_sign(std::string_view text) noexcept {
    if (text.empty()) return availability::missing;
    if (text == ellipsis) text = "...";
    if (text == en_dash) text = "-";
    const auto symbol = from_px_symbol(text);
    return symbol && symbol->is_exact ? std::optional(symbol->status.is) : std::nullopt;
}

std::optional<int> take_age(std::string_view& text) noexcept {
    constexpr std::int64_t oldest = 150;
    const auto age = integer(take_digits(text));
    return age && *age <= oldest ? std::optional(static_cast<int>(*age)) : std::nullopt;
}

std::optional<age_range> read_age_range(std::string_view text) {
    age_range range{take_age(text), {}};
    if (text.empty()) {
        range.to = range.from;
    } else if (!(range.from && text == "+")) {
        if (!take(text, "-") && !take(text, en_dash)) return std::nullopt;
        const bool has_upper_limit = !text.empty();
        if (has_upper_limit) range.to = take_age(text);
        if (has_upper_limit != range.to.has_value() || !text.empty()) return std::nullopt;
    }
    if (!range.from && !range.to) return std::nullopt;
    if (!range.from) range.from = 0;
    if (range.to && *range.to < *range.from) return std::nullopt;
    return range;
}

/// "2024M03" as "2024-03", "2024K1" as "2024-Q1"; other texts as they are.
std::string in_own_words(std::string_view text) {
    constexpr std::size_t digits_of_year = 4;
    constexpr std::pair<char, std::string_view> letters[] = {{'M', "-"},  {'K', "-Q"}, {'Q', "-Q"}, {'T', "-T"},
                                                             {'H', "-H"}, {'V', "-W"}, {'W', "-W"}};
    std::string own(text);
    if (text.size() <= digits_of_year) return own;
    for (const auto& [letter, words] : letters)
        if (text[digits_of_year] == letter) return own.replace(digits_of_year, 1, words);
    return own;
}

} // namespace

std::optional<ratio> read_decimal_number(std::string_view text, char mark) {
    const bool is_negative = take(text, "-") || take(text, minus_sign);
    if (!is_negative) take(text, "+");
    auto digits = take_whole_part(text);
    if (!digits) return std::nullopt;
    std::int64_t scale = 1;
    if (take(text, {&mark, 1})) {
        auto decimals = take_digits(text);
        decimals = decimals.substr(0, decimals.find_last_not_of('0') + 1);
        constexpr std::size_t most_decimals = 18;
        if (decimals.size() > most_decimals) return std::nullopt;
        for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
        digits->append(decimals.empty() ? "" : decimals);
    }
    const auto value = text.empty() ? integer(*digits) : std::nullopt;
    if (!value) return std::nullopt;
    return ratio(is_negative ? -*value : *value, scale);
}

std::optional<table_value> read_table_value(std::string_view text, char mark) {
    if (const auto sign = read_sign(text)) return table_value{0, *sign};
    const auto number = read_decimal_number(text, mark);
    return number ? std::optional(table_value{*number, {}}) : std::nullopt;
}

std::optional<written_ages> read_ages(std::string_view text) {
    constexpr std::string_view totals[] = {
        "total",           "tot",       "totalt",     "totalt ålder",       "samtliga", "all ages", "total, all ages",
        "samtliga åldrar", "total age", "total ages", "totalt, alla åldrar"};
    const auto lower = lower_case(text);
    if (std::ranges::find(totals, lower) != std::end(totals)) return written_ages{{}, true};
    std::string_view rest = lower;
    for (const std::string_view word : {" years", " year", " år"})
        if (rest.ends_with(word)) rest.remove_suffix(word.size());
    const auto range = read_age_range(rest);
    return range ? std::optional(written_ages{*range}) : std::nullopt;
}

std::optional<reporting_period> read_reporting_period(std::string_view text) {
    const auto literal = parse_period_literal(in_own_words(text));
    if (!literal) return std::nullopt;
    if (const auto* days = std::get_if<window>(&literal->meaning)) return reporting_period{literal->text, *days};
    const auto& range = std::get<period_range>(literal->meaning);
    if (range.first != range.last) return std::nullopt;
    return reporting_period{range.first.label(), range.span()};
}

} // namespace kohort
