// Published tables as files: read into data and reports, written in the formats of other programs.
#pragma once

#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/formats.hpp>
#include <kohort/spells/data_set.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort_cli {

/// The tables of files in a format, or whichever each is in; warns of what is not kept. Throws `failure`.
[[nodiscard]] std::vector<kohort::publication> read_published(const std::vector<std::string>& files,
                                                              std::optional<kohort::table_format> format = {});

/// Adds the figures of files to the data, for definitions of {"cell": ...}. Throws `failure`.
void add_published(kohort::data_set& into, const std::vector<std::string>& files);

/// The figures of files as they were published, those with these ids or all. Throws `failure`.
[[nodiscard]] std::vector<kohort::indicator_table> published_figures(const std::vector<std::string>& files,
                                                                     const std::vector<std::string>& ids);

/// Writes tables to a file or folder, or to standard output when `output` is empty, which takes one table or a format
/// that holds several. Throws `failure`.
void write_tables(std::span<const kohort::publication> tables, kohort::table_format format, const std::string& output,
                  const kohort::format_options& options = {});

} // namespace kohort_cli
