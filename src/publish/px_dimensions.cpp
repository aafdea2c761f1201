#include "px_dimensions.hpp"

#include "period_codes.hpp"
#include "reading_limits.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/time/period_axis.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace kohort::px {
namespace {

using role = axis_position::role;

std::vector<std::string> texts_of(const entry& from) {
    std::vector<std::string> made;
    for (const auto& each : from.values) made.push_back(each.text);
    return made;
}

/// "20243" of Q1 is 2024-Q3, "202407" of M1 2024-07, "1994" of A1 itself.
std::optional<std::string> period_of(char every, std::string_view stamp) {
    constexpr std::size_t digits_of_year = 4;
    if (stamp.size() < digits_of_year) return std::nullopt;
    const std::string year(stamp.substr(0, digits_of_year));
    const std::string rest(stamp.substr(digits_of_year));
    const auto with = [&](std::string_view between) { return period_label(year + std::string(between) + rest); };
    switch (every) {
    case 'A':
        return rest.empty() ? period_label(year) : std::nullopt;
    case 'M':
        return with("-");
    case 'W':
        return with("-W");
    case 'D':
        return rest.size() == 4 ? period_label(year + "-" + rest.substr(0, 2) + "-" + rest.substr(2)) : std::nullopt;
    default:
        return with(std::string("-") + every);
    }
}

} // namespace

std::optional<std::vector<std::string>> read_timeval(const std::vector<value>& values) {
    if (values.empty()) return std::nullopt;
    std::string word;
    for (const char each : values.front().text)
        if (each != ' ' && each != '"') word += each;
    if (!word.starts_with("TLIST(") && !word.starts_with("tlist(")) return std::nullopt;
    word = word.substr(6, word.find(')') - 6);
    if (word.empty()) return std::nullopt;
    const char every = word.front();
    std::vector<std::string> made;
    const auto comma = word.find(','), dash = word.find('-');
    if (comma == std::string::npos) {
        for (std::size_t each = 1; each < values.size(); ++each) {
            auto label = period_of(every, values[each].text);
            if (!label) return std::nullopt;
            made.push_back(std::move(*label));
        }
        return made;
    }
    if (dash == std::string::npos || dash < comma) return std::nullopt;
    const auto first = period_of(every, word.substr(comma + 1, dash - comma - 1));
    const auto last = period_of(every, word.substr(dash + 1));
    const auto from = first ? parse_period(*first) : std::nullopt, to = last ? parse_period(*last) : std::nullopt;
    constexpr std::int32_t most_periods = 100'000;
    if (!from || !to || *to - *from < 0 || *to - *from > most_periods) return std::nullopt;
    for (auto each = *from; *to - each >= 0; each = each.next()) made.push_back(each.label());
    return made;
}

void dimension_reader::report(const entry& at, const std::string& message) {
    if (problems_.size() < most_errors)
        problems_.push_back(problem_at(file_text_, at.offset, file_, name_of(at), message));
}

std::size_t dimension_reader::language(const entry& from) const {
    return from.language.empty() ? 0 : into_.language_index(from.language);
}

std::optional<std::size_t> dimension_reader::variable(const entry& from, const std::string& name) {
    const auto in = language(from);
    const auto called = [&](std::size_t at) {
        return std::ranges::find_if(into_.dimensions, [&](const publication_dimension& each) {
            return at < each.name.texts.size() && each.name.texts[at] == name;
        });
    };
    auto found = called(in);
    if (found == into_.dimensions.end()) found = called(0);
    if (found == into_.dimensions.end()) found = std::ranges::find(into_.dimensions, name, &publication_dimension::id);
    if (found != into_.dimensions.end()) return static_cast<std::size_t>(found - into_.dimensions.begin());
    std::vector<std::string_view> names;
    for (const auto& each : into_.dimensions) names.push_back(each.name.in(in));
    report(from, fmt::format("neither STUB nor HEADING has a variable \"{}\"{}", name, did_you_mean(name, names)));
    return std::nullopt;
}

