// kohort cohort: what happens to those who entered, and after they left.
#include "aligned_text.hpp"
#include "cohort_views.hpp"
#include "commands.hpp"
#include "curve.hpp"
#include "input.hpp"
#include "rejected_rows.hpp"
#include "terminal.hpp"

#include <kohort/base/suggest.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

/// The cohort with the id asked for, or the first of the file.
const kohort::cohort_definition& asked_for(const std::vector<kohort::cohort_definition>& definitions,
                                           const cohort_arguments& arguments) {
    if (definitions.empty()) throw usage_failure(arguments.definition + ": there is no cohort in this file");
    if (arguments.id.empty()) return definitions.front();
    const auto found =
        std::find_if(definitions.begin(), definitions.end(), [&](const auto& each) { return each.id == arguments.id; });
    if (found != definitions.end()) return *found;
    std::vector<std::string_view> ids;
    std::string list;
    for (const auto& each : definitions) {
        ids.push_back(each.id);
        list += (list.empty() ? "; the file has: " : ", ") + each.id;
    }
    const auto meant = kohort::did_you_mean(arguments.id, ids);
    throw usage_failure("--cohort: there is no cohort '" + arguments.id + "'" + (meant.empty() ? list : meant));
}

/// The text in lines of at most so many letters.
std::string wrapped(const std::string& text, std::size_t width) {
    std::string lines;
    std::size_t used = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = (std::min)(text.find(' ', from), text.size());
        const auto word = text.substr(from, end - from);
        if (used > 0 && used + 1 + word.size() > width) {
            lines += "\n";
            used = 0;
        }
        lines += (used > 0 ? " " : "") + word;
        used += word.size() + (used > 0 ? 1 : 0);
        from = end + 1;
    }
    return lines + "\n";
}

std::string text_of(const kohort::cohort_definition& definition, const kohort::cohort& members,
                    const kohort::cohort_findings& findings, bool is_bundled, const text_style& style) {
    std::string text;
    if (is_bundled)
        text +=
            emphasised("Synthetic persons, published margins: only the totals are real.", emphasis::dim, style.colour) +
            "\n\n";
    const auto& name = definition.name.in(kohort::language::en);
    text += emphasised(name.empty() ? definition.id : name, emphasis::bold, style.colour) + "\n";
    text += wrapped(definition.id + ": " + grouped(static_cast<std::int64_t>(members.members.size())) + " spells of " +
                        grouped(members.persons()) + " persons",
                    style.width);
    text += "\n" + drawn(findings, style);
    for (const auto& note : findings.notes)
        text += (&note == &findings.notes.front() ? "\n" : "") + wrapped(note, style.width);
    return text;
}

} // namespace

exit_status run(const cohort_arguments& given) {
    auto arguments = given;
    const bool is_bundled = arguments.data.schemas.empty();
    if (is_bundled) {
        auto bundled = find_bundled_files();
        arguments.data.schemas = std::move(bundled.schemas);
        if (arguments.definition.empty()) arguments.definition = bundled.cohorts;
    }
    const auto definitions = kohort::read_cohorts(arguments.definition);
    if (!definitions) throw failure(definitions.errors());
    const auto& definition = asked_for(*definitions, arguments);

    progress_bar progress;
    const auto data = read_data(arguments.data, progress);
    progress.clear();
    const auto formed = form_cohort(*definitions, definition.id, data);
    if (!formed) throw failure(formed.errors());
    const auto groups = group_by(formed->members, arguments.by);
    if (!groups) throw usage_failure("--by: " + groups.errors().front().message());

    const bool is_printed = arguments.output.empty();
    const text_style style{is_printed && wants_colour(stream::output), wants_unicode(),
                           (std::min)(std::size_t{80}, is_printed ? width_of(stream::output) : default_width)};
    const auto findings = kohort::findings_of({definition, *formed, *groups, data}, arguments.query);
    if (!findings) throw failure(findings.errors(), definition.id);
    const auto text = arguments.format == output_format::csv ? kohort::to_csv(kohort::figures_of(*findings))
                      : arguments.format == output_format::json
                          ? kohort::to_json(*findings)
                          : text_of(definition, formed->members, *findings, is_bundled, style);
    write_output_to(arguments.output, text);
    for (const auto& remark : formed->remarks) print_warning(remark);
    return warn_of_rejected_rows(data.quality(), arguments.data) ? exit_status::rows_rejected : exit_status::fine;
}

} // namespace kohort_cli
