#include <kohort/publish/publication.hpp>

#include "printing_order.hpp"

#include <kohort/publish/rounding.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <variant>

namespace kohort {
namespace {

language language_of(std::string_view code) noexcept { return code == "sv" ? language::sv : language::en; }

/// The same text made for each language.
template <class Maker>
translated_text in_each(const std::vector<std::string>& languages, Maker make) {
    translated_text made;
    for (std::size_t each = 0; each < languages.size(); ++each) made.set(each, make(language_of(languages[each])));
    return made;
}

translated_text translated(const localised_text& text, const std::vector<std::string>& languages) {
    return in_each(languages, [&text](language in) { return text.in(in); });
}

/// A position without a label keeps none, unless it is one that has a name of its own in each language.
publication_code code_of(const axis_position& position, const std::vector<std::string>& languages) {
    publication_code made{position.code, {}, position.is, position.parent, position.of_which, {}};
    const bool has_words = position.of_which || position.is != axis_position::role::ordinary;
    if (!position.label.empty() || has_words)
        made.label = in_each(languages, [&position](language in) { return label_of(position, in); });
    return made;
}

publication_dimension dimension_of(const axis& from, const std::vector<std::string>& languages) {
    auto name = in_each(languages, [&from](language) { return from.name(); });
    publication_dimension made{from.name(), std::move(name), dimension_role::classification, {}, {}};
    if (from.is_period()) made.role = dimension_role::time;
    for (const auto& position : from.positions()) made.codes.push_back(code_of(position, languages));
    return made;
}

/// "sex, district and period" after the name of the indicator.
std::string title_of(const publication& table, const localised_text& name, language in) {
    const bool is_swedish = in == language::sv;
    std::string title = name.in(in) + (is_swedish ? " efter " : " by ");
    for (std::size_t each = 0; each < table.dimensions.size(); ++each) {
        const bool is_last = each + 1 == table.dimensions.size();
        if (each > 0) title += !is_last ? ", " : is_swedish ? " och " : " and ";
        title += table.dimensions[each].id;
    }
    return title;
}

/// S for stocks, F for flows, A for averages; nothing for what is calculated from others.
std::string kind_of(const definition& indicator) {
    const auto* counts = std::get_if<count_operator>(&indicator.operation);
    if (!counts) return std::holds_alternative<mean_operator>(indicator.operation) ? "A" : "";
    if (counts->of.source.is == measure_source::kind::cell) return {}; // a printed table does not say
    switch (counts->of.when.kind) {
    case clock_kind::during:
        return "F";
    case clock_kind::on:
    case clock_kind::close_of:
        return "S";
    case clock_kind::mean_of_days:
    case clock_kind::mean_of_months:
        return "A";
    }
    return {};
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += ", ";
        text += part;
    }
    return text;
}

void add_notes(publication& table, const definition& indicator) {
    if (!indicator.description.empty())
        table.notes.push_back({translated(indicator.description, table.languages), false});
    for (const auto& each : indicator.breaks) {
        auto text = in_each(table.languages, [&each](language in) {
            return (in == language::sv ? "Brott i tidsserien " : "Break in the series at ") + each.at +
                   (each.why.empty() ? "" : ": " + each.why);
        });
        table.notes.push_back({std::move(text), true});
    }
}

/// That figures are hidden, and which, or that small ones are there on purpose.
void add_small_counts_note(publication& made, const indicator_table& table) {
    const auto cells = table.figures.cells();
    const auto below = table.indicator.small_counts_below.value_or(0);
    const auto number = std::to_string(below);
    const bool hides = below > 1 && std::ranges::any_of(cells, [](const cell& each) {
                           return each.status.is == availability::suppressed;
                       });
    if (!hides && below != 1) return;
    auto text = in_each(made.languages, [&](language in) -> std::string {
        if (hides)
            return in == language::sv
                       ? "Uppgifter om färre än " + number + " visas inte, och inte heller de som röjer dem"
                       : "Figures about fewer than " + number + " are not shown, nor those that give them away";
        return in == language::sv ? "Små antal visas: skyddet mot röjande är avstängt"
                                  : "Small counts are printed: disclosure control is off";
    });
    made.notes.push_back({std::move(text), false});
}

printed_value printed(const definition& indicator, const cell& figure) {
    printed_value made{0, static_cast<std::uint8_t>(indicator.decimals), figure.status};
    if (figure.status.has_value())
        made.scaled = round(published_value(indicator, figure), indicator.decimals, indicator.rounding).scaled;
    return made;
}

} // namespace