std::optional<std::size_t> dimension_reader::code(std::size_t dimension, const std::string& language,
                                                  std::string_view text) const {
    const auto& codes = into_.dimensions[dimension].codes;
    const auto in = language.empty() ? 0 : into_.language_index(language);
    for (std::size_t each = 0; each < codes.size(); ++each)
        if (codes[each].label.in(in) == text || values_[dimension][each] == text) return each;
    for (std::size_t each = 0; each < codes.size(); ++each)
        if (codes_[dimension][each] == text || codes[each].code == text) return each;
    return std::nullopt;
}

void dimension_reader::read_names() {
    std::map<std::string, std::size_t> next; ///< by language: how many names it has had
    for (const auto* keyword : {"STUB", "HEADING"})
        for (const auto& each : from_.entries) {
            if (each.keyword != keyword || !each.of.empty()) continue;
            const auto in = language(each);
            auto& at = next[into_.languages[in]];
            for (const auto& name : each.values) {
                if (in == 0) into_.dimensions.push_back({});
                if (at < into_.dimensions.size()) into_.dimensions[at].name.set(in, name.text);
                if (in == 0) into_.dimensions[at].id = name.text;
                ++at;
            }
            if (in == 0 && each.keyword == "HEADING") into_.heading = each.values.size();
        }
    if (!from_.find("HEADING") && !from_.find("HEADING", into_.languages.front())) into_.heading = 0;
    values_.resize(into_.dimensions.size());
    codes_.resize(into_.dimensions.size());
}

void dimension_reader::read_values(const entry& from) {
    if (from.of.empty()) return;
    const auto at = variable(from, from.of.front());
    if (!at) return;
    const auto in = language(from);
    auto texts = texts_of(from);
    auto& codes = into_.dimensions[*at].codes;
    if (in == 0) values_[*at] = texts;
    if (codes.empty()) codes.resize(texts.size());
    if (codes.size() != texts.size())
        return report(
            from, fmt::format("has {} values, and another list of the variable has {}", texts.size(), codes.size()));
    for (std::size_t each = 0; each < texts.size(); ++each) codes[each].label.set(in, std::move(texts[each]));
}

void dimension_reader::read_codes(const entry& from) {
    if (from.of.empty()) return;
    const auto at = variable(from, from.of.front());
    if (!at || !codes_[*at].empty()) return; // those of other languages are the same
    codes_[*at] = texts_of(from);
    auto& codes = into_.dimensions[*at].codes;
    if (codes.empty()) codes.resize(codes_[*at].size());
    if (codes.size() == codes_[*at].size()) return;
    report(from, fmt::format("has {} codes for {} values", codes_[*at].size(), codes.size()));
    codes_[*at].clear();
}

/// Codes are those written, else the values; equal ones are told apart.
void dimension_reader::make_codes(std::size_t dimension, const entry& named_in) {
    auto& codes = into_.dimensions[dimension].codes;
    if (codes.empty()) {
        report(named_in, fmt::format("VALUES(\"{}\") is missing", into_.dimensions[dimension].name.in(0)));
        return;
    }
    if (values_[dimension].empty()) values_[dimension] = codes_[dimension];
    if (codes_[dimension].empty()) codes_[dimension] = values_[dimension];
    values_[dimension].resize(codes.size());
    codes_[dimension].resize(codes.size());
    std::set<std::string> taken;
    for (std::size_t each = 0; each < codes.size(); ++each) {
        auto& code = codes[each];
        code.code = codes_[dimension][each];
        for (int more = 2; !taken.insert(code.code).second; ++more)
            code.code = fmt::format("{} ({})", codes_[dimension][each], more);
        const bool says_nothing =
            std::ranges::all_of(code.label.texts, [&](const std::string& text) { return text == code.code; });
        if (says_nothing) code.label = {};
    }
}

void dimension_reader::read_time(const entry& from) {
    const auto at = from.of.empty() ? std::nullopt : variable(from, from.of.front());
    if (!at || into_.dimensions[*at].role == dimension_role::time) return;
    auto& dimension = into_.dimensions[*at];
    const auto periods = read_timeval(from.values);
    dimension.role = dimension_role::time;
    const std::set<std::string> distinct(periods ? periods->begin() : std::vector<std::string>::const_iterator(),
                                         periods ? periods->end() : std::vector<std::string>::const_iterator());
    if (!periods || periods->size() != dimension.codes.size() || distinct.size() != periods->size()) {
        into_.losses.push_back(name_of(from) + " does not name a period for each value; the values were read instead");
        return;
    }
    for (std::size_t each = 0; each < periods->size(); ++each) {
        auto& code = dimension.codes[each];
        if (code.label.empty() && code.code != (*periods)[each]) code.label = code.code;
        code.code = (*periods)[each];
    }
}

