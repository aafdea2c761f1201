// Definitions as documents or ids, the catalogue, and explanations.
#include "definitions.hpp"

#include "handles.hpp"

#include "../data/json_writer.hpp"

#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/explain.hpp>

#include <fmt/format.h>

#include <algorithm>

using namespace kohort;
using namespace kohort::c_api;

namespace kohort::c_api {
namespace {

const definition& in_catalogue(const std::string& id, const std::optional<period_literal>& periods,
                               const std::string& path) {
    if (const auto* found = catalogue::find_for(id, periods)) return *found;
    throw error(error_code::definition,
                fmt::format("the catalogue has no indicator \"{}\"{}", id, catalogue::did_you_mean(id)), path);
}

} // namespace

std::vector<definition> read_definitions(std::string_view text, const std::optional<period_literal>& periods) {
    json_document document(text, error_code::definition);
    const auto is_id = [](const json_place& place) { return place.is(json_kind::text); };
    if (document.is_json() && is_id(document.root())) return {in_catalogue(document.root().value().text, periods, {})};
    if (document.is_json() && document.root().is(json_kind::array)) {
        const auto elements = document.root().elements();
        if (std::any_of(elements.begin(), elements.end(), is_id)) {
            // One array of documents, so that errors have their places in the array given.
            std::string documents;
            for (const auto& each : elements)
                documents += (documents.empty() ? "[" : ",") +
                             (is_id(each) ? to_json(in_catalogue(each.value().text, periods, each.pointer()))
                                          : json::to_text(each.value()));
            return value_of(parse_definitions(documents + "]"));
        }
    }
    return value_of(parse_definitions(text));
}

} // namespace kohort::c_api

kohort_status kohort_catalogue(const char* id, kohort_text** out, kohort_error* into) noexcept {
    return create(out, into, [&] {
        if (id != nullptr) {
            const auto versions = catalogue::versions(id);
            if (versions.empty())
                throw error(error_code::definition,
                            fmt::format("the catalogue has no indicator \"{}\"{}", id, catalogue::did_you_mean(id)));
            std::string documents;
            for (const auto& each : versions) documents += (documents.empty() ? "[" : ",\n") + to_json(each);
            return kohort_text{documents + "]"};
        }
        std::vector<json_value> list;
        for (const auto& each : catalogue::all())
            list.push_back(
                json::object_writer()
                    .add("id", json::text(each.id))
                    .add("version", json::text(each.version))
                    .add("name",
                         json::object_writer().add("sv", json::text(each.name.sv)).add("en", json::text(each.name.en)))
                    .add("unit", json::text(name_of(each.unit)))
                    .add("source", json::object_writer()
                                       .add("document", json::text(each.source.document))
                                       .add("section", json::text(each.source.section))
                                       .add("owner", json::text(each.source.owner))));
        return kohort_text{json::to_text(json::list_of(std::move(list)))};
    });
}

kohort_status kohort_explain(const char* text, std::size_t length, kohort_language language, kohort_text** out,
                             kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto in = language_of(language);
        std::string told;
        for (const auto& each : read_definitions(text_of(text, length, "definition is NULL"), {}))
            told += (told.empty() ? "" : "\n") + explain(each, in);
        return kohort_text{std::move(told)};
    });
}
