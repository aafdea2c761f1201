#include <kohort/publish/csvw.hpp>

#include "csv_fields.hpp"
#include "data/json_writer.hpp"
#include "json_stat_dataset.hpp"
#include "period_codes.hpp"
#include "printed_number.hpp"
#include "reading_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace kohort {
namespace {

using json::object_writer;

constexpr std::string_view description_key = "https://json-stat.org/format/";

/// {"sv": "Kön", "en": "Sex"}
json_value by_language(const translated_text& text, const publication& table) {
    object_writer made;
    for (std::size_t each = 0; each < table.languages.size(); ++each)
        made.add(table.languages[each], json::text(text.in(each)));
    return made;
}

/// As JSON-LD has texts of a language.
json_value language_values(const translated_text& text, const publication& table) {
    std::vector<json_value> made;
    for (std::size_t each = 0; each < table.languages.size(); ++each)
        made.push_back(object_writer()
                           .add("@value", json::text(text.in(each)))
                           .add("@language", json::text(table.languages[each])));
    return json::list_of(std::move(made));
}

json_value column(const std::string& name, json_value titles, const std::string& type, bool is_required) {
    return object_writer()
        .add("name", json::text(name))
        .add("titles", std::move(titles))
        .add("datatype", json::text(type))
        .add("required", json::boolean(is_required));
}

json_value schema_of(std::vector<json_value> columns, const std::vector<std::string>& key) {
    return object_writer().add("columns", json::list_of(std::move(columns))).add("primaryKey", json::texts(key));
}

json_value description_of(const publication& table) {
    return object_writer().add(description_key, json_stat::dataset_of(table, false));
}

std::string metadata_of(const publication& table, const std::string& file) {
    std::vector<json_value> columns;
    std::vector<std::string> key;
    for (const auto& each : table.dimensions) {
        columns.push_back(column(each.id, by_language(each.name.empty() ? translated_text(each.id) : each.name, table),
                                 "string", true));
        key.push_back(each.id);
    }
    columns.push_back(column("value", json::text("value"), "decimal", false));
    columns.push_back(column("status", json::text("status"), "string", false));
    object_writer metadata;
    metadata.add("@context", json::text("http://www.w3.org/ns/csvw")).add("url", json::text(file));
    metadata.add("dc:title", language_values(table.title, table));
    metadata.add("dc:identifier", json::text(table.id));
    if (!table.source.empty()) metadata.add("dc:source", language_values(table.source, table));
    metadata.add_unless_empty("dc:modified", table.figures.front().updated);
    metadata.add("tableSchema", schema_of(std::move(columns), key));
    metadata.add("notes", json::list_of({description_of(table)}));
    return json::to_text(metadata) + "\n";
}

/// The columns of a CSV of cells.
struct cell_columns {
    std::size_t value = 0;
    std::optional<std::size_t> status{}, indicator{}, version{};
    std::vector<std::size_t> dimensions{}; ///< candidates
};

class cells_reader {
  public:
    cells_reader(std::vector<csv_line> lines, const std::string& file) : lines_(std::move(lines)), file_(file) {}

    result<std::vector<publication>> read(std::vector<publication> described) {
        if (!read_header()) return std::move(problems_);
        std::vector<publication> made;
        const bool is_of_one_table =
            described.size() == 1 && (!columns_.indicator || has_dimension(described.front(), "indicator"));
        if (is_of_one_table) {
            made.push_back(std::move(described.front()));
            fill(made.back(), rows_of_all(), true);
        } else {
            for (const auto& [indicator, rows] : rows_by_indicator()) {
                const auto description = find_description(rows, described);
                made.push_back(description ? *description : table_of(rows));
                fill(made.back(), rows, description != nullptr);
                if (!description) finish(made.back());
            }
        }
        if (!problems_.empty()) return std::move(problems_);
        return made;
    }

  private:
    using row_list = std::vector<std::size_t>;

    void refuse(std::size_t line, std::string message) {
        if (problems_.size() < most_errors)
            problems_.emplace_back(error_code::data, std::move(message), fmt::format("{}:{}", file_, line));
    }

    bool read_header() {
        const auto header = lines_.empty() ? std::vector<std::string>() : lines_.front().fields;
        bool has_value = false;
        for (std::size_t each = 0; each < header.size(); ++each) {
            const auto& name = header[each];
            if (name == "value") {
                columns_.value = each;
                has_value = true;
            } else if (name == "status") {
                columns_.status = each;
            } else if (name == "indicator") {
                columns_.indicator = each;
            } else if (name == "version") {
                columns_.version = each;
            } else if (name.empty()) {
                refuse(1, fmt::format("column {} has no name", each + 1));
                return false;
            } else if (std::ranges::count(header, name) > 1) {
                refuse(1, fmt::format("two columns are called \"{}\"", name));
                return false;
            } else if (name != "numerator" && name != "denominator") {
                columns_.dimensions.push_back(each);
            }
        }
        if (!has_value) refuse(1, "there is no column \"value\"; is this a table of figures, one on a line?");
        return has_value;
    }

