// Code lists with a hierarchy and a validity, and the correspondences that lead from one version to another.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

/// One code of a list.
struct code_entry {
    std::string code;                  ///< stable id, e.g. "hagersten-alvsjo"
    localised_text label;              ///< what is printed, e.g. "Hägersten-Älvsjö"
    std::optional<std::size_t> parent; ///< index of the code that includes this one
    bool of_which = false; ///< printed as "of which" below its parent and never added to the parent's siblings
    friend bool operator==(const code_entry&, const code_entry&) = default;
};

/// An immutable list of codes, in the order in which they are printed.
///
/// A code of a hierarchy stands for itself and everything below it. Rows may carry any code, also one that has
/// children.
class code_list {
  public:
    code_list() = default;
    /// Checks that codes are non-empty and unique, that parents exist without cycles, and that "of which" codes have
    /// one; reports all errors, with paths like `/codes/other/parent`. A list may be empty. O(size log size).
    [[nodiscard]] static result<code_list> from(std::string id, std::vector<code_entry> entries,
                                                std::optional<window> valid = {});

    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    /// Days on which the list is in force; nothing means always.
    [[nodiscard]] const std::optional<window>& valid() const noexcept { return valid_; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] const code_entry& operator[](std::size_t index) const noexcept { return entries_[index]; }
    [[nodiscard]] const std::vector<code_entry>& entries() const noexcept { return entries_; }
    /// Index of a code; O(log size).
    [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const noexcept;
    /// Levels above the code: 0 for a root.
    [[nodiscard]] std::size_t depth(std::size_t index) const noexcept;
    /// Whether `index` is `ancestor` or lies below it.
    [[nodiscard]] bool is_within(std::size_t index, std::size_t ancestor) const noexcept;
    /// The codes whose own spelling or whose label's is nearest to `text`, best first, for error messages ("did you
    /// mean ..."). O(size).
    [[nodiscard]] std::vector<std::string> suggestions(std::string_view text, std::size_t most = 3) const;

    friend bool operator==(const code_list&, const code_list&) = default;

  private:
    std::string id_;
    std::vector<code_entry> entries_;
    std::vector<std::size_t> by_code_; ///< indices sorted by code
    std::optional<window> valid_;
};

/// How the codes of one list become codes of another. Several codes may merge into one; a code that splits cannot be
/// stated here exactly, so such a correspondence is declared with `exact == false`.
struct correspondence {
    std::string from;                                     ///< id of the source list
    std::string to;                                       ///< id of the target list
    std::vector<std::pair<std::string, std::string>> map; ///< source code -> target code; codes not named keep their id
    bool exact = true;
    friend bool operator==(const correspondence&, const correspondence&) = default;
};

/// From each index of a source list to an index of a target list.
struct code_translation {
    std::vector<std::size_t> target; ///< by source index
    bool exact = true;               ///< false when any step on the way is inexact: results carry the flag `estimated`
};

/// The code lists and correspondences that a computation may use: kohort's own (Stockholm's district areas) and the
/// user's.
class code_book {
  public:
    /// An empty book.
    code_book() = default;
    /// kohort's own lists: `stockholm.districts.1997` (18 areas until 2006-12-31), `stockholm.districts.2007-01` (14),
    /// `stockholm.districts.2020-07` (13), `stockholm.districts.2023-07` (11), and `stockholm.districts`, the union of
    /// all versions for registers that record the area of their time; exact correspondences from older to newer.
    /// Each list ends with the codes `hemlosa` ("Enheten för hemlösa") and `other` ("Övriga"); the 2023-07 list has
    /// before them `norra-innerstaden-och-kungsholmen`, one printed row for two areas that cannot be split.
    /// The union reaches 2023-07 only: it also holds areas that older versions do not have.
    [[nodiscard]] static code_book with_built_in_lists();

    /// Errors: the id is taken by a list with other content.
    [[nodiscard]] std::optional<error> add(code_list list);
    /// Errors: an unknown list or code, with its path; a code that is mapped twice; a list told on itself; another
    /// correspondence, equally exact, between the same two lists.
    [[nodiscard]] std::optional<error> add(correspondence rule);

    /// The list, or null. Valid until a list is added.
    [[nodiscard]] const code_list* find(std::string_view id) const noexcept;
    [[nodiscard]] const std::vector<code_list>& lists() const noexcept { return lists_; }
    [[nodiscard]] const std::vector<correspondence>& correspondences() const noexcept { return rules_; }

    /// The codes of one list as codes of another, by the shortest chain of exact correspondences or, without one, by
    /// the shortest chain of any; among equally short ones, the one added first. A list translates to itself.
    ///
    /// Errors: an unknown list; no chain (e.g. from 11 districts back to 14: the message says that areas cannot be
    /// split, and which direction exists); each code without a target. O(chain x codes x log codes).
    [[nodiscard]] result<code_translation> translate(std::string_view from, std::string_view to) const;

    friend bool operator==(const code_book&, const code_book&) = default;

  private:
    std::vector<code_list> lists_;
    std::vector<correspondence> rules_;
};

} // namespace kohort
