#include "commands.hpp"
#include "terminal.hpp"

#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/explain.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

/// The text with small letters: those of ASCII, and of Latin-1 as UTF-8 writes it.
std::string in_small_letters(std::string_view text) {
    constexpr char latin_lead = '\xC3', first = '\x80', last = '\x9E', to_small = '\x20';
    std::string small(text);
    for (std::size_t i = 0; i < small.size(); ++i) {
        const bool is_ascii_capital = small[i] >= 'A' && small[i] <= 'Z';
        const bool is_latin_capital = i > 0 && small[i - 1] == latin_lead && small[i] >= first && small[i] <= last;
        if (is_ascii_capital || is_latin_capital) small[i] = static_cast<char>(small[i] + to_small);
    }
    return small;
}

bool is_about(const kohort::definition& indicator, const std::vector<std::string>& words) {
    const auto text = in_small_letters(indicator.id + "\n" + indicator.name.sv + "\n" + indicator.name.en);
    return std::all_of(words.begin(), words.end(), [&text](const std::string& word) {
        return text.find(in_small_letters(word)) != std::string::npos;
    });
}

std::vector<const kohort::definition*> found(const std::vector<std::string>& words) {
    std::vector<const kohort::definition*> all;
    for (const auto& each : kohort::catalogue::all())
        if (is_about(each, words)) all.push_back(&each);
    if (!all.empty()) return all;
    std::string sought;
    for (const auto& word : words) sought += (sought.empty() ? "" : " ") + word;
    throw usage_failure("no indicator has '" + sought + "' in its id or names" +
                        kohort::catalogue::did_you_mean(sought));
}

/// A field of CSV, in quotes where it needs them.
std::string field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string{letter};
    return quoted + "\"";
}

std::string source_of(const kohort::definition& indicator) {
    const auto& [document, section, owner] = indicator.source;
    return section.empty() ? document : document + ", " + section;
}

std::string to_csv(const std::vector<const kohort::definition*>& indicators, kohort::language in) {
    std::string csv = "id,version,name_sv,name_en,owner,unit,formula,source\n";
    for (const auto* each : indicators)
        csv += field(each->id) + "," + field(each->version) + "," + field(each->name.sv) + "," + field(each->name.en) +
               "," + field(each->source.owner) + "," + std::string(name_of(each->unit)) + "," +
               field(kohort::formula_in_words(*each, in)) + "," + field(source_of(*each)) + "\n";
    return csv;
}

/// The text with an indent, in lines of at most `default_width` letters.
std::string in_lines(const std::string& text, const std::string& indent) {
    std::string lines = indent;
    std::size_t width = indent.size();
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        const auto letters = static_cast<std::size_t>(
            std::count_if(word.begin(), word.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
        const bool is_first = width == indent.size();
        const bool fits = width + 1 + letters <= default_width;
        lines += is_first ? "" : fits ? " " : "\n" + indent;
        width = is_first || fits ? width + (is_first ? 0 : 1) + letters : indent.size() + letters;
        lines += word;
        at = end + 1;
    }
    return lines + "\n";
}

std::string to_text(const std::vector<const kohort::definition*>& indicators, kohort::language in, bool colour) {
    std::map<std::string_view, std::vector<const kohort::definition*>> by_owner;
    for (const auto* each : indicators) by_owner[each->source.owner].push_back(each);
    std::string text;
    for (const auto& [owner, theirs] : by_owner) {
        const auto title = std::string(owner) + " (" + std::to_string(theirs.size()) + ")";
        text += (text.empty() ? "" : "\n") + emphasised(title, emphasis::bold, colour) + "\n";
        for (const auto* each : theirs) {
            const auto details = each->version + "  " + std::string(unit_label(each->unit, in));
            text += "  " + each->id + emphasised("  " + details, emphasis::dim, colour) + "\n";
            text += in_lines(each->name.in(in), "      ");
        }
    }
    return text;
}

} // namespace

exit_status run(const catalogue_arguments& arguments) {
    const auto indicators = found(arguments.words);
    const bool colour = arguments.output.empty() && wants_colour(stream::output);
    write_output_to(arguments.output, arguments.format == output_format::csv
                                          ? to_csv(indicators, arguments.in)
                                          : to_text(indicators, arguments.in, colour));
    return exit_status::fine;
}

} // namespace kohort_cli
