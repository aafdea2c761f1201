#include <kohort/publish/disclosure/report_protection.hpp>

#include "measured_cells.hpp"
#include "text_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kohort::disclosure {
namespace {

constexpr std::size_t most_problems = 100;

/// "a" or "a/b", as `to_csv` writes numerators and denominators.
std::optional<ratio> ratio_of(std::string_view text) {
    std::array<std::int64_t, 2> sides{0, 1};
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const auto end = i == 0 ? (std::min)(text.find('/'), text.size()) : text.size();
        const auto [rest, problem] = std::from_chars(text.data(), text.data() + end, sides[i]);
        if (problem != std::errc() || rest != text.data() + end || sides[1] <= 0) return std::nullopt;
        if (end == text.size()) break;
        text.remove_prefix(end + 1);
    }
    return ratio(sides[0], sides[1]);
}

std::string place_in_release(const text_rows& rows, std::size_t row) {
    constexpr std::array<std::string_view, 7> others{"indicator", "version",     "period", "value",
                                                     "numerator", "denominator", "status"};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        const auto &name = rows.columns[i], &code = rows.at(row, i);
        if (std::find(others.begin(), others.end(), name) == others.end() && !code.empty() && code != "total")
            codes.push_back(name + '=' + code);
    }
    return place_of(rows.at(row, rows.find("period")), std::move(codes));
}

} // namespace

result<std::vector<printed_figure_before>> parse_previous_release(std::string_view text, const std::string& name) {
    const auto rows = parse_text_rows(text, name, {"indicator", "version", "period", "numerator", "denominator"});
    if (!rows) return rows.errors();
    std::vector<printed_figure_before> figures;
    error_list errors;
    for (std::size_t row = 0; row < rows->rows.size(); ++row) {
        const auto &above = rows->at(row, rows->find("numerator")), &below = rows->at(row, rows->find("denominator"));
        if (above.empty()) continue;
        const auto numerator = ratio_of(above), denominator = ratio_of(below.empty() ? "1" : below);
        if (numerator && denominator && *denominator > 0)
            figures.push_back({rows->at(row, rows->find("indicator")),
                               rows->at(row, rows->find("version")),
                               place_in_release(*rows, row),
                               {*numerator, *denominator, {}}});
        else if (errors.size() < most_problems)
            errors.emplace_back(error_code::data,
                                "\"" + (numerator ? below : above) +
                                    "\" is no number as kohort report --format csv writes them: \"12\" or \"1/3\"",
                                rows->place_of(row));
    }
    if (!errors.empty()) return errors;
    return figures;
}

} // namespace kohort::disclosure
