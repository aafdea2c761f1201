#include <kohort/indicator/definition_schema.hpp>

#include "../data/json_writer.hpp"
#include "grammar.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {
namespace {

using namespace grammar;
using json::list_of;
using json::number;
using words = std::span<const std::string_view>;

// Parts of schemas

class schema : public json::object_writer {
  public:
    explicit schema(std::string_view description = {}) { add_unless_empty("description", std::string(description)); }
    schema& with(std::string_view key, json_value value) {
        add(key, std::move(value));
        return *this;
    }
};

schema of_type(std::string_view type, std::string_view description = {}) {
    return schema(description).with("type", json::text(type));
}

schema defined(std::string_view name, std::string_view description = {}) {
    return schema(description).with("$ref", json::text("#/$defs/" + std::string(name)));
}

schema some_text(std::string_view description = {}) {
    return of_type("string", description).with("minLength", number(1));
}

schema text_like(std::string_view pattern, std::string_view description = {}) {
    return of_type("string", description).with("pattern", json::text(pattern));
}

schema whole_number(std::int64_t least, std::int64_t most, std::string_view description = {}) {
    return of_type("integer", description).with("minimum", number(least)).with("maximum", number(most));
}

json_value texts_of(words names) {
    std::vector<std::string> texts(names.begin(), names.end());
    return json::texts(texts);
}

schema one_of(words names, std::string_view description = {}) {
    return schema(description).with("enum", texts_of(names));
}

schema either(std::vector<json_value> forms, std::string_view description = {}) {
    return schema(description).with("anyOf", list_of(std::move(forms)));
}

schema list(json_value element, std::int64_t least, std::string_view description = {}) {
    return of_type("array", description).with("items", std::move(element)).with("minItems", number(least));
}

schema names(std::string_view description = {}) {
    return list(some_text(), 1, description).with("uniqueItems", json::boolean(true));
}

/// An object with these keys and no other.
schema object(json::object_writer properties, std::initializer_list<std::string_view> required,
              std::string_view description = {}) {
    auto made = of_type("object", description).with("properties", std::move(properties));
    if (required.size() > 0) made.with("required", texts_of({required.begin(), required.size()}));
    return made.with("additionalProperties", json::boolean(false));
}

json_value requirement(std::string_view key) { return schema().with("required", json::texts({std::string(key)})); }

/// Of these keys, exactly one.
json_value exactly_one(words keys) {
    std::vector<json_value> forms;
    std::ranges::transform(keys, std::back_inserter(forms), requirement);
    return list_of(std::move(forms));
}

/// The bounds of `bounds_of`: one key at least, and of two on one side only one.
schema bounds(json_value limit, std::string_view description, json::object_writer properties = {},
              std::initializer_list<std::string_view> required = {}) {
    std::vector<json_value> any, no_two;
    for (const auto side : {words(lower_bounds), words(upper_bounds)}) {
        for (const auto key : side) {
            properties.add(key, limit);
            any.push_back(requirement(key));
        }
        no_two.push_back(schema().with("not", schema().with("required", texts_of(side))));
    }
    return object(std::move(properties), required, description)
        .with("anyOf", list_of(std::move(any)))
        .with("allOf", list_of(std::move(no_two)));
}

// The grammar

struct keyed_text {
    std::string_view key;
    std::string_view text;
};

/// What an editor shows for each operator; in the order of `operator_keys`.
constexpr std::array<keyed_text, operator_keys.size()> operator_texts{{
    {"count", "The number itself: persons, entries, exits, ... or the total of a numeric column."},
    {"share", "Of the measure \"of\", the part for which the other keys hold as well. It cannot be more than all."},
    {"rate", "One operand over another from a different source, each with its own clock; may exceed 1."},
    {"ratio", "One operand over another of the same kind, such as two shares or two monthly means."},
    {"mean", "The mean of a duration, of the time elapsed or of a numeric column over spells."},
    {"quantile", "A quantile over spells, as R's type 2; with \"p\": 0.5 the median."},
    {"sum", "All operands added. Distinct persons cannot be: count them in one measure."},
    {"minimum", "The smallest of the operands."},
    {"maximum", "The largest of the operands."},
    {"difference", "The first operand less the second."},
    {"product", "An operand times a number."},
    {"mean_over", "The mean over the months or quarters of a time, or over the groups of a dimension."},
    {"change", "How an operand changed from an earlier period to this one."},
}};
static_assert(std::ranges::equal(operator_texts, operator_keys, {}, &keyed_text::key));

void add_operators(json::object_writer& properties) {
    for (const auto& [key, text] : operator_texts) properties.add(key, defined("operator_" + std::string(key), text));
}

json_value clock_schema() {
    const auto day = [](std::string_view description) {
        return either({one_of(day_names), text_like("^[0-9]{2}-[0-9]{2}$")}, description);
    };
    json::object_writer keys;
    keys.add("during", defined("span", "Flows and presence: during the period, or the time so long that ends with it."))
        .add("on", day("The stock on a day: start <= day < end. A date such as \"12-31\" is for years only."))
        .add("close_of", day("The stock at the close of a day: who exits on it is gone."))
        .add("mean_of", one_of(mean_of_names, "The mean of the stocks of all days, or of the months' last days."))
        .add("in", defined("span", "Over which time the mean of stocks is taken."))
        .add("years_back", whole_number(0, 100, "How many years before the period the day of a stock lies."));
    return object(std::move(keys), {}, "When the measure looks.").with("oneOf", exactly_one(clock_keys));
}

json_value codes_schema() {
    json::object_writer range;
    range.add("from", some_text("The first code of the range.")).add("to", some_text("The last code of the range."));
    return either({names("Any of these codes. A code of a hierarchy stands for all below it."),
                   object(schema().with("not", names("Any code but these.")), {"not"}),
                   object(std::move(range), {}, "The codes between two, in the order of the code list.")
                       .with("minProperties", number(1))});
}

json_value presence_schema() {
    json::object_writer keys;
    keys.add("register", some_text("The register in which to look."))
        .add("where", defined("condition", "Which of its spells count."))
        .add("clock", defined("clock"));
    return object(std::move(keys), {"register"});
}

/// An object with this word and nothing else.
json_value worded(std::string_view word, json_value value) {
    return object(schema().with(word, std::move(value)), {word});
}

json_value condition_schema() {
    const auto conditions = [](std::string_view text) { return list(defined("condition"), 1, text); };
    json::object_writer total;
    total.add("total", some_text("A numeric column: its sum over the person's spells in the register."))
        .add("register", some_text("The register with the column."))
        .add("in", schema().with("const", json::text("period")));
    auto codes = of_type("object", "Dimensions and their codes; all must hold.");
    codes.with("propertyNames", schema().with("not", one_of(condition_words)))
        .with("additionalProperties", defined("codes"))
        .with("minProperties", number(1));
    return either({std::move(codes), worded("any", conditions("At least one of these holds.")),
                   worded("all", conditions("All of these hold.")),
                   worded("not", defined("condition", "This does not hold.")),
                   worded("present_in", defined("presence", "The person has a spell in another register then.")),
                   worded("absent_from", defined("presence", "The person has no spell in another register then.")),
                   bounds(defined("number"), "Bounds of a person's total in the period.", std::move(total),
                          {"total", "register", "in"})},
                  "Which rows count.");
}

json_value age_schema(bool of_table) {
    json::object_writer keys;
    keys.add("from", whole_number(0, 150, "The lowest age included, in completed years."))
        .add("to", whole_number(0, 150, "The highest age included."));
    if (of_table) return object(std::move(keys), {}).with("minProperties", number(1));
    keys.add("at", one_of(names_of<age_reference>,
                          "When age is taken: at the entry or exit (event), the start of the spell, the day of the "
                          "stock (clock), the end of the period, or as calendar year less year of birth."));
    return object(std::move(keys), {"at"}, "Completed years of age.").with("minProperties", number(2));
}

json_value months_schema() {
    json::object_writer keys;
    keys.add("at_least", whole_number(1, 1200, "In how many calendar months; they need not follow each other."))
        .add("in", defined("span"));
    return object(std::move(keys), {"at_least", "in"}, "Only persons with the state in so many calendar months.");
}

json_value follow_up_schema() {
    json::object_writer keys;
    keys.add("after", defined("duration", "How long after the exit, the entry or the day of the stock."))
        .add("register", either({some_text(), names()}, "The register, or registers, in which to look."))
        .add("where", defined("condition", "Which spells of these registers count."))
        .add("state", one_of(names_of<follow_up::state_kind>,
                             "What must hold: present in a spell, absent from all, or known: the register reaches so "
                             "far."))
        .add("as", one_of(names_of<follow_up::form>,
                          "When it must hold: on the day so long after, on any day of that calendar month, in each "
                          "calendar month until then, on each day until then, or on some day until then (within)."))
        .add("lasting", defined("duration", "A spell must start in the time and last so long."))
        .add("incomplete", one_of(incomplete_names,
                                  "Events whose follow-up the register does not reach: exclude them from numerator and "
                                  "denominator, or include them and call the figure provisional."));
    return object(std::move(keys), {"after", "register", "state", "as", "incomplete"},
                  "What must be true some time after the event.");
}

json::object_writer restrictions() {
    json::object_writer keys;
    keys.add("where", defined("condition"))
        .add("age", defined("age"))
        .add("elapsed", defined("elapsed", "How long the spell has lasted at the day of the stock or the exit."))
        .add("months", defined("months"))
        .add("first", either({schema().with("const", json::text("ever")), defined("duration")},
                             "Only entries without an earlier spell: ever, or in the time before."))
        .add("follow_up", defined("follow_up"));
    return keys;
}

json_value source_schema() {
    json::object_writer forms;
    forms.add("union", names("The spells of all these registers."))
        .add("overlay", names("Each day of a person belongs to the first of these registers that has it."))
        .add("intersect", names("The days of the first that the second covers as well.").with("maxItems", number(2)))
        .add("subtract", names("The days of the first that the second does not cover.").with("maxItems", number(2)));
    return either({some_text("The name of the register."), object(std::move(forms), {}, "Several registers as one.")
                                                               .with("minProperties", number(1))
                                                               .with("maxProperties", number(1))});
}

json_value measure_schema() {
    auto of_register = restrictions();
    of_register
        .add("count", one_of(counted_names, "What is counted. Persons count once per cell, the others each time."))
        .add("total", some_text("The sum of this numeric column, instead of a count."))
        .add("register", defined("source"))
        .add("clock", defined("clock"))
        .add("once_per", names("Dimensions: a person counts once per value."))
        .add("merge_gaps", defined("duration", "Spells of a person not further apart than this are one spell."));
    json::object_writer of_population;
    of_population.add("population", some_text("The name of a table of counts."))
        .add("clock", defined("clock"))
        .add("where", defined("condition"))
        .add("age", age_schema(true));
    json::object_writer of_cell;
    of_cell.add("cell", some_text("The name of a measure in a published table.")).add("where", defined("condition"));
    constexpr std::array<std::string_view, 2> what{"count", "total"};
    return either({object(std::move(of_register), {"register"}).with("oneOf", exactly_one(what)),
                   object(std::move(of_population), {"population"}), object(std::move(of_cell), {"cell"})},
                  "What is counted, where and when.");
}

json_value operands(std::int64_t least, std::int64_t most, std::string_view text) {
    auto made = list(defined("operand"), least, text);
    if (most > 0) made.with("maxItems", number(most));
    return made;
}

json_value quotient() {
    return object(schema().with("of", defined("operand")).with("over", defined("operand")), {"of", "over"});
}

json_value mean_schema(bool of_quantile) {
    json::object_writer keys;
    keys.add("of",
             some_text("\"duration\" (start to end), \"elapsed\" (start to the day of the stock or the exit) or the "
                       "name of a numeric column."))
        .add("over", defined("measure", "Over which spells."));
    if (!of_quantile) return object(std::move(keys), {"of", "over"});
    keys.add("p", of_type("number", "The part of the spells below it; 0.5 is the median.")
                      .with("exclusiveMinimum", number(0))
                      .with("exclusiveMaximum", number(1)));
    return object(std::move(keys), {"of", "over", "p"});
}

json_value mean_over_schema() {
    json::object_writer keys;
    keys.add("of", defined("operand"))
        .add("each", some_text("\"month\", \"quarter\" or the name of a dimension."))
        .add("in", defined("span", "The time of whose months or quarters the mean is taken."));
    return object(std::move(keys), {"of", "each"});
}

json_value change_schema() {
    json::object_writer keys;
    keys.add("of", defined("operand"))
        .add("from", some_text("\"previous\", \"year_before\" or a period such as \"2019\"."))
        .add("as", one_of(names_of<change_operator::expression>,
                          "As a difference, in percent of the earlier figure, or in percentage points of shares."));
    return object(std::move(keys), {"of", "from", "as"});
}

void add_operator_schemas(json::object_writer& parts) {
    auto share = restrictions();
    share.add("of", defined("measure", "The denominator."));
    const auto product = of_type("array")
                             .with("prefixItems", list_of({defined("operand"), defined("number")}))
                             .with("minItems", number(2))
                             .with("maxItems", number(2));
    parts.add("operator_count", defined("measure"))
        .add("operator_share", object(std::move(share), {"of"}).with("minProperties", number(2)))
        .add("operator_rate", quotient())
        .add("operator_ratio", quotient())
        .add("operator_mean", mean_schema(false))
        .add("operator_quantile", mean_schema(true));
    for (const auto key : {"operator_sum", "operator_minimum", "operator_maximum"})
        parts.add(key, operands(2, 0, "At least two operands in one unit."));
    parts.add("operator_difference", operands(2, 2, "The second is taken from the first."))
        .add("operator_product", product)
        .add("operator_mean_over", mean_over_schema())
        .add("operator_change", change_schema());
}

json_value operand_schema() {
    json::object_writer keys;
    add_operators(keys);
    return either(
        {defined("measure"), object(std::move(keys), {}).with("oneOf", exactly_one(operator_keys)), defined("number")},
        "A measure, an operator or a number.");
}

json_value breakdown_schema() {
    json::object_writer dimension;
    dimension.add("dimension", some_text("The name of a dimension."))
        .add("level", whole_number(1, 20, "Only the codes at this depth of the hierarchy; 1 is the top."))
        .add("code_list", some_text("Told on this code list."));
    const auto band = list(whole_number(0, 150), 1).with("maxItems", number(2));
    json::object_writer ages;
    ages.add("age", list(band, 1, "Age bands in rising order; [65] has no upper limit."))
        .add("at", one_of(names_of<age_reference>, "When age is taken."));
    return either({some_text("The name of a dimension."), object(std::move(dimension), {"dimension"}),
                   object(std::move(ages), {"age", "at"}),
                   worded("elapsed", list(defined("duration"), 1, "Limits of the time elapsed, in rising order."))});
}

json_value periodicity_schema() {
    constexpr std::array all{frequency::week,    frequency::month,     frequency::quarter,
                             frequency::tertial, frequency::half_year, frequency::year};
    std::array<std::string_view, all.size()> names;
    std::ranges::transform(all, names.begin(), [](frequency every) { return name_of(every); });
    json::object_writer keys;
    keys.add("year_starting", text_like("^[0-9]{2}-[0-9]{2}$", "The first day of the year, such as \"12-01\"."))
        .add("labelled_by",
             one_of(names_of<labelled_by>, "Whether the year is called after its last day or its first."));
    return either({one_of(names), object(std::move(keys), {"year_starting"})},
                  "The periods that figures are about; \"year\" when left out.");
}

json_value localised(std::string_view description) {
    return object(schema().with("sv", some_text("In Swedish.")).with("en", some_text("In English.")), {}, description)
        .with("minProperties", number(1));
}

void add_identity(json::object_writer& keys) {
    constexpr std::string_view day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    json::object_writer validity, source;
    validity.add("from", text_like(day, "The first day.")).add("to", text_like(day, "The last day."));
    source.add("document", some_text()).add("section", some_text()).add("owner", some_text("Whose definition it is."));
    keys.add("id", defined("id", "Dotted; unique together with the version."))
        .add("version", some_text("The edition of the definition."))
        .add("valid",
             object(std::move(validity), {}, "Periods outside are not computed.").with("minProperties", number(1)))
        .add("name", localised("What the indicator is called."))
        .add("description", localised("What it says, in a sentence or two."))
        .add("source",
             object(std::move(source), {}, "Where the definition comes from.").with("minProperties", number(1)));
}

json_value target_schema() {
    json::object_writer keys;
    for (const auto key : names_of<indicator_target::direction>) keys.add(key, defined("number"));
    keys.add("margin", defined("number", "How far beside the target is still near."));
    return object(std::move(keys), {}, "A goal, in the unit of the figures.")
        .with("oneOf", exactly_one(names_of<indicator_target::direction>));
}

void add_presentation(json::object_writer& keys) {
    const auto series_break = object(
        schema().with("at", some_text("The first period after the break, such as \"2015\".")).with("why", some_text()),
        {"at", "why"});
    keys.add("per", periodicity_schema())
        .add("by", list(defined("breakdown"), 0, "What the figures are broken down by."))
        .add("unit", one_of(names_of<measurement_unit>, "The unit of the figures; it must fit the operator."))
        .add("decimals", whole_number(0, 9, "0 when left out."))
        .add("rounding",
             one_of(names_of<rounding_rule>, "Once, on the exact value; half_away_from_zero when left out."))
        .add("small_counts", object(schema().with("below", whole_number(1, 1'000'000)), {"below"},
                                    "Counts that are too small to be shown."))
        .add("target", target_schema())
        .add("breaks", list(series_break, 0, "From where on figures are not comparable with those before."))
        .add("undefined", names("What the source leaves open."))
        .add("confused_with", list(defined("id"), 1, "Ids of definitions that this one is often mistaken for.")
                                  .with("uniqueItems", json::boolean(true)));
}

json_value definition_object() {
    json::object_writer keys;
    add_identity(keys);
    add_operators(keys);
    add_presentation(keys);
    return object(std::move(keys), {"id", "name", "unit"}).with("oneOf", exactly_one(operator_keys));
}

json_value parts_of_schema() {
    json::object_writer parts;
    parts.add("definition", definition_object())
        .add("id", text_like("^[a-z0-9_-]+(\\.[a-z0-9_-]+)*$"))
        .add("duration", text_like("^[0-9]+ (days?|weeks?|months?|years?)$"))
        .add("span", either({schema().with("const", json::text("period")), defined("duration")}))
        .add("number", either({of_type("number"),
                               worded("parameter", some_text("The name of a dated number, whose value is that of "
                                                             "the period."))}))
        .add("clock", clock_schema())
        .add("codes", codes_schema())
        .add("presence", presence_schema())
        .add("condition", condition_schema())
        .add("age", age_schema(false))
        .add("elapsed", bounds(defined("duration"), {}))
        .add("months", months_schema())
        .add("follow_up", follow_up_schema())
        .add("source", source_schema())
        .add("measure", measure_schema())
        .add("operand", operand_schema())
        .add("breakdown", breakdown_schema());
    add_operator_schemas(parts);
    return parts;
}

} // namespace

std::string definition_schema() {
    schema whole;
    whole.with("$schema", json::text("https://json-schema.org/draft/2020-12/schema"))
        .with("$id", json::text("urn:kohort:definition"))
        .with("title", json::text("Definitions of labour-market indicators"))
        .with("description", json::text("One indicator definition of kohort, or an array of them."))
        .with("anyOf", list_of({defined("definition"), of_type("array").with("items", defined("definition"))}))
        .with("$defs", parts_of_schema());
    return json::to_text(whole) + '\n';
}

} // namespace kohort
