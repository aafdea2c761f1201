#include <kohort/indicator/catalogue.hpp>

#include "../data/json_reader.hpp"
#include "catalogue_texts.hpp"

#include <kohort/base/suggest.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>
#include <vector>

namespace kohort::catalogue {
namespace {

std::string joined(text_pieces pieces) {
    std::string text;
    for (const auto piece : pieces) text += piece;
    return text;
}

/// Before every day, for a validity without a start.
constexpr day beginning(std::numeric_limits<std::int32_t>::min());

std::vector<definition> read_definitions() {
    std::vector<definition> read;
    for (const auto& text : catalogue_definition_texts())
        std::ranges::move(parse_definitions(joined(text)).value(), std::back_inserter(read));
    const auto place = [](const definition& one) {
        return std::tuple(std::string_view(one.id), one.valid_from.value_or(beginning), std::string_view(one.version));
    };
    std::ranges::sort(read, {}, place);
    return read;
}

result<std::vector<system_without_indicator>> parse_systems(std::string_view json) {
    json_document document(json, error_code::definition);
    std::vector<system_without_indicator> systems;
    if (document.is_json())
        for (const auto& place : document.root().one_or_more()) {
            json_object object(place);
            system_without_indicator made;
            made.system = object.require_text("system", "name it as the document does");
            made.document = object.require_text("document", "say which document it is in");
            if (const auto why = object.require("why", "say why it has no indicator")) {
                json_object texts(*why);
                made.why.sv = texts.require_text("sv", "write the reason in Swedish");
                made.why.en = texts.require_text("en", "write the reason in English");
                texts.finish();
            }
            object.finish();
            systems.push_back(std::move(made));
        }
    return document.conclude(std::move(systems));
}

std::vector<system_without_indicator> read_systems() {
    std::vector<system_without_indicator> read;
    for (const auto& text : catalogue_system_texts())
        std::ranges::move(parse_systems(joined(text)).value(), std::back_inserter(read));
    return read;
}

} // namespace

std::span<const definition> all() {
    static const auto definitions = read_definitions();
    return definitions;
}

std::span<const definition> versions(std::string_view id) {
    const auto found =
        std::ranges::equal_range(all(), id, {}, [](const definition& one) -> std::string_view { return one.id; });
    return {found.begin(), found.end()};
}

const definition* find(std::string_view id, std::optional<day> on_date) {
    const auto editions = versions(id);
    for (auto edition = editions.rbegin(); edition != editions.rend(); ++edition) {
        const bool is_valid = !on_date || ((!edition->valid_from || *edition->valid_from <= *on_date) &&
                                           (!edition->valid_to || *on_date <= *edition->valid_to));
        if (is_valid) return &*edition;
    }
    return nullptr;
}

const definition* find_for(std::string_view id, const std::optional<period_literal>& periods) {
    if (!periods) return find(id);
    const auto* const range = std::get_if<period_range>(&periods->meaning);
    const auto asked_for = range ? range->span() : std::get<window>(periods->meaning);
    const auto* const valid = find(id, asked_for.last);
    return valid ? valid : find(id);
}

std::string did_you_mean(std::string_view id) {
    std::vector<std::string_view> ids;
    for (const auto& one : all())
        if (ids.empty() || ids.back() != one.id) ids.push_back(one.id);
    return kohort::did_you_mean(id, ids);
}

std::span<const system_without_indicator> without_indicator() {
    static const auto systems = read_systems();
    return systems;
}

} // namespace kohort::catalogue
