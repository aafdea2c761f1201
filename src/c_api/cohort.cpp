// What became of a cohort: its figures as columns, as text and as an Arrow stream.
#include "arrow_export.hpp"
#include "handles.hpp"

#include "../data/json_reader.hpp"

#include <kohort/publish/cohort_findings.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace kohort;
using namespace kohort::c_api;

struct kohort_cohort {
    explicit kohort_cohort(const cohort_findings& findings)
        : json(to_json(findings)), columns(figures_of(findings)), texts(columns.size()) {
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (const auto* values = std::get_if<std::vector<std::string>>(&columns[c].values))
                for (const auto& each : *values) texts[c].push_back(each.c_str());
    }
    kohort_cohort(kohort_cohort&&) = default; // vectors keep their elements where they are

    std::string json;
    std::vector<figure_column> columns;
    std::vector<std::vector<const char*>> texts; ///< of the columns of texts
};

namespace {

struct cohort_options {
    std::string cohort;
    std::vector<std::string> by;
    cohort_query query;
};

void read(json_object& object, cohort_options& into) {
    auto& query = into.query;
    if (auto id = object.find_text("cohort", "a cohort's id")) into.cohort = *std::move(id);
    if (const auto show = object.find("show"))
        if (const auto index = show->index_in(cohort_question_names))
            query.question = static_cast<cohort_question>(*index);
    if (const auto by = object.find("by")) into.by = by->texts("an array of dimensions");
    if (const auto months = object.find("months"))
        query.months = static_cast<int>(months->integer(1, 1200).value_or(query.months));
    if (const auto per = object.find("per"))
        query.per = per->one_of<frequency>({{"month", frequency::month},
                                            {"quarter", frequency::quarter},
                                            {"half_year", frequency::half_year},
                                            {"year", frequency::year}})
                        .value_or(query.per);
    if (const auto interval = object.find("interval"))
        query.interval.kind =
            interval
                ->one_of<interval_kind>(
                    {{"plain", interval_kind::plain}, {"log", interval_kind::log}, {"log-log", interval_kind::log_log}})
                .value_or(query.interval.kind);
    if (const auto level = object.find("level"))
        if (const auto percent = level->integer(1, 99)) query.interval.level = static_cast<double>(*percent) / 100;
}

cohort_options options_of(std::string_view text) {
    cohort_options made;
    if (text.empty()) return made;
    json_document document(text, error_code::invalid_argument);
    if (document.is_json()) {
        json_object object(document.root());
        read(object, made);
        object.finish();
    }
    return value_of(document.conclude(std::move(made)));
}

cohort_findings ask(const std::vector<cohort_definition>& definitions, const cohort_options& options,
                    const data_set& data) {
    if (definitions.empty()) throw error(error_code::definition, "there is no cohort in this document");
    const auto& id = options.cohort.empty() ? definitions.front().id : options.cohort;
    const auto formed = value_of(form_cohort(definitions, id, data)); // after which there is one with the id
    const auto definition = std::ranges::find(definitions, id, &cohort_definition::id);
    const auto groups = value_of(group_by(formed.members, options.by));
    return value_of(findings_of({*definition, formed, groups, data}, options.query));
}

kohort_column described(const kohort_cohort& cohort, std::size_t index) {
    const auto& column = cohort.columns[index];
    kohort_column made{};
    made.name = column.name.c_str();
    if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&column.values)) {
        made.type = KOHORT_COLUMN_INT64;
        made.values = wholes->data();
    } else if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
        made.type = KOHORT_COLUMN_FLOAT64;
        made.values = numbers->data();
    } else {
        made.type = KOHORT_COLUMN_TEXT;
        made.values = cohort.texts[index].data();
    }
    return made;
}

exported_column exported(const figure_column& column) {
    using type = exported_column::type;
    constexpr type types[] = {type::text, type::whole, type::number}; // the order of the variant
    exported_column made(column.name, types[column.values.index()]);
    const auto add = [&](const auto& value) { made.add(value); };
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
        for (const auto each : *numbers) std::isfinite(each) ? made.add(each) : made.add_null();
    else
        std::visit([&](const auto& values) { std::ranges::for_each(values, add); }, column.values);
    return made;
}

} // namespace

kohort_status kohort_cohort_create(const kohort_data* data, const char* cohorts, std::size_t length,
                                   const char* options, std::size_t options_length, kohort_cohort** out,
                                   kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& set = require(data, "data is NULL").set;
        const auto asked = options_of(text_of(options, options_length, "options is NULL"));
        const auto definitions = value_of(parse_cohorts(text_of(cohorts, length, "cohorts is NULL")));
        return kohort_cohort(ask(definitions, asked, set));
    });
}

std::size_t kohort_cohort_columns(const kohort_cohort* cohort, std::size_t* rows) noexcept {
    if (rows != nullptr) *rows = cohort == nullptr ? 0 : cohort->columns.front().size();
    return cohort == nullptr ? 0 : cohort->columns.size();
}

kohort_status kohort_cohort_column(const kohort_cohort* cohort, std::size_t index, kohort_column* out,
                                   kohort_error* into) noexcept {
    return guarded(into, [&] {
        const auto& held = require(cohort, "cohort is NULL");
        if (index >= held.columns.size()) throw argument_problem{"the cohort has no column with this index"};
        fill(out, described(held, index), "out is NULL", "struct_size of the kohort_column is not set");
    });
}

kohort_status kohort_cohort_to_text(const kohort_cohort* cohort, kohort_format format, kohort_text** out,
                                    kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& held = require(cohort, "cohort is NULL");
        if (format == KOHORT_FORMAT_CSV) return kohort_text{to_csv(held.columns)};
        if (format == KOHORT_FORMAT_JSON) return kohort_text{held.json};
        throw argument_problem{"a cohort has the formats KOHORT_FORMAT_CSV and KOHORT_FORMAT_JSON"};
    });
}

kohort_status kohort_cohort_to_arrow(const kohort_cohort* cohort, ArrowArrayStream* out, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& stream = require(out, "out is NULL");
        stream = {};
        std::vector<exported_column> columns;
        for (const auto& each : require(cohort, "cohort is NULL").columns) columns.push_back(exported(each));
        export_stream(std::move(columns), stream);
    });
}

void kohort_cohort_destroy(kohort_cohort** cohort) noexcept { destroy(cohort); }
