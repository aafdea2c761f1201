#include <kohort/indicator/definition.hpp>

#include "grammar.hpp"
#include "operator_reader.hpp"

#include <kohort/time/period_axis.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace kohort {
namespace {

using namespace grammar;

void read_unit(json_object& object, const std::optional<operator_reading>& of, definition& made) {
    const auto place = object.require("unit", R"(write what the figures are, such as "persons" or "percent")");
    const auto text = place ? place->text() : std::nullopt;
    if (!text) return;
    const auto units = units_of(of ? of->figures : figure_facts());
    const auto unit = parse_measurement_unit(*text);
    made.unit = unit.value_or(made.unit);
    const bool fits = std::ranges::find(units, *text) != units.end();
    if (!unit)
        (void)place->index_in(units); // reports it
    else if (!fits)
        place->report(
            fmt::format("{} is not in {}; write {}", of->figures.subject, in_quotes(*text), choice_of(units)));
}

void read_decimals(json_object& object, const std::optional<operator_reading>& of, definition& made) {
    const auto place = object.find("decimals");
    if (!place) return;
    made.decimals = static_cast<int>(place->integer(0, 9).value_or(0));
    if (of && of->figures.is_whole && made.decimals > 0)
        place->report("a count is a whole number: write 0, or leave it out");
}

std::optional<frequency> read_frequency(const json_place& place) {
    constexpr std::array all{frequency::week,    frequency::month,     frequency::quarter,
                             frequency::tertial, frequency::half_year, frequency::year};
    std::array<std::string_view, all.size()> names;
    std::ranges::transform(all, names.begin(), [](frequency every) { return name_of(every); });
    const auto index = place.index_in(names);
    return index ? std::optional(all[*index]) : std::nullopt;
}

/// The periodicity, and its frequency when it could be read.
std::optional<frequency> read_periodicity(const json_place& place, periodicity& per) {
    if (!place.is(json_kind::object)) {
        const auto every = read_frequency(place);
        if (every) per = periodicity{*every};
        return every;
    }
    json_object object(place);
    const auto start = object.require("year_starting", R"(write the day on which the year starts, such as "12-01")");
    if (start) {
        constexpr std::string_view what = R"(a day that every year has, such as "12-01")";
        const auto text = start->text(what);
        const auto date = text ? parse_month_day(*text) : std::nullopt;
        if (text && !date) start->report_expected(what);
        if (date) per.year_start = *date;
    }
    read_name(object.find("labelled_by"), per.label);
    object.finish();
    return frequency::year;
}

std::vector<age_band> read_bands(const json_place& place) {
    constexpr std::string_view what = R"(a list of age bands, such as [[16, 24], [25, 64]])";
    constexpr int oldest = 150;
    std::vector<age_band> bands;
    const auto elements = place.elements(what);
    if (place.is(json_kind::array) && elements.empty()) place.report_expected(what);
    for (const auto& element : elements) {
        const auto limits = element.elements("an age band such as [16, 24]; [65] has no upper limit");
        if (!element.is(json_kind::array)) continue;
        if (limits.empty() || limits.size() > 2) {
            element.report_expected("an age band such as [16, 24]; [65] has no upper limit");
            continue;
        }
        age_band band{static_cast<int>(limits[0].integer(0, oldest).value_or(0)), {}};
        if (limits.size() == 2) band.to = static_cast<int>(limits[1].integer(0, oldest).value_or(oldest));
        if (band.to && *band.to < band.from) element.report("the band ends before it begins");
        const bool follows = bands.empty() || (bands.back().to && *bands.back().to < band.from);
        if (!follows) element.report("bands stand in rising order and do not overlap");
        bands.push_back(band);
    }
    return bands;
}

breakdown read_ages(json_object& object, const json_place& bands, std::span<const measure_facts> broken_down) {
    breakdown made{.dimension = "age", .ages = age_breakdown{read_bands(bands)}};
    const auto at = object.require("at", R"(say when age is taken: "event", "start", "clock", "end_of_period" or )"
                                         R"("year_difference")");
    if (!read_name(at, made.ages->at)) return made;
    for (const auto& facts : broken_down) check_age_reference(*at, made.ages->at, facts);
    return made;
}

breakdown read_elapsed(const json_place& place, std::span<const measure_facts> broken_down) {
    constexpr std::string_view what = R"(a list of limits, such as ["6 months", "12 months"])";
    breakdown made{.dimension = "elapsed", .elapsed = elapsed_breakdown{}};
    auto& limits = made.elapsed->limits;
    const auto elements = place.elements(what);
    if (place.is(json_kind::array) && elements.empty()) place.report_expected(what);
    for (const auto& element : elements) {
        const auto limit = read_duration(element, 1);
        if (!limit) continue;
        const bool rises = limits.empty() || add(day(0), limits.back()) < add(day(0), *limit);
        if (!rises) element.report("limits stand in rising order");
        limits.push_back(*limit);
    }
    for (const auto& facts : broken_down) check_elapsed(place, facts);
    return made;
}

breakdown read_breakdown(const json_place& place, std::span<const measure_facts> broken_down) {
    constexpr std::array<std::string_view, 3> forms{"dimension", "age", "elapsed"};
    constexpr int deepest_level = 20;
    breakdown made;
    if (!place.is(json_kind::object)) {
        made.dimension = place.text("the name of a dimension").value_or("");
        return made;
    }
    json_object object(place);
    const auto form = find_one(object, forms, R"(name what it is by: "dimension", "age" or "elapsed")");
    if (form && form->index == 1) made = read_ages(object, form->value, broken_down);
    if (form && form->index == 2) made = read_elapsed(form->value, broken_down);
    if (!form || form->index == 0) {
        if (form) made.dimension = form->value.text("the name of a dimension").value_or("");
        made.code_list = object.find_text("code_list", "the id of a code list");
        if (const auto level = object.find("level"))
            made.level = static_cast<int>(level->integer(1, deepest_level).value_or(1));
    }
    object.finish();
    return made;
}

std::vector<breakdown> read_breakdowns(const json_place& place, std::span<const measure_facts> broken_down) {
    std::vector<breakdown> breakdowns;
    for (const auto& element : place.elements(R"(a list of dimensions, such as ["sex", "target_group"])")) {
        auto made = read_breakdown(element, broken_down);
        if (!made.dimension.empty() && std::ranges::count(breakdowns, made.dimension, &breakdown::dimension) > 0)
            element.report(fmt::format("{} stands here twice; keep one", in_quotes(made.dimension)));
        breakdowns.push_back(std::move(made));
    }
    return breakdowns;
}

localised_text read_localised(const json_place& place) {
    json_object object(place, R"(texts such as {"sv": "Avslut till arbete", "en": "Exits to work"})");
    localised_text texts;
    const bool has_any = object.has("sv") || object.has("en");
    texts.sv = object.find_text("sv").value_or("");
    texts.en = object.find_text("en").value_or("");
    if (object && !has_any) place.report(R"(a text is needed in at least one language: "sv" or "en")");
    object.finish();
    return texts;
}

definition_source read_source(const json_place& place) {
    json_object object(place, R"(a source such as {"document": ..., "section": ..., "owner": "Stockholms stad"})");
    definition_source source;
    source.document = object.find_text("document").value_or("");
    source.section = object.find_text("section").value_or("");
    source.owner = object.find_text("owner").value_or("");
    object.finish();
    if (place.is(json_kind::object) && place.members().empty())
        place.report(R"(a source has a "document", a "section" or an "owner"; write one, or leave the source out)");
    return source;
}

std::optional<day> read_day(json_object& object, std::string_view key) {
    constexpr std::string_view what = R"(a day such as "2024-01-31")";
    const auto text = object.find_text(key, what);
    const auto read = text ? parse_iso_day(*text) : std::nullopt;
    if (text && !read) object.find(key)->report_expected(what);
    return read;
}

void read_validity(const json_place& place, definition& made) {
    json_object object(place, R"(a validity such as {"from": "2024-01-01"})");
    made.valid_from = read_day(object, "from");
    made.valid_to = read_day(object, "to");
    if (place.is(json_kind::object) && place.members().empty())
        place.report(R"(a validity has a first day, "from", or a last one, "to"; write one, or leave it out)");
    if (made.valid_from && made.valid_to && *made.valid_from > *made.valid_to)
        place.report("the validity ends before it begins");
    object.finish();
}

bool is_id(std::string_view text) {
    const auto is_allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '.' ||
               letter == '-';
    };
    return std::ranges::all_of(text, is_allowed) && !text.starts_with('.') && !text.ends_with('.') &&
           text.find("..") == std::string_view::npos;
}

