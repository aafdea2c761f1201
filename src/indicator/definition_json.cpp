#include <kohort/indicator/definition.hpp>

#include "grammar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort {
namespace {

using grammar::name;

json_value text(std::string_view content) { return {json_kind::text, std::string(content), {}, {}, 0}; }
json_value number(std::string_view written) { return {json_kind::number, std::string(written), {}, {}, 0}; }
json_value number(std::int64_t whole) { return number(std::to_string(whole)); }

json_value texts(const std::vector<std::string>& contents) {
    json_value list{json_kind::array, {}, {}, {}, 0};
    for (const auto& content : contents) list.elements.push_back(text(content));
    return list;
}

/// An object under construction.
class object_writer {
  public:
    object_writer& add(std::string_view key, json_value value) {
        made_.keys.emplace_back(key);
        made_.elements.push_back(std::move(value));
        return *this;
    }
    /// Adds nothing for an empty text or list, which is what a missing key means.
    object_writer& add_unless_empty(std::string_view key, const std::string& content) {
        return content.empty() ? *this : add(key, text(content));
    }
    object_writer& add_unless_empty(std::string_view key, const std::vector<std::string>& contents) {
        return contents.empty() ? *this : add(key, texts(contents));
    }
    [[nodiscard]] bool empty() const noexcept { return made_.keys.empty(); }
    operator json_value() const { return made_; }

