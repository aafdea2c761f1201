#include "published.hpp"

#include "failure.hpp"
#include "input.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace kohort_cli {
namespace {

void warn_of_losses(const std::vector<kohort::publication>& tables, const std::string& file) {
    constexpr std::size_t most = 20;
    std::vector<std::string> said;
    for (const auto& table : tables)
        for (const auto& loss : table.losses)
            if (said.size() < most && std::find(said.begin(), said.end(), loss) == said.end()) said.push_back(loss);
    for (const auto& loss : said) print_warning(file + ": not kept: " + loss);
}

} // namespace

std::vector<kohort::publication> read_published(const std::vector<std::string>& files,
                                                std::optional<kohort::table_format> format) {
    std::vector<kohort::publication> tables;
    for (const auto& file : files) {
        auto read = kohort::read_publications(file, format);
        if (!read) throw failure(read.errors());
        warn_of_losses(*read, file);
        std::move(read->begin(), read->end(), std::back_inserter(tables));
    }
    return tables;
}

void add_published(kohort::data_set& into, const std::vector<std::string>& files) {
    for (const auto& each : read_published(files)) {
        auto tables = kohort::to_published_tables(each);
        if (!tables) throw failure(tables.errors(), "--table");
        for (auto& table : *tables)
            if (const auto problems = into.add(std::move(table))) throw failure(*problems, "--table");
    }
}

std::vector<kohort::indicator_table> published_figures(const std::vector<std::string>& files,
                                                       const std::vector<std::string>& ids) {
    std::vector<kohort::indicator_table> figures;
    std::vector<std::string> known;
    for (const auto& each : read_published(files)) {
        auto tables = kohort::to_indicator_tables(each);
        if (!tables) throw failure(tables.errors(), "--table");
        for (auto& table : *tables) {
            known.push_back(table.indicator.id);
            if (ids.empty() || std::find(ids.begin(), ids.end(), table.indicator.id) != ids.end())
                figures.push_back(std::move(table));
        }
    }
    for (const auto& id : ids)
        if (std::find(known.begin(), known.end(), id) == known.end())
            throw unknown_indicator("--indicator: ", id, {known.begin(), known.end()});
    return figures;
}

void write_tables(std::span<const kohort::publication> tables, kohort::table_format format, const std::string& output,
                  const kohort::format_options& options) {
    if (!output.empty()) {
        if (const auto problems = kohort::write_publications(tables, format, output, options)) throw failure(*problems);
        return;
    }
    const bool holds_several = format == kohort::table_format::json_stat || format == kohort::table_format::kolada;
    if (tables.size() != 1 && !holds_several)
        throw usage_failure(std::string(kohort::table_format_names[static_cast<std::size_t>(format)]) +
                            " holds one table, and there are " + std::to_string(tables.size()) +
                            "; write them into a folder, or choose one");
    const auto files = kohort::to_format(tables, format, "", options);
    if (!files) throw failure(files.errors());
    write_output(files->front().content); // the metadata of a CSV are for files
}

} // namespace kohort_cli
