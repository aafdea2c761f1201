#include "period_codes.hpp"

#include "base/lower_case.hpp"
#include "data/table_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace kohort {
namespace {

using role = axis_position::role;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
}

bool names_unknown(std::string_view text) { return is_one_of(lower_case(text), {"unknown", "okänt", "okänd", "_u"}); }

/// The labels of the periods of all codes, or of all labels; none when one is no period.
std::optional<std::vector<std::string>> periods_of(const publication_dimension& dimension) {
    const auto all = [&](auto text_of) -> std::optional<std::vector<std::string>> {
        std::vector<std::string> made;
        for (const auto& each : dimension.codes) {
            auto label = period_label(text_of(each));
            if (!label) return std::nullopt;
            made.push_back(std::move(*label));
        }
        const std::set<std::string_view> distinct(made.begin(), made.end());
        return distinct.size() == made.size() ? std::optional(std::move(made)) : std::nullopt;
    };
    auto made = all([](const publication_code& each) -> const std::string& { return each.code; });
    return made ? made : all([](const publication_code& each) -> const std::string& { return each.label.in(0); });
}

} // namespace

std::optional<std::string> period_label(std::string_view text) {
    constexpr std::size_t digits_of_year = 4;
    constexpr int earliest = 1700, latest = 2200;
    int year = 0;
    const auto* const end = text.data() + std::min(text.size(), digits_of_year);
    if (std::from_chars(text.data(), end, year).ptr != text.data() + digits_of_year) return std::nullopt;
    if (year < earliest || year > latest) return std::nullopt;
    auto period = read_reporting_period(text);
    return period ? std::optional(std::move(period->label)) : std::nullopt;
}

bool names_time(std::string_view name) {
    return is_one_of(
        lower_case(name),
        {"tid",       "år",       "time",    "time_period", "period",  "year",      "month",     "quarter",
         "week",      "månad",    "kvartal", "vecka",       "halvår",  "vuosi",     "kuukausi",  "neljännes",
         "aika",      "år/månad", "ar",      "aar",         "måned",   "half-year", "mätperiod", "redovisningsår",
         "tidspunkt", "aasta",    "jaar",    "jahr",        "periode", "ártal",     "ár"});
}

bool names_total(std::string_view text) {
    return is_one_of(lower_case(text), {"total", "totalt", "tot", "totals", "samtliga", "summa", "_t", "båda könen",
                                        "both sexes", "all", "yhteensä", "i alt", "alls"});
}

bool names_part(std::string_view label) {
    const auto written = lower_case(label);
    return std::ranges::any_of(std::array{"varav ", "därav ", "of which ", "of whom ", "thereof "},
                               [&written](const char* word) { return written.starts_with(word); });
}

void find_periods(publication_dimension& dimension) {
    const bool is_time = dimension.role == dimension_role::time;
    const bool may_be = dimension.role == dimension_role::classification &&
                        (names_time(dimension.id) || std::ranges::any_of(dimension.name.texts, names_time));
    if (!is_time && !may_be) return;
    const auto periods = periods_of(dimension);
    if (!periods || (periods->empty() && !is_time)) return;
    dimension.role = dimension_role::time;
    for (std::size_t each = 0; each < periods->size(); ++each) {
        auto& code = dimension.codes[each];
        if (code.label.empty() && code.code != (*periods)[each]) code.label = code.code;
        code.code = (*periods)[each];
        if (std::ranges::all_of(code.label.texts, [&code](const auto& text) { return text == code.code; }))
            code.label = {};
    }
}

void find_totals_and_parts(publication_dimension& dimension) {
    if (dimension.role == dimension_role::time || dimension.role == dimension_role::contents) return;
    bool has_total = dimension.total().has_value();
    for (auto& each : dimension.codes) {
        const auto is_named_by = [&each](auto names) { return std::ranges::any_of(each.label.texts, names); };
        if (each.is != role::ordinary) continue;
        if (!has_total && (names_total(each.code) || is_named_by(names_total))) {
            each.is = role::total;
            has_total = true;
        } else if (names_unknown(each.code) || is_named_by(names_unknown)) {
            each.is = role::unknown;
        }
        each.of_which = each.of_which || is_named_by(names_part);
    }
}

std::string iso_date(std::string_view px_date) {
    const auto is_digits = [&](std::size_t from, std::size_t count) {
        const auto part = px_date.substr(from, count);
        return part.size() == count && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!is_digits(0, 8) || (px_date.size() != 8 && px_date.size() != 14)) return std::string(px_date);
    auto made = std::string(px_date.substr(0, 4)) + '-' + std::string(px_date.substr(4, 2)) + '-' +
                std::string(px_date.substr(6, 2));
    if (px_date.size() == 8) return made;
    if (px_date[8] != ' ' || !is_digits(9, 2) || px_date[11] != ':' || !is_digits(12, 2)) return std::string(px_date);
    return made + 'T' + std::string(px_date.substr(9));
}

std::string px_date(std::string_view iso_date) {
    constexpr std::size_t date_length = 10, minutes_length = 16;
    if (iso_date.size() < date_length || iso_date[4] != '-' || iso_date[7] != '-') return std::string(iso_date);
    auto made = std::string(iso_date.substr(0, 4)).append(iso_date.substr(5, 2)).append(iso_date.substr(8, 2));
    if (iso_date.size() >= minutes_length) made.append(" ").append(iso_date.substr(date_length + 1, 5));
    return made;
}

} // namespace kohort
