#include <kohort/publish/json_stat.hpp>

#include "data/json_writer.hpp"
#include "json_stat_dataset.hpp"
#include "printed_number.hpp"
#include "status_words.hpp"

#include <kohort/base/status_codes.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace kohort {
namespace {

using json::object_writer;
using role = axis_position::role;

json_value or_nothing(const object_writer& object) { return object; }

bool is_empty(const json_value& value) { return value.elements.empty() && value.text.empty(); }

/// Adds nothing for an empty object or list.
void add(object_writer& to, std::string_view key, json_value value) {
    if (!is_empty(value)) to.add(key, std::move(value));
}

json_value texts_of(const std::vector<publication_note>& notes, std::size_t language) {
    std::vector<std::string> made;
    for (const auto& each : notes) made.push_back(each.text.in(language));
    return json::texts(made);
}

/// {"1": true}: which of the notes are mandatory.
json_value mandatory_ones(const std::vector<publication_note>& notes) {
    object_writer made;
    for (std::size_t each = 0; each < notes.size(); ++each)
        if (notes[each].is_mandatory) made.add(std::to_string(each), json::boolean(true));
    return made;
}

std::string_view measuring_type(const std::string& stock_flow_average) {
    if (stock_flow_average == "S") return "Stock";
    if (stock_flow_average == "F") return "Flow";
    return stock_flow_average == "A" ? "Average" : std::string_view(stock_flow_average);
}

/// The table with a dimension of contents.
struct with_contents {
    publication_dimension added; ///< in front of the others, when the table has none
    std::vector<const publication_dimension*> dimensions;
    std::size_t contents = 0;
    bool is_added = false;
};

with_contents contents_of(const publication& table) {
    with_contents made;
    for (const auto& each : table.dimensions) made.dimensions.push_back(&each);
    if (const auto at = table.contents_dimension()) {
        made.contents = *at;
        return made;
    }
    std::string id = "contents";
    while (std::ranges::find(table.dimensions, id, &publication_dimension::id) != table.dimensions.end()) id += '_';
    made.added = {id, {}, dimension_role::contents, {{table.id.empty() ? id : table.id, table.contents}}, {}};
    made.is_added = true;
    return made;
}

class dataset_writer {
  public:
    explicit dataset_writer(const publication& table) : table_(table), shape_(contents_of(table)) {
        if (shape_.is_added) shape_.dimensions.insert(shape_.dimensions.begin(), &shape_.added);
    }

    json_value write(bool has_cells) {
        object_writer made;
        made.add("version", json::text("2.0")).add("class", json::text("dataset"));
        add_table_texts(made, 0);
        made.add_unless_empty("updated", table_.figures.front().updated);
        std::vector<std::string> ids;
        std::vector<json_value> sizes;
        for (const auto* each : shape_.dimensions) {
            ids.push_back(each->id);
            sizes.push_back(json::number(static_cast<std::int64_t>(each->codes.size())));
        }
        made.add("id", json::texts(ids)).add("size", json::list_of(std::move(sizes))).add("role", roles());
        object_writer dimensions;
        for (std::size_t each = 0; each < shape_.dimensions.size(); ++each)
            dimensions.add(ids[each], dimension(each, 0, true));
        made.add("dimension", dimensions);
        if (has_cells) {
            made.add("value", values());
            add(made, "status", statuses());
        }
        return made.add("extension", extension());
    }

  private:
    /// Label, source and notes.
    void add_table_texts(object_writer& to, std::size_t language) const {
        to.add_unless_empty("label", table_.title.in(language));
        to.add_unless_empty("source", table_.source.in(language));
        add(to, "note", texts_of(table_.notes, language));
    }

    [[nodiscard]] json_value roles() const {
        object_writer made;
        const std::pair<dimension_role, const char*> names[] = {
            {dimension_role::time, "time"}, {dimension_role::geo, "geo"}, {dimension_role::contents, "metric"}};
        for (const auto& [is, name] : names) {
            std::vector<std::string> ids;
            for (const auto* each : shape_.dimensions)
                if (each->role == is) ids.push_back(each->id);
            made.add_unless_empty(name, ids);
        }
        return made;
    }

    /// A dimension; without structure only what depends on the language.
    [[nodiscard]] json_value dimension(std::size_t index, std::size_t language, bool has_structure) const {
        const auto& from = *shape_.dimensions[index];
        object_writer made, category;
        made.add_unless_empty("label", from.name.in(language));
        add(made, "note", texts_of(from.notes, language));
        if (has_structure) add_structure(category, from);
        object_writer labels, notes;
        for (const auto& each : from.codes) {
            if (!each.label.empty()) labels.add(each.code, json::text(each.label.in(language)));
            add(notes, each.code, texts_of(each.notes, language));
        }
        add(category, "label", labels);
        add(category, "note", notes);
        if (index == contents_place()) add(category, "unit", units(language, has_structure));
        made.add("category", category);
        add(made, "extension", dimension_extension(index, language, has_structure));
        return made;
    }