    [[nodiscard]] row_list rows_of_all() const {
        row_list rows;
        for (std::size_t each = 1; each < lines_.size(); ++each) rows.push_back(each);
        return rows;
    }

    static bool has_dimension(const publication& table, std::string_view id) {
        return std::ranges::find(table.dimensions, id, &publication_dimension::id) != table.dimensions.end();
    }

    /// What the metadata say of the indicator of these rows, or null.
    [[nodiscard]] const publication* find_description(const row_list& rows,
                                                      const std::vector<publication>& described) const {
        const auto& first = lines_[rows.front()].fields;
        const auto is_it = [&](const publication& each) {
            return columns_.indicator && each.id == first[*columns_.indicator] &&
                   (!columns_.version || each.version == first[*columns_.version]);
        };
        const auto found = std::ranges::find_if(described, is_it);
        return found == described.end() ? nullptr : &*found;
    }

    /// In the order of first appearance.
    [[nodiscard]] std::vector<std::pair<std::string, row_list>> rows_by_indicator() const {
        std::vector<std::pair<std::string, row_list>> made;
        std::map<std::string, std::size_t> places;
        for (std::size_t each = 1; each < lines_.size(); ++each) {
            const auto text_of = [&](std::optional<std::size_t> at) {
                return at ? lines_[each].fields[*at] : std::string();
            };
            const auto key = text_of(columns_.indicator) + '\n' + text_of(columns_.version);
            const auto [place, is_new] = places.try_emplace(key, made.size());
            if (is_new) made.push_back({key, {}});
            made[place->second].second.push_back(each);
        }
        return made;
    }

    /// The table that lines without metadata make.
    [[nodiscard]] publication table_of(const row_list& rows) const {
        publication made;
        made.languages = {"und"};
        const auto& first = lines_[rows.front()].fields;
        if (columns_.indicator) made.id = first[*columns_.indicator];
        if (made.id.empty()) made.id = "table";
        if (columns_.version) made.version = first[*columns_.version];
        made.title = made.contents = made.id;
        made.figures.resize(1);
        for (const auto column : columns_.dimensions) {
            publication_dimension dimension{
                lines_.front().fields[column], lines_.front().fields[column], dimension_role::classification, {}, {}};
            std::unordered_map<std::string_view, bool> known;
            for (const auto row : rows) {
                const auto& code = lines_[row].fields[column];
                if (!code.empty() && known.try_emplace(code, true).second) dimension.codes.push_back({code, {}});
            }
            if (!dimension.codes.empty()) made.dimensions.push_back(std::move(dimension));
        }
        return made;
    }

    void fill(publication& table, const row_list& rows, bool is_described) {
        std::vector<std::size_t> fields;
        std::vector<std::unordered_map<std::string_view, std::size_t>> positions(table.dimensions.size());
        std::size_t cells = 1;
        constexpr std::size_t most_cells = 100'000'000;
        for (std::size_t each = 0; each < table.dimensions.size(); ++each) {
            const auto& dimension = table.dimensions[each];
            const auto& header = lines_.front().fields;
            const auto found = std::ranges::find(header, dimension.id);
            if (found == header.end()) return refuse(1, fmt::format("there is no column \"{}\"", dimension.id));
            fields.push_back(static_cast<std::size_t>(found - header.begin()));
            for (std::size_t code = 0; code < dimension.codes.size(); ++code)
                positions[each].try_emplace(dimension.codes[code].code, code);
            cells = std::min(cells * dimension.codes.size(), most_cells + 1);
        }
        if (cells > most_cells) return refuse(1, "the dimensions make more than 100 million cells, which are too many");
        table.cells.assign(cells, {0, 0, availability::missing});
        std::vector<bool> is_read(cells, false);
        for (const auto row : rows) {
            const auto& line = lines_[row];
            std::size_t at = 0;
            bool is_known = true;
            for (std::size_t each = 0; each < fields.size(); ++each) {
                const auto found = positions[each].find(line.fields[fields[each]]);
                is_known = is_known && found != positions[each].end();
                if (is_known) at = at * table.dimensions[each].codes.size() + found->second;
            }
            if (!is_known)
                refuse(line.number,
                       is_described ? "has a code that the metadata do not have" : "has no code of a dimension");
            else if (is_read[at])
                refuse(line.number, "is about the same cell as a line before; keep one");
            else
                read_cell(line, table.cells[at]);
            if (is_known) is_read[at] = true;
        }
    }

