// Secondary suppression: which further cells must go so that no suppressed cell can be recomputed.
#pragma once

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// How the cells to suppress are chosen.
enum class suppression_method : std::uint8_t {
    elimination, ///< greedy: from the dearest cell on, each is kept that leaves every sensitive cell undetermined
    exact        ///< the cheapest set of all, by mixed-integer programming (COIN-OR CBC)
};
[[nodiscard]] std::string_view name_of(suppression_method method) noexcept;

struct suppression_options {
    suppression_method method = suppression_method::elimination;
    double seconds = 60; ///< of the exact method; when they are over, the greedy answer stands
    /// Whether persons who are alone in a cell are taken to use what they know.
    bool guard_against_insiders = true;
    /// Steps of arithmetic (not seconds: the answer is the same on every machine) after which the greedy method keeps
    /// suppressed what it has not looked at. 2e9 are some 10 s.
    std::uint64_t effort = 2'000'000'000;
};

/// What happened to a cell.
enum class cell_fate : std::uint8_t { published, primary, secondary };

struct suppression {
    std::vector<cell_fate> fates;                                ///< by cell; unprinted cells are never `secondary`
    suppression_method method = suppression_method::elimination; ///< by which the fates were found
    bool is_proven_optimal = false;                              ///< no cheaper set protects all cells
    bool is_cut_off = false; ///< effort or time ran out: safe, but more is suppressed than need be
    double cost = 0;         ///< of the secondary cells
    std::size_t primary = 0; ///< printed cells that are sensitive
    std::size_t secondary = 0;
    /// Sensitive cells that what is fixed gives away however much is suppressed: exactly, or too narrowly.
    std::vector<std::uint32_t> unprotected;
};

/// Whether the exact method is there: kohort was built with COIN-OR CBC and CLP.
[[nodiscard]] bool has_exact_method() noexcept;

/// Finds the cells to suppress.
///
/// Greedy: cells are looked at from the dearest to the cheapest, zeros first of all (they protect nothing), and kept
/// when after that no sensitive cell is determined by the kept ones, nor by them and one cell whose only contributor
/// knows it. Whether it is determined is decided by sparse elimination modulo a prime; nonnegativity plays no part.
/// Then, for every sensitive cell, tables are built that the attacker must believe possible; where they do not reach
/// the protection that it needs, further cells that are large enough are suppressed. What these hide is then
/// hidden first in a second pass, unless the first was long, and the cheaper answer counts. (total + 4 + 13)^4 =
/// 104,976 cells, 12,439 of them sensitive, take 4 s; a table of many positions without hierarchies can use up the
/// effort.
///
/// Exact: the least cost for which the intervals that linear programming derives are as wide as needed (cutting planes
/// after Fischetti and Salazar). For up to some hundred cells. Insiders are not looked at. When the time is over, the
/// answer is the greedy one and its `method` says so.
///
/// Errors (`error_code::invalid_argument`): those of `problems_of`; the exact method in a build without the solver
/// (names the package).
[[nodiscard]] result<suppression> suppress(const additive_release& release, const suppression_options& options = {});

} // namespace kohort::disclosure
