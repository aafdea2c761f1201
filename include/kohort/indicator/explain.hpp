// A definition in words: what is counted, over what, when, by whose definition, and what it is not.
#pragma once

#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// What the codes of registers and tables are called. Without a label a code is told by itself.
class code_labels {
  public:
    code_labels() = default;
    /// The labels of the code lists that the dimensions of registers and tables have. O(codes).
    explicit code_labels(const schema_set& schemas);
    explicit code_labels(const data_set& data);

    /// The label of a code of a dimension of a register or population table; the code itself when it has none.
    [[nodiscard]] std::string label(std::string_view source, std::string_view dimension, std::string_view code,
                                    language in) const;

  private:
    void add(const std::string& source, const std::string& dimension, const code_list& codes);

    using lists_by_dimension = std::map<std::string, code_list, std::less<>>;
    std::map<std::string, lists_by_dimension, std::less<>> sources_;
};

struct explain_options {
    std::size_t width = 80; ///< columns in a line; longer words have a line of their own
    code_labels labels{};
    std::span<const definition> others{}; ///< definitions that `confused_with` may name, besides the catalogue's
};

/// The definition told to a reader who has to vouch for the figure: its name; what is counted, over what, how the two
/// make a figure and when; ages and thresholds with the day at which they are taken; follow-up; breakdowns, unit,
/// rounding and target; the formula in words; whose definition it is, its version and validity, breaks; what its source
/// leaves undefined; and what it is often confused with, with what differs there. Composed from the definition: nothing
/// in it is written for one indicator. Lines end in "\n" and have no spaces at their ends; headings are the only lines
/// that are not indented.
[[nodiscard]] std::string explain(const definition& indicator, language in, const explain_options& options = {});

/// The definition on one line: "exits from jobbtorg with exit_reason work or studies / exits from jobbtorg, per year".
[[nodiscard]] std::string formula_in_words(const definition& indicator, language in, const code_labels& labels = {});

/// One respect in which two definitions differ.
struct definition_difference {
    std::string aspect; ///< "Age"
    std::string here;   ///< "Aged 16-24 at the end of the period."
    std::string there;
    friend bool operator==(const definition_difference&, const definition_difference&) = default;
};

/// In what two definitions differ, of: what is counted, over what, how it is computed, when, ages, thresholds,
/// follow-up, unit and owner; or, when they differ in none of these, breakdowns. Empty when they compute the same
/// figures for the same owner.
[[nodiscard]] std::vector<definition_difference> differences(const definition& here, const definition& there,
                                                             language in, const code_labels& labels = {});

} // namespace kohort
