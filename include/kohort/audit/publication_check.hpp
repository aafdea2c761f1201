// Do the sums of a published table hold, as it says itself what its figures are?
#pragma once

#include <kohort/audit/table_check.hpp>
#include <kohort/publish/publication.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort::audit {

/// The sums of one figure of a publication.
struct figure_audit {
    std::string figure;        ///< code of the contents dimension; the publication's id when there is none
    std::string not_checked{}; ///< why its sums are not looked at; empty when they are
    table_audit found{};
};

/// Checks the sums of every figure of a publication, as `check` does for a cube.
///
/// What adds follows from the unit and, where it is told, from STOCKFA. Shares, rates, indices and lengths of time
/// never add, nor do averages of money; other figures add over groups, and flows over time. Persons of a flow or of an
/// unknown kind may be counted in several groups: over dimensions other than sex only bounds are checked. Figures in
/// units that kohort does not know are not checked.
///
/// Cells are taken to be rounded to the decimals shown; without decimals counts are exact, and thousands and millions
/// of money rounded to whole ones. `rounded_to` replaces that for all figures. Throws `std::overflow_error` like
/// `check`.
[[nodiscard]] std::vector<figure_audit> check(const publication& table, std::optional<ratio> rounded_to = {});

/// How many lines of all figures contradict themselves.
[[nodiscard]] std::size_t contradictions_in(std::span<const figure_audit> audits) noexcept;

/// For people: each figure, its sums, and what does not hold.
[[nodiscard]] std::string to_text(std::span<const figure_audit> audits);

/// One line for each finding: figure,axis,total,place,verdict,computed,printed,mistake,reason. The place has the code
/// of each axis, separated by ";".
[[nodiscard]] std::string to_csv(std::span<const figure_audit> audits);

} // namespace kohort::audit
