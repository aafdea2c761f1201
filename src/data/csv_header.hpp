// The first line of a file: which columns there are.
#pragma once

#include "csv_source.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort::csv {

struct header {
    std::size_t fields = 0;
    std::vector<std::size_t> wanted; ///< for each request, the index of its column
};

/// Takes the header, and all before it, from the front of a chunk; nothing when the chunk has only blank lines. Throws
/// `error`, or `error_list` with the errors of all requests.
[[nodiscard]] std::optional<header> take_header(chunk& from, std::span<const csv_column_request> requests,
                                                const csv_dialect& dialect, const std::string& file);

} // namespace kohort::csv