  private:
    json_value made_{json_kind::object, {}, {}, {}, 0};
};

json_value document_of(const localised_text& texts) {
    return object_writer().add_unless_empty("sv", texts.sv).add_unless_empty("en", texts.en);
}

json_value document_of(const definition_source& source) {
    return object_writer()
        .add_unless_empty("document", source.document)
        .add_unless_empty("section", source.section)
        .add_unless_empty("owner", source.owner);
}

json_value document_of(const condition& wanted) {
    auto sorted = wanted.codes;
    std::ranges::stable_sort(sorted, {}, &code_condition::dimension);
    object_writer object;
    for (const auto& each : sorted) {
        auto codes = texts(each.codes);
        object.add(each.dimension, each.negated ? object_writer().add("not", std::move(codes)) : std::move(codes));
    }
    return object;
}

std::string text_of(const reference_rule& rule) {
    if (rule.is == reference_kind::month_day) return to_string(rule.date);
    return rule.is == reference_kind::last_day ? "last_day" : "first_day";
}

json_value document_of(const clock& when) {
    object_writer object;
    const auto span = when.trailing ? to_string(*when.trailing) : "period";
    switch (when.kind) {
    case clock_kind::during:
        return object.add("during", text(span));
    case clock_kind::on:
    case clock_kind::close_of:
        object.add(name(when.kind), text(text_of(when.reference)));
        if (when.reference.years_back != 0) object.add("years_back", number(when.reference.years_back));
        return object;
    case clock_kind::mean_of_days:
        return object.add("mean_of", text("days")).add("in", text(span));
    case clock_kind::mean_of_months:
        return object.add("mean_of", text("months")).add("in", text(span));
    }
    return object;
}

json_value document_of(const age_condition& age) {
    object_writer object;
    if (age.from) object.add("from", number(*age.from));
    if (age.to) object.add("to", number(*age.to));
    return object.add("at", text(name(age.at)));
}

json_value document_of(const duration_bounds& bounds) {
    object_writer object;
    if (const auto& lower = bounds.lower)
        object.add(lower->inclusive ? "at_least" : "more_than", text(to_string(lower->value)));
    if (const auto& upper = bounds.upper)
        object.add(upper->inclusive ? "at_most" : "less_than", text(to_string(upper->value)));
    return object;
}

json_value document_of(const follow_up& followed) {
    object_writer object;
    const auto& registers = followed.registers;
    object.add("after", text(to_string(followed.after)));
    object.add("register", registers.size() == 1 ? text(registers.front()) : texts(registers));
    if (!followed.where.empty()) object.add("where", document_of(followed.where));
    object.add("state", text(name(followed.state))).add("as", text(name(followed.as)));
    if (followed.lasting) object.add("lasting", text(to_string(*followed.lasting)));
    return object.add("incomplete", text(grammar::incomplete_names[followed.include_incomplete]));
}

json_value document_of(const measure& counted_here) {
    object_writer object;
    object.add("count", text(name(counted_here.unit_counted))).add("register", text(counted_here.register_name));
    if (counted_here.when != clock{}) object.add("clock", document_of(counted_here.when));
    if (!counted_here.where.empty()) object.add("where", document_of(counted_here.where));
    if (counted_here.age) object.add("age", document_of(*counted_here.age));
    if (counted_here.elapsed) object.add("elapsed", document_of(*counted_here.elapsed));
    object.add_unless_empty("once_per", counted_here.once_per);
    if (counted_here.followed) object.add("follow_up", document_of(*counted_here.followed));
    return object;
}

json_value document_of(const count_operator& count) { return document_of(count.of); }

json_value document_of(const share_operator& share) {
    object_writer object;
    object.add("of", document_of(share.of));
    if (!share.where.empty()) object.add("where", document_of(share.where));
    if (share.elapsed) object.add("elapsed", document_of(*share.elapsed));
    if (share.age) object.add("age", document_of(*share.age));
    if (share.followed) object.add("follow_up", document_of(*share.followed));
    return object;
}

json_value document_of(const mean_operator& mean) {
    return object_writer().add("of", text(name(mean.of))).add("over", document_of(mean.over));
}

json_value document_of(const periodicity& per) {
    if (per == periodicity{per.every}) return text(name_of(per.every));
    object_writer object;
    object.add("year_starting", text(to_string(per.year_start)));
    if (per.label != labelled_by::end) object.add("labelled_by", text(name(per.label)));
    return object;
}

json_value document_of(const std::vector<breakdown>& by) {
    json_value list{json_kind::array, {}, {}, {}, 0};
    for (const auto& each : by)
        list.elements.push_back(
            each.code_list
                ? object_writer().add("dimension", text(each.dimension)).add("code_list", text(*each.code_list))
                : text(each.dimension));
    return list;
}

/// The number as written, or the text itself when it is none, which the reader will report.
json_value document_of_number(const std::string& written) {
    json_document document(written, error_code::definition);
    return document.is_json() && document.root().is(json_kind::number) ? number(written) : text(written);
}

json_value document_of(const indicator_target& target) {
    object_writer object;
    object.add(name(target.side), document_of_number(target.value));
    if (!target.margin.empty()) object.add("margin", document_of_number(target.margin));
    return object;
}

json_value document_of(const std::vector<series_break>& breaks) {
    json_value list{json_kind::array, {}, {}, {}, 0};
    for (const auto& each : breaks)
        list.elements.push_back(object_writer().add("at", text(each.at)).add("why", text(each.why)));
    return list;
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
    object.add(grammar::operator_keys[from.operation.index()],
               std::visit([](const auto& operation) { return document_of(operation); }, from.operation));
    add_presentation(object, from);
    if (!from.breaks.empty()) object.add("breaks", document_of(from.breaks));
    object.add_unless_empty("undefined", from.undefined_in_source);
    object.add_unless_empty("confused_with", from.confused_with);
    return object;
}

void print_text(std::string_view content, std::string& out) {
    out += '"';
    for (const char letter : content) {
        if (letter == '"' || letter == '\\')
            (out += '\\') += letter;
        else if (static_cast<unsigned char>(letter) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
        else
            out += letter;
    }
    out += '"';
}

bool is_nested(const json_value& value) { return value.kind == json_kind::object || value.kind == json_kind::array; }

/// Arrays of plain values stay on one line; the members of everything else have a line each.
void print(const json_value& value, std::size_t indentation, std::string& out) {
    if (value.kind == json_kind::text) return print_text(value.text, out);
    if (value.kind == json_kind::number) return void(out += value.text);
    const bool is_object = value.kind == json_kind::object;
    const bool is_one_line = !is_object && std::ranges::none_of(value.elements, is_nested);
    const auto line = '\n' + std::string(indentation, ' ');
    out += is_object ? '{' : '[';
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (i > 0) out += is_one_line ? ", " : ",";
        if (!is_one_line) out += line + "  ";
        if (is_object) print_text(value.keys[i], out), out += ": ";
        print(value.elements[i], indentation + 2, out);
    }
    if (!is_one_line) out += line;
    out += is_object ? '}' : ']';
}

} // namespace

std::string to_json(const definition& indicator) {
    std::string text;
    print(document_of(indicator), 0, text);
    return text;
}

std::uint64_t hash_of(const definition& indicator) {
    constexpr std::uint64_t offset_basis = 14'695'981'039'346'656'037U, prime = 1'099'511'628'211U; // FNV-1a, 64 bits
    std::uint64_t hash = offset_basis;
    for (const char byte : to_json(indicator)) hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    return hash;
}

} // namespace kohort
