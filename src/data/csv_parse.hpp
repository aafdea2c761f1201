// The parser behind `parse_csv`, `read_csv` and `read_csv_stream`.
#pragma once

#include "csv_source.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace kohort::csv {

/// Small enough for the cache of one core, large enough to make everything that happens once per chunk cheap.
inline constexpr std::size_t default_chunk_bytes = 1U << 18U;

/// Reads all of `bytes`. The result does not depend on `chunk_bytes` > 0, which tests make small; only which error is
/// told does, when a chunk has both bad texts and bad rows.
[[nodiscard]] result<csv_table> parse(byte_source& bytes, const std::string& name,
                                      std::span<const csv_column_request> columns, const csv_options& options,
                                      std::size_t chunk_bytes = default_chunk_bytes);

} // namespace kohort::csv