    [[nodiscard]] std::size_t contents_place() const noexcept { return shape_.is_added ? 0 : shape_.contents; }

    static void add_structure(object_writer& category, const publication_dimension& from) {
        std::vector<std::string> codes;
        std::map<std::size_t, std::vector<std::string>> children;
        for (const auto& each : from.codes) {
            codes.push_back(each.code);
            if (each.parent) children[*each.parent].push_back(each.code);
        }
        category.add("index", json::texts(codes));
        object_writer child;
        for (const auto& [parent, below] : children) child.add(from.codes[parent].code, json::texts(below));
        add(category, "child", child);
    }

    [[nodiscard]] const publication_content& figure(std::size_t code) const {
        return table_.figures[table_.figures.size() == 1 ? 0 : code];
    }
    /// An object with a member for each figure of which there is one.
    template <class Maker>
    [[nodiscard]] json_value for_each_figure(Maker make) const {
        object_writer made;
        const auto& codes = shape_.dimensions[contents_place()]->codes;
        for (std::size_t each = 0; each < codes.size(); ++each) add(made, codes[each].code, make(figure(each)));
        return made;
    }

    [[nodiscard]] json_value units(std::size_t language, bool has_structure) const {
        return for_each_figure([&](const publication_content& each) {
            object_writer unit;
            unit.add_unless_empty("label", each.unit.in(language));
            if (has_structure) unit.add("decimals", json::number(std::int64_t{each.decimals}));
            return or_nothing(unit);
        });
    }

    [[nodiscard]] json_value dimension_extension(std::size_t index, std::size_t language, bool has_structure) const {
        const auto& from = *shape_.dimensions[index];
        object_writer made;
        if (has_structure) {
            add_roles(made, from);
            add(made, "noteMandatory", mandatory_ones(from.notes));
            object_writer mandatory;
            for (const auto& each : from.codes) add(mandatory, each.code, mandatory_ones(each.notes));
            add(made, "categoryNoteMandatory", mandatory);
        }
        if (index != contents_place()) return made;
        const auto text_or_nothing = [](const std::string& text) {
            return text.empty() ? json_value() : json::text(text);
        };
        if (has_structure) {
            add(made, "measuringType", for_each_figure([&](const publication_content& each) {
                    return text_or_nothing(std::string(measuring_type(each.measured)));
                }));
            add(made, "updated", other_updates());
        }
        add(made, "refperiod", for_each_figure([&](const publication_content& each) {
                return text_or_nothing(each.period.in(language));
            }));
        add(made, "contact", for_each_figure([&](const publication_content& each) {
                return text_or_nothing(each.contact.in(language));
            }));
        return made;
    }

    /// Of the figures that were not updated with the first, whose date is that of the dataset; empty: not known.
    [[nodiscard]] json_value other_updates() const {
        object_writer made;
        const auto& codes = shape_.dimensions[contents_place()]->codes;
        for (std::size_t each = 0; each < codes.size(); ++each)
            if (figure(each).updated != table_.figures.front().updated)
                made.add(codes[each].code, json::text(figure(each).updated));
        return made;
    }

    /// Which codes are the total, unknown, or parts.
    static void add_roles(object_writer& to, const publication_dimension& from) {
        std::vector<std::string> parts;
        for (const auto& each : from.codes) {
            if (each.is == role::total) {
                to.add("elimination", json::boolean(true));
                to.add("eliminationValueCode", json::text(each.code));
            }
            if (each.is == role::unknown) to.add("unknownValueCode", json::text(each.code));
            if (each.of_which) parts.push_back(each.code);
        }
        to.add_unless_empty("ofWhich", parts);
    }

    /// Numbers as written: a list of a million of them needs no value for each.
    [[nodiscard]] json_value values() const {
        const auto has_number = [](const printed_value& each) { return each.status.has_value(); };
        const auto numbers = static_cast<std::size_t>(std::ranges::count_if(table_.cells, has_number));
        const bool is_sparse = 3 * numbers < table_.cells.size();
        std::string list;
        for (std::size_t each = 0; each < table_.cells.size(); ++each) {
            const auto& cell = table_.cells[each];
            if (is_sparse && !has_number(cell)) continue;
            if (!list.empty()) list += ", ";
            if (is_sparse) list += '"' + std::to_string(each) + "\": ";
            list += has_number(cell) ? written_number(cell, 0) : "null";
        }
        return json::number(is_sparse ? "{" + list + "}" : "[" + list + "]");
    }

    [[nodiscard]] json_value statuses() const {
        object_writer made;
        for (std::size_t each = 0; each < table_.cells.size(); ++each)
            if (const auto text = to_json_stat(table_.cells[each].status); !text.empty())
                made.add(std::to_string(each), json::text(text));
        return made;
    }

