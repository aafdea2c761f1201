#include <kohort/data/code_list.hpp>

#include <kohort/base/suggest.hpp>

#include "json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace kohort {
namespace {

/// The errors of a list, found code by code.
class entry_checker {
  public:
    explicit entry_checker(const std::vector<code_entry>& entries) : entries_(entries) {}

    void report(std::size_t index, std::string_view key, std::string message) {
        auto path = pointer_to("/codes", entries_[index].code);
        if (!key.empty()) path = pointer_to(path, key);
        errors_.emplace_back(error_code::schema, std::move(message), std::move(path));
    }

    void check_codes(const std::vector<std::size_t>& by_code) {
        for (std::size_t i = 0; i < by_code.size(); ++i) {
            const auto& code = entries_[by_code[i]].code;
            if (code.empty()) report(by_code[i], {}, "a code must not be empty");
            if (i > 0 && entries_[by_code[i - 1]].code == code)
                report(by_code[i], {}, fmt::format("the code {} is there twice; keep one", in_quotes(code)));
        }
    }

    /// Walks up from each code; a walk that meets itself has found a cycle.
    void check_parents() {
        constexpr std::size_t not_seen = 0;
        std::vector<std::size_t> seen_in_walk(entries_.size(), not_seen);
        for (std::size_t start = 0; start < entries_.size(); ++start) {
            const auto walk = start + 1;
            std::optional<std::size_t> at = start;
            while (at && seen_in_walk[*at] == not_seen) {
                seen_in_walk[*at] = walk;
                at = parent_of(*at);
            }
            if (at && seen_in_walk[*at] == walk)
                report(*at, "parent",
                       fmt::format("{} is above itself; a parent must not be below its child",
                                   in_quotes(entries_[*at].code)));
        }
    }

    [[nodiscard]] error_list take() { return std::move(errors_); }

  private:
    /// The parent of a code seen for the first time; reports what is wrong with it.
    std::optional<std::size_t> parent_of(std::size_t index) {
        const auto& entry = entries_[index];
        if (entry.of_which && !entry.parent)
            report(index, "of_which", "a code can only be an \"of which\" of its parent: name the parent");
        if (!entry.parent || *entry.parent < entries_.size()) return entry.parent;
        report(index, "parent", fmt::format("there is no code number {}", *entry.parent));
        return std::nullopt;
    }

    const std::vector<code_entry>& entries_;
    error_list errors_;
};

} // namespace

result<code_list> code_list::from(std::string id, std::vector<code_entry> entries, std::optional<window> valid) {
    code_list list;
    list.id_ = std::move(id);
    list.entries_ = std::move(entries);
    list.valid_ = valid;
    list.by_code_.resize(list.size());
    std::iota(list.by_code_.begin(), list.by_code_.end(), std::size_t{0});
    std::ranges::stable_sort(list.by_code_, {},
                             [&list](std::size_t index) -> const std::string& { return list[index].code; });

    entry_checker checker(list.entries_);
    checker.check_codes(list.by_code_);
    checker.check_parents();
    if (auto errors = checker.take(); !errors.empty()) return errors;
    return list;
}

std::optional<std::size_t> code_list::find(std::string_view code) const noexcept {
    const auto code_of = [this](std::size_t index) -> std::string_view { return entries_[index].code; };
    const auto found = std::ranges::lower_bound(by_code_, code, {}, code_of);
    return found != by_code_.end() && code_of(*found) == code ? std::optional(*found) : std::nullopt;
}

std::size_t code_list::depth(std::size_t index) const noexcept {
    std::size_t levels = 0;
    for (auto above = entries_[index].parent; above; above = entries_[*above].parent) ++levels;
    return levels;
}

bool code_list::is_within(std::size_t index, std::size_t ancestor) const noexcept {
    std::optional<std::size_t> at = index;
    while (at && *at != ancestor) at = entries_[*at].parent;
    return at.has_value();
}

std::vector<std::string> code_list::suggestions(std::string_view text, std::size_t most) const {
    std::vector<std::string_view> spellings;
    std::vector<std::pair<std::string_view, std::string_view>> code_of_spelling;
    for (const auto& entry : entries_)
        for (const std::string_view spelling :
             {std::string_view(entry.code), std::string_view(entry.label.sv), std::string_view(entry.label.en)}) {
            if (spelling.empty()) continue;
            spellings.push_back(spelling);
            code_of_spelling.emplace_back(spelling, entry.code);
        }
    std::ranges::stable_sort(code_of_spelling, {}, [](const auto& each) { return each.first; });

    std::vector<std::string> codes;
    for (const auto& spelling : nearest(text, spellings, spellings.size())) {
        const auto found = std::ranges::lower_bound(code_of_spelling, std::string_view(spelling), {},
                                                    [](const auto& each) { return each.first; });
        const auto code = found->second;
        if (codes.size() < most && std::ranges::find(codes, code) == codes.end()) codes.emplace_back(code);
    }
    return codes;
}

} // namespace kohort