void check_id(const json_place& place, const std::string& id) {
    if (!is_id(id))
        place.report(fmt::format("{} is no id: join words of a-z, 0-9, _ and - by dots, as in "
                                 "\"stockholm.jobbtorg.exits\"",
                                 in_quotes(id)));
}

indicator_target read_target(const json_place& place) {
    indicator_target target;
    json_object object(place, R"(a target such as {"at_least": 70})");
    if (const auto side =
            find_one(object, names_of<indicator_target::direction>, R"(a target needs "at_least" or "at_most")")) {
        target.side = static_cast<indicator_target::direction>(side->index);
        target.value = read_number(side->value);
    }
    if (const auto margin = object.find("margin")) {
        target.margin = read_number(*margin);
        if (target.margin.written.starts_with('-')) margin->report("a margin is a distance: write it without a sign");
    }
    object.finish();
    return target;
}

std::vector<series_break> read_breaks(const json_place& place) {
    std::vector<series_break> breaks;
    for (const auto& element : place.elements(R"(a list of breaks, such as [{"at": "2015", "why": "new register"}])")) {
        json_object object(element, R"(a break such as {"at": "2015", "why": "new register"})");
        series_break made;
        if (const auto at = object.require("at", R"(write the first period after the break, such as "2015")")) {
            made.at = at->text("a period").value_or("");
            if (!made.at.empty()) at->report(parse_period_literal(made.at).errors());
        }
        made.why = object.require_text("why", "what changed");
        object.finish();
        breaks.push_back(std::move(made));
    }
    return breaks;
}

