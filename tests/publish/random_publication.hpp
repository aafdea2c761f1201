// Publications made at random: every status, hierarchies, totals, several languages, Swedish letters, notes.
#pragma once

#include <kohort/publish/publication.hpp>
#include <kohort/time/period.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace publications {

using namespace kohort;
using role = axis_position::role;

class maker {
  public:
    explicit maker(unsigned seed) : random_(seed) {}

    publication make() {
        made_ = {};
        made_.languages = pick<std::vector<std::string>>({{"sv", "en"}, {"sv"}, {"en", "sv", "fi"}});
        made_.id = "tabell" + std::to_string(below(1000));
        made_.title = text("Arbetslösa, från åtta län");
        made_.contents = text("Arbetslösa");
        made_.source = text("Källa: SCB");
        made_.subject_area = text("Arbetsmarknad");
        made_.subject_code = "AM";
        made_.created = pick<std::string>({"", "2024-05-31T08:00", "2023-12-01"});
        made_.rounding = pick<std::optional<rounding_rule>>(
            {std::nullopt, rounding_rule::half_to_even, rounding_rule::half_away_from_zero});
        const auto dimensions = below(3);
        for (std::size_t each = 0; each < dimensions; ++each) made_.dimensions.push_back(classification(each));
        made_.dimensions.push_back(time());
        if (below(3) == 0) made_.dimensions.push_back(contents());
        made_.heading = below(made_.dimensions.size() + 1);
        add_figures();
        if (below(2) == 0) made_.notes = notes();
        add_cells();
        if (below(2) == 0) add_cell_note();
        return made_;
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }
    template <class T>
    T pick(std::vector<T> from) {
        return from[below(from.size())];
    }

  private:
    translated_text text(const std::string& words) {
        translated_text made;
        for (std::size_t each = 0; each < made_.languages.size(); ++each)
            made.set(each, words + " " + made_.languages[each] + " " + std::to_string(below(1000)));
        return made;
    }
    translated_text in_words(const std::string& sv, const std::string& en) {
        translated_text made;
        for (std::size_t each = 0; each < made_.languages.size(); ++each)
            made.set(each, made_.languages[each] == "sv" ? sv : en);
        return made;
    }
    std::vector<publication_note> notes() {
        std::vector<publication_note> made;
        if (below(2) == 0) made.push_back({text("Obs! Äldre än\nvanligt; se \"(=)\"" + std::string()), true});
        if (below(2) == 0) made.push_back({text("Å"), false});
        if (below(2) == 0) made.push_back({text("Ö: 100 %"), false});
        for (auto& each : made)
            for (auto& words : each.text.texts) std::erase(words, '"');
        return made;
    }

    publication_dimension classification(std::size_t index) {
        publication_dimension made;
        made.id = "dim" + std::to_string(index);
        made.name = text("Område " + std::to_string(index));
        made.role = below(4) == 0 ? dimension_role::geo : dimension_role::classification;
        const auto codes = 1 + below(5);
        for (std::size_t each = 0; each < codes; ++each) {
            publication_code code{"k" + std::to_string(each) + pick<std::string>({"", "ö", "-1", "."}), {}};
            if (below(3) > 0) code.label = text("Värde, nr " + std::to_string(each));
            if (each > 0 && below(4) == 0) code.parent = below(each);
            if (code.parent && below(2) == 0) {
                code.of_which = true;
                code.label =
                    in_words("varav kvinnor " + std::to_string(each), "of which women " + std::to_string(each));
            }
            if (below(5) == 0) code.notes = notes();
            made.codes.push_back(std::move(code));
        }
        if (below(2) == 0) made.codes.push_back({"unknown", in_words("Okänt", "Unknown"), role::unknown});
        if (below(2) == 0) made.codes.push_back({"total", in_words("Totalt", "Total"), role::total});
        if (below(4) == 0) made.notes = notes();
        return made;
    }

    publication_dimension time() {
        publication_dimension made{"period", text("Tid"), dimension_role::time, {}, {}};
        const auto every = static_cast<frequency>(below(6));
        auto period = period_containing({every}, from_civil({2020, 1, 15}));
        for (auto left = 1 + below(4); left > 0; --left, period = period.next())
            made.codes.push_back({period.label(), {}});
        return made;
    }

    publication_dimension contents() {
        publication_dimension made{"contents", text("Tabellinnehåll"), dimension_role::contents, {}, {}};
        for (auto left = 1 + below(3); left > 0; --left)
            made.codes.push_back({"c" + std::to_string(left), text("Antal " + std::to_string(left))});
        return made;
    }

