#include <kohort/data/code_list.hpp>

#include <kohort/base/suggest.hpp>

#include "json_reader.hpp"
#include "stockholm_districts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kohort {
namespace {

using chain = std::vector<const correspondence*>;

/// A list reached from another one.
struct reached_list {
    std::string_view id;
    const correspondence* by; ///< the last step; null for the start
    std::size_t before;       ///< index of the list before that step
};

/// Every list that can be reached, the nearest first.
std::vector<reached_list> lists_reached(const std::vector<correspondence>& rules, std::string_view from, bool exactly) {
    std::vector<reached_list> reached{{from, nullptr, 0}};
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (const auto& rule : rules) {
            if (rule.from != reached[i].id || (exactly && !rule.exact)) continue;
            if (std::ranges::find(reached, rule.to, &reached_list::id) == reached.end())
                reached.push_back({rule.to, &rule, i});
        }
    return reached;
}

std::optional<chain> shortest_chain(const std::vector<correspondence>& rules, std::string_view from,
                                    std::string_view to, bool exactly) {
    const auto reached = lists_reached(rules, from, exactly);
    const auto end = std::ranges::find(reached, to, &reached_list::id);
    if (end == reached.end()) return std::nullopt;
    chain steps;
    for (const auto* at = &*end; at->by; at = &reached[at->before]) steps.push_back(at->by);
    std::ranges::reverse(steps);
    return steps;
}

std::optional<chain> best_chain(const std::vector<correspondence>& rules, std::string_view from, std::string_view to) {
    const auto exact = shortest_chain(rules, from, to, true);
    return exact ? exact : shortest_chain(rules, from, to, false);
}

/// "a, b and c".
std::string enumerated(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

/// Where one code goes on the way; reports a code that has nowhere to go.
class walk {
  public:
    walk(const code_book& book, const chain& steps) : book_(book), steps_(steps), maps_(steps.size()) {
        for (std::size_t i = 0; i < steps.size(); ++i) maps_[i].insert(steps[i]->map.begin(), steps[i]->map.end());
    }

    [[nodiscard]] result<std::size_t> target_of(std::size_t index, const code_list& source) const {
        std::string_view code = source[index].code;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            if (const auto named = maps_[i].find(code); named != maps_[i].end()) code = named->second;
            const auto& list = *book_.find(steps_[i]->to);
            const auto target = list.find(code);
            if (!target) return without_target(code, *steps_[i]);
            index = *target;
        }
        return index;
    }

  private:
    static error without_target(std::string_view code, const correspondence& step) {
        return {error_code::schema,
                fmt::format("'{}' of {} has no code in {}; name one in the map of the correspondence between them",
                            code, step.from, step.to)};
    }

    const code_book& book_;
    const chain& steps_;
    std::vector<std::map<std::string_view, std::string_view>> maps_;
};

/// Why figures on `from` cannot be told on `to` although the opposite is possible.
error cannot_split(const code_list& from, const code_list& to, const code_translation& back) {
    for (std::size_t index = 0; index < from.size(); ++index) {
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < back.target.size(); ++i)
            if (back.target[i] == index) parts.push_back(to[i].code);
        if (parts.size() > 1)
            return {error_code::schema,
                    fmt::format("'{}' of {} covers {} of {}; figures for an area cannot be split. "
                                "Tell the series on {} instead.",
                                from[index].code, from.id(), enumerated(parts), to.id(), from.id())};
    }
    return {error_code::schema,
            fmt::format("there is a correspondence from {} to {}, but none back. Tell the series on {} instead.",
                        to.id(), from.id(), from.id())};
}

error no_chain(const std::vector<correspondence>& rules, std::string_view from, std::string_view to) {
    std::vector<std::string> others;
    for (const auto& reached : lists_reached(rules, from, false))
        if (reached.by) others.emplace_back(reached.id);
    const auto advice =
        others.empty() ? std::string() : fmt::format("; {} can be told on {}", from, enumerated(others));
    return {error_code::schema,
            fmt::format("no correspondence leads from {} to {}{}. Declare one with "
                        R"({{"correspondence": {{"from": "{}", "to": "{}"}}, "map": ..., "exact": ...}})",
                        from, to, advice, from, to)};
}