    [[nodiscard]] json_value extension() const {
        object_writer made, status;
        add(status, "label", status_labels());
        add(made, "status", status);
        add(made, "noteMandatory", mandatory_ones(table_.notes));
        made.add("px", px_extension());
        add(made, "kohort", kohort_extension());
        return made;
    }

    [[nodiscard]] json_value status_labels() const {
        object_writer made;
        for (const auto is : {availability::nil, availability::missing, availability::not_applicable,
                              availability::suppressed, availability::suppressed_secondary})
            if (std::ranges::any_of(table_.cells, [is](const auto& each) { return each.status.is == is; }))
                made.add(to_json_stat(obs_status(is)), json::text(words_of(is, table_.languages.front())));
        return made;
    }

    /// What PxWeb writes of a table.
    [[nodiscard]] json_value px_extension() const {
        object_writer made;
        int decimals = 0;
        for (const auto& each : table_.figures) decimals = (std::max)(decimals, each.decimals);
        made.add("decimals", json::number(std::int64_t{decimals})).add_unless_empty("matrix", table_.id);
        made.add_unless_empty("contents", table_.contents.in(0)).add("language", json::text(table_.languages.front()));
        made.add_unless_empty("subject-code", table_.subject_code);
        made.add_unless_empty("subject-area", table_.subject_area.in(0));
        made.add_unless_empty("creation-date", table_.created);
        std::vector<std::string> stub, heading;
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each)
            (each + table_.heading < table_.dimensions.size() ? stub : heading).push_back(table_.dimensions[each].id);
        made.add("stub", json::texts(stub)).add("heading", json::texts(heading));
        if (table_.rounding)
            made.add("rounding", json::number(std::int64_t{*table_.rounding == rounding_rule::half_away_from_zero}));
        return made;
    }

    [[nodiscard]] json_value kohort_extension() const {
        object_writer made, translations;
        made.add_unless_empty("version", table_.version);
        if (shape_.is_added) made.add("addedDimension", json::text(shape_.added.id));
        std::vector<json_value> notes, keywords;
        for (const auto& each : table_.cell_notes) notes.push_back(cell_note_object(each));
        add(made, "cellNote", json::list_of(std::move(notes)));
        for (const auto& each : table_.keywords) keywords.push_back(keyword_object(each));
        add(made, "keyword", json::list_of(std::move(keywords)));
        for (std::size_t each = 1; each < table_.languages.size(); ++each)
            translations.add(table_.languages[each], translation(each));
        add(made, "translations", translations);
        return made;
    }

    [[nodiscard]] json_value cell_note_object(const cell_note& note) const {
        object_writer made, cells;
        for (std::size_t each = 0; each < note.cells.size(); ++each)
            if (note.cells[each])
                cells.add(table_.dimensions[each].id,
                          json::text(table_.dimensions[each].codes[*note.cells[each]].code));
        made.add("cells", cells).add("note", json::text(note.note.text.in(0)));
        if (note.note.is_mandatory) made.add("mandatory", json::boolean(true));
        return made;
    }

    static json_value keyword_object(const publication_keyword& from) {
        object_writer made;
        made.add("keyword", json::text(from.keyword)).add_unless_empty("language", from.language);
        made.add_unless_empty("of", from.of).add("values", json::texts(from.values));
        if (!from.quoted) made.add("quoted", json::boolean(false));
        return made;
    }

    [[nodiscard]] json_value translation(std::size_t language) const {
        object_writer made, dimensions;
        add_table_texts(made, language);
        for (std::size_t each = 0; each < shape_.dimensions.size(); ++each)
            dimensions.add(shape_.dimensions[each]->id, dimension(each, language, false));
        made.add("dimension", dimensions).add_unless_empty("contents", table_.contents.in(language));
        made.add_unless_empty("subject-area", table_.subject_area.in(language));
        std::vector<std::string> notes;
        for (const auto& each : table_.cell_notes) notes.push_back(each.note.text.in(language));
        made.add_unless_empty("cellNote", notes);
        return made;
    }

    const publication& table_;
    with_contents shape_;
};

} // namespace

json_value json_stat::dataset_of(const publication& table, bool has_cells) {
    return dataset_writer(table).write(has_cells);
}

std::string to_json_stat(std::span<const publication> tables) {
    if (tables.size() == 1) return json::to_text(json_stat::dataset_of(tables.front(), true)) + "\n";
    std::vector<json_value> items;
    for (const auto& each : tables) items.push_back(json_stat::dataset_of(each, true));
    object_writer link, collection;
    link.add("item", json::list_of(std::move(items)));
    collection.add("version", json::text("2.0")).add("class", json::text("collection"));
    if (!tables.empty()) collection.add_unless_empty("label", tables.front().source.in(0));
    return json::to_text(collection.add("link", link)) + "\n";
}

} // namespace kohort