    void add_figures() {
        const auto at = made_.contents_dimension();
        for (std::size_t left = at ? made_.dimensions[*at].codes.size() : 1; left > 0; --left) {
            publication_content figure{
                pick<translated_text>({in_words("procent", "percent"), in_words("antal", "number")}),
                static_cast<int>(below(4)),
                pick<std::string>({"", "S", "F", "A"}),
                pick<std::string>({"", "2024-06-01T09:30"}),
                {},
                {}};
            if (below(2) == 0) figure.period = text("31 december");
            if (below(2) == 0) figure.contact = text("Åsa Öberg, SCB");
            made_.figures.push_back(std::move(figure));
        }
    }

    void add_cells() {
        std::size_t cells = 1;
        for (const auto& each : made_.dimensions) cells *= each.codes.size();
        const bool is_flagged = below(2) == 0;
        for (std::size_t each = 0; each < cells; ++each) {
            printed_value cell;
            cell.status.is = static_cast<availability>(below(2) == 0 ? below(6) : 0);
            if (is_flagged && below(3) == 0) cell.status.flags = static_cast<std::uint8_t>(below(32));
            cell.decimals = static_cast<std::uint8_t>(made_.figure_of(each).decimals);
            if (cell.status.is == availability::normal && below(5) > 0)
                cell.scaled = static_cast<std::int64_t>(below(2'000'000)) - 1'000'000;
            made_.cells.push_back(cell);
        }
    }

    void add_cell_note() {
        cell_note note{{}, {text("Se upp"), below(2) == 0}};
        for (const auto& each : made_.dimensions)
            note.cells.push_back(below(2) == 0 ? std::nullopt : std::optional(below(each.codes.size())));
        made_.cell_notes.push_back(std::move(note));
    }

    std::mt19937 random_;
    publication made_;
};

/// The first difference that matters, in words; empty when the publications say the same.
inline std::string difference(const publication& a, const publication& b) {
    if (a.cells.size() != b.cells.size()) return "number of cells";
    for (std::size_t each = 0; each < a.cells.size(); ++each)
        if (!is_same(a.cells[each], b.cells[each]))
            return "cell " + std::to_string(each) + ": " + std::to_string(a.cells[each].scaled) + " " +
                   to_string(a.cells[each].status) + " and " + std::to_string(b.cells[each].scaled) + " " +
                   to_string(b.cells[each].status);
    if (a.languages != b.languages) return "languages";
    if (a.id != b.id) return "id: " + a.id + " and " + b.id;
    if (a.title != b.title) return "title";
    if (a.contents != b.contents) return "contents";
    if (a.source != b.source) return "source";
    if (a.created != b.created) return "created: " + a.created + " and " + b.created;
    if (a.subject_code != b.subject_code || a.subject_area != b.subject_area) return "subject";
    if (a.notes != b.notes) return "notes";
    if (a.cell_notes != b.cell_notes) return "cell notes";
    if (a.dimensions.size() != b.dimensions.size()) return "number of dimensions";
    for (std::size_t d = 0; d < a.dimensions.size(); ++d) {
        const auto &left = a.dimensions[d], &right = b.dimensions[d];
        if (left.codes.size() != right.codes.size()) return left.id + ": number of codes";
        for (std::size_t c = 0; c < left.codes.size(); ++c) {
            const auto &mine = left.codes[c], &theirs = right.codes[c];
            if (mine != theirs)
                return left.id + "/" + mine.code + " and " + theirs.code + ": label " +
                       std::to_string(mine.label == theirs.label) + " role " + std::to_string(mine.is == theirs.is) +
                       " parent " + std::to_string(mine.parent == theirs.parent) + " part " +
                       std::to_string(mine.of_which == theirs.of_which) + " notes " +
                       std::to_string(mine.notes == theirs.notes);
        }
        if (left != right)
            return left.id + " and " + right.id + ": name " + std::to_string(left.name == right.name) + " role " +
                   std::to_string(left.role == right.role);
    }
    if (a.heading != b.heading) return "heading";
    if (a.figures != b.figures) return "figures";
    if (a.rounding != b.rounding) return "rounding";
    if (a.keywords != b.keywords) return "keywords";
    if (!b.losses.empty()) return "lost: " + b.losses.front();
    return "";
}

} // namespace publications
