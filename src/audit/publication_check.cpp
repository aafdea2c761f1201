#include <kohort/audit/publication_check.hpp>

#include "exact.hpp"
#include "publish/csv_fields.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kohort::audit {
namespace {

using over = additivity::over_groups;
using unit = measurement_unit;

bool is_money(unit of) noexcept { return of == unit::sek || of == unit::ksek || of == unit::msek; }

bool never_adds(unit of) noexcept {
    constexpr std::array units{unit::percent, unit::permille, unit::points, unit::ratio,
                               unit::index,   unit::days,     unit::weeks,  unit::months};
    return std::ranges::find(units, of) != units.end();
}

bool is_sex(const publication_dimension& dimension) {
    constexpr std::array<std::string_view, 9> words{"sex", "Sex", "gender", "Gender", "kön",
                                                    "Kön", "KÖN", "kon",    "Kon"};
    const auto is_word = [&](const std::string& text) { return std::ranges::find(words, text) != words.end(); };
    return is_word(dimension.id) || std::ranges::any_of(dimension.name.texts, is_word);
}

/// Over what a figure adds; or why its sums are not looked at.
struct adding {
    additivity adds{};
    std::string why_not{};
};

adding adding_of(const publication_content& figure, const publication& table) {
    const auto of = unit_of(figure);
    if (!of) return {{}, "the unit \"" + figure.unit.in(0) + "\" is not known"};
    if (never_adds(*of)) return {{}, "figures in " + std::string(unit_label(*of, language::en)) + " do not add"};
    if (is_money(*of) && figure.measured == "A") return {{}, "averages of money do not add"};
    const bool is_flow = figure.measured == "F", is_moment = figure.measured == "S" || figure.measured == "A";
    if (*of != unit::persons || is_moment) return {{over::all, is_flow && *of != unit::persons, {}, false}, {}};
    additivity persons{over::fixed, false, {}, false};
    for (const auto& each : table.dimensions)
        if (is_sex(each)) persons.fixed_dimensions.push_back(each.id);
    return {std::move(persons), {}};
}

ratio rounding_of(const publication_content& figure) {
    if (figure.decimals > 0) {
        ratio made = 1;
        for (int each = 0; each < figure.decimals; ++each) made = made / 10;
        return made;
    }
    const auto of = unit_of(figure);
    return of == unit::ksek || of == unit::msek ? 1 : 0;
}

std::string listed(const std::vector<std::string>& codes) {
    std::string text;
    for (const auto& each : codes) text += (text.empty() ? "" : ";") + each;
    return text;
}

} // namespace

std::vector<figure_audit> check(const publication& table, std::optional<ratio> rounded_to) {
    std::vector<figure_audit> made;
    for (const auto& each : to_cubes(table)) {
        auto [adds, why_not] = adding_of(each.about, table);
        made.push_back({each.code, std::move(why_not), {}});
        if (!made.back().not_checked.empty()) continue;
        const auto cells = each.figures.cells();
        const cube figures(each.figures.axes(), std::move(adds), {cells.begin(), cells.end()});
        table_options options;
        options.rounded_to = rounded_to.value_or(rounding_of(each.about));
        made.back().found = check(figures, options);
    }
    return made;
}

std::size_t contradictions_in(std::span<const figure_audit> audits) noexcept {
    std::size_t count = 0;
    for (const auto& each : audits)
        for (const auto& finding : each.found.findings)
            if (finding.is == verdict::contradiction) ++count;
    return count;
}

std::string to_text(std::span<const figure_audit> audits) {
    std::string text;
    for (const auto& each : audits) {
        text += text.empty() ? "" : "\n";
        text += each.figure + '\n';
        text += each.not_checked.empty() ? to_text(each.found) : "not checked: " + each.not_checked + '\n';
    }
    return text;
}

std::string to_csv(std::span<const figure_audit> audits) {
    std::string text = "figure,axis,total,place,verdict,computed,printed,mistake,reason\n";
    for (const auto& each : audits)
        for (const auto& finding : each.found.findings) {
            const auto& sum = each.found.sums[finding.sum];
            bool is_first = true;
            for (const auto& field :
                 {each.figure, sum.axis, sum.total, listed(finding.place), std::string(name_of(finding.is)),
                  decimal_text(finding.computed), decimal_text(finding.printed),
                  std::string(finding.looks_like == mistake::unknown ? "" : name_of(finding.looks_like)),
                  finding.reason})
                add_csv_field(text, field, ',', std::exchange(is_first, false));
            text += '\n';
        }
    return text;
}

} // namespace kohort::audit
