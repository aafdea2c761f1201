#include "commands.hpp"
#include "input.hpp"
#include "published.hpp"
#include "rejected_rows.hpp"
#include "report_output.hpp"
#include "small_counts.hpp"
#include "terminal.hpp"

#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/indicator/evaluation.hpp>
#include <kohort/indicator/memory_plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

/// The definitions with the ids asked for, in their own order, then those of the catalogue; all definitions when no id
/// is given.
std::vector<kohort::definition> asked_for(std::vector<kohort::definition> definitions,
                                          const report_arguments& arguments) {
    const auto& ids = arguments.indicators;
    if (ids.empty()) return definitions;
    std::vector<std::string_view> known;
    for (const auto& each : definitions) known.push_back(each.id);
    std::vector<kohort::definition> of_catalogue;
    for (const auto& id : ids) {
        const bool is_defined = std::find(known.begin(), known.end(), id) != known.end();
        if (is_defined || std::count(ids.begin(), std::find(ids.begin(), ids.end(), id), id) > 0) continue;
        const auto* found = kohort::catalogue::find_for(id, arguments.periods);
        if (!found) throw unknown_indicator("--indicator: ", id, known);
        of_catalogue.push_back(*found);
    }
    std::erase_if(definitions,
                  [&](const auto& each) { return std::find(ids.begin(), ids.end(), each.id) == ids.end(); });
    std::move(of_catalogue.begin(), of_catalogue.end(), std::back_inserter(definitions));
    return definitions;
}

/// A period or breakdown that cannot be used is wrong for many indicators at once: it is said once.
failure evaluation_failure(const kohort::error_list& errors) {
    if (errors.front().code() != kohort::error_code::invalid_argument) return failure(errors);
    std::vector<std::string> messages;
    for (const auto& problem : errors)
        if (std::find(messages.begin(), messages.end(), problem.message()) == messages.end())
            messages.push_back(problem.message());
    return {exit_status::wrong_usage, std::move(messages)};
}

/// The tables, and what was wrong with the rows that they come from.
struct computed_report {
    std::vector<kohort::indicator_table> tables;
    std::vector<kohort::quality_report> quality;
};

kohort::evaluate_options options_of(const report_arguments& arguments) {
    kohort::evaluate_options options;
    options.periods = arguments.periods;
    options.per = arguments.per;
    if (!arguments.by.empty()) options.by = arguments.by;
    options.threads = arguments.data.threads;
    return options;
}

computed_report computed_at_once(const report_arguments& arguments, report_definitions& definitions,
                                 progress_bar& progress) {
    auto data = read_data(arguments.data, progress);
    add_published(data, arguments.tables);
    auto options = options_of(arguments);
    options.progress = progress.step("counting");
    auto tables = evaluated(definitions, [&](const auto& asked) { return kohort::evaluate(asked, data, options); });
    if (!tables) throw evaluation_failure(tables.errors());
    return {std::move(*tables), data.quality()};
}

/// Reads and counts one part of the persons after the other.
computed_report computed_in_parts(const report_arguments& arguments, const data_files& files,
                                  const kohort::data_set& tables, const kohort::memory_plan& plan,
                                  report_definitions& definitions, progress_bar& progress) {
    std::vector<std::vector<kohort::quality_report>> of_parts(plan.parts); // parts may be read twice
    const kohort::part_reader read = [&](kohort::person_part part) -> kohort::result<kohort::data_set> {
        auto data = tables;
        read_registers(data, files, arguments.data, plan, part.number, progress);
        const auto first = data.quality().begin() + static_cast<std::ptrdiff_t>(tables.quality().size());
        of_parts[part.number].assign(first, data.quality().end());
        return data;
    };
    auto options = options_of(arguments);
    options.memory = *arguments.memory / 4;
    options.progress = progress.step("counting");
    auto made = evaluated(
        definitions, [&](const auto& asked) { return kohort::evaluate_in_parts(asked, read, plan.parts, options); });
    if (!made) throw evaluation_failure(made.errors());
    auto quality = std::move(of_parts.front());
    for (std::size_t part = 1; part < of_parts.size(); ++part)
        for (std::size_t i = 0; i < quality.size(); ++i) quality[i].add(of_parts[part][i]);
    quality.insert(quality.end(), tables.quality().begin(), tables.quality().end());
    return {std::move(*made), std::move(quality)};
}

std::string in_megabytes(std::size_t bytes) { return std::to_string((bytes + 999'999) / 1'000'000) + "M"; }

computed_report computed_within(std::size_t memory, const report_arguments& arguments, report_definitions& definitions,
                                progress_bar& progress) {
    const auto files = find_data(arguments.data);
    auto tables = without_rows(files);
    read_tables(tables, files, arguments.data, progress);
    add_published(tables, arguments.tables);
    std::vector<kohort::register_file> registers;
    for (std::size_t i = 0; i < files.registers.size(); ++i)
        registers.push_back({&files.schemas.registers[i], files.registers[i]});
    const auto plan = evaluated(definitions, [&](const auto& asked) {
        return kohort::plan_memory(asked, registers, tables, options_of(arguments), memory);
    });
    if (!plan) throw failure(plan.errors(), "--memory");
    if (arguments.verbose)
        print_hint("about " + std::to_string(plan->rows) + " rows, read in " + std::to_string(plan->parts) +
                   (plan->parts == 1 ? " part" : " parts") + " of about " + in_megabytes(plan->part_bytes));
    auto on_fewer_threads = arguments;
    on_fewer_threads.data.threads = plan->threads;
    if (plan->parts == 1) return computed_at_once(on_fewer_threads, definitions, progress);
    return computed_in_parts(on_fewer_threads, files, tables, *plan, definitions, progress);
}

computed_report computed(const report_arguments& arguments, report_definitions definitions, progress_bar& progress) {
    return arguments.memory ? computed_within(*arguments.memory, arguments, definitions, progress)
                            : computed_at_once(arguments, definitions, progress);
}

} // namespace

exit_status run(const report_arguments& given) {
    auto arguments = given;
    if (!arguments.tables.empty() && arguments.data.schemas.empty() && arguments.definitions.empty()) {
        write_report(arguments, published_figures(arguments.tables, arguments.indicators), false);
        return exit_status::fine;
    }
    const bool is_public = arguments.data.schemas.empty();
    const bool is_bundled = arguments.data.schemas.empty() && arguments.tables.empty();
    if (is_bundled) {
        auto bundled = find_bundled_files();
        arguments.data.schemas = std::move(bundled.schemas);
        if (arguments.definitions.empty()) arguments.definitions = {bundled.definitions};
    }
    const auto definitions =
        with_contributors(asked_for(read_definitions(arguments.definitions), arguments), arguments, is_public);
    progress_bar progress;
    auto report = computed(arguments, definitions, progress);
    progress.clear();
    hide_small_counts(report.tables, definitions.printed, arguments, is_public);
    write_report(arguments, report.tables, is_bundled);
    return warn_of_rejected_rows(report.quality, arguments.data) ? exit_status::rows_rejected : exit_status::fine;
}

} // namespace kohort_cli
