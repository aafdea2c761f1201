#include "commands.hpp"
#include "input.hpp"
#include "terminal.hpp"

#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/explain.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

/// What codes are called in the schemas given, or in those of the bundled register where there is one.
kohort::code_labels labels_of(const std::vector<std::string>& schemas) {
    if (!schemas.empty()) {
        const auto read = kohort::read_schemas(schemas);
        if (!read) throw failure(read.errors());
        return kohort::code_labels(*read);
    }
    try {
        const auto read = kohort::read_schemas(find_bundled_files().schemas);
        if (read) return kohort::code_labels(*read);
    } catch (const failure&) {
        // Codes are then told as they are.
    }
    return {};
}

bool is_valid_on(const kohort::definition& indicator, kohort::day date) {
    return (!indicator.valid_from || *indicator.valid_from <= date) &&
           (!indicator.valid_to || date <= *indicator.valid_to);
}

/// "2017 (2017-01-01..2017-12-31), 2024 (2023-01-01..)"
std::string list_of(const std::vector<const kohort::definition*>& versions) {
    std::string list;
    for (const auto* each : versions) {
        list += (list.empty() ? "" : ", ") + each->version;
        if (each->valid_from || each->valid_to)
            list += " (" + (each->valid_from ? to_string(*each->valid_from) : std::string()) + ".." +
                    (each->valid_to ? to_string(*each->valid_to) : std::string()) + ")";
    }
    return list;
}

/// The version asked for, of those there are; the newest comes last.
const kohort::definition& version_of(const std::string& id, const std::vector<const kohort::definition*>& versions,
                                     const explain_arguments& arguments) {
    const auto found = std::find_if(versions.rbegin(), versions.rend(), [&arguments](const auto* each) {
        return (arguments.version.empty() || each->version == arguments.version) &&
               (!arguments.on || is_valid_on(*each, *arguments.on));
    });
    if (found != versions.rend()) return **found;
    const auto what = arguments.on ? "no version that is valid on " + to_string(*arguments.on)
                                   : "no version '" + arguments.version + "'";
    throw usage_failure("'" + id + "' has " + what + "; there is " + list_of(versions));
}

/// The indicators asked for: of the files, else of the catalogue; all of the files when none is named.
std::vector<const kohort::definition*> asked_for(std::span<const kohort::definition> own,
                                                 const explain_arguments& arguments) {
    std::vector<const kohort::definition*> found;
    if (arguments.ids.empty())
        for (const auto& each : own) found.push_back(&each);
    std::vector<std::string_view> known;
    for (const auto& each : own) known.push_back(each.id);
    for (const auto& id : arguments.ids) {
        std::vector<const kohort::definition*> versions;
        for (const auto& each : own)
            if (each.id == id) versions.push_back(&each);
        if (versions.empty())
            for (const auto& each : kohort::catalogue::versions(id)) versions.push_back(&each);
        if (versions.empty()) throw unknown_indicator("", id, known);
        found.push_back(&version_of(id, versions, arguments));
    }
    return found;
}

/// The text with its headings, the lines that are not indented, in bold.
std::string with_bold_headings(const std::string& text, bool colour) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        const auto line = std::string_view(text).substr(at, end - at);
        const bool is_heading = !line.empty() && line.front() != ' ';
        shown += (is_heading ? emphasised(line, emphasis::bold, colour) : std::string(line)) + "\n";
        at = end + 1;
    }
    return shown;
}

} // namespace

exit_status run(const explain_arguments& arguments) {
    constexpr std::size_t comfortable_width = 80;
    const auto own = read_definitions(arguments.definitions);
    kohort::explain_options options;
    options.width = std::min(comfortable_width, width_of(stream::output));
    options.labels = labels_of(arguments.schemas);
    options.others = own;
    std::string text;
    for (const auto* each : asked_for(own, arguments))
        text += (text.empty() ? "" : "\n\n") + kohort::explain(*each, arguments.in, options);
    write_output(with_bold_headings(text, wants_colour(stream::output)));
    return exit_status::fine;
}

} // namespace kohort_cli