    void read_cell(const csv_line& line, printed_value& into) {
        const auto& value = line.fields[columns_.value];
        const auto status = parse_obs_status(columns_.status ? line.fields[*columns_.status] : "");
        const auto number = value.empty() ? std::optional(printed_value{}) : read_number(value);
        if (!status) return refuse(line.number, fmt::format("\"{}\" is no status", line.fields[*columns_.status]));
        if (!number) return refuse(line.number, fmt::format("\"{}\" is no number of at most 18 digits", value));
        if (!value.empty() && !status->has_value())
            return refuse(line.number, "has a value, and a status that says that there is none");
        into = *number;
        into.status = *status;
        if (value.empty() && status->is == availability::normal) into.status.is = availability::missing;
    }

    static void finish(publication& table) {
        for (const auto& each : table.cells)
            table.figures.front().decimals = std::max(table.figures.front().decimals, int{each.decimals});
        for (auto& each : table.dimensions) {
            find_periods(each);
            find_totals_and_parts(each);
        }
        // As published: the period in the columns.
        const auto time = table.time_dimension();
        table.heading = time && *time + 1 == table.dimensions.size() ? 1 : 0;
    }

    std::vector<csv_line> lines_;
    const std::string& file_;
    cell_columns columns_;
    error_list problems_;
};

/// The descriptions that kohort put into the metadata; none when others wrote them.
result<std::vector<publication>> described_by(std::string_view metadata, const std::string& name) {
    json_document document(metadata, error_code::data);
    std::vector<publication> made;
    if (document.is_json()) {
        json_object root(document.root(), "CSVW metadata");
        if (const auto notes = root.find("notes"); notes && notes->is(json_kind::array))
            for (const auto& each : notes->elements()) {
                json_object note(each);
                if (const auto dataset = note.find(description_key))
                    if (auto read = json_stat::read_dataset(*dataset, name)) made.push_back(std::move(*read));
            }
    }
    return document.conclude(std::move(made));
}

} // namespace

csvw_files to_csvw(const publication& table, const std::string& file) {
    csvw_files made;
    for (const auto& each : table.dimensions) add_csv_field(made.csv, each.id, ',', made.csv.empty());
    made.csv += ",value,status\r\n";
    std::vector<std::size_t> at(table.dimensions.size(), 0);
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
        const auto& printed = table.cells[cell];
        for (std::size_t each = 0; each < at.size(); ++each)
            add_csv_field(made.csv, table.dimensions[each].codes[at[each]].code, ',', each == 0);
        made.csv += ',';
        if (printed.status.has_value()) made.csv += written_number(printed, table.figure_of(cell).decimals);
        made.csv += ',' + to_string(printed.status) + "\r\n";
        for (auto each = at.size(); each-- > 0;) {
            if (++at[each] < table.dimensions[each].codes.size()) break;
            at[each] = 0;
        }
    }
    made.metadata = metadata_of(table, file);
    return made;
}

std::string csvw_metadata(std::span<const publication> tables, const std::string& file) {
    std::vector<std::string> key{"indicator", "version", "period"};
    for (const auto& table : tables)
        for (const auto& each : table.dimensions)
            if (std::ranges::find(key, each.id) == key.end()) key.push_back(each.id);
    std::vector<json_value> columns, notes;
    for (const auto& each : key) columns.push_back(column(each, json::text(each), "string", each == "indicator"));
    columns.push_back(column("value", json::text("value"), "decimal", false));
    for (const auto* each : {"numerator", "denominator", "status"})
        columns.push_back(column(each, json::text(each), "string", false));
    for (const auto& each : tables) notes.push_back(description_of(each));
    object_writer metadata;
    metadata.add("@context", json::text("http://www.w3.org/ns/csvw")).add("url", json::text(file));
    metadata.add("tableSchema", schema_of(std::move(columns), key)).add("notes", json::list_of(std::move(notes)));
    return json::to_text(metadata) + "\n";
}

result<std::vector<publication>> parse_csvw(std::string_view csv, std::string_view metadata, const std::string& name) {
    std::vector<publication> described;
    if (!metadata.empty()) {
        auto read = described_by(metadata, name);
        if (!read) {
            error_list located;
            for (const auto& problem : read.errors()) located.push_back(located_in(problem, name + "-metadata.json"));
            return located;
        }
        described = std::move(*read);
    }
    auto lines = read_csv_lines(csv, ',', name);
    if (!lines) return std::move(lines).errors();
    return cells_reader(std::move(*lines), name).read(std::move(described));
}

} // namespace kohort
