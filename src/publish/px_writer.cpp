#include <kohort/publish/px.hpp>

#include "period_codes.hpp"
#include "printed_number.hpp"
#include "px_data.hpp"
#include "px_dimensions.hpp"
#include "status_words.hpp"
#include "text_coding.hpp"

#include <kohort/base/status_codes.hpp>
#include <kohort/time/period_axis.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort {
namespace px {
namespace {

using role = axis_position::role;

constexpr std::size_t longest_line = 250;

/// A text in quotes, over several lines when it is long. PX has no quotes in texts, and a line break is "#".
std::string quoted(std::string_view text) {
    std::string made = "\"";
    std::size_t length = 0;
    for (const char each : text) {
        const bool begins_letter = (static_cast<unsigned char>(each) & 0xC0U) != 0x80U;
        if (length >= longest_line && begins_letter) {
            made += "\"\r\n\"";
            length = 0;
        }
        made += each == '"' ? '\'' : each == '\n' ? '#' : each;
        ++length;
    }
    return made += '"';
}

/// As in subkeys and lists, without the quotes around: on one line.
std::string on_a_line(std::string text) {
    std::ranges::replace(text, '"', '\'');
    std::ranges::replace(text, '\n', ' ');
    return text;
}

std::string quoted_on_a_line(std::string_view text) { return '"' + on_a_line(std::string(text)) + '"'; }

/// "202407" of M1 for 2024-07; nothing for periods that TIMEVAL has no letter for.
struct time_stamp {
    char every;
    std::string text;
};
std::optional<time_stamp> stamp_of(const std::string& label) {
    const auto read = parse_period(label);
    if (!read) return std::nullopt;
    constexpr std::string_view letters = "WMQTHA";
    time_stamp made{letters[static_cast<std::size_t>(read->periodicity().every)], label.substr(0, 4)};
    for (const char each : label.substr(4))
        if (each >= '0' && each <= '9') made.text += each;
    return made;
}

/// The code of a period as PX files have it: "2024M07".
std::string px_code(const std::string& label) {
    const auto stamp = stamp_of(label);
    if (!stamp || stamp->every == 'A') return label;
    return label.substr(0, 4) + stamp->every + stamp->text.substr(4);
}

class publication_writer {
  public:
    publication_writer(const publication& table, const px_options& options) : table_(table), options_(options) {
        for (const auto& each : table.keywords)
            if (each.keyword.size() == 11 && each.keyword.starts_with("DATASYMBOL") && each.language.empty())
                read_symbol(each);
        for (std::size_t in = 0; in < table.languages.size(); ++in) {
            auto& names = names_.emplace_back();
            for (const auto& each : table.dimensions)
                names.push_back(on_a_line(each.name.empty() ? each.id : each.name.in(in)));
            names = told_apart(std::move(names));
        }
        for (const auto& dimension : table.dimensions) {
            auto& codes = codes_.emplace_back();
            const bool is_time = dimension.role == dimension_role::time;
            for (const auto& each : dimension.codes)
                codes.push_back(on_a_line(is_time ? px_code(each.code) : each.code));
            codes = told_apart(std::move(codes));
        }
    }

    result<std::string> write() {
        if (table_.dimensions.empty() || table_.cells.empty())
            return error(error_code::data, "a PX file needs a dimension and cells", table_.id);
        write_file_keywords();
        for (std::size_t each = 0; each < table_.languages.size(); ++each) write_language(each);
        write_structure();
        write_symbols();
        write_kept();
        write_flags();
        write_data();
        if (options_.encoding == text_encoding::utf_8) return std::move(out_);
        auto latin_1 = to_latin_1(out_);
        if (!latin_1)
            return error(error_code::data, "has letters that ISO-8859-1 has not; write it in UTF-8", table_.id);
        return std::move(*latin_1);
    }

  private:
    void line(const std::string& key, const std::string& values) { out_ += key + "=" + values + ";\r\n"; }
    void text_line(const std::string& key, std::string_view text) { line(key, quoted(text)); }

    [[nodiscard]] std::string in_brackets(std::size_t language) const {
        return language == 0 ? std::string() : "[" + table_.languages[language] + "]";
    }
    [[nodiscard]] const std::string& name_of(std::size_t dimension, std::size_t language) const {
        return names_[language][dimension];
    }
    /// The value as written; of a code without label the code.
    [[nodiscard]] static const std::string& value_of(const publication_code& code, std::size_t language) {
        return code.label.empty() ? code.code : code.label.in(language);
    }
    [[nodiscard]] std::string subkey(std::size_t dimension, std::size_t language) const {
        return in_brackets(language) + "(" + quoted_on_a_line(name_of(dimension, language)) + ")";
    }
    [[nodiscard]] std::string subkey(std::size_t dimension, std::size_t code, std::size_t language) const {
        const auto& value = value_of(table_.dimensions[dimension].codes[code], language);
        return in_brackets(language) + "(" + quoted_on_a_line(name_of(dimension, language)) + "," +
               quoted_on_a_line(value) + ")";
    }