std::int64_t read_small_counts(const json_place& place) {
    json_object object(place, R"(a rule such as {"below": 5})");
    const auto below = object.require("below", "write the smallest count that is shown, such as 5");
    const auto limit = below ? below->integer(1, 1'000'000) : std::nullopt;
    object.finish();
    return limit.value_or(0);
}

void read_identity(json_object& object, definition& made) {
    if (const auto id = object.require("id", R"(name the indicator, such as "stockholm.jobbtorg.exits")")) {
        made.id = id->text().value_or("");
        check_id(*id, made.id);
    }
    made.version = object.find_text("version").value_or("");
    if (const auto valid = object.find("valid")) read_validity(*valid, made);
    if (const auto texts = object.require("name", R"(write {"sv": ..., "en": ...}, or one of the two)"))
        made.name = read_localised(*texts);
    if (const auto texts = object.find("description")) made.description = read_localised(*texts);
    if (const auto source = object.find("source")) made.source = read_source(*source);
}

void read_remarks(json_object& object, definition& made) {
    read_name(object.find("rounding"), made.rounding);
    if (const auto rule = object.find("small_counts")) made.small_counts_below = read_small_counts(*rule);
    if (const auto target = object.find("target")) made.target = read_target(*target);
    if (const auto breaks = object.find("breaks")) made.breaks = read_breaks(*breaks);
    if (const auto texts = object.find("undefined"))
        made.undefined_in_source = read_texts(*texts, R"(a list of what the source leaves open, such as ["age"])");
    if (const auto ids = object.find("confused_with"))
        made.confused_with = read_texts(*ids, "a list of ids of definitions", check_id);
}

constexpr key_synonym definition_synonyms[] = {{"title", "name"},   {"label", "name"},      {"frequency", "per"},
                                               {"period", "per"},   {"periodicity", "per"}, {"group_by", "by"},
                                               {"breakdown", "by"}, {"rounded", "rounding"}};

definition read_definition(const json_place& place) {
    definition made;
    json_object object(place, "a definition, or an array of definitions");
    if (!object) return made;
    read_identity(object, made);
    std::optional<frequency> every = made.per.every;
    if (const auto per = object.find("per")) every = read_periodicity(*per, made.per);
    auto read =
        read_operator(object, every, fmt::format("a definition has an operator: write {}", choice_of(operator_keys)));
    if (read && read->figures.is_number)
        object.find(key_of(read->operation))
            ->report(R"(these are numbers only, and an indicator counts something: write a measure among them)");
    const auto measures = read ? read->figures.measures : std::vector<measure_facts>();
    if (const auto by = object.find("by")) made.by = read_breakdowns(*by, measures);
    read_unit(object, read, made);
    read_decimals(object, read, made);
    read_remarks(object, made);
    if (read) made.operation = std::move(read->operation);
    object.finish(definition_synonyms);
    return made;
}

/// Remembers the definitions of a document and reports those that come again.
class known_editions {
  public:
    void add(const json_place& place, const definition& made) {
        if (made.id.empty()) return;
        const auto [first, is_new] = first_places_.try_emplace({made.id, made.version}, place.pointer());
        if (!is_new)
            place.report(fmt::format("{} version {} is already defined at {}; give it another version or id",
                                     in_quotes(made.id), in_quotes(made.version), first->second));
    }

  private:
    std::map<std::pair<std::string, std::string>, std::string> first_places_;
};

} // namespace

std::string_view name_of(counted unit) noexcept { return name(unit); }

result<std::vector<definition>> parse_definitions(std::string_view json) {
    json_document document(json, error_code::definition);
    std::vector<definition> definitions;
    known_editions editions;
    if (document.is_json())
        for (const auto& place : document.root().one_or_more()) {
            definitions.push_back(read_definition(place));
            editions.add(place, definitions.back());
        }
    return document.conclude(std::move(definitions));
}

} // namespace kohort