error unknown_list(const std::vector<code_list>& lists, std::string_view id, std::string path) {
    std::vector<std::string_view> ids;
    ids.reserve(lists.size());
    for (const auto& list : lists) ids.push_back(list.id());
    return {error_code::schema, fmt::format("there is no code list {}{}", in_quotes(id), did_you_mean(id, ids)),
            std::move(path)};
}

error unknown_code(const code_list& list, std::string_view code, std::string path) {
    const auto near = list.suggestions(code, 1);
    return {error_code::schema,
            fmt::format("{} has no code {}{}", list.id(), in_quotes(code),
                        near.empty() ? std::string() : fmt::format("; did you mean {}?", in_quotes(near.front()))),
            std::move(path)};
}

/// The first code of a map that its list does not have, or that is there twice.
std::optional<error> check_map(const correspondence& rule, const code_list& from, const code_list& to) {
    std::map<std::string_view, std::string_view> seen;
    for (const auto& [source, target] : rule.map) {
        const auto path = pointer_to("/map", source);
        if (!from.find(source)) return unknown_code(from, source, path);
        if (!to.find(target)) return unknown_code(to, target, path);
        if (!seen.emplace(source, target).second)
            return error(error_code::schema,
                         fmt::format("'{}' is mapped twice; one code cannot be split into several", source), path);
    }
    return std::nullopt;
}

} // namespace

code_book code_book::with_built_in_lists() {
    code_book book;
    add_stockholm_districts(book);
    return book;
}

std::optional<error> code_book::add(code_list list) {
    const auto* known = find(list.id());
    if (!known) {
        lists_.push_back(std::move(list));
        return std::nullopt;
    }
    if (known->entries() == list.entries() && known->valid() == list.valid()) return std::nullopt;
    return error(
        error_code::schema,
        fmt::format("there already is another code list {}; give this one an id of its own", in_quotes(list.id())),
        "/code_list");
}

std::optional<error> code_book::add(correspondence rule) {
    const auto* const from = find(rule.from);
    const auto* const to = find(rule.to);
    if (!from) return unknown_list(lists_, rule.from, "/correspondence/from");
    if (!to) return unknown_list(lists_, rule.to, "/correspondence/to");
    if (from == to)
        return error(error_code::schema, "a correspondence must lead to another code list", "/correspondence/to");
    if (auto problem = check_map(rule, *from, *to)) return problem;
    for (const auto& known : rules_) {
        if (known.from != rule.from || known.to != rule.to || known.exact != rule.exact) continue;
        if (known.map == rule.map) return std::nullopt;
        return error(error_code::schema,
                     fmt::format("there already is another correspondence from {} to {}", rule.from, rule.to),
                     "/correspondence");
    }
    rules_.push_back(std::move(rule));
    return std::nullopt;
}

const code_list* code_book::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find(lists_, id, &code_list::id);
    return found == lists_.end() ? nullptr : &*found;
}

result<code_translation> code_book::translate(std::string_view from, std::string_view to) const {
    const auto* const source = find(from);
    const auto* const target = find(to);
    if (!source) return unknown_list(lists_, from, {});
    if (!target) return unknown_list(lists_, to, {});
    const auto steps = best_chain(rules_, from, to);
    if (!steps) {
        if (!best_chain(rules_, to, from)) return no_chain(rules_, from, to);
        const auto back = translate(to, from);
        return back ? cannot_split(*source, *target, *back) : no_chain(rules_, from, to);
    }

    code_translation translation;
    translation.exact = std::ranges::all_of(*steps, &correspondence::exact);
    const walk way(*this, *steps);
    error_list errors;
    for (std::size_t index = 0; index < source->size(); ++index) {
        const auto found = way.target_of(index, *source);
        if (found)
            translation.target.push_back(*found);
        else
            errors.insert(errors.end(), found.errors().begin(), found.errors().end());
    }
    if (!errors.empty()) return errors;
    return translation;
}

} // namespace kohort
