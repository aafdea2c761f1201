// Which cells say too much by themselves: the primary rules, for counts and for magnitudes.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// (n,k): sensitive when the `largest` contributions together are more than `percent` of the cell.
struct dominance_rule {
    std::size_t largest = 1;
    ratio percent = 80;
    friend bool operator==(const dominance_rule&, const dominance_rule&) = default;
};

/// p%: sensitive when the second largest contributor, who knows its own part, can estimate the largest to within
/// `percent` of it: total - first - second < percent/100 x first.
struct p_percent_rule {
    ratio percent = 10;
    friend bool operator==(const p_percent_rule&, const p_percent_rule&) = default;
};

/// Rules that apply together: a cell is sensitive when one of them says so.
struct primary_rules {
    /// Counts from 1 to one less are sensitive; 0 or 1 switches the rule off.
    std::int64_t minimum_frequency = 5;
    /// Whether a count of 0 is sensitive as well: "nobody of this group found work".
    bool zeros_are_sensitive = false;
    /// Cells of magnitudes with fewer contributors (but at least one) are sensitive; 0 or 1 switches the rule off.
    std::int64_t minimum_contributors = 3;
    std::optional<dominance_rule> dominance{};
    std::optional<p_percent_rule> p_percent{};
};

/// What is wrong with rules (`error_code::invalid_argument`, path `/dominance/percent`): negative numbers, percents of
/// 0 or below or, of dominance, above 100, dominance of no contributor. Empty when nothing is.
[[nodiscard]] error_list problems_of(const primary_rules& rules);

/// What is known of the contributors to a magnitude.
struct contributions {
    ratio total;                   ///< of the cell
    std::int64_t contributors = 0; ///< with a contribution other than 0
    std::vector<ratio> largest;    ///< in falling order: as many as the rules need, or all there are
};

/// The contributions of one cell from its rows: one contributor's rows are added first. Negative contributions count by
/// their size in `largest`. Keeps `keep` of the largest. O(n log n). Throws `std::overflow_error`.
struct contribution {
    std::uint64_t contributor = 0;
    ratio amount;
};
[[nodiscard]] contributions contributions_of(std::span<const contribution> rows, std::size_t keep = 3);

/// A rule that a cell breaks.
enum class broken_rule : std::uint8_t { none, minimum_frequency, zero, minimum_contributors, dominance, p_percent };
[[nodiscard]] std::string_view name_of(broken_rule rule) noexcept;

/// What the rules say of one cell.
struct judgement {
    broken_rule rule = broken_rule::none; ///< the first that is broken, in the order of the enumeration
    protection needs;                     ///< the most that any broken rule asks for
    [[nodiscard]] bool is_sensitive() const noexcept { return rule != broken_rule::none; }
};

/// A count. It must stay possible that the cell has `minimum_frequency`: an attacker who learns that a suppressed count
/// is at most 4 has learned what the rule hides. A sensitive 0 must stay as possible as a 1.
[[nodiscard]] judgement judge_count(std::int64_t count, const primary_rules& rules);

/// A magnitude. What must stay possible is, under and over the value: for dominance 100/k x (x1 + ... + xn) - total,
/// for p% p/100 x x1 - (total - x1 - x2), and for too few contributors the value itself. Throws `std::overflow_error`.
[[nodiscard]] judgement judge_magnitude(const contributions& cell, const primary_rules& rules);

} // namespace kohort::disclosure
