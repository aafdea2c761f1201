#include <kohort/indicator/definition.hpp>

#include "../base/fnv1a.hpp"
#include "definition_document.hpp"
#include "grammar.hpp"

#include <algorithm>

namespace kohort {
namespace {

using grammar::name;
using namespace json;

json_value document_of(const localised_text& texts) {
    return object_writer().add_unless_empty("sv", texts.sv).add_unless_empty("en", texts.en);
}

json_value document_of(const definition_source& source) {
    return object_writer()
        .add_unless_empty("document", source.document)
        .add_unless_empty("section", source.section)
        .add_unless_empty("owner", source.owner);
}

/// The number as written, or the text itself when it is none, which the reader will report.
json_value document_of(const definition_number& value) {
    if (!value.parameter.empty()) return object_writer().add("parameter", text(value.parameter));
    json_document document(value.written, error_code::definition);
    const bool is_number = document.is_json() && document.root().is(json_kind::number);
    return is_number ? number(value.written) : text(value.written);
}

json_value document_of(duration length) { return text(to_string(length)); }

template <class T>
void add_bounds(object_writer& object, const bounds_of<T>& bounds) {
    if (const auto& lower = bounds.lower)
        object.add(grammar::lower_bounds[lower->inclusive ? 0 : 1], document_of(lower->value));
    if (const auto& upper = bounds.upper)
        object.add(grammar::upper_bounds[upper->inclusive ? 0 : 1], document_of(upper->value));
}

std::string text_of(const reference_rule& rule) {
    if (rule.is == reference_kind::month_day) return to_string(rule.date);
    return rule.is == reference_kind::last_day ? "last_day" : "first_day";
}

json_value span_of(const std::optional<duration>& length) { return text(length ? to_string(*length) : "period"); }

json_value document_of(const clock& when) {
    object_writer object;
    switch (when.kind) {
    case clock_kind::during:
        return object.add("during", span_of(when.trailing));
    case clock_kind::on:
    case clock_kind::close_of:
        object.add(when.kind == clock_kind::on ? "on" : "close_of", text(text_of(when.reference)));
        if (when.reference.years_back != 0) object.add("years_back", number(when.reference.years_back));
        return object;
    case clock_kind::mean_of_days:
    case clock_kind::mean_of_months:
        return object.add("mean_of", text(when.kind == clock_kind::mean_of_days ? "days" : "months"))
            .add("in", span_of(when.trailing));
    }
    return object;
}

json_value document_of(const code_condition& wanted) {
    if (wanted.from || wanted.to) {
        object_writer range;
        if (wanted.from) range.add("from", text(*wanted.from));
        if (wanted.to) range.add("to", text(*wanted.to));
        return range;
    }
    auto codes = texts(wanted.codes);
    return wanted.negated ? object_writer().add("not", std::move(codes)) : std::move(codes);
}

json_value document_of(const condition& wanted);

json_value documents_of(const std::vector<condition>& conditions) {
    std::vector<json_value> elements;
    for (const auto& each : conditions) elements.push_back(document_of(each));
    return list_of(std::move(elements));
}

json_value document_of(const presence_condition& presence) {
    object_writer object;
    object.add("register", text(presence.register_name));
    if (!presence.where->empty()) object.add("where", document_of(*presence.where));
    if (presence.when != clock{}) object.add("clock", document_of(presence.when));
    return object_writer().add(presence.absent ? "absent_from" : "present_in", std::move(object));
}

json_value document_of(const total_condition& total) {
    object_writer object;
    object.add("total", text(total.value)).add("register", text(total.register_name)).add("in", text("period"));
    add_bounds(object, total.bounds);
    return object;
}

/// The conditions on codes, as few objects as can hold them: an object has every dimension once.
std::vector<json_value> documents_of(std::vector<code_condition> codes) {
    std::ranges::stable_sort(codes, {}, &code_condition::dimension);
    std::vector<json_value> parts;
    while (!codes.empty()) {
        object_writer object;
        std::vector<code_condition> again;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const bool is_repeated = i > 0 && codes[i].dimension == codes[i - 1].dimension;
            if (is_repeated)
                again.push_back(codes[i]);
            else
                object.add(codes[i].dimension, document_of(codes[i]));
        }
        parts.push_back(std::move(object));
        codes = std::move(again);
    }
    return parts;
}

json_value document_of(const condition& wanted) {
    auto parts = documents_of(wanted.codes);
    for (const auto& presence : wanted.presences) parts.push_back(document_of(presence));
    for (const auto& total : wanted.totals) parts.push_back(document_of(total));
    for (const auto& any : wanted.alternatives) parts.push_back(object_writer().add("any", documents_of(any)));
    for (const auto& none : wanted.negations) parts.push_back(object_writer().add("not", document_of(none)));
    if (parts.size() == 1) return std::move(parts.front());
    if (parts.empty()) return object_writer();
    return object_writer().add("all", list_of(std::move(parts)));
}

json_value document_of(const age_condition& age, bool of_population) {
    object_writer object;
    if (age.from) object.add("from", number(*age.from));
    if (age.to) object.add("to", number(*age.to));
    if (!of_population) object.add("at", text(name(age.at)));
    return object;
}

json_value document_of(const follow_up& followed) {
    object_writer object;
    const auto& registers = followed.registers;
    object.add("after", document_of(followed.after));
    object.add("register", registers.size() == 1 ? text(registers.front()) : texts(registers));
    if (!followed.where.empty()) object.add("where", document_of(followed.where));
    object.add("state", text(name(followed.state))).add("as", text(name(followed.as)));
    if (followed.lasting) object.add("lasting", document_of(*followed.lasting));
    return object.add("incomplete", text(grammar::incomplete_names[followed.include_incomplete]));
}

void add_age(object_writer& object, const row_restrictions& part, bool of_population) {
    if (part.age) object.add("age", document_of(*part.age, of_population));
}

void add_elapsed(object_writer& object, const row_restrictions& part) {
    if (!part.elapsed) return;
    object_writer bounds;
    add_bounds(bounds, *part.elapsed);
    object.add("elapsed", std::move(bounds));
}

void add_months_and_first(object_writer& object, const row_restrictions& part) {
    if (const auto& months = part.months)
        object.add("months", object_writer().add("at_least", number(months->at_least)).add("in", span_of(months->in)));
    if (const auto& first = part.first)
        object.add("first", text(first->without_earlier_in ? to_string(*first->without_earlier_in) : "ever"));
}

json_value document_of(const measure_source& source) {
    if (source.is == measure_source::kind::one_register) return text(source.names.empty() ? "" : source.name());
    return object_writer().add(name(source.is), texts(source.names));
}

bool is_population(const measure& of) noexcept { return of.source.is == measure_source::kind::population; }

json_value document_of(const measure& of) {
    object_writer object;
    if (!of.source.has_spells()) {
        object.add(name(of.source.is), text(of.source.name()));
    } else {
        if (of.unit_counted == counted::total)
            object.add("total", text(of.value));
        else
            object.add("count", text(name(of.unit_counted)));
        object.add("register", document_of(of.source));
    }
    if (of.when != clock{}) object.add("clock", document_of(of.when));
    if (!of.where.empty()) object.add("where", document_of(of.where));
    add_age(object, of, is_population(of));
    add_elapsed(object, of);
    add_months_and_first(object, of);
    object.add_unless_empty("once_per", of.once_per);
    if (of.merge_gaps) object.add("merge_gaps", document_of(*of.merge_gaps));
    if (of.followed) object.add("follow_up", document_of(*of.followed));
    return object;
}

json_value document_of(const indicator_operator& operation);

json_value document_of(const operand& of) {
    struct writer {
        json_value operator()(const measure& counted_here) const { return document_of(counted_here); }
        json_value operator()(const definition_number& value) const { return document_of(value); }
        json_value operator()(const indirect<indicator_operator>& nested) const {
            return object_writer().add(grammar::key_of(*nested), document_of(*nested));
        }
    };
    return std::visit(writer{}, of);
}

json_value document_of(const spell_quantity& of) {
    return text(of.is == spell_quantity::kind::value ? std::string_view(of.value) : name(of.is));
}

/// What stands under an operator's key.
struct operator_writer {
    json_value operator()(const count_operator& count) const { return document_of(count.of); }
    json_value operator()(const share_operator& share) const {
        object_writer object;
        object.add("of", document_of(share.of));
        if (!share.where.empty()) object.add("where", document_of(share.where));
        add_elapsed(object, share);
        add_age(object, share, is_population(share.of));
        add_months_and_first(object, share);
        if (share.followed) object.add("follow_up", document_of(*share.followed));
        return object;
    }
    json_value operator()(const quotient_operator& quotient) const {
        return object_writer().add("of", document_of(quotient.of)).add("over", document_of(quotient.over));
    }
    json_value operator()(const mean_operator& mean) const {
        return object_writer().add("of", document_of(mean.of)).add("over", document_of(mean.over));
    }
    json_value operator()(const quantile_operator& quantile) const {
        return object_writer()
            .add("of", document_of(quantile.of))
            .add("over", document_of(quantile.over))
            .add("p", document_of(definition_number(quantile.p)));
    }
    json_value operator()(const combination_operator& combination) const {
        std::vector<json_value> elements;
        for (const auto& each : combination.of) elements.push_back(document_of(each));
        return list_of(std::move(elements));
    }
    json_value operator()(const difference_operator& difference) const {
        return list_of({document_of(difference.from), document_of(difference.taken)});
    }
    json_value operator()(const product_operator& product) const {
        return list_of({document_of(product.of), document_of(product.by)});
    }
    json_value operator()(const mean_over_operator& mean) const {
        object_writer object;
        object.add("of", document_of(mean.of));
        if (mean.each == mean_over_operator::step::dimension) return object.add("each", text(mean.dimension));
        return object.add("each", text(name(mean.each))).add("in", span_of(mean.in));
    }
    json_value operator()(const change_operator& change) const {
        const auto from =
            change.from == change_operator::base::period ? std::string_view(change.period) : name(change.from);
        return object_writer()
            .add("of", document_of(change.of))
            .add("from", text(from))
            .add("as", text(name(change.as)));
    }
};

json_value document_of(const indicator_operator& operation) {
    return std::visit(operator_writer{}, operation.alternatives());
}

json_value document_of(const periodicity& per) {
    if (per == periodicity{per.every}) return text(name_of(per.every));
    object_writer object;
    object.add("year_starting", text(to_string(per.year_start)));
    if (per.label != labelled_by::end) object.add("labelled_by", text(name(per.label)));
    return object;
}

json_value document_of(const age_breakdown& ages) {
    std::vector<json_value> bands;
    for (const auto& band : ages.bands) {
        std::vector<json_value> limits{number(band.from)};
        if (band.to) limits.push_back(number(*band.to));
        bands.push_back(list_of(std::move(limits)));
    }
    return object_writer().add("age", list_of(std::move(bands))).add("at", text(name(ages.at)));
}

json_value document_of(const elapsed_breakdown& elapsed) {
    std::vector<json_value> limits;
    for (const auto& limit : elapsed.limits) limits.push_back(document_of(limit));
    return object_writer().add("elapsed", list_of(std::move(limits)));
}

json_value document_of(const breakdown& by) {
    if (by.ages) return document_of(*by.ages);
    if (by.elapsed) return document_of(*by.elapsed);
    if (!by.code_list && !by.level) return text(by.dimension);
    object_writer object;
    object.add("dimension", text(by.dimension));
    if (by.level) object.add("level", number(*by.level));
    if (by.code_list) object.add("code_list", text(*by.code_list));
    return object;
}

json_value document_of(const std::vector<breakdown>& by) {
    std::vector<json_value> elements;
    for (const auto& each : by) elements.push_back(document_of(each));
    return list_of(std::move(elements));
}

json_value document_of(const indicator_target& target) {
    object_writer object;
    object.add(name(target.side), document_of(target.value));
    if (!target.margin.empty()) object.add("margin", document_of(target.margin));
    return object;
}

json_value document_of(const std::vector<series_break>& breaks) {
    std::vector<json_value> elements;
    for (const auto& each : breaks)
        elements.push_back(object_writer().add("at", text(each.at)).add("why", text(each.why)));
    return list_of(std::move(elements));
}

json_value document_of(const std::optional<day>& from, const std::optional<day>& to) {
    object_writer object;
    if (from) object.add("from", text(to_string(*from)));
    if (to) object.add("to", text(to_string(*to)));
    return object;
}

void add_identity(object_writer& object, const definition& from) {
    object.add("id", text(from.id)).add_unless_empty("version", from.version);
    if (from.valid_from || from.valid_to) object.add("valid", document_of(from.valid_from, from.valid_to));
    if (!from.name.empty()) object.add("name", document_of(from.name));
    if (!from.description.empty()) object.add("description", document_of(from.description));
    if (from.source != definition_source{}) object.add("source", document_of(from.source));
}

void add_presentation(object_writer& object, const definition& from) {
    object.add("per", document_of(from.per));
    if (!from.by.empty()) object.add("by", document_of(from.by));
    object.add("unit", text(name(from.unit))).add("decimals", number(from.decimals));
    if (from.rounding != rounding_rule{}) object.add("rounding", text(name(from.rounding)));
    if (from.small_counts_below)
        object.add("small_counts", object_writer().add("below", number(*from.small_counts_below)));
    if (from.target) object.add("target", document_of(*from.target));
}

json_value document_of(const definition& from) {
    object_writer object;
    add_identity(object, from);
    object.add(grammar::key_of(from.operation), document_of(from.operation));
    add_presentation(object, from);
    if (!from.breaks.empty()) object.add("breaks", document_of(from.breaks));
    object.add_unless_empty("undefined", from.undefined_in_source);
    object.add_unless_empty("confused_with", from.confused_with);
    return object;
}

} // namespace

namespace document {

json_value of(const localised_text& texts) { return document_of(texts); }
json_value of(const condition& wanted) { return document_of(wanted); }
json_value of(const measure_source& source) { return document_of(source); }

void add_restrictions(object_writer& object, const row_restrictions& part) {
    if (!part.where.empty()) object.add("where", document_of(part.where));
    add_age(object, part, false);
    add_elapsed(object, part);
    add_months_and_first(object, part);
    if (part.followed) object.add("follow_up", document_of(*part.followed));
}

} // namespace document

std::string to_json(const definition& indicator) { return to_text(document_of(indicator)); }

std::uint64_t hash_of(const definition& indicator) {
    fnv1a hash;
    hash.add(to_json(indicator));
    return hash.value();
}

} // namespace kohort
