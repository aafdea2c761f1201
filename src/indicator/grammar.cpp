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
    case counted::persons:
    case counted::persons_entering:
    case counted::persons_exiting:
        break;
    }
    return measurement_unit::persons;
}

void report_pending(const json_place& place, position where, std::string_view word) {
    place.report(fmt::format("the grammar knows {}, but this version of kohort does not compute it yet; it computes {}",
                             in_quotes(word), computed_now[static_cast<std::size_t>(where)]));
}

bool is_pending(position where, std::string_view word) noexcept {
    return std::ranges::any_of(pending_words,
                               [&](const auto& entry) { return entry.where == where && entry.word == word; });
}

bool report_pending_keys(json_object& object, position where) {
    bool found_any = false;
    for (const auto& entry : pending_words) {
        if (entry.where != where) continue;
        if (const auto place = object.find(entry.word)) {
            report_pending(*place, where, entry.word);
            found_any = true;
        }
    }
    return found_any;
}

std::vector<found_key> find_alternatives(json_object& object, std::span<const std::string_view> keys,
                                         std::string_view missing, std::optional<position> where) {
    std::vector<found_key> found;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (auto value = object.find(keys[i])) found.push_back({i, std::move(*value)});
    const bool is_pending = where && report_pending_keys(object, *where);
    if (found.size() > 1)
        object.place().report(fmt::format("{} and {} exclude each other; keep one", in_quotes(keys[found[0].index]),
                                          in_quotes(keys[found[1].index])));
    if (object && found.empty() && !is_pending && !missing.empty()) object.place().report(std::string(missing));
    return found;
}

std::optional<found_key> find_one(json_object& object, std::span<const std::string_view> keys, std::string_view missing,
                                  std::optional<position> where) {
    const auto found = find_alternatives(object, keys, missing, where);
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

} // namespace kohort::grammar
