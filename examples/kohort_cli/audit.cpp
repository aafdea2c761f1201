#include "commands.hpp"
#include "published.hpp"
#include "terminal.hpp"

#include <kohort/audit/publication_check.hpp>
#include <kohort/audit/relations.hpp>
#include <kohort/data/schema_files.hpp>

#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace kohort_cli {
namespace {

std::string content_of(const std::string& file) {
    auto text = kohort::read_text_file(file);
    if (!text) throw failure(text.errors());
    return std::move(*text);
}

/// What is wrong with either file, both at once.
std::vector<kohort::audit::finding> audited(const audit_arguments& arguments) {
    const auto figures = kohort::audit::parse_figures(content_of(arguments.figures), arguments.figures);
    const auto relations = kohort::audit::parse_relations(content_of(arguments.relations), arguments.relations);
    auto problems = figures.errors();
    problems.insert(problems.end(), relations.errors().begin(), relations.errors().end());
    if (!problems.empty()) throw failure(problems);
    auto findings = kohort::audit::check(*figures, *relations);
    if (!findings) throw failure(findings.errors());
    return std::move(*findings);
}

/// The sums of a published table.
exit_status audit_tables(const audit_arguments& arguments) {
    std::vector<kohort::audit::figure_audit> audits;
    for (const auto& each : read_published({arguments.figures})) {
        auto found = kohort::audit::check(each);
        std::move(found.begin(), found.end(), std::back_inserter(audits));
    }
    write_output_to(arguments.output, arguments.format == output_format::csv ? kohort::audit::to_csv(audits)
                                                                             : kohort::audit::to_text(audits));
    return kohort::audit::contradictions_in(audits) > 0 ? exit_status::contradictions : exit_status::fine;
}

} // namespace

exit_status run(const audit_arguments& arguments) {
    if (arguments.relations.empty()) return audit_tables(arguments);
    const auto findings = audited(arguments);
    write_output_to(arguments.output, arguments.format == output_format::csv ? kohort::audit::to_csv(findings)
                                                                             : kohort::audit::to_text(findings));
    return count(findings, kohort::audit::verdict::contradiction) > 0 ? exit_status::contradictions : exit_status::fine;
}

} // namespace kohort_cli
