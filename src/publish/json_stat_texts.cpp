#include "json_stat_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace kohort::json_stat {
namespace {

using role = axis_position::role;

/// Notes are an array of texts, or one text.
void read_notes(const json_place& place, std::vector<publication_note>& into, std::size_t language) {
    std::size_t at = 0;
    for (auto& text : place.texts("notes")) {
        if (into.size() <= at) into.push_back({{}, false});
        into[at++].text.set(language, std::move(text));
    }
}

/// {"0": true}
/// A label that is the code itself is kept empty, unless another language has words for it.
void set_label(publication_code& code, std::size_t language, const std::string& text) {
    if (code.label.empty()) {
        if (text == code.code) return;
        for (std::size_t before = 0; before < language; ++before) code.label.set(before, code.code);
    }
    code.label.set(language, text);
}

void read_mandatory(const json_place& place, std::vector<publication_note>& notes) {
    for (const auto& [key, is] : place.members("which notes are mandatory")) {
        const auto number = key.size() < 6 && key.find_first_not_of("0123456789") == std::string::npos && !key.empty()
                                ? static_cast<std::size_t>(std::stoul(key))
                                : notes.size();
        if (number < notes.size()) notes[number].is_mandatory = is.boolean().value_or(false);
    }
}

std::string stock_flow_average(const std::string& type) {
    if (type == "Stock") return "S";
    if (type == "Flow") return "F";
    return type == "Average" ? "A" : type == "Other" ? "" : type;
}

} // namespace

extension_reader::extension_reader(const std::optional<json_place>& place) {
    if (!place || !place->is(json_kind::object)) return;
    json_object extension(*place);
    if (const auto px = extension.find("px"); px && px->is(json_kind::object)) px_.emplace(*px);
    if (const auto own = extension.find("kohort"); own && own->is(json_kind::object)) kohort_.emplace(*own);
}

std::optional<std::string> extension_reader::text_of(std::optional<json_object>& object, std::string_view key) {
    const auto place = object ? object->find(key) : std::nullopt;
    if (!place || !place->is(json_kind::text)) return std::nullopt;
    return place->text_or_empty();
}

std::optional<std::int64_t> extension_reader::px_number(std::string_view key) {
    const auto place = px_ ? px_->find(key) : std::nullopt;
    constexpr std::int64_t most = 18;
    return place && place->is(json_kind::number) ? place->integer(0, most) : std::nullopt;
}

std::optional<std::vector<std::string>> extension_reader::px_texts(std::string_view key) {
    const auto place = px_ ? px_->find(key) : std::nullopt;
    if (!place || !place->is(json_kind::array)) return std::nullopt;
    return place->texts();
}

std::vector<std::pair<std::string, json_place>> extension_reader::translations() {
    const auto place = kohort_ ? kohort_->find("translations") : std::nullopt;
    return place ? place->members() : std::vector<std::pair<std::string, json_place>>();
}

std::vector<publication_keyword> extension_reader::keywords() {
    std::vector<publication_keyword> made;
    const auto place = kohort_ ? kohort_->find("keyword") : std::nullopt;
    if (!place) return made;
    for (const auto& each : place->elements()) {
        json_object from(each);
        publication_keyword keyword{from.require_text("keyword", "a keyword of PX files"), {}, {}, {}};
        keyword.language = from.find_text("language").value_or("");
        if (const auto of = from.find("of"))
            for (const auto& text : of->elements()) keyword.of.push_back(text.text_or_empty());
        if (const auto values = from.find("values"))
            for (const auto& text : values->elements()) keyword.values.push_back(text.text_or_empty());
        if (const auto quoted = from.find("quoted")) keyword.quoted = quoted->boolean().value_or(true);
        made.push_back(std::move(keyword));
    }
    return made;
}

std::optional<std::size_t> texts_reader::code(std::size_t dimension, const json_place& at, const std::string& code) {
    const auto found = positions_[dimension].find(code);
    if (found != positions_[dimension].end()) return found->second;
    at.report(fmt::format("the dimension \"{}\" has no category \"{}\"", into_.dimensions[dimension].id, code));
    return std::nullopt;
}

template <class Visitor>
void texts_reader::for_each_figure(std::size_t dimension, const json_place& place, Visitor visit) {
    if (into_.dimensions[dimension].role != dimension_role::contents) return;
    for (const auto& [key, member] : place.members())
        if (const auto at = code(dimension, member, key)) visit(into_.figures[*at], member);
}

void texts_reader::read_texts(json_object& from, std::size_t language) {
    const auto read = [&](std::string_view key, translated_text& into) {
        if (const auto place = from.find(key); place && place->is(json_kind::text))
            into.set(language, place->text_or_empty());
    };
    read("label", into_.title);
    read("source", into_.source);
    if (const auto notes = from.find("note")) read_notes(*notes, into_.notes, language);
    const auto dimensions = from.find("dimension");
    if (!dimensions) return;
    json_object by_id(*dimensions);
    for (std::size_t each = 0; each < into_.dimensions.size(); ++each)
        if (const auto place = by_id.find(into_.dimensions[each].id)) read_dimension(each, *place, language);
}

