// Figures in named columns, as programs read them: what a curve or a triangle is written as.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace kohort {

/// A column of texts (empty: none), of whole numbers, or of other numbers (not finite: none).
struct figure_column {
    std::string name;
    std::variant<std::vector<std::string>, std::vector<std::int64_t>, std::vector<double>> values{};

    [[nodiscard]] std::size_t size() const noexcept;
};

/// RFC 4180 with line feeds; numbers with as many digits as they need; empty where there is no figure. The columns have
/// one length. O(figures).
[[nodiscard]] std::string to_csv(std::span<const figure_column> columns);

/// An array with an object per row and line; null where there is no number. O(figures).
[[nodiscard]] std::string to_json(std::span<const figure_column> columns);

} // namespace kohort
