// One JSON-stat dataset as a JSON value: what a document has once or several times, and what CSVW metadata embed.
#pragma once

#include "data/json_reader.hpp"

#include <kohort/publish/publication.hpp>

#include <optional>
#include <string>

namespace kohort::json_stat {

/// The dataset of a publication, with values and statuses or without.
[[nodiscard]] json_value dataset_of(const publication& table, bool has_cells);

/// Reads a dataset; without values all cells are missing. Nothing when errors were reported. `name` is its id where it
/// has none.
[[nodiscard]] std::optional<publication> read_dataset(const json_place& place, const std::string& name);

} // namespace kohort::json_stat