    /// A list with line breaks after commas.
    template <class Range, class Text>
    [[nodiscard]] static std::string list_of(const Range& range, Text text_of) {
        std::string made;
        std::size_t line_start = 0;
        for (const auto& each : range) {
            if (!made.empty()) made += ',';
            auto text = quoted_on_a_line(text_of(each));
            if (made.size() + text.size() - line_start > longest_line && !made.empty()) {
                made += "\r\n";
                line_start = made.size();
            }
            made += text;
        }
        return made;
    }

    [[nodiscard]] std::size_t stub() const {
        return table_.dimensions.size() - std::min(table_.heading, table_.dimensions.size());
    }

    void read_symbol(const publication_keyword& from) {
        const auto dots = static_cast<std::size_t>(from.keyword.back() - '0');
        if (dots == 0 || dots > symbols::most_dots) return;
        named_[dots] = true;
        const auto said = from.values.empty() ? std::nullopt : status_of_words(from.values.front());
        if (said) signs_.dots[dots] = *said;
    }

    void write_file_keywords() {
        const bool is_utf_8 = options_.encoding == text_encoding::utf_8;
        text_line("CHARSET", "ANSI");
        text_line("AXIS-VERSION", "2013");
        text_line("CODEPAGE", is_utf_8 ? "utf-8" : "iso-8859-1");
        if (table_.languages != std::vector<std::string>{"und"}) {
            text_line("LANGUAGE", table_.languages.front());
            line("LANGUAGES", list_of(table_.languages, [](const std::string& each) { return each; }));
        }
        if (!table_.created.empty()) text_line("CREATION-DATE", px_date(table_.created));
        int stored = 0, shown = 18;
        for (const auto& each : table_.figures) {
            stored = std::max(stored, each.decimals);
            shown = std::min(shown, each.decimals);
        }
        for (const auto& each : table_.cells) stored = std::max(stored, needed_decimals(each));
        line("DECIMALS", std::to_string(stored));
        if (shown != stored) line("SHOWDECIMALS", std::to_string(shown));
        shown_ = shown;
        if (table_.rounding) line("ROUNDING", *table_.rounding == rounding_rule::half_to_even ? "0" : "1");
        text_line("MATRIX", table_.id);
        text_line("SUBJECT-CODE", table_.subject_code);
    }

    void write_language(std::size_t in) {
        const auto brackets = in_brackets(in);
        const auto dimension_names = [&](std::size_t from, std::size_t to) {
            std::vector<std::size_t> places;
            for (auto each = from; each < to; ++each) places.push_back(each);
            return list_of(places, [&](std::size_t each) { return name_of(each, in); });
        };
        text_line("SUBJECT-AREA" + brackets, table_.subject_area.in(in));
        text_line("TITLE" + brackets, table_.title.in(in));
        text_line("CONTENTS" + brackets, table_.contents.in(in));
        if (stub() > 0) line("STUB" + brackets, dimension_names(0, stub()));
        if (stub() < table_.dimensions.size())
            line("HEADING" + brackets, dimension_names(stub(), table_.dimensions.size()));
        if (const auto contents = table_.contents_dimension())
            text_line("CONTVARIABLE" + brackets, name_of(*contents, in));
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each) write_dimension(each, in);
        for (std::size_t each = 0; each < table_.figures.size(); ++each) write_figure(each, in);
        if (!table_.source.empty()) text_line("SOURCE" + brackets, table_.source.in(in));
        write_notes("NOTE", brackets, table_.notes, in);
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each) {
            write_notes("NOTE", subkey(each, in), table_.dimensions[each].notes, in);
            for (std::size_t code = 0; code < table_.dimensions[each].codes.size(); ++code)
                write_notes("VALUENOTE", subkey(each, code, in), table_.dimensions[each].codes[code].notes, in);
        }
        for (const auto& each : table_.cell_notes) write_cell_note(each, in);
    }

    void write_dimension(std::size_t index, std::size_t in) {
        const auto& dimension = table_.dimensions[index];
        text_line("VARIABLECODE" + subkey(index, in), dimension.id);
        line("VALUES" + subkey(index, in),
             list_of(dimension.codes, [in](const publication_code& each) { return value_of(each, in); }));
        if (dimension.role == dimension_role::time) write_time(index, in);
        line("CODES" + subkey(index, in),
             list_of(codes_[index], [](const std::string& each) -> const std::string& { return each; }));
        if (const auto total = dimension.total())
            text_line("ELIMINATION" + subkey(index, in), value_of(dimension.codes[*total], in));
    }