const std::string& translated_text::in(std::size_t language) const noexcept {
    static const std::string nothing;
    if (language < texts.size() && !texts[language].empty()) return texts[language];
    const auto found = std::ranges::find_if_not(texts, &std::string::empty);
    return found == texts.end() ? nothing : *found;
}

bool translated_text::empty() const noexcept { return std::ranges::all_of(texts, &std::string::empty); }

void translated_text::set(std::size_t language, std::string text) {
    if (texts.size() <= language) texts.resize(language + 1);
    texts[language] = std::move(text);
}

ratio printed_value::value() const {
    std::int64_t scale = 1;
    for (int each = 0; each < decimals; ++each) scale *= 10;
    return {scaled, scale};
}

bool is_same(const printed_value& a, const printed_value& b) noexcept {
    if (a.status != b.status) return false;
    const auto [fewer, more] = a.decimals < b.decimals ? std::pair(a, b) : std::pair(b, a);
    __int128 scaled = fewer.scaled;
    for (int each = fewer.decimals; each < more.decimals; ++each) scaled *= 10;
    return scaled == more.scaled;
}

std::optional<std::size_t> publication_dimension::find(std::string_view code) const noexcept {
    const auto found = std::ranges::find(codes, code, &publication_code::code);
    return found == codes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - codes.begin()));
}

std::optional<std::size_t> publication_dimension::total() const noexcept {
    const auto found = std::ranges::find(codes, axis_position::role::total, &publication_code::is);
    return found == codes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - codes.begin()));
}

namespace {

std::optional<std::size_t> find_role(const publication& table, dimension_role role) noexcept {
    const auto found = std::ranges::find(table.dimensions, role, &publication_dimension::role);
    if (found == table.dimensions.end()) return std::nullopt;
    return static_cast<std::size_t>(found - table.dimensions.begin());
}

} // namespace

std::optional<std::size_t> publication::contents_dimension() const noexcept {
    return find_role(*this, dimension_role::contents);
}

std::optional<std::size_t> publication::time_dimension() const noexcept {
    return find_role(*this, dimension_role::time);
}

const publication_content& publication::figure_of(std::size_t cell) const noexcept {
    const auto at = contents_dimension();
    if (!at || figures.size() == 1) return figures.front();
    for (auto each = dimensions.size() - 1; each > *at; --each) cell /= dimensions[each].codes.size();
    return figures[cell % dimensions[*at].codes.size()];
}

std::size_t publication::language_index(std::string_view code) const noexcept {
    const auto found = std::ranges::find(languages, code);
    return found == languages.end() ? 0 : static_cast<std::size_t>(found - languages.begin());
}

publication to_publication(const indicator_table& table, const publication_options& options) {
    const auto& indicator = table.indicator;
    publication made;
    made.languages = options.languages.empty() ? std::vector<std::string>{"en"} : options.languages;
    made.id = indicator.id;
    made.version = indicator.version;
    const auto& axes = table.figures.axes();
    for (std::size_t each = 1; each < axes.size(); ++each)
        made.dimensions.push_back(dimension_of(axes[each], made.languages));
    made.dimensions.push_back(dimension_of(axes.front(), made.languages));
    made.contents = translated(indicator.name, made.languages);
    made.title = in_each(made.languages, [&](language in) { return title_of(made, indicator.name, in); });
    const auto source = joined({indicator.source.owner, indicator.source.document, indicator.source.section});
    if (!source.empty()) made.source = in_each(made.languages, [&source](language) { return source; });
    made.figures.push_back(
        {in_each(made.languages, [&](language in) { return std::string(unit_label(indicator.unit, in)); }),
         indicator.decimals,
         kind_of(indicator),
         options.updated,
         {},
         {}});
    made.rounding = indicator.rounding;
    add_notes(made, indicator);
    add_small_counts_note(made, table);

    const auto cells = table.figures.cells();
    const auto periods = axes.front().size(), groups = periods == 0 ? 0 : cells.size() / periods;
    made.cells.reserve(cells.size());
    for (std::size_t group = 0; group < groups; ++group)
        for (std::size_t period = 0; period < periods; ++period)
            made.cells.push_back(printed(indicator, cells[period * groups + group]));
    return made;
}

} // namespace kohort
