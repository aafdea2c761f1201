#include "recoding.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kohort {
namespace {

constexpr std::string_view total_text = "total";

result<code_list> codes_of(const dimension_schema& dimension, const csv_column& column, const code_book& book,
                           total_code totals) {
    if (dimension.code_list) {
        if (const auto* list = book.find(*dimension.code_list)) return *list;
        std::vector<std::string_view> known;
        for (const auto& list : book.lists()) known.push_back(list.id());
        const auto meant = did_you_mean(*dimension.code_list, known);
        return error(error_code::schema,
                     fmt::format("there is no code list \"{}\"{}", *dimension.code_list,
                                 !meant.empty() ? meant
                                                : fmt::format("; add a schema file with {{\"code_list\": \"{}\", ...}}",
                                                              *dimension.code_list)),
                     fmt::format("/dimensions/{}/code_list", dimension.name));
    }
    std::vector<std::string> codes;
    if (dimension.codes.empty()) {
        codes = column.texts;
        std::sort(codes.begin(), codes.end());
    } else {
        for (const auto& [recorded, code] : dimension.codes)
            if (code != dimension.unknown && std::find(codes.begin(), codes.end(), code) == codes.end())
                codes.push_back(code);
    }
    if (totals == total_code::is_the_total) std::erase(codes, total_text);
    std::vector<code_entry> entries;
    for (auto& code : codes) entries.push_back({code, {code, code}, {}, false});
    return code_list::from(dimension.name, std::move(entries));
}

} // namespace

result<recoding> recode(const dimension_schema& dimension, const csv_column& column, const code_book& book,
                        total_code totals) {
    auto list = codes_of(dimension, column, book, totals);
    if (!list) return list.errors();
    recoding made{std::move(*list), {}};
    made.code_of.reserve(column.texts.size() + 1);
    made.code_of.push_back(0);
    for (const auto& text : column.texts) {
        const auto named = std::find_if(dimension.codes.begin(), dimension.codes.end(),
                                        [&](const auto& pair) { return pair.first == text; });
        const auto& code = named == dimension.codes.end() ? text : named->second;
        const auto index = made.codes.find(code);
        const bool is_listed = named != dimension.codes.end() || dimension.codes.empty() || dimension.code_list;
        if (totals == total_code::is_the_total && code == total_text) {
            made.code_of.push_back(recoding::total);
        } else if (dimension.unknown && code == *dimension.unknown && !index) {
            made.code_of.push_back(0);
        } else {
            made.code_of.push_back(index && is_listed ? static_cast<std::uint32_t>(*index) + 1 : recoding::not_in_list);
        }
    }
    return made;
}

void add_unlisted(recoding& coding, const csv_column& column) {
    auto entries = coding.codes.entries();
    for (std::size_t t = 0; t < column.texts.size(); ++t) {
        if (coding.code_of[t + 1] != recoding::not_in_list) continue;
        entries.push_back({column.texts[t], {column.texts[t], column.texts[t]}, {}, false});
        coding.code_of[t + 1] = static_cast<std::uint32_t>(entries.size());
    }
    if (auto list = code_list::from(coding.codes.id(), std::move(entries), coding.codes.valid()))
        coding.codes = std::move(*list);
}

row_policy policy_for_unlisted(const row_policies& policies, bool is_given, bool has_unknown) noexcept {
    return is_given || !has_unknown ? policies[row_problem::unknown_code] : row_policy::count_as_unknown;
}

} // namespace kohort