    void write_time(std::size_t index, std::size_t in) {
        std::vector<time_stamp> stamps;
        for (const auto& each : table_.dimensions[index].codes)
            if (auto stamp = stamp_of(each.code); stamp && (stamps.empty() || stamp->every == stamps.front().every))
                stamps.push_back(std::move(*stamp));
        if (stamps.empty() || stamps.size() != table_.dimensions[index].codes.size()) return;
        line("TIMEVAL" + subkey(index, in), fmt::format("TLIST({}1),", stamps.front().every) +
                                                list_of(stamps, [](const time_stamp& each) { return each.text; }));
    }

    void write_figure(std::size_t index, std::size_t in) {
        const auto& figure = table_.figures[index];
        const auto contents = table_.contents_dimension();
        const bool has_own = contents && table_.figures.size() == table_.dimensions[*contents].codes.size();
        const auto about = has_own ? in_brackets(in) + "(" +
                                         quoted_on_a_line(value_of(table_.dimensions[*contents].codes[index], in)) + ")"
                                   : in_brackets(in);
        if (in == 0 && has_own && figure.decimals > shown_)
            line("PRECISION" + subkey(*contents, index, in), std::to_string(figure.decimals));
        if (in == 0 && !figure.updated.empty()) text_line("LAST-UPDATED" + about, px_date(figure.updated));
        if (in == 0 && !figure.measured.empty()) line("STOCKFA" + about, figure.measured);
        text_line("UNITS" + about, figure.unit.in(in));
        if (!figure.period.empty()) text_line("REFPERIOD" + about, figure.period.in(in));
        if (!figure.contact.empty()) text_line("CONTACT" + about, figure.contact.in(in));
    }

    void write_notes(const std::string& keyword, const std::string& about, const std::vector<publication_note>& notes,
                     std::size_t in) {
        for (const bool is_mandatory : {true, false}) {
            std::string text;
            for (const auto& each : notes) {
                if (each.is_mandatory != is_mandatory) continue;
                if (!text.empty()) text += "##";
                text += each.text.in(in);
            }
            if (!text.empty()) text_line(keyword + (is_mandatory ? "X" : "") + about, text);
        }
    }

    void write_cell_note(const cell_note& note, std::size_t in) {
        std::string about;
        for (std::size_t each = 0; each < note.cells.size(); ++each) {
            if (!about.empty()) about += ',';
            about += note.cells[each] ? quoted_on_a_line(value_of(table_.dimensions[each].codes[*note.cells[each]], in))
                                      : "\"*\"";
        }
        text_line((note.note.is_mandatory ? "CELLNOTEX" : "CELLNOTE") + in_brackets(in) + "(" + about + ")",
                  note.note.text.in(in));
    }

    [[nodiscard]] bool has_map(std::size_t dimension) const {
        return std::ranges::any_of(table_.keywords, [&](const publication_keyword& each) {
            return each.keyword == "MAP" && each.of == std::vector<std::string>{name_of(dimension, 0)};
        });
    }

    /// Which code is below which; roots stand below the total.
    void write_structure() {
        for (std::size_t index = 0; index < table_.dimensions.size(); ++index) {
            const auto& dimension = table_.dimensions[index];
            if (dimension.role == dimension_role::geo && !has_map(index))
                text_line("VARIABLE-TYPE" + subkey(index, 0), "Geographical");
            if (std::ranges::none_of(dimension.codes, [](const auto& each) { return each.parent.has_value(); }))
                continue;
            const auto total = dimension.total();
            std::string pairs;
            const auto add = [&](const std::string& pair) { pairs += (pairs.empty() ? "" : ",\r\n") + pair; };
            const auto written = [&](std::size_t code) { return quoted_on_a_line(codes_[index][code]); };
            if (total) add(written(*total));
            for (std::size_t each = 0; each < dimension.codes.size(); ++each) {
                const auto& code = dimension.codes[each];
                const auto above = code.parent ? code.parent : total;
                if (each != total && above)
                    add(written(*above) + ":" + written(each));
                else if (each != total)
                    add(written(each));
            }
            line("HIERARCHIES" + subkey(index, 0), pairs);
        }
        for (std::size_t each = 0; options_.is_sparse && each < stub(); ++each) line("KEYS" + subkey(each, 0), "CODES");
    }

    /// The number of dots that stand for a status; the file says so.
    [[nodiscard]] std::size_t dots_of(availability is) const {
        const auto usual = px_symbol_of(is).size();
        if (signs_.dots[usual].is == is) return usual;
        for (std::size_t each = 1; each < symbols::most_dots; ++each)
            if (signs_.dots[each].is == is) return each;
        return usual;
    }

