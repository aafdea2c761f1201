#include <kohort/data/schema.hpp>

#include <kohort/base/suggest.hpp>
#include <kohort/time/period.hpp>

#include "json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace kohort {
namespace {

/// Keys that people write; a hint is given only where the right one may stand.
constexpr key_synonym key_synonyms[] = {
    {"path", "file"},
    {"csv", "file"},
    {"id", "person"},
    {"key", "person"},
    {"from", "start"},
    {"entry", "start"},
    {"to", "exit"},
    {"end", "exit"},
    {"stop", "exit"},
    {"reason", "exit_reason"},
    {"separator", "delimiter"},
    {"sep", "delimiter"},
    {"dates", "date_format"},
    {"charset", "encoding"},
    {"columns", "dimensions"},
    {"variables", "dimensions"},
    {"policy", "on_bad_row"},
    {"on_error", "on_bad_row"},
    {"observed", "horizon"},
    {"date", "at"},
    {"date", "period"},
    {"n", "count"},
    {"values", "codes"},
    {"labels", "codes"},
    {"list", "code_list"},
    {"missing", "unknown"},
    {"na", "unknown"},
    {"label", "sv"},
};
constexpr key_synonym delimiter_synonyms[] = {{"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}};
constexpr key_synonym encoding_synonyms[] = {{"latin1", "iso-8859-1"}, {"latin-1", "iso-8859-1"}};
constexpr key_synonym unit_synonyms[] = {{"%", "percent"}, {"procent", "percent"}, {"promille", "permille"},
                                         {"kr", "SEK"},    {"tkr", "kSEK"},        {"mnkr", "MSEK"}};
constexpr key_synonym exit_synonyms[] = {
    {"t.o.m.", "last_day"}, {"tom", "last_day"}, {"inclusive", "last_day"}, {"exclusive", "first_day_after"}};

/// Words with a meaning of their own in the tables that kohort writes and in conditions.
constexpr std::string_view reserved_names[] = {"period",    "value",      "numerator",  "denominator", "status",
                                               "indicator", "version",    "total",      "any",         "all",
                                               "not",       "present_in", "absent_from"};

/// Reads the text of `key` into `value` as one of the choices, when it is there.
template <class T>
void read_choice(json_object& object, std::string_view key, T& value,
                 std::initializer_list<std::pair<std::string_view, T>> choices,
                 std::span<const key_synonym> synonyms = {}) {
    if (const auto found = object.find(key)) value = found->one_of(choices, synonyms).value_or(value);
}

std::optional<day> read_day(const json_place& place) {
    constexpr std::string_view what = R"(an existing day such as "2024-12-31")";
    const auto text = place.text(what);
    const auto found = text ? parse_iso_day(*text) : std::nullopt;
    if (text && !found) place.report_expected(what);
    return found;
}

/// What becomes of a window without "from" or "to".
enum class missing_limit : bool { is_error, means_always };

std::optional<window> read_window(const json_place& place, missing_limit missing) {
    json_object object(place, R"(a time such as {"from": "2015-01-01", "to": "2024-12-31"})");
    const auto read_limit = [&](std::string_view key, std::string_view what, civil_date always) -> std::optional<day> {
        const bool may_be_missing = missing == missing_limit::means_always;
        if (const auto found = may_be_missing ? object.find(key) : object.require(key, what)) return read_day(*found);
        return may_be_missing ? std::optional(from_civil(always)) : std::nullopt;
    };
    const auto first = read_limit("from", "the first day", {first_supported_year, 1, 1});
    const auto last = read_limit("to", "the last day", {last_supported_year, 12, 31});
    object.finish();
    if (!first || !last) return std::nullopt;
    if (*last < *first)
        place.report(fmt::format("the last day, {}, is before the first, {}", to_string(*last), to_string(*first)));
    return window{*first, *last};
}

csv_dialect read_dialect(json_object& object) {
    csv_dialect dialect;
    const auto written = object.find("delimiter");
    const auto delimiter = written ? written->one_of<char>({{",", ','}, {";", ';'}, {"\t", '\t'}}, delimiter_synonyms)
                                   : std::optional(dialect.delimiter);
    dialect.delimiter = delimiter.value_or(dialect.delimiter);
    read_choice<char>(object, "decimal", dialect.decimal, {{".", '.'}, {",", ','}});
    read_choice<text_encoding>(object, "encoding", dialect.encoding,
                               {{"utf-8", text_encoding::utf_8}, {"iso-8859-1", text_encoding::iso_8859_1}},
                               encoding_synonyms);
    if (delimiter == dialect.decimal)
        object.find("decimal")->report(R"(the decimal sign "," is also the delimiter; say "delimiter": ";" or "\t")");
    return dialect;
}

std::vector<std::pair<std::string, std::string>> read_recorded_codes(const json_place& place) {
    constexpr std::string_view what = R"(recorded values and their codes, such as {"K": "women", "M": "men"})";
    std::vector<std::pair<std::string, std::string>> codes;
    for (const auto& [recorded, code] : place.members(what)) {
        if (recorded.empty())
            code.report("an empty value has no code of its own; say with \"unknown\" what it counts as");
        codes.emplace_back(recorded, code.text("a code").value_or(""));
    }
    if (place.is(json_kind::object) && codes.empty()) place.report_expected(what);
    return codes;
}

dimension_schema read_dimension(const std::string& name, const json_place& place) {
    json_object object(place, R"(an object such as {"column": "kon"})");
    if (name.empty()) place.report("a dimension needs a name");
    if (std::ranges::find(reserved_names, name) != std::end(reserved_names))
        place.report(fmt::format("{} has a meaning of its own in tables and conditions; name the dimension otherwise",
                                 in_quotes(name)));
    dimension_schema dimension;
    dimension.name = name;
    dimension.column = object.require_text("column", "the name of a column");
    if (const auto codes = object.find("codes")) dimension.codes = read_recorded_codes(*codes);
    dimension.code_list = object.find_text("code_list", "the id of a code list");
    dimension.unknown = object.find_text("unknown", "the code for empty and unknown values");
    object.finish(key_synonyms);
    return dimension;
}

std::vector<dimension_schema> read_dimensions(json_object& object) {
    std::vector<dimension_schema> dimensions;
    if (const auto found = object.find("dimensions"))
        for (const auto& [name, place] : found->members(R"(an object such as {"sex": {"column": "kon"}})"))
            dimensions.push_back(read_dimension(name, place));
    return dimensions;
}

void read_exit(json_object& object, register_schema& schema) {
    const auto found = object.find("exit");
    if (!found) return;
    json_object exit(*found, R"({"column": ..., "means": "last_day"} (the recorded day still belongs to the spell) or )"
                             R"({"column": ..., "means": "first_day_after"})");
    schema.exit = exit.require_text("column", "the column of the exit date");
    if (const auto means = exit.require("means", R"("last_day" or "first_day_after")"))
        schema.exit_means = means
                                ->one_of<exit_meaning>({{"last_day", exit_meaning::last_day},
                                                        {"first_day_after", exit_meaning::first_day_after}},
                                                       exit_synonyms)
                                .value_or(schema.exit_means);
    exit.finish();
}

/// The written name is that of a dimension, or of a column; a column without a dimension becomes one.
void read_exit_reason(json_object& object, register_schema& schema) {
    constexpr std::string_view own_name = "exit_reason";
    const auto written = object.find_text(own_name, "the name of a column or a dimension");
    if (!written) return;
    auto& dimensions = schema.dimensions;
    auto told_by = std::ranges::find(dimensions, *written, &dimension_schema::name);
    if (told_by == dimensions.end()) told_by = std::ranges::find(dimensions, *written, &dimension_schema::column);
    if (told_by != dimensions.end()) {
        schema.exit_reason = told_by->name;
        return;
    }
    if (std::ranges::find(dimensions, own_name, &dimension_schema::name) != dimensions.end())
        object.find(own_name)->report(fmt::format("the dimension \"exit_reason\" reads another column than {}; write "
                                                  "\"exit_reason\": \"exit_reason\", or name the dimension otherwise",
                                                  in_quotes(*written)));
    dimension_schema added;
    added.name = own_name;
    added.column = *written;
    dimensions.push_back(std::move(added));
    schema.exit_reason = own_name;
}

std::optional<register_schema::birth_column> read_birth(const json_place& place) {
    constexpr std::string_view what = R"(a column of dates or {"column": "birth_year", "is": "year"})";
    if (place.is(json_kind::text)) return register_schema::birth_column{place.text(what).value_or(""), false};
    json_object object(place, what);
    register_schema::birth_column birth{object.require_text("column", "the column of the birth year"), true};
    if (const auto is = object.require("is", R"("year", or only the column's name when it holds dates)"))
        birth.is_year = is->one_of<bool>({{"year", true}}).value_or(true);
    object.finish();
    return birth;
}

std::vector<value_schema> read_values(const json_place& place) {
    std::vector<value_schema> values;
    for (const auto& [name, each] :
         place.members(R"(an object such as {"income": {"column": "inkomst", "unit": "SEK"}})")) {
        json_object object(each, R"(an object such as {"column": "inkomst", "unit": "SEK"})");
        value_schema value;
        value.name = name;
        value.column = object.require_text("column", "the name of a column");
        value.unit = object.require_text("unit", "the unit of its numbers, such as \"SEK\"");
        object.finish();
        if (name.empty()) each.report("a value needs a name");
        values.push_back(std::move(value));
    }
    return values;
}

/// Why rows with a problem cannot be treated so; empty when they can.
std::string_view why_not(row_policy policy, row_problem problem) {
    if (policy == row_policy::count_as_unknown && problem != row_problem::unknown_code)
        return "only an unknown code can be counted as unknown";
    if (policy != row_policy::keep) return {};
    if (problem == row_problem::missing_key) return "a row without a person belongs to nobody";
    if (problem == row_problem::bad_date) return "a row without its dates has no place in time";
    if (problem == row_problem::exit_before_start) return "a spell cannot end before it starts";
    return {};
}

std::optional<row_policy> read_policy(const json_place& place) {
    constexpr std::array policies{row_policy::reject, row_policy::stop, row_policy::count_as_unknown, row_policy::keep};
    std::array<std::string_view, policies.size()> names;
    std::ranges::transform(policies, names.begin(), [](row_policy policy) { return name_of(policy); });
    const auto index = place.index_in(names);
    return index ? std::optional(policies[*index]) : std::nullopt;
}

constexpr auto all_problems = [] {
    std::array<row_problem, row_problem_count> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<row_problem>(i);
    return all;
}();

/// Problems that the rows of a table of figures can have: it has no persons and no spells.
constexpr std::array table_problems{row_problem::unknown_code, row_problem::bad_date};

/// One policy for all bad rows: those that are rejected by default. Rows that are kept by default are not bad unless
/// the schema names them.
void read_common_policy(const json_place& place, std::span<const row_problem> problems, row_policies& policies) {
    const auto policy = read_policy(place);
    if (!policy) return;
    for (const auto problem : problems) {
        if (row_policies()[problem] != row_policy::reject) continue;
        if (const auto reason = why_not(*policy, problem); !reason.empty())
            return place.report(fmt::format("{} is impossible for {}: {}; name the reasons it is for, such as "
                                            R"({{"unknown_code": "{}"}})",
                                            name_of(*policy), name_of(problem), reason, name_of(*policy)));
        policies[problem] = *policy;
    }
}

void read_policy_by_problem(const std::string& name, const json_place& place, std::span<const row_problem> problems,
                            row_policies& policies) {
    auto problem = parse_row_problem(name);
    if (problem && std::ranges::find(problems, *problem) == problems.end()) problem.reset();
    const auto policy = read_policy(place);
    if (!problem) {
        std::vector<std::string_view> names(problems.size());
        std::ranges::transform(problems, names.begin(), [](row_problem each) { return name_of(each); });
        place.report(fmt::format("{} is no reason; the reasons are {}{}", in_quotes(name), choice_of(names),
                                 did_you_mean(name, names)));
    }
    if (!problem || !policy) return;
    if (const auto reason = why_not(*policy, *problem); !reason.empty())
        place.report(fmt::format("{} is impossible for {}: {}", name_of(*policy), name, reason));
    policies[*problem] = *policy;
}

/// `Schema` is that of a register or a table.
template <class Schema>
void read_policies(json_object& object, std::span<const row_problem> problems, Schema& schema) {
    const auto found = object.find("on_bad_row");
    if (!found) return;
    if (found->is(json_kind::text)) {
        read_common_policy(*found, problems, schema.on_bad_row);
        schema.on_unknown_code_given = true;
        return;
    }
    for (const auto& [name, place] : found->members(R"(a policy or an object such as {"unknown_code": "reject"})")) {
        read_policy_by_problem(name, place, problems, schema.on_bad_row);
        if (name == name_of(row_problem::unknown_code)) schema.on_unknown_code_given = true;
    }
}

schema_document read_register(json_object& object) {
    register_schema schema;
    schema.name = object.require_text("register", "the register's name");
    schema.file = object.find_text("file", "the name of a file").value_or("");
    schema.person = object.require_text("person", "the column that identifies the person");
    schema.start = object.require_text("start", "the column of the start date");
    read_exit(object, schema);
    if (const auto birth = object.find("birth")) schema.birth = read_birth(*birth);
    schema.spell = object.find_text("spell", "the column that identifies the spell");
    schema.recorded_on = object.find_text("recorded_on", "the column of the day of recording");
    if (schema.recorded_on && !object.has("spell"))
        object.find("recorded_on")
            ->report("the rows of a spell need the key \"spell\" to be told from those of others");
    schema.weight = object.find_text("weight", "the column of the weight");
    if (const auto values = object.find("values")) schema.values = read_values(*values);
    if (const auto horizon = object.find("horizon")) schema.horizon = read_window(*horizon, missing_limit::is_error);
    schema.dimensions = read_dimensions(object);
    read_exit_reason(object, schema);
    read_choice<date_format>(object, "date_format", schema.dates,
                             {{name_of(date_format::iso), date_format::iso},
                              {name_of(date_format::compact), date_format::compact},
                              {name_of(date_format::year_month), date_format::year_month}});
    schema.dialect = read_dialect(object);
    read_policies(object, all_problems, schema);
    object.finish(key_synonyms);
    return schema;
}

void read_age(const json_place& place, population_schema& schema) {
    constexpr std::string_view what = R"(a column of ages or {"from": ..., "to": ...})";
    if (place.is(json_kind::text)) {
        schema.age_from = schema.age_to = place.text(what).value_or("");
        return;
    }
    json_object object(place, what);
    schema.age_from = object.require_text("from", "the column of the youngest age");
    schema.age_to = object.require_text("to", "the column of the oldest age");
    object.finish();
}

schema_document read_population(json_object& object) {
    population_schema schema;
    schema.name = object.require_text("population", "the table's name");
    schema.file = object.require_text("file", "the name of a file");
    schema.at = object.require_text("at", "the column of the day or period");
    schema.count = object.require_text("count", "the column of the number");
    if (const auto age = object.find("age")) read_age(*age, schema);
    schema.dimensions = read_dimensions(object);
    schema.dialect = read_dialect(object);
    read_policies(object, table_problems, schema);
    object.finish(key_synonyms);
    return schema;
}

schema_document read_cells(json_object& object) {
    cells_schema schema;
    schema.name = object.require_text("cells", "the table's name");
    schema.file = object.require_text("file", "the name of a file");
    schema.cell = object.require_text("cell", "the column of the cell's name");
    schema.period = object.require_text("period", "the column of the period");
    schema.value = object.require_text("value", "the column of the value");
    schema.status = object.find_text("status", "the column of the status").value_or("");
    if (const auto unit = object.require("unit", "the unit of the values")) {
        const auto index = unit->index_in(measurement_unit_names, unit_synonyms);
        if (index) schema.unit = static_cast<measurement_unit>(*index);
    }
    schema.dimensions = read_dimensions(object);
    schema.dialect = read_dialect(object);
    read_policies(object, table_problems, schema);
    object.finish(key_synonyms);
    return schema;
}

std::vector<parameter_schema::dated_value> read_dated_values(const json_place& place) {
    constexpr std::string_view what = R"(periods and numbers, such as {"2020": 47300, "2021": 47600})";
    std::vector<parameter_schema::dated_value> values;
    for (const auto& [period, number] : place.members(what)) {
        if (!parse_period(period))
            number.report(
                fmt::format(R"({} is not a period such as "2020", "2020-H1" or "2020-07")", in_quotes(period)));
        values.push_back({period, number.number().value_or("")});
    }
    if (place.is(json_kind::object) && values.empty()) place.report_expected(what);
    return values;
}

schema_document read_parameters(json_object& object) {
    constexpr std::string_view what = R"(names and their values, such as {"prisbasbelopp": {"2020": 47300}})";
    parameter_schema schema;
    if (const auto found = object.find("parameters")) {
        for (const auto& [name, place] : found->members(what))
            schema.parameters.emplace_back(name, read_dated_values(place));
        if (found->is(json_kind::object) && schema.parameters.empty()) found->report_expected(what);
    }
    object.finish();
    return schema;
}

using code_index = std::map<std::string_view, std::size_t>;

std::optional<std::size_t> read_parent(const json_place& place, const code_index& index_of) {
    const auto name = place.text("a code of this list");
    if (!name) return std::nullopt;
    if (const auto found = index_of.find(*name); found != index_of.end()) return found->second;
    std::vector<std::string_view> codes;
    codes.reserve(index_of.size());
    for (const auto& [code, index] : index_of) codes.push_back(code);
    place.report(fmt::format("this list has no code {}{}", in_quotes(*name), did_you_mean(*name, codes)));
    return std::nullopt;
}

code_entry read_code(const std::string& code, const json_place& place, const code_index& index_of) {
    json_object object(place, R"(an object such as {"sv": "Arbete", "en": "Work"})");
    code_entry entry;
    entry.code = code;
    entry.label.sv = object.find_text("sv", "the name in Swedish").value_or("");
    entry.label.en = object.find_text("en", "the name in English").value_or("");
    if (entry.label.empty()) entry.label = {code, code};
    const auto parent = object.find("parent");
    if (parent) entry.parent = read_parent(*parent, index_of);
    if (const auto of_which = object.find("of_which")) entry.of_which = of_which->boolean().value_or(false);
    if (parent && !entry.parent) entry.of_which = false; // one error is enough
    object.finish(key_synonyms);
    return entry;
}

std::vector<code_entry> read_codes(const json_place& place) {
    constexpr std::string_view what = R"(codes and their names, such as {"work": {"sv": "Arbete", "en": "Work"}})";
    const auto members = place.members(what);
    if (place.is(json_kind::object) && members.empty()) place.report_expected(what);
    code_index index_of;
    for (std::size_t i = 0; i < members.size(); ++i) index_of.emplace(members[i].first, i);
    std::vector<code_entry> entries;
    entries.reserve(members.size());
    for (const auto& [code, each] : members) entries.push_back(read_code(code, each, index_of));
    return entries;
}

schema_document read_code_list(json_object& object) {
    auto id = object.require_text("code_list", "the list's id");
    std::optional<window> valid;
    if (const auto found = object.find("valid")) valid = read_window(*found, missing_limit::means_always);
    std::vector<code_entry> entries;
    if (const auto found = object.require("codes", "the codes and their names")) entries = read_codes(*found);
    object.finish();
    auto list = code_list::from(std::move(id), std::move(entries), valid);
    if (list) return *std::move(list);
    object.place().report(list.errors());
    return code_list();
}

schema_document read_correspondence(json_object& object) {
    correspondence rule;
    if (const auto found = object.find("correspondence")) {
        json_object lists(*found, R"({"from": ID, "to": ID})");
        rule.from = lists.require_text("from", "the id of a code list");
        rule.to = lists.require_text("to", "the id of a code list");
        lists.finish();
    }
    if (const auto map =
            object.require("map", R"(codes and what they become, such as {"norrmalm": "norra-innerstaden"})"))
        for (const auto& [from, to] : map->members("an object of codes and what they become"))
            rule.map.emplace_back(from, to.text("a code").value_or(""));
    if (const auto exact = object.require("exact", "true when no code is split, false otherwise"))
        rule.exact = exact->boolean().value_or(false);
    object.finish();
    return rule;
}

struct document_kind {
    std::string_view key; ///< says what the document is
    schema_document (*read)(json_object& object);
};
constexpr std::array document_kinds{
    document_kind{"register", read_register},   document_kind{"population", read_population},
    document_kind{"cells", read_cells},         document_kind{"parameters", read_parameters},
    document_kind{"code_list", read_code_list}, document_kind{"correspondence", read_correspondence},
};

void read_document(const json_place& place, std::vector<schema_document>& documents) {
    std::array<std::string_view, document_kinds.size()> keys;
    std::ranges::transform(document_kinds, keys.begin(), &document_kind::key);
    const auto choice = choice_of(keys);
    json_object object(place, fmt::format("an object with the key {}", choice));
    std::vector<const document_kind*> found;
    for (const auto& kind : document_kinds)
        if (object.has(kind.key)) found.push_back(&kind);
    if (found.size() == 1)
        documents.push_back(found.front()->read(object));
    else if (found.size() > 1)
        place.report(fmt::format("a document is one thing, but this one has the keys {} and {}",
                                 in_quotes(found[0]->key), in_quotes(found[1]->key)));
    else if (object)
        place.report(fmt::format("a document needs the key {}, which says what it is", choice));
}

} // namespace

result<std::vector<schema_document>> parse_schema(std::string_view json) {
    json_document document(json, error_code::schema);
    std::vector<schema_document> documents;
    if (document.is_json()) {
        const auto places = document.root().one_or_more();
        if (places.empty()) document.root().report("expected at least one document, found an empty array");
        for (const auto& place : places) read_document(place, documents);
    }
    return document.conclude(std::move(documents));
}

} // namespace kohort
