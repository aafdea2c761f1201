#include "phrases.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kohort {
namespace {

struct period_words {
    std::string_view en, the_en, sv, the_sv;
};

constexpr std::array<period_words, 6> all_periods{{{"week", "the week", "vecka", "veckan"},
                                                   {"month", "the month", "månad", "månaden"},
                                                   {"quarter", "the quarter", "kvartal", "kvartalet"},
                                                   {"tertial", "the tertial", "tertial", "tertialet"},
                                                   {"half-year", "the half-year", "halvår", "halvåret"},
                                                   {"year", "the year", "år", "året"}}};

const period_words& words_of(frequency every) noexcept { return all_periods[static_cast<std::size_t>(every)]; }

bool is_exit(counted what) noexcept { return what == counted::exits || what == counted::persons_exiting; }
bool is_entry(counted what) noexcept { return what == counted::entries || what == counted::persons_entering; }

/// Whether a condition repeats one on the same dimension and asks for no more codes.
bool is_said_by(const condition& narrower, const code_condition& wider) {
    return std::ranges::any_of(narrower.codes, [&wider](const code_condition& each) {
        const auto is_wanted = [&wider](const std::string& code) { return std::ranges::count(wider.codes, code) > 0; };
        return each.dimension == wider.dimension && !each.negated && !wider.negated && !each.codes.empty() &&
               std::ranges::all_of(each.codes, is_wanted);
    });
}

bool is_stock(const measure& of) noexcept { return of.when.kind != clock_kind::during; }

} // namespace

std::string phrase_book::list(const std::vector<std::string>& items, std::string_view last_joint) const {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? last_joint : ", ";
        text += items[i];
    }
    return text;
}

std::string phrase_book::length(duration time) const {
    if (in_ == language::en) return to_string(time);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> units{
        {{"dag", "dagar"}, {"vecka", "veckor"}, {"månad", "månader"}, {"år", "år"}}};
    const auto& [one, several] = units[static_cast<std::size_t>(time.unit)];
    return fmt::format("{} {}", time.count, time.count == 1 ? one : several);
}

std::string phrase_book::latest(duration time) const {
    if (in_ == language::en) return "the latest " + (time.count == 1 ? to_string(time).substr(2) : to_string(time));
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> units{{{"den senaste dagen", "dagarna"},
                                                                                  {"den senaste veckan", "veckorna"},
                                                                                  {"den senaste månaden", "månaderna"},
                                                                                  {"det senaste året", "åren"}}};
    const auto& [one, several] = units[static_cast<std::size_t>(time.unit)];
    return time.count == 1 ? std::string(one) : fmt::format("de senaste {} {}", time.count, several);
}

std::string phrase_book::date(month_day date) const {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> months{{{"January", "januari"},
                                                                                    {"February", "februari"},
                                                                                    {"March", "mars"},
                                                                                    {"April", "april"},
                                                                                    {"May", "maj"},
                                                                                    {"June", "juni"},
                                                                                    {"July", "juli"},
                                                                                    {"August", "augusti"},
                                                                                    {"September", "september"},
                                                                                    {"October", "oktober"},
                                                                                    {"November", "november"},
                                                                                    {"December", "december"}}};
    const auto& [english, swedish] = months[date.month - 1];
    return fmt::format("{} {}", date.day, say(english, swedish));
}

std::string phrase_book::number(const definition_number& value) const {
    if (!value.parameter.empty()) return say("the period's {}", "periodens {}", value.parameter);
    auto text = value.written;
    if (const auto point = text.find('.'); in_ == language::sv && point != std::string::npos) text[point] = ',';
    return text;
}

std::string_view phrase_book::period(frequency every) const { return say(words_of(every).en, words_of(every).sv); }
std::string_view phrase_book::the_period(frequency every) const {
    return say(words_of(every).the_en, words_of(every).the_sv);
}

std::string phrase_book::per(const periodicity& division) const {
    auto text = say("per {}", "per {}", period(division.every));
    if (division.every != frequency::year || division.year_start == month_day{1, 1}) return text;
    text += say(" starting on {}", " med början den {}", date(division.year_start));
    text += division.label == labelled_by::end ? say(", named after its end", ", benämnt efter slutet")
                                               : say(", named after its start", ", benämnt efter början");
    return text;
}

std::string phrase_book::noun(const measure& of) const {
    switch (of.unit_counted) {
    case counted::spells:
        return std::string(say("spells in", "perioder i"));
    case counted::persons:
        return std::string(say("persons in", "personer i"));
    case counted::persons_entering:
        return std::string(say("persons entering", "personer som skrivs in i"));
    case counted::persons_exiting:
        return std::string(say("persons leaving", "personer som avslutas från"));
    case counted::entries:
        return std::string(say("entries to", "inskrivningar i"));
    case counted::exits:
        return std::string(say("exits from", "avslut från"));
    case counted::person_days:
        return std::string(say("person-days in", "persondagar i"));
    case counted::person_months:
        return std::string(say("person-months in", "personmånader i"));
    case counted::total:
        return say("the total of {} over spells in", "summan av {} över perioder i", of.value);
    }
    return {};
}

