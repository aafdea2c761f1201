// What can an outsider work out from published tables? An auditor that shares nothing with what chose the suppressions.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/disclosure/additive_release.hpp>
#include <kohort/publish/disclosure/suppression.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// A cell as its readers see it: a number, a number rounded to an interval, or nothing.
struct seen_cell {
    std::string name;
    double least = 0;                                        ///< known beforehand, or printed
    double most = (std::numeric_limits<double>::infinity)(); ///< equal to `least` when the number is printed
    bool is_suppressed = false; ///< looked for; other cells without a number are only in the way
    bool is_sensitive = true;   ///< of suppressed cells: it matters what can be known of it
    /// Where the true value is known to the auditor: what must stay possible around it. Without a true value only the
    /// width is asked for.
    std::optional<double> truth{};
    protection needs{};
};

/// Tables as published: with the sums that readers know to hold.
struct seen_release {
    std::vector<seen_cell> cells;
    std::vector<sum_relation> sums;
};

/// What readers see of a release after suppression: printed numbers, and what everybody knows of the others. Sensitive
/// cells are looked for, unprinted ones as well; of other suppressed cells the interval is only told. Where the tables
/// tell primary from secondary suppressions, readers know that the former are counts from 1 to the rule's limit: give
/// such cells their `least` and `most`.
[[nodiscard]] seen_release seen_by_readers(const additive_release& release, const suppression& found);

/// How intervals were derived.
enum class attack_method : std::uint8_t {
    linear_programming, ///< exact: the interval of each cell, by COIN-OR CLP
    propagation,        ///< bounds passed along the sums; an attacker may do better
    elimination         ///< only cells that are determined by the sums, whatever the signs
};
[[nodiscard]] std::string_view name_of(attack_method method) noexcept;

struct attack_options {
    attack_method method = attack_method::linear_programming;
    /// Up to so many suppressed cells linear programming looks at each; above, at a sample, and propagation at all.
    std::size_t most_exact = 2000;
    std::size_t sample = 200;
    double tolerance = 1e-6; ///< ends and widths that miss by so much, relative to the numbers, pass
};

/// What was found out about a suppressed cell.
struct derived_interval {
    std::uint32_t cell = 0;
    double least = 0;
    double most = 0;
    attack_method by = attack_method::linear_programming;
    bool is_too_narrow = false;
    std::vector<std::uint32_t> sums; ///< from which a too narrow interval follows
};

struct attack_report {
    std::vector<derived_interval> intervals; ///< one for every suppressed cell, in their order
    std::size_t suppressed = 0;
    std::size_t looked_at_exactly = 0; ///< by linear programming; fewer than `suppressed`: a sample
    std::size_t too_narrow = 0;
    bool is_consistent = true; ///< false: no table at all fits what is printed, so nothing follows
    [[nodiscard]] bool is_safe() const noexcept { return is_consistent && too_narrow == 0; }
};

/// Whether linear programming is there: kohort was built with COIN-OR CLP.
[[nodiscard]] bool has_linear_programming() noexcept;

/// Derives what can be known of each suppressed cell and judges the sensitive ones: the interval must reach what
/// `needs` asks for, and never be a single number.
///
/// Linear programming: the least and the most that a cell can be in any table of real numbers that fits. Above
/// `most_exact` cells, propagation for all, which finds what single sums give away one after the other, and linear
/// programming for a sample that is the same at each run. Elimination: cells that are determined by the sums alone; it
/// needs no solver, and what it calls safe may have narrow intervals.
///
/// Errors (`error_code::invalid_argument`, all at once): sums of cells that are not there, `least` above `most`; linear
/// programming in a build without the solver (names the package).
[[nodiscard]] result<attack_report> attack(const seen_release& release, const attack_options& options = {});

/// One line for each cell that can be narrowed too far, with its interval and the sums; then what was looked at, and
/// how.
[[nodiscard]] std::string to_text(const seen_release& release, const attack_report& report);

/// One line per suppressed cell: cell,least,most,method,verdict,sums. Quoted as in RFC 4180.
[[nodiscard]] std::string to_csv(const seen_release& release, const attack_report& report);

} // namespace kohort::disclosure