void dimension_reader::read() {
    read_names();
    const auto is = [](std::string_view keyword) {
        return [keyword](const entry& each) { return each.keyword == keyword; };
    };
    for (const auto& each : from_.entries)
        if (is("VALUES")(each)) read_values(each);
    for (const auto& each : from_.entries)
        if (is("CODES")(each)) read_codes(each);
    const auto named_in = std::ranges::find_if(
        from_.entries, [](const entry& each) { return each.keyword == "STUB" || each.keyword == "HEADING"; });
    for (std::size_t each = 0; each < into_.dimensions.size(); ++each) make_codes(each, *named_in);
    for (const auto& each : from_.entries) {
        const auto at =
            each.of.size() == 1 && (is("VARIABLECODE")(each) || is("VARIABLE-TYPE")(each) || is("MAP")(each))
                ? variable(each, each.of.front())
                : std::nullopt;
        if (is("CONTVARIABLE")(each) && each.language.empty() && !each.values.empty()) {
            if (const auto contents = variable(each, each.values.front().text))
                into_.dimensions[*contents].role = dimension_role::contents;
        } else if (at && is("MAP")(each)) {
            into_.dimensions[*at].role = dimension_role::geo;
        } else if (at && is("VARIABLE-TYPE")(each) && !each.values.empty()) {
            const auto& type = each.values.front().text;
            if (type == "G" || type == "Geographical") into_.dimensions[*at].role = dimension_role::geo;
        }
    }
    for (const auto& each : from_.entries)
        if (is("TIMEVAL")(each)) read_time(each);
    const bool has_time = into_.time_dimension().has_value();
    for (auto each = into_.dimensions.rbegin(); each != into_.dimensions.rend(); ++each)
        if (each->role == dimension_role::time || (!has_time && !into_.time_dimension())) find_periods(*each);
    for (const auto& each : from_.entries)
        if (is("VARIABLECODE")(each) && each.language.empty() && !each.of.empty() && !each.values.empty())
            if (const auto at = variable(each, each.of.front())) into_.dimensions[*at].id = each.values.front().text;
}

void dimension_reader::read_hierarchy(const entry& from) {
    const auto at = from.of.empty() ? std::nullopt : variable(from, from.of.front());
    if (!at || !from.language.empty()) return;
    auto& codes = into_.dimensions[*at].codes;
    for (const auto& each : from.values) {
        if (!each.child) continue;
        const auto parent = code(*at, from.language, each.text), child = code(*at, from.language, *each.child);
        if (!parent || !child) {
            report(from,
                   fmt::format("\"{}\":\"{}\" names a code that the variable does not have", each.text, *each.child));
            continue;
        }
        bool is_circle = false;
        for (auto above = parent; above && !is_circle; above = codes[*above].parent) is_circle = *above == *child;
        if (is_circle)
            report(from, fmt::format("\"{}\" is above itself", *each.child));
        else if (codes[*parent].is != role::total)
            codes[*child].parent = *parent;
    }
}

void dimension_reader::read_structure() {
    for (const auto& each : from_.entries) {
        if (each.keyword != "ELIMINATION" || each.of.empty() || each.values.empty() || !each.values.front().is_quoted)
            continue;
        const auto at = variable(each, each.of.front());
        if (!at || into_.dimensions[*at].total()) continue;
        if (const auto found = code(*at, each.language, each.values.front().text))
            into_.dimensions[*at].codes[*found].is = role::total;
        else
            into_.losses.push_back(name_of(each) + " names a value that the variable does not have");
    }
    for (auto& each : into_.dimensions) find_totals_and_parts(each);
    for (const auto& each : from_.entries)
        if (each.keyword == "HIERARCHIES") read_hierarchy(each);
}

} // namespace kohort::px
