// Tables and figures for people, with letters of one width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kohort_cli {

/// A table for reading: texts to the left, numbers to the right, with one heading per column. Where it would be wider
/// than `width`, the widest column of texts is cut.
[[nodiscard]] std::string aligned(std::vector<std::vector<std::string>> lines, bool colour, std::size_t width);

/// "12.3 %"; "-" where there is no figure.
[[nodiscard]] std::string percent(double share);
/// A whole number with thin groups of three: "12 345".
[[nodiscard]] std::string grouped(std::int64_t number);

} // namespace kohort_cli
