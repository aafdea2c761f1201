#include <kohort/publish/px.hpp>

#include "period_codes.hpp"
#include "px_data.hpp"
#include "px_dimensions.hpp"
#include "px_entries.hpp"
#include "status_words.hpp"

#include <kohort/base/status_codes.hpp>
#include <kohort/data/schema_files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace kohort {
namespace px {
namespace {

/// "#" is the end of a line, "##" that of a note.
std::vector<std::string> notes_of(std::string_view text) {
    std::vector<std::string> made;
    while (!text.empty()) {
        const auto end = std::min(text.find("##"), text.size());
        std::string note(text.substr(0, end));
        std::ranges::replace(note, '#', '\n');
        if (!note.empty()) made.push_back(std::move(note));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return made;
}

/// Adds the notes of one language: the n-th is the translation of the n-th of the same kind.
void add_notes(std::vector<publication_note>& notes, std::size_t language, bool is_mandatory, std::string_view text) {
    std::size_t at = 0;
    for (auto& note : notes_of(text)) {
        const auto takes = [&](const publication_note& each) {
            return each.is_mandatory == is_mandatory &&
                   (each.text.texts.size() <= language || each.text.texts[language].empty());
        };
        while (at < notes.size() && !takes(notes[at])) ++at;
        if (at == notes.size()) notes.push_back({{}, is_mandatory});
        notes[at++].text.set(language, std::move(note));
    }
}

/// Keywords that are written from what the publication is, or that only say how the file is written.
constexpr std::array written_anew{"CHARSET",   "AXIS-VERSION", "CODEPAGE",     "LANGUAGE",       "LANGUAGES",
                                  "STUB",      "HEADING",      "VALUES",       "CODES",          "TIMEVAL",
                                  "KEYS",      "CONTVARIABLE", "VARIABLECODE", "DECIMALS",       "SHOWDECIMALS",
                                  "PRECISION", "HIERARCHIES",  "ATTRIBUTE-ID", "ATTRIBUTE-TEXT", "ATTRIBUTES"};

class publication_reader {
  public:
    publication_reader(header from, std::string_view text, const std::string& file)
        : from_(std::move(from)), text_(text), file_(file), dimensions_(from_, made_, text, file, problems_) {}

    result<publication> read() {
        read_languages();
        dimensions_.read();
        if (made_.dimensions.empty())
            problems_.push_back(problem_at(text_, 0, file_, "STUB", "there is neither STUB nor HEADING"));
        if (!problems_.empty()) return std::move(problems_);
        dimensions_.read_structure();
        read_figures();
        for (const auto& each : from_.entries) read_entry(each);
        if (!problems_.empty()) return std::move(problems_);
        auto cells = read_data(text_, from_.data, file_, layout());
        if (!cells) return std::move(cells).errors();
        made_.cells = std::move(*cells);
        read_attributes();
        if (!problems_.empty()) return std::move(problems_);
        return std::move(made_);
    }

  private:
    void read_languages() {
        const auto add = [this](const std::string& code) {
            if (!code.empty() && std::ranges::find(made_.languages, code) == made_.languages.end())
                made_.languages.push_back(code);
        };
        for (const auto* keyword : {"LANGUAGE", "LANGUAGES"}) {
            const auto* const found = from_.find(keyword);
            if (!found) continue;
            for (const auto& each : found->values) {
                add(each.text);
                if (!each.text.empty() && !is_language(each.text))
                    problems_.push_back(
                        problem_at(text_, found->offset, file_, keyword,
                                   "a language is letters, digits and hyphens, found \"" + each.text + "\""));
            }
        }
        if (made_.languages.empty()) made_.languages.emplace_back("und");
        for (const auto& each : from_.entries) add(each.language);
    }

    [[nodiscard]] std::optional<int> number(const entry& from) {
        int value = 0;
        const auto text = from.values.empty() ? std::string() : from.values.front().text;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        constexpr int most_decimals = 18;
        if (read.ec == std::errc() && read.ptr == text.data() + text.size() && value >= 0 && value <= most_decimals)
            return value;
        dimensions_.report(from, fmt::format("expected a whole number from 0 to 18, found \"{}\"", text));
        return std::nullopt;
    }

    void read_figures() {
        const auto contents = made_.contents_dimension();
        made_.figures.resize(contents ? made_.dimensions[*contents].codes.size() : 1);
        int decimals = 0;
        for (const auto* keyword : {"DECIMALS", "SHOWDECIMALS"})
            if (const auto* found = from_.find(keyword)) decimals = number(*found).value_or(0);
        for (auto& each : made_.figures) each.decimals = decimals;
    }

    /// The figures that an entry is about: all, or one of the contents. Nothing when it names something else.
    std::vector<publication_content*> figures_of(const entry& from) {
        std::vector<publication_content*> found;
        const auto contents = made_.contents_dimension();
        if (from.of.empty()) {
            for (auto& each : made_.figures) found.push_back(&each);
        } else if (contents) {
            const auto at = dimensions_.code(*contents, from.language, from.of.back());
            if (at) found.push_back(&made_.figures[*at]);
        }
        return found;
    }

    [[nodiscard]] static std::string joined(const entry& from) {
        std::string text;
        for (const auto& each : from.values) {
            if (!text.empty()) text += ", ";
            text += each.text;
        }
        return text;
    }

    void read_entry(const entry& from) {
        const auto& keyword = from.keyword;
        if (std::ranges::find(written_anew, keyword) != written_anew.end()) {
            if (keyword == "PRECISION") read_precision(from);
        } else if (keyword.starts_with("DATASYMBOL") && read_symbol(from)) {
            return;
        } else if (!read_text(from) && !read_figure(from) && !read_note(from) && !is_known(from)) {
            publication_keyword kept{keyword, from.language, from.of, {}, false};
            for (const auto& each : from.values) {
                kept.values.push_back(each.text);
                kept.quoted = kept.quoted || each.is_quoted;
            }
            made_.keywords.push_back(std::move(kept));
        }
    }

    bool read_text(const entry& from) {
        const std::pair<const char*, translated_text publication::*> texts[] = {
            {"TITLE", &publication::title},
            {"CONTENTS", &publication::contents},
            {"SOURCE", &publication::source},
            {"SUBJECT-AREA", &publication::subject_area}};
        const std::pair<const char*, std::string publication::*> plain[] = {
            {"MATRIX", &publication::id},
            {"SUBJECT-CODE", &publication::subject_code},
            {"CREATION-DATE", &publication::created}};
        if (!from.of.empty()) return false;
        for (const auto& [keyword, member] : texts)
            if (from.keyword == keyword) return (made_.*member).set(dimensions_.language(from), joined(from)), true;
        for (const auto& [keyword, member] : plain)
            if (from.keyword == keyword) {
                if (from.language.empty() || (made_.*member).empty()) made_.*member = iso_date(joined(from));
                return true;
            }
        if (from.keyword != "ROUNDING" || from.values.empty() || from.values.front().text.size() != 1) return false;
        const char rule = from.values.front().text.front();
        if (rule != '0' && rule != '1') return false;
        made_.rounding = rule == '0' ? rounding_rule::half_to_even : rounding_rule::half_away_from_zero;
        return true;
    }

    bool read_figure(const entry& from) {
        const auto& keyword = from.keyword;
        if (keyword != "UNITS" && keyword != "STOCKFA" && keyword != "LAST-UPDATED" && keyword != "REFPERIOD" &&
            keyword != "CONTACT")
            return false;
        const auto found = figures_of(from);
        const auto language = dimensions_.language(from);
        for (auto* each : found) {
            const bool is_own = !from.of.empty();
            const auto set = [&](translated_text& text) {
                if (is_own || text.texts.size() <= language || text.texts[language].empty())
                    text.set(language, joined(from));
            };
            if (keyword == "UNITS") set(each->unit);
            if (keyword == "REFPERIOD") set(each->period);
            if (keyword == "CONTACT") set(each->contact);
            if (keyword == "STOCKFA" && (is_own || each->measured.empty())) each->measured = joined(from);
            if (keyword == "LAST-UPDATED" && (is_own || each->updated.empty())) each->updated = iso_date(joined(from));
        }
        return !found.empty();
    }

    void read_precision(const entry& from) {
        const auto decimals = number(from);
        const auto figures = figures_of(from);
        if (figures.empty()) made_.losses.push_back(name_of(from) + " is not about a figure of the table");
        for (auto* each : figures) each->decimals = decimals.value_or(each->decimals);
    }

    bool read_note(const entry& from) {
        const bool is_mandatory = from.keyword.ends_with('X');
        const auto kind = is_mandatory ? from.keyword.substr(0, from.keyword.size() - 1) : from.keyword;
        const auto language = dimensions_.language(from);
        if (kind == "NOTE" && from.of.empty()) {
            add_notes(made_.notes, language, is_mandatory, joined(from));
        } else if (kind == "NOTE" && from.of.size() == 1) {
            if (const auto at = dimensions_.variable(from, from.of.front()))
                add_notes(made_.dimensions[*at].notes, language, is_mandatory, joined(from));
        } else if (kind == "VALUENOTE" && from.of.size() == 2) {
            const auto at = dimensions_.variable(from, from.of.front());
            const auto code = at ? dimensions_.code(*at, from.language, from.of.back()) : std::nullopt;
            if (code)
                add_notes(made_.dimensions[*at].codes[*code].notes, language, is_mandatory, joined(from));
            else if (at)
                dimensions_.report(from, fmt::format("the variable has no value \"{}\"", from.of.back()));
        } else if (kind == "CELLNOTE" && from.of.size() == made_.dimensions.size()) {
            read_cell_note(from, language, is_mandatory);
        } else {
            return false;
        }
        return true;
    }

    /// The places that a list of values names, one of each variable; "*" is all of them. Nothing when one is unknown.
    std::optional<std::vector<std::optional<std::size_t>>> places_of(const entry& from, named_by first) {
        std::vector<std::optional<std::size_t>> places(from.of.size());
        for (std::size_t each = 0; each < from.of.size(); ++each) {
            if (from.of[each] == "*") continue;
            places[each] = dimensions_.code(each, from.language, from.of[each], first);
            if (places[each]) continue;
            dimensions_.report(from, fmt::format("the variable \"{}\" has no value \"{}\"",
                                                 made_.dimensions[each].name.in(0), from.of[each]));
            return std::nullopt;
        }
        return places;
    }

    void read_cell_note(const entry& from, std::size_t language, bool is_mandatory) {
        const auto places = places_of(from, named_by::value);
        if (!places) return;
        for (auto& text : notes_of(joined(from))) {
            const auto translates = [&](const cell_note& each) {
                return each.cells == *places && each.note.is_mandatory == is_mandatory &&
                       (each.note.text.texts.size() <= language || each.note.text.texts[language].empty());
            };
            auto found = std::ranges::find_if(made_.cell_notes, translates);
            if (found == made_.cell_notes.end()) {
                made_.cell_notes.push_back({*places, {{}, is_mandatory}});
                found = made_.cell_notes.end() - 1;
            }
            found->note.text.set(language, std::move(text));
        }
    }

    /// A total or an area, which the dimensions know already.
    [[nodiscard]] static bool is_known(const entry& from) {
        if (from.values.empty() || !from.values.front().is_quoted) return false;
        const auto& text = from.values.front().text;
        return from.keyword == "ELIMINATION" ||
               (from.keyword == "VARIABLE-TYPE" && (text == "G" || text == "Geographical"));
    }

    /// What a sign stands for, if the words say it; they are kept when they do not.
    bool read_symbol(const entry& from) {
        const auto sign = from.keyword.substr(std::string_view("DATASYMBOL").size());
        const bool is_dots = sign.size() == 1 && sign.front() >= '1' && sign.front() <= '7';
        if ((!is_dots && sign != "NIL") || !from.of.empty()) return false;
        auto& meaning = signs_.dots[is_dots ? static_cast<std::size_t>(sign.front() - '0') : 0];
        const auto said = status_of_words(joined(from));
        if (!is_dots || !said) return false;
        meaning = *said;
        return joined(from) == words_of(*said, made_.languages[dimensions_.language(from)]);
    }

    [[nodiscard]] data_layout layout() const {
        data_layout made;
        made.signs = signs_;
        made.decoder = &*from_.decoder;
        const auto stub = made_.dimensions.size() - std::min(made_.heading, made_.dimensions.size());
        constexpr std::size_t most_cells = 500'000'000;
        for (std::size_t each = 0; each < made_.dimensions.size(); ++each) {
            auto& product = each < stub ? made.rows : made.columns;
            product = std::min(product * made_.dimensions[each].codes.size(), most_cells);
        }
        const auto has_keys =
            std::ranges::any_of(from_.entries, [](const entry& each) { return each.keyword == "KEYS"; });
        for (std::size_t each = 0; has_keys && each < stub; ++each) made.keys.push_back(key_of(each));
        return made;
    }

    [[nodiscard]] row_key key_of(std::size_t dimension) const {
        const auto& name = made_.dimensions[dimension].name.in(0);
        const auto by_codes = std::ranges::any_of(from_.entries, [&](const entry& each) {
            return each.keyword == "KEYS" && each.of.size() == 1 && each.of.front() == name && !each.values.empty() &&
                   (each.values.front().text == "CODES" || each.values.front().text == "codes");
        });
        return {name, by_codes ? dimensions_.codes()[dimension] : dimensions_.values()[dimension]};
    }

    /// Flags: ATTRIBUTES of the attribute OBS_STATUS, for all cells or for those named.
    void read_attributes() {
        const auto* names = from_.find("ATTRIBUTE-ID");
        std::size_t at = 0;
        while (names && at < names->values.size() && names->values[at].text != "OBS_STATUS") ++at;
        const bool has_flags = names && at < names->values.size();
        for (const auto& each : from_.entries) {
            if (each.keyword != "ATTRIBUTES") continue;
            const auto said =
                has_flags && at < each.values.size() ? from_sdmx(each.values[at].text, "", true) : std::nullopt;
            if (!said || (!each.of.empty() && each.of.size() != made_.dimensions.size())) {
                made_.losses.push_back(name_of(each) + " is left out: only the attribute OBS_STATUS is read");
                continue;
            }
            if (each.of.empty()) {
                for (auto& cell : made_.cells) cell.status.flags = said->status.flags;
            } else if (const auto places = places_of(each, named_by::code)) {
                std::size_t cell = 0;
                for (std::size_t d = 0; d < places->size(); ++d)
                    cell = cell * made_.dimensions[d].codes.size() + (*places)[d].value_or(0);
                made_.cells[cell].status.flags = said->status.flags;
            }
        }
    }

    header from_;
    std::string_view text_;
    const std::string& file_;
    publication made_;
    error_list problems_;
    dimension_reader dimensions_;
    symbols signs_;
};

constexpr std::string_view utf_16_marks[] = {"\xFF\xFE", "\xFE\xFF"};

} // namespace
} // namespace px

namespace {

/// A string, because a NUL follows its bytes.
result<publication> read_text(const std::string& text, const std::string& file) {
    for (const auto mark : px::utf_16_marks)
        if (text.starts_with(mark)) return error(error_code::data, "is in UTF-16; convert it to UTF-8", file + ":1:1");
    auto header = px::read_header(text, file);
    if (!header) return std::move(header).errors();
    return px::publication_reader(std::move(*header), text, file).read();
}

} // namespace

result<publication> parse_px(std::string_view text, const std::string& name) {
    return read_text(std::string(text), name);
}

result<publication> read_px(const std::string& path) {
    const auto text = read_text_file(path);
    if (!text) return text.errors();
    return read_text(*text, path);
}

} // namespace kohort