void texts_reader::read_main(json_object& dataset) {
    for (auto& each : into_.figures) each.decimals = -1;
    read_texts(dataset, 0);
    const auto extension = dataset.find("extension");
    if (!extension || !extension->is(json_kind::object)) return;
    json_object from(*extension);
    if (const auto mandatory = from.find("noteMandatory")) read_mandatory(*mandatory, into_.notes);
    if (const auto px = from.find("px"); px && px->is(json_kind::object)) {
        json_object table(*px);
        if (const auto contents = table.find_text("contents")) into_.contents.set(0, *contents);
        if (const auto area = table.find_text("subject-area")) into_.subject_area.set(0, *area);
    }
    if (const auto own = from.find("kohort"); own && own->is(json_kind::object)) {
        json_object table(*own);
        if (const auto notes = table.find("cellNote")) read_cell_notes(*notes, 0);
    }
}

void texts_reader::read_translation(const json_place& place, std::size_t language) {
    json_object from(place);
    if (!from) return;
    read_texts(from, language);
    if (const auto contents = from.find_text("contents")) into_.contents.set(language, *contents);
    if (const auto area = from.find_text("subject-area")) into_.subject_area.set(language, *area);
    if (const auto notes = from.find("cellNote")) read_cell_notes(*notes, language);
}

void texts_reader::read_dimension(std::size_t index, const json_place& place, std::size_t language) {
    auto& dimension = into_.dimensions[index];
    json_object from(place);
    if (const auto label = from.find("label"); label && label->is(json_kind::text))
        dimension.name.set(language, label->text_or_empty());
    if (const auto notes = from.find("note")) read_notes(*notes, dimension.notes, language);
    if (const auto category = from.find("category")) {
        json_object categories(*category);
        if (const auto labels = categories.find("label"))
            for (const auto& [key, label] : labels->members())
                if (const auto at = code(index, label, key); at && label.is(json_kind::text))
                    set_label(dimension.codes[*at], language, label.text_or_empty());
        if (const auto notes = categories.find("note"))
            for (const auto& [key, note] : notes->members())
                if (const auto at = code(index, note, key)) read_notes(note, dimension.codes[*at].notes, language);
        if (const auto units = categories.find("unit")) read_units(index, *units, language);
    }
    if (const auto extension = from.find("extension"); extension && extension->is(json_kind::object))
        read_dimension_extension(index, *extension, language);
}

void texts_reader::read_units(std::size_t index, const json_place& place, std::size_t language) {
    for_each_figure(index, place, [language](publication_content& figure, const json_place& member) {
        json_object unit(member, "a unit");
        constexpr std::int64_t most_decimals = 18;
        for (const auto* key : {"base", "label"})
            if (const auto text = unit.find(key); text && text->is(json_kind::text))
                figure.unit.set(language, text->text_or_empty());
        if (const auto decimals = unit.find("decimals"))
            figure.decimals = static_cast<int>(decimals->integer(0, most_decimals).value_or(0));
    });
}

void texts_reader::read_dimension_extension(std::size_t index, const json_place& place, std::size_t language) {
    auto& dimension = into_.dimensions[index];
    json_object from(place);
    const auto set_role = [&](std::string_view key, role is) {
        const auto written = from.find_text(key);
        const auto at = written ? positions_[index].find(*written) : positions_[index].end();
        if (at != positions_[index].end()) dimension.codes[at->second].is = is;
    };
    set_role("eliminationValueCode", role::total);
    set_role("unknownValueCode", role::unknown);
    if (const auto parts = from.find("ofWhich"))
        for (const auto& part : parts->texts("codes"))
            if (const auto at = code(index, *parts, part)) dimension.codes[*at].of_which = true;
    if (const auto mandatory = from.find("noteMandatory")) read_mandatory(*mandatory, dimension.notes);
    if (const auto mandatory = from.find("categoryNoteMandatory"))
        for (const auto& [key, which] : mandatory->members())
            if (const auto at = code(index, which, key)) read_mandatory(which, dimension.codes[*at].notes);
    const auto read_each = [&](std::string_view key, auto set) {
        const auto found = from.find(key);
        if (!found || !found->is(json_kind::object)) return;
        for_each_figure(index, *found, [&set](publication_content& figure, const json_place& member) {
            if (member.is(json_kind::text)) set(figure, member.text_or_empty());
        });
    };
    read_each("measuringType",
              [](publication_content& figure, const std::string& text) { figure.measured = stock_flow_average(text); });
    read_each("updated", [](publication_content& figure, const std::string& text) { figure.updated = text; });
    read_each("refperiod",
              [language](publication_content& figure, const std::string& text) { figure.period.set(language, text); });
    read_each("contact",
              [language](publication_content& figure, const std::string& text) { figure.contact.set(language, text); });
}

void texts_reader::read_cell_notes(const json_place& place, std::size_t language) {
    std::size_t number = 0;
    for (const auto& each : place.elements()) {
        if (language > 0) {
            if (number < into_.cell_notes.size())
                into_.cell_notes[number].note.text.set(language, each.text_or_empty());
            ++number;
            continue;
        }
        json_object from(each);
        cell_note made;
        made.cells.resize(into_.dimensions.size());
        if (const auto cells = from.find("cells"))
            for (const auto& [id, member] : cells->members()) {
                const auto found = std::ranges::find(into_.dimensions, id, &publication_dimension::id);
                const auto at = static_cast<std::size_t>(found - into_.dimensions.begin());
                if (found == into_.dimensions.end())
                    member.report("there is no such dimension");
                else
                    made.cells[at] = code(at, member, member.text_or_empty());
            }
        made.note.text.set(0, from.find_text("note").value_or(""));
        if (const auto mandatory = from.find("mandatory"))
            made.note.is_mandatory = mandatory->boolean().value_or(false);
        into_.cell_notes.push_back(std::move(made));
    }
}

} // namespace kohort::json_stat
