#include "grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort::grammar {

measurement_unit unit_of(counted what) noexcept {
    switch (what) {
    case counted::spells:
        return measurement_unit::spells;
    case counted::entries:
        return measurement_unit::entries;
    case counted::exits:
        return measurement_unit::exits;
    case counted::person_days:
        return measurement_unit::person_days;
    case counted::person_months:
        return measurement_unit::person_months;
    case counted::total:
        return measurement_unit::count;
    case counted::persons:
    case counted::persons_entering:
    case counted::persons_exiting:
        break;
    }
    return measurement_unit::persons;
}

std::string_view key_of(const indicator_operator& operation) noexcept {
    struct index_of_key {
        std::size_t operator()(const count_operator&) const noexcept { return 0; }
        std::size_t operator()(const share_operator&) const noexcept { return 1; }
        std::size_t operator()(const quotient_operator& o) const noexcept { return 2 + static_cast<std::size_t>(o.is); }
        std::size_t operator()(const mean_operator&) const noexcept { return 4; }
        std::size_t operator()(const quantile_operator&) const noexcept { return 5; }
        std::size_t operator()(const combination_operator& o) const noexcept {
            return 6 + static_cast<std::size_t>(o.is);
        }
        std::size_t operator()(const difference_operator&) const noexcept { return 9; }
        std::size_t operator()(const product_operator&) const noexcept { return 10; }
        std::size_t operator()(const mean_over_operator&) const noexcept { return 11; }
        std::size_t operator()(const change_operator&) const noexcept { return 12; }
    };
    return operator_keys[std::visit(index_of_key{}, operation.alternatives())];
}

std::vector<found_key> find_alternatives(json_object& object, std::span<const std::string_view> keys,
                                         std::string_view missing) {
    std::vector<found_key> found;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (auto value = object.find(keys[i])) found.push_back({i, std::move(*value)});
    if (found.size() > 1)
        object.place().report(fmt::format("{} and {} exclude each other; keep one", in_quotes(keys[found[0].index]),
                                          in_quotes(keys[found[1].index])));
    if (object && found.empty() && !missing.empty()) object.place().report(std::string(missing));
    return found;
}

std::optional<found_key> find_one(json_object& object, std::span<const std::string_view> keys,
                                  std::string_view missing) {
    const auto found = find_alternatives(object, keys, missing);
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::vector<std::string> read_texts(const json_place& place, std::string_view what,
                                    void (*check)(const json_place&, const std::string&)) {
    std::vector<std::string> texts;
    const auto elements = place.elements(what);
    if (place.is(json_kind::array) && elements.empty()) place.report_expected(what);
    for (const auto& element : elements) {
        auto text = element.text();
        if (!text) continue;
        if (std::ranges::find(texts, *text) != texts.end())
            element.report(fmt::format("{} stands here twice; keep one", in_quotes(*text)));
        if (check) check(element, *text);
        texts.push_back(std::move(*text));
    }
    return texts;
}

std::optional<duration> read_duration(const json_place& place, int least) {
    constexpr std::string_view what = R"(a length of time such as "12 months", "8 weeks" or "30 days")";
    const auto text = place.text(what);
    if (!text) return std::nullopt;
    const auto length = parse_duration(*text);
    if (length && length->count >= least) return length;
    place.report_expected(what);
    return std::nullopt;
}

definition_number read_number(const json_place& place) {
    constexpr std::string_view what = R"(a number, or a dated one: {"parameter": "prisbasbelopp"})";
    constexpr std::ptrdiff_t most_digits = 18; // what 64 bits hold
    if (!place.is(json_kind::object)) {
        auto written = place.number(what).value_or("");
        const auto digits = std::ranges::count_if(written, [](char each) { return each >= '0' && each <= '9'; });
        if (digits > most_digits) place.report(fmt::format("write at most {} digits", most_digits));
        return written;
    }
    json_object object(place);
    if (!object.has("parameter")) {
        place.report_expected(what);
        return {};
    }
    auto name = object.require_text("parameter", "the name of a dated number, such as \"prisbasbelopp\"");
    object.finish();
    return definition_number::of_parameter(std::move(name));
}

} // namespace kohort::grammar
