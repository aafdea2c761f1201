// The cells of a PX file.
#pragma once

#include "text_coding.hpp"

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::px {

/// What the signs of a file stand for.
struct symbols {
    static constexpr std::size_t most_dots = 7;
    std::array<obs_status, most_dots + 1> dots{}; ///< by number of dots; [0] is "-"
    symbols();                                    ///< as `from_px_symbol` has them
};

/// A variable of the stub whose keys stand before the cells of each row.
struct row_key {
    std::string variable;
    std::vector<std::string> keys; ///< by position
};

/// What the cells of a file are to be.
struct data_layout {
    std::size_t rows = 1;        ///< product of the stub
    std::size_t columns = 1;     ///< product of the heading
    std::vector<row_key> keys{}; ///< of every variable of the stub, when the file has KEYS
    symbols signs{};
    const text_decoder* decoder = nullptr; ///< of the file; for keys
};

/// Reads the cells, from `offset` to the end of the file. `text` must be followed by a NUL byte. Errors: see
/// `parse_px`.
[[nodiscard]] result<std::vector<printed_value>> read_data(std::string_view text, std::size_t offset,
                                                           const std::string& file, const data_layout& layout);

} // namespace kohort::px
