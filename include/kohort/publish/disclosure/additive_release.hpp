// A release as disclosure control sees it: cells, and which of them are sums of which others.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// How far from the true value an attacker must still believe a sensitive cell to be possible: the interval that can be
/// derived must reach `below` under and `above` over the value and be `width` wide. All 0: it must not be one number.
struct protection {
    double below = 0;
    double above = 0;
    double width = 0;
    friend bool operator==(const protection&, const protection&) = default;
};

/// What may be done with a cell.
enum class cell_use : std::uint8_t {
    open,     ///< printed, or suppressed to protect another
    fixed,    ///< known already: printed elsewhere, or in an earlier release that says the same
    unprinted ///< in no table, but a difference of cells that are (the rest beside an "of which" row)
};

/// One number of a release. Two tables that print the same number share one cell: that is what links them.
struct release_cell {
    std::string name;                      ///< for people, unique: "exits 2024-07, sex=women"
    ratio value;                           ///< the true one
    cell_use use = cell_use::open;         ///
    double cost = 0;                       ///< of suppressing it; cells of high cost are kept
    std::optional<protection> sensitive{}; ///< a primary rule hides it; nothing: it may be printed
    /// Who is alone in a cell of amounts, any number for each: who knows the cell and must not find out another. Not
    /// for counts: who is counted does not know of being the only one.
    std::optional<std::uint64_t> lone_contributor{};
    double least = 0;                                        ///< everybody knows that it is not below ...
    double most = (std::numeric_limits<double>::infinity)(); ///< ... and not above
};

/// A cell that is the sum of others.
struct sum_relation {
    std::uint32_t total = 0;
    std::vector<std::uint32_t> parts;
    friend bool operator==(const sum_relation&, const sum_relation&) = default;
};

/// Every cell of all tables that are published together, with every sum that holds between them. Linked tables, totals
/// printed elsewhere and last month's release are cells and sums like others.
struct additive_release {
    std::vector<release_cell> cells;
    std::vector<sum_relation> sums;
};

/// What is wrong with a release (`error_code::invalid_argument`, all at once, path `/sums/3` or `/cells/7`): a sum of
/// nothing or of cells that are not there, a cell twice in a sum, values that do not add up, a value outside what
/// everybody knows, a fixed cell that is sensitive. Empty when nothing is. O(cells + terms).
[[nodiscard]] error_list problems_of(const additive_release& release);

/// "exits 2024 = exits 2024, sex=women + exits 2024, sex=men"
[[nodiscard]] std::string to_string(const additive_release& release, const sum_relation& sum);

} // namespace kohort::disclosure
