#include "commands.hpp"
#include "published.hpp"
#include "terminal.hpp"

#include <kohort/audit/publication_check.hpp>
#include <kohort/audit/relations.hpp>
#include <kohort/data/schema_files.hpp>
#include <kohort/publish/disclosure/printed_tables.hpp>

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

template <class T>
T value_or_failure(kohort::result<T> read) {
    if (!read) throw failure(read.errors());
    return std::move(*read);
}

/// What can be worked out of the suppressed cells of a file.
exit_status attack_tables(const audit_arguments& arguments) {
    using namespace kohort::disclosure;
    printed_tables_options options;
    options.rounded_to = static_cast<double>(arguments.disclosure->rounded_to);
    if (!arguments.relations.empty())
        options.parents = value_or_failure(parse_code_parents(content_of(arguments.relations), arguments.relations));
    const auto tables =
        value_or_failure(parse_printed_tables(content_of(arguments.figures), arguments.figures, options));
    const auto report =
        value_or_failure(attack(tables, {.method = static_cast<attack_method>(arguments.disclosure->method)}));
    write_output_to(arguments.output,
                    arguments.format == output_format::csv ? to_csv(tables, report) : to_text(tables, report));
    return report.is_safe() ? exit_status::fine : exit_status::disclosures;
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
    if (arguments.disclosure) return attack_tables(arguments);
    if (arguments.relations.empty()) return audit_tables(arguments);
    const auto findings = audited(arguments);
    write_output_to(arguments.output, arguments.format == output_format::csv ? kohort::audit::to_csv(findings)
                                                                             : kohort::audit::to_text(findings));
    return count(findings, kohort::audit::verdict::contradiction) > 0 ? exit_status::contradictions : exit_status::fine;
}

} // namespace kohort_cli
