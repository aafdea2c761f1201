// Schemas, registers and tables, and what was wrong with their rows.
#include "handles.hpp"
#include "plain_columns.hpp"

#include "../data/json_writer.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/data/arrow_reader.hpp>
#include <kohort/spells/register_builder.hpp>

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <variant>

using namespace kohort;
using namespace kohort::c_api;

namespace {

using table_schema = std::variant<const register_schema*, const population_schema*, const cells_schema*>;

/// The schema with this name; the only one when no name is given.
table_schema schema_named(const schema_set& schemas, const char* name) {
    std::vector<std::pair<std::string_view, table_schema>> all;
    for (const auto& each : schemas.registers) all.emplace_back(each.name, &each);
    for (const auto& each : schemas.populations) all.emplace_back(each.name, &each);
    for (const auto& each : schemas.cells) all.emplace_back(each.name, &each);
    if (name == nullptr) {
        if (all.size() == 1) return all.front().second;
        throw argument_problem{"name is NULL, which only a data set with one schema allows"};
    }
    std::vector<std::string_view> names;
    for (const auto& [known, schema] : all) {
        if (known == name) return schema;
        names.push_back(known);
    }
    throw error(error_code::invalid_argument,
                fmt::format("no schema describes a register or table \"{}\"{}", name, did_you_mean(name, names)));
}

/// Says how many rows were rejected, where a reader who does not ask for the quality report sees it.
void log_rejected(const kohort_data& data) {
    const auto& quality = data.set.quality().back();
    if (data.context.log == nullptr || quality.rows_rejected == 0) return;
    const auto message =
        fmt::format("{}: {} of {} rows rejected", quality.file, quality.rows_rejected, quality.rows_read);
    data.context.log(data.context.user_data, KOHORT_LOG_WARNING, message.c_str());
}

/// Finds the schema and lets `read` fill its register or table.
template <class Read>
kohort_status fill_table(kohort_data* data, const char* name, kohort_error* into, Read read) noexcept {
    return guarded(into, [&] {
        auto& held = require(data, "data is NULL");
        std::visit([&](const auto* schema) { read(held, *schema); }, schema_named(held.schemas, name));
        log_rejected(held);
    });
}

/// Reads an Arrow stream; `named` stands for it in messages.
template <class Schema>
void read_stream(kohort_data& held, const Schema& schema, ArrowArrayStream& stream) {
    auto columns = value_of(read_arrow(stream, schema.name, columns_of(schema), held.reading.progress));
    require_no(held.set.read_columns(schema, std::move(columns), schema.name, held.reading));
}

// Not by nlohmann's initialiser lists: they leak when memory runs out.
json_value as_json(const quality_finding& finding) {
    std::vector<json_value> examples;
    for (const auto& each : finding.examples)
        examples.push_back(
            json::object_writer().add("line", json::number(each.line)).add("value", json::text(each.value)));
    return json::object_writer()
        .add("problem", json::text(name_of(finding.problem)))
        .add("policy", json::text(name_of(finding.policy)))
        .add("column", json::text(finding.column))
        .add("rows", json::number(finding.rows))
        .add("examples", json::list_of(std::move(examples)));
}

json_value as_json(const quality_report& report) {
    std::vector<json_value> findings;
    for (const auto& each : report.findings) findings.push_back(as_json(each));
    json::object_writer made;
    made.add("name", json::text(report.register_name))
        .add("file", json::text(report.file))
        .add("rows_read", json::number(report.rows_read))
        .add("rows_kept", json::number(report.rows_kept))
        .add("rows_rejected", json::number(report.rows_rejected))
        .add("rows_superseded", json::number(report.rows_superseded));
    if (report.source == quality_report::source_kind::spell_register)
        made.add("persons", json::number(report.persons)).add("open_spells", json::number(report.open_spells));
    return made.add("findings", json::list_of(std::move(findings)));
}

} // namespace

kohort_status kohort_data_create(const kohort_context* context, const char* schemas, std::size_t length,
                                 const kohort_data_options* options, kohort_data** out, kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& used = require(context, "context is NULL");
        const kohort_data_options defaults KOHORT_DATA_OPTIONS_INIT;
        const auto given = options_of(options, defaults, "struct_size of the data's options is not set");
        auto read = value_of(parse_schemas(text_of(schemas, length, "schemas is NULL")));
        data_set set(read.codes);
        for (const auto& each : read.parameters) require_no(set.add(each));
        read_options reading{used.threads, used.step("reading"), {}};
        if (given.as_known_on != std::numeric_limits<std::int32_t>::max()) reading.as_known_on = day(given.as_known_on);
        return kohort_data{used, std::move(read), std::move(reading), std::move(set)};
    });
}

void kohort_data_destroy(kohort_data** data) noexcept { destroy(data); }

kohort_status kohort_data_read_csv(kohort_data* data, const char* name, const char* path, kohort_error* into) noexcept {
    return fill_table(data, name, into, [&](kohort_data& held, const auto& schema) {
        if (path == nullptr && schema.file.empty()) throw argument_problem{"path is NULL and the schema names no file"};
        require_no(held.set.read(schema, path == nullptr ? schema.file : path, held.reading));
    });
}

kohort_status kohort_data_read_csv_text(kohort_data* data, const char* name, const char* text, std::size_t length,
                                        kohort_error* into) noexcept {
    return fill_table(data, name, into, [&](kohort_data& held, const auto& schema) {
        require_no(held.set.read_text(schema, text_of(text, length, "text is NULL"), schema.name, held.reading));
    });
}

kohort_status kohort_data_read_arrow(kohort_data* data, const char* name, ArrowArrayStream* stream,
                                     kohort_error* into) noexcept {
    const auto status = fill_table(data, name, into, [&](kohort_data& held, const auto& schema) {
        read_stream(held, schema, require(stream, "stream is NULL"));
    });
    if (stream != nullptr && stream->release != nullptr) stream->release(stream);
    return status;
}

kohort_status kohort_data_read_columns(kohort_data* data, const char* name, const kohort_column* columns,
                                       std::size_t column_count, std::int64_t rows, kohort_error* into) noexcept {
    return fill_table(data, name, into, [&](kohort_data& held, const auto& schema) {
        if (columns == nullptr && column_count > 0) throw argument_problem{"columns is NULL"};
        plain_columns batch({columns, column_count}, rows);
        read_stream(held, schema, batch.stream());
    });
}

kohort_status kohort_data_quality(const kohort_data* data, kohort_text** out, kohort_error* into) noexcept {
    return create(out, into, [&] {
        std::vector<json_value> reports;
        for (const auto& each : require(data, "data is NULL").set.quality()) reports.push_back(as_json(each));
        return kohort_text{json::to_text(json::list_of(std::move(reports)))};
    });
}
