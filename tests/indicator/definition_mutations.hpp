// Documents that are almost definitions.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace kohort::test {

/// Changes documents at random places: other kinds of values, strange texts and numbers, keys that are missing,
/// misspelt, too many or somewhere else.
class document_mutator {
  public:
    using json = nlohmann::ordered_json;

    explicit document_mutator(unsigned seed) : random_(seed) {}

    void mutate(json& document) {
        std::vector<json*> places;
        collect(document, places);
        auto& place = *pick(places);
        switch (below(place.is_structured() && !place.empty() ? 6 : 2)) {
        case 0:
            place = pick(strange_values());
            break;
        case 1: {
            json copy = *pick(places);
            place = std::move(copy);
            break;
        }
        case 2:
            remove(place);
            break;
        case 3:
            add(place, *pick(places));
            break;
        default:
            rename(place);
        }
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

  private:
    template <class T>
    T pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }
    static void collect(json& value, std::vector<json*>& places) {
        places.push_back(&value);
        if (value.is_structured())
            for (auto& element : value) collect(element, places);
    }
    static const std::vector<json>& strange_values() {
        static const std::vector<json> values{nullptr,
                                              true,
                                              0,
                                              -1,
                                              1,
                                              5,
                                              1.5,
                                              99999999999,
                                              std::string(300, 'x'),
                                              "",
                                              "period",
                                              "12 months",
                                              "0 days",
                                              "99999 years",
                                              "last_day",
                                              "12-31",
                                              "2019",
                                              "share",
                                              "count",
                                              "\x01\"\\",
                                              json::array(),
                                              json::object(),
                                              json::array({json::array()}),
                                              json::array({1, "a"}),
                                              {{"", 1}},
                                              {{"not", {"a"}}},
                                              {{"parameter", "p"}},
                                              {{"any", json::array()}},
                                              {{"from", "a"}},
                                              {{"during", "period"}},
                                              {{"count", "persons"}, {"register", "r"}},
                                              {{"population", "p"}},
                                              {{"cell", "c"}}};
        return values;
    }
    static std::vector<std::string> words() {
        return {"where", "of",  "over",     "count",      "share", "ratio",  "register", "clock",
                "any",   "not", "total",    "population", "cell",  "months", "first",    "follow_up",
                "in",    "at",  "at_least", "from",       "by",    "per",    "~/x",      "each"};
    }
    void remove(json& place) {
        place.erase(std::next(place.begin(), static_cast<std::ptrdiff_t>(below(place.size()))));
    }
    void add(json& place, json value) {
        if (place.is_array())
            place.push_back(std::move(value));
        else
            place[pick(words())] = std::move(value);
    }
    void rename(json& place) {
        if (!place.is_object()) return;
        const auto chosen = std::next(place.begin(), static_cast<std::ptrdiff_t>(below(place.size())));
        auto key = chosen.key();
        auto value = chosen.value();
        place.erase(key);
        const auto other = below(2) == 0 ? pick(words()) : key + "x";
        place[other] = std::move(value);
    }

    std::mt19937 random_;
};

} // namespace kohort::test
