#include <kohort/time/period_axis.hpp>

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>

namespace kohort {
namespace {

constexpr std::string_view range_mark = "..";

error refusal(std::string message, std::string path = {}) {
    return {error_code::invalid_argument, std::move(message), std::move(path)};
}

error not_a_period(std::string_view text) {
    return refusal(fmt::format(
        "\"{}\" is not a period; write a year (2024), half-year (2024-H1), tertial (2024-T2), quarter (2024-Q3), month "
        "(2024-07) or week (2024-W05), a range of these (2024-01..2024-12) or a window of days "
        "(2018-12-01..2019-11-30)",
        text));
}

error ends_before_it_starts(std::string_view from, std::string_view to) {
    return refusal(fmt::format("{0}..{1} ends before it starts; write {1}..{0}", from, to));
}

error different_kinds(std::string_view text, const period& first, const period& last) {
    return refusal(fmt::format("{} goes from a {} to a {}; use the same kind of period at both ends", text,
                               name_of(first.periodicity().every), name_of(last.periodicity().every)));
}

error does_not_fit(const periodicity& division, const period_literal& literal, const period_range& range) {
    const auto kind = name_of(range.first.periodicity().every);
    const auto first = period_containing(division, range.span().first).label();
    const auto last = period_containing(division, range.span().last).label();
    return refusal(fmt::format(
        "{} is {} but the indicator is computed per {}; ask for {}, or change the periodicity", literal.text,
        range.first == range.last ? fmt::format("a {}", kind) : fmt::format("a range of {}s", kind),
        to_string(division), first == last ? first : fmt::format("{}{}{}", first, range_mark, last)));
}

/// Whether each period of the kind `whole` is made of whole periods of the kind `part`.
bool divides(frequency part, frequency whole) noexcept {
    if (part == frequency::week || whole == frequency::week) return part == whole;
    return months_in(whole) % months_in(part) == 0;
}

/// The year that `division` labels as it labels the calendar year `year`.
period year_labelled(const periodicity& division, const period& year) noexcept {
    const period candidate(division, year.ordinal());
    return candidate + (year.label_year() - candidate.label_year());
}

} // namespace

result<period_axis> period_axis::from(std::vector<reporting_period> periods) {
    error_list errors;
    std::set<std::string_view> labels;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto& [label, span] = periods[i];
        const auto refuse = [&, i](std::string message) {
            errors.push_back(refusal(std::move(message), fmt::format("/{}", i)));
        };
        if (label.empty()) refuse("the period has no label; give it one");
        if (!labels.insert(label).second)
            refuse(fmt::format("the label {} is taken by an earlier period; give each period its own", label));
        if (!span.is_valid())
            refuse(fmt::format("the period {} ends on {}, before it starts on {}; exchange the two days", label,
                               to_string(span.last), to_string(span.first)));
        if (i > 0 && span.first <= periods[i - 1].span.last)
            refuse(fmt::format("the period {} starts on {}, but {} before it ends on {}; order the periods in time and "
                               "let them not overlap",
                               label, to_string(span.first), periods[i - 1].label,
                               to_string(periods[i - 1].span.last)));
    }
    if (!errors.empty()) return errors;
    period_axis axis;
    axis.periods_ = std::move(periods);
    return axis;
}

period_axis periods_within(const periodicity& division, window within) {
    std::vector<reporting_period> periods;
    auto each = period_containing(division, within.first);
    if (each.first_day() < within.first) each = each.next();
    for (; each.last_day() <= within.last; each = each.next()) periods.push_back({each.label(), each.span()});
    return period_axis::from(std::move(periods)).value();
}

result<period_literal> parse_period_literal(std::string_view text) {
    const auto mark = text.find(range_mark);
    if (mark == std::string_view::npos) {
        const auto single = parse_period(text);
        if (!single) return not_a_period(text);
        return period_literal{std::string(text), period_range{*single, *single}};
    }

    const auto from = text.substr(0, mark);
    const auto to = text.substr(mark + range_mark.size());
    if (const auto first = parse_iso_day(from), last = parse_iso_day(to); first && last) {
        if (*last < *first) return ends_before_it_starts(from, to);
        return period_literal{std::string(text), window{*first, *last}};
    }
    if (const auto first = parse_period(from), last = parse_period(to); first && last) {
        if (first->periodicity() != last->periodicity()) return different_kinds(text, *first, *last);
        if (*last - *first < 0) return ends_before_it_starts(from, to);
        return period_literal{std::string(text), period_range{*first, *last}};
    }
    return not_a_period(text);
}

result<period_axis> select_periods(const periodicity& division, const period_literal& literal) {
    if (const auto* days = std::get_if<window>(&literal.meaning)) return period_axis::from({{literal.text, *days}});
    const auto& range = std::get<period_range>(literal.meaning);
    const auto kind = range.first.periodicity().every;
    if (division.every == frequency::year && kind == frequency::year) {
        const period_range years{year_labelled(division, range.first), year_labelled(division, range.last)};
        return periods_within(division, years.span());
    }
    if (!divides(division.every, kind)) return does_not_fit(division, literal, range);
    return periods_within(division, range.span());
}

} // namespace kohort
