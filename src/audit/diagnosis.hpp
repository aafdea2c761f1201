// What a contradiction looks like.
#pragma once

#include "exact.hpp"
#include "formula.hpp"

#include <kohort/audit/relations.hpp>

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kohort::audit {

/// A mistake that would explain a contradiction, and a sentence that shows it.
struct diagnosis {
    mistake is = mistake::unknown;
    std::string because;
};

/// A number that enters a computation.
struct named_input {
    exact value;
    std::string_view name;
    bool of_which = false; ///< declared to be part of another
};

/// A number that was computed otherwise than it is printed. The parts of the computation can be exchanged and computed
/// again.
struct computation {
    const formula& of;
    std::span<const named_input> inputs;
    exact computed;
    exact printed;
    int decimals = 0; ///< to which the computed number is rounded
};

/// The mistakes that show from the computation alone: an of-which row among the inputs, truncation, rounded parts,
/// transposed digits, a lost decimal sign. O(inputs² x digits); not tried with more than 64 inputs.
[[nodiscard]] diagnosis diagnose(const computation& wrong);

/// Mistakes of relations: besides, an of-which row of the document, its targets, and columns that are swapped.
class relation_diagnosis {
  public:
    /// The figures must outlive this.
    explicit relation_diagnosis(const figure_list& figures);

    /// A contradiction that another may have been swapped with.
    void add(const relation& of, const computation& wrong);
    /// After all are added.
    [[nodiscard]] diagnosis find(const relation& of, const recorded_figure& output, const computation& wrong) const;

  private:
    [[nodiscard]] diagnosis of_which_row(const recorded_figure& output, const computation& wrong) const;
    [[nodiscard]] diagnosis target(const recorded_figure& output, const computation& wrong) const;
    [[nodiscard]] diagnosis swapped(const relation& of, const computation& wrong) const;

    std::unordered_map<std::string, std::vector<const recorded_figure*>> of_which_, targets_; ///< by document
    std::unordered_map<std::string, const relation*> contradictions_; ///< by document, printed and computed number
};

} // namespace kohort::audit