std::string phrase_book::source(const measure_source& from) const {
    const auto& names = from.names;
    switch (from.is) {
    case measure_source::kind::united:
        return any_of(names);
    case measure_source::kind::overlay:
        return any_of(names) + std::string(say(" (each day belongs to the first of them that has it)",
                                               " (varje dag hör till det första av dem som har den)"));
    case measure_source::kind::intersect:
        return say("{} (only days that are also in {})", "{} (bara dagar som också finns i {})", names[0], names[1]);
    case measure_source::kind::subtract:
        return say("{} (only days that are not in {})", "{} (bara dagar som inte finns i {})", names[0], names[1]);
    case measure_source::kind::population:
        return say("the number in the table {}", "antalet i tabellen {}", names[0]);
    case measure_source::kind::cell:
        return say("the published figure {}", "den publicerade siffran {}", names[0]);
    case measure_source::kind::one_register:
        break;
    }
    return names.empty() ? std::string() : names[0];
}

std::vector<std::string> phrase_book::restrictions(const counted_part& part) const {
    const auto& register_name = part.of->source.names.empty() ? std::string() : part.of->source.name();
    auto kept = part.of->where;
    if (part.narrowed)
        std::erase_if(kept.codes,
                      [&part](const code_condition& each) { return is_said_by(part.narrowed->where, each); });
    auto texts = conditions(kept, register_name);
    if (part.narrowed)
        for (auto& each : conditions(part.narrowed->where, register_name)) texts.push_back(std::move(each));
    return texts;
}

std::string phrase_book::core(const counted_part& part) const {
    const auto& of = *part.of;
    auto text = of.source.has_spells() ? noun(of) + " " + source(of.source) : source(of.source);
    const auto wanted = restrictions(part);
    if (!wanted.empty()) text.append(say(" with ", " med ")).append(all_of(wanted));
    if (!of.once_per.empty())
        text += say(", counted once for each {}", ", räknade en gång för varje {}", all_of(of.once_per));
    return text;
}

std::vector<std::string> phrase_book::demands(const counted_part& part, frequency every) const {
    std::vector<std::string> texts;
    const auto add = [&](const auto& get) {
        for (auto& text : of_both(part, get)) texts.push_back(std::move(text));
    };
    add([&](const auto& rows) { return rows.elapsed ? elapsed(*rows.elapsed) : std::string(); });
    add([&](const auto& rows) { return rows.months ? months(*rows.months, every) : std::string(); });
    add([&](const auto& rows) { return rows.first ? first(*rows.first) : std::string(); });
    return texts;
}

std::string phrase_book::whole(const counted_part& part, frequency every) const {
    auto text = core(part);
    const bool is_the_period = part.of->when == clock{};
    if (!is_the_period) text += ", " + clock_words(part.of->when, every);
    if (const auto years = ages(part); !years.empty()) text += (is_the_period ? " " : ", ") + years;
    auto asked = demands(part, every);
    for (auto& each : of_both(part, [&](const auto& rows) {
             return rows.followed ? followed(*rows.followed, *part.of) : std::string();
         }))
        asked.push_back(std::move(each));
    if (!asked.empty()) text.append(is_the_period ? " " : ", ").append(say("", "som ")).append(all_of(asked));
    if (part.of->merge_gaps) text += ", " + gaps(*part.of->merge_gaps);
    return text;
}

std::string phrase_book::clock_words(const clock& when, frequency every) const {
    const bool is_one_month_end =
        when.kind == clock_kind::mean_of_months && !when.trailing && every == frequency::month;
    return clock_words(is_one_month_end ? clock{.kind = clock_kind::on, .reference = {}, .trailing = {}} : when,
                       the_period(every));
}

std::string phrase_book::reference_day_words(const reference_rule& rule, std::string_view the_period) const {
    std::string text;
    if (rule.is == reference_kind::month_day)
        text = say("{}", "den {}", date(rule.date));
    else if (rule.is == reference_kind::first_day)
        text = say("the first day of {}", "{}s första dag", the_period);
    else
        text = say("the last day of {}", "{}s sista dag", the_period);
    if (rule.years_back == 1) text += say(" one year earlier", " ett år tidigare");
    if (rule.years_back > 1) text += say(" {} years earlier", " {} år tidigare", rule.years_back);
    return text;
}

