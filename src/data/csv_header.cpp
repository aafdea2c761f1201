#include "csv_header.hpp"

#include "csv_record.hpp"
#include "csv_text.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kohort::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void skip_byte_order_mark(chunk& from, text_encoding encoding, const std::string& file) {
    if (!from.text.starts_with(byte_order_mark)) return;
    if (encoding != text_encoding::utf_8)
        throw error(error_code::data,
                    "the file begins with the byte order mark of UTF-8 but is said to be in ISO-8859-1; declare "
                    "its encoding as utf-8",
                    file);
    from.drop_front(byte_order_mark.size());
}

/// The cells of the first line that is not blank; none when there is no such line.
std::vector<std::string> take_names(chunk& from, const csv_dialect& dialect, const std::string& file) {
    record found;
    std::size_t end = 0;
    while (found.cells.empty() && end < from.text.size()) {
        found = read_record(from.text.substr(end), dialect.delimiter);
        if (found.problem != record_problem::none) throw explain(found, from, file);
        end += found.length;
    }
    std::vector<std::string> names;
    for (const auto cell : found.cells) {
        names.push_back(decode(cell, dialect.encoding));
        if (!is_utf8(names.back()))
            throw error(error_code::data, fmt::format("column {} of the header: {}", names.size(), not_utf8),
                        fmt::format("{}:{}", file, from.line_at(cell.data())));
    }
    from.drop_front(end);
    return names;
}

/// As many names as a message can bear: what is no CSV file may have a header of a million characters.
std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t longest = 500;
    std::string list;
    std::size_t shown = 0;
    for (; shown < names.size() && list.size() + names[shown].size() <= longest; ++shown)
        list += fmt::format("{}\"{}\"", shown == 0 ? "" : ", ", names[shown]);
    if (shown == names.size()) return list;
    const auto rest = names.size() - shown;
    return shown == 0 ? fmt::format("{} of them", rest) : fmt::format("{} and {} more", list, rest);
}

/// Where a header is a single name with another delimiter in it.
std::string other_delimiter(const std::vector<std::string>& names) {
    if (names.size() == 1)
        for (const char each : {',', ';', '\t'})
            if (names.front().find(each) != std::string::npos)
                return fmt::format("; is the delimiter {}?", name_of_delimiter(each));
    return {};
}

std::string missing(const std::string& wanted, const std::vector<std::string>& names) {
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto other = other_delimiter(names);
    return fmt::format("no column \"{}\" in the header; it has {}{}", wanted, list_of(names),
                       other.empty() ? did_you_mean(wanted, candidates) : other);
}

} // namespace

std::optional<header> take_header(chunk& from, std::span<const csv_column_request> requests, const csv_dialect& dialect,
                                  const std::string& file) {
    if (from.number == 0) skip_byte_order_mark(from, dialect.encoding, file);
    const auto names = take_names(from, dialect, file);
    if (names.empty()) return std::nullopt;
    const auto place = fmt::format("{}:{}", file, from.first_line - 1);
    header found{names.size(), {}};
    error_list errors;
    for (const auto& request : requests) {
        const auto named = std::ranges::find(names, request.name);
        if (named == names.end())
            errors.emplace_back(error_code::data, missing(request.name, names), place);
        else if (const auto again = std::find(named + 1, names.end(), request.name); again != names.end())
            errors.emplace_back(error_code::data,
                                fmt::format("column \"{}\" is twice in the header, as number {} and {}; rename one",
                                            request.name, named - names.begin() + 1, again - names.begin() + 1),
                                place);
        else
            found.wanted.push_back(static_cast<std::size_t>(named - names.begin()));
    }
    if (!errors.empty()) throw errors;
    return found;
}

} // namespace kohort::csv