    void write_symbols() {
        for (const auto is : {availability::not_applicable, availability::missing, availability::suppressed,
                              availability::suppressed_secondary, availability::nil}) {
            const auto is_used =
                std::ranges::any_of(table_.cells, [is](const auto& each) { return each.status.is == is; });
            const auto dots = is == availability::nil ? 0 : dots_of(is);
            signs_.dots[dots] = is;
            if (!is_used || named_[dots]) continue;
            const auto keyword = "DATASYMBOL" + (dots == 0 ? "NIL" : std::to_string(dots));
            if (dots == 0) continue; // the dash itself is shown
            for (std::size_t in = 0; in < table_.languages.size(); ++in)
                text_line(keyword + in_brackets(in), words_of(is, table_.languages[in]));
        }
    }

    void write_kept() {
        for (const auto& each : table_.keywords) {
            auto key = each.keyword;
            if (!each.language.empty()) key += "[" + each.language + "]";
            if (!each.of.empty()) key += "(" + list_of(each.of, [](const std::string& text) { return text; }) + ")";
            if (each.quoted && each.values.size() == 1)
                text_line(key, each.values.front());
            else if (each.quoted)
                line(key, list_of(each.values, [](const std::string& text) { return text; }));
            else
                line(key, fmt::format("{}", fmt::join(each.values, ",")));
        }
    }

    void write_flags() {
        const auto flags_of = [](const printed_value& each) { return each.status.flags; };
        if (std::ranges::all_of(table_.cells, [&](const auto& each) { return flags_of(each) == 0; })) return;
        text_line("ATTRIBUTE-ID", "OBS_STATUS");
        text_line("ATTRIBUTE-TEXT", "Observation status");
        const auto code_of = [](std::uint8_t flags) {
            obs_status status;
            status.flags = flags;
            return to_sdmx(status).obs_status;
        };
        const auto usual = flags_of(table_.cells.front());
        const bool is_same =
            std::ranges::all_of(table_.cells, [&](const auto& each) { return flags_of(each) == usual; });
        if (is_same) return text_line("ATTRIBUTES", code_of(usual));
        for (std::size_t cell = 0; cell < table_.cells.size(); ++cell) {
            if (flags_of(table_.cells[cell]) == 0) continue;
            std::string about;
            auto rest = cell;
            for (auto each = table_.dimensions.size(); each-- > 0;) {
                const auto& codes = codes_[each];
                about = quoted_on_a_line(codes[rest % codes.size()]) + (about.empty() ? "" : ",") + about;
                rest /= codes.size();
            }
            text_line("ATTRIBUTES(" + about + ")", code_of(flags_of(table_.cells[cell])));
        }
    }

    void write_cell(std::size_t index, int decimals) {
        const auto& cell = table_.cells[index];
        if (cell.status.is == availability::nil)
            out_ += "\"-\"";
        else if (cell.status.has_value())
            out_ += written_number(cell, decimals);
        else
            out_ += '"' + std::string(dots_of(cell.status.is), '.') + '"';
    }

    void write_data() {
        out_ += "DATA=\r\n";
        std::size_t columns = 1;
        for (auto each = stub(); each < table_.dimensions.size(); ++each)
            columns *= table_.dimensions[each].codes.size();
        for (std::size_t row = 0; row * columns < table_.cells.size(); ++row) {
            const auto is_zero = [&](std::size_t column) {
                const auto& cell = table_.cells[row * columns + column];
                return cell.status.is == availability::normal && cell.scaled == 0;
            };
            bool is_left_out = options_.is_sparse && stub() > 0;
            for (std::size_t column = 0; is_left_out && column < columns; ++column) is_left_out = is_zero(column);
            if (is_left_out) continue;
            if (options_.is_sparse && stub() > 0) write_keys(row);
            for (std::size_t column = 0; column < columns; ++column) {
                const auto cell = row * columns + column;
                write_cell(cell, table_.figure_of(cell).decimals);
                out_ += ' ';
            }
            out_ += "\r\n";
        }
        out_ += ";\r\n";
    }

    void write_keys(std::size_t row) {
        std::string keys;
        for (auto each = stub(); each-- > 0;) {
            const auto& codes = codes_[each];
            keys = quoted_on_a_line(codes[row % codes.size()]) + "," + keys;
            row /= codes.size();
        }
        out_ += keys;
    }

    const publication& table_;
    const px_options& options_;
    std::string out_;
    int shown_ = 0;
    symbols signs_;
    std::array<bool, symbols::most_dots + 1> named_{};
    std::vector<std::vector<std::string>> names_; ///< of the dimensions as written, by language
    std::vector<std::vector<std::string>> codes_; ///< as written, by dimension
};

} // namespace
} // namespace px

result<std::string> to_px(const publication& table, const px_options& options) {
    return px::publication_writer(table, options).write();
}

} // namespace kohort