std::string phrase_book::clock_words(const clock& when, std::string_view the_period) const {
    const auto time = when.trailing ? latest(*when.trailing) : std::string(the_period);
    switch (when.kind) {
    case clock_kind::during:
        return say("during {}", "under {}", time);
    case clock_kind::on:
        return say("on {}", "{}", reference_day_words(when.reference, the_period));
    case clock_kind::close_of:
        return say("at the close of {}", "vid slutet av {}", reference_day_words(when.reference, the_period));
    case clock_kind::mean_of_days:
        return say("mean stock of the days of {}", "medelbestånd per dag under {}", time);
    case clock_kind::mean_of_months:
        return say("mean of the stocks at the month ends of {}", "medelbestånd vid månadernas slut under {}", time);
    }
    return {};
}

std::string phrase_book::when(const measure& of, frequency every) const {
    if (of.source.is == measure_source::kind::cell)
        return say("as published for {}", "så som den publicerats för {}", the_period(every));
    auto text = clock_words(of.when, every);
    if (of.source.is == measure_source::kind::population || is_stock(of)) return text;
    if (is_exit(of.unit_counted)) return say("by the day of exit, {}", "efter avslutets dag, {}", text);
    if (is_entry(of.unit_counted)) return say("by the day of entry, {}", "efter inskrivningens dag, {}", text);
    if (of.unit_counted == counted::person_days || of.unit_counted == counted::person_months) return text;
    return say("at some time {}", "någon gång {}", text);
}

std::string phrase_book::age_taken(age_reference at, const measure& of) const {
    if (!of.source.has_spells()) return {};
    if (at == age_reference::year_difference)
        return std::string(say("by the year less the year of birth", "enligt året minus födelseåret"));
    if (at == age_reference::start) return std::string(say("on the first day of the spell", "på periodens första dag"));
    if (at != age_reference::end_of_period) {
        if (is_exit(of.unit_counted)) return std::string(say("on the day of exit", "på avslutets dag"));
        if (is_entry(of.unit_counted)) return std::string(say("on the day of entry", "på inskrivningens dag"));
        if (at == age_reference::clock && is_stock(of))
            return std::string(of.when.kind == clock_kind::on || of.when.kind == clock_kind::close_of
                                   ? say("on that day", "den dagen")
                                   : say("on each of these days", "var och en av dessa dagar"));
        if (at == age_reference::clock && of.unit_counted == counted::person_days)
            return std::string(say("on each day", "varje dag"));
    }
    return std::string(say("at the end of the reporting period", "vid redovisningsperiodens slut"));
}

std::string phrase_book::age(const age_condition& limits, const measure& of) const {
    std::string text;
    if (limits.from && limits.to && *limits.from == *limits.to)
        text = say("aged {}", "{} år", *limits.from);
    else if (limits.from && limits.to)
        text = say("aged {}-{}", "{}-{} år", *limits.from, *limits.to);
    else if (limits.from)
        text = say("aged {} or more", "{} år eller äldre", *limits.from);
    else
        text = say("aged {} or less", "{} år eller yngre", limits.to.value_or(0));
    const auto taken = age_taken(limits.at, of);
    return taken.empty() ? text : text + " " + taken;
}

std::string phrase_book::ages(const counted_part& part) const {
    return all_of(of_both(part, [&](const auto& rows) { return rows.age ? age(*rows.age, *part.of) : std::string(); }));
}

std::string phrase_book::thresholds(const counted_part& part, frequency every) const {
    auto texts = demands(part, every);
    if (part.of->merge_gaps) texts.push_back(gaps(*part.of->merge_gaps));
    return list(texts, "; ");
}

std::string phrase_book::followed(const counted_part& part) const {
    return list(
        of_both(part,
                [&](const auto& rows) { return rows.followed ? followed(*rows.followed, *part.of) : std::string(); }),
        "; ");
}

std::string phrase_book::incomplete(const counted_part& part) const {
    std::vector<std::string> texts = of_both(part, [&](const auto& rows) {
        if (!rows.followed) return std::string();
        return std::string(
            rows.followed->include_incomplete
                ? say("those whose follow-up is not complete count as they stand, and the figure is provisional",
                      "de vars uppföljning inte är fullständig räknas som de är, och siffran är preliminär")
                : say("those whose follow-up is not complete are left out of numerator and denominator",
                      "de vars uppföljning inte är fullständig lämnas utanför både täljare och nämnare"));
    });
    return texts.empty() ? std::string() : texts.front();
}

std::string capitalised(std::string text) {
    constexpr std::string_view small[] = {"å", "ä", "ö"}, large[] = {"Å", "Ä", "Ö"};
    for (std::size_t i = 0; i < 3; ++i)
        if (text.starts_with(small[i])) return std::string(large[i]) + text.substr(small[i].size());
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

} // namespace kohort
