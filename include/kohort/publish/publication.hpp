// A table as statistical offices publish it: what is in the cells, and everything that is said about them. All readers
// of official formats give one, all writers take one.
#pragma once

#include <kohort/base/obs_status.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/data/published_table.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// A text in the languages of its publication, in their order. Missing and empty ones fall back to the first that is
/// not.
struct translated_text {
    std::vector<std::string> texts;

    translated_text() = default;
    /// The same in every language, or the text of a publication in one.
    translated_text(std::string text) : texts{std::move(text)} {}

    /// In the language at this place of `publication::languages`.
    [[nodiscard]] const std::string& in(std::size_t language) const noexcept;
    [[nodiscard]] bool empty() const noexcept;
    /// Sets the text of one language.
    void set(std::size_t language, std::string text);
    friend bool operator==(const translated_text&, const translated_text&) = default;
};

/// A cell as printed: scaled / 10^decimals, or the status that says why there is no number (then 0).
struct printed_value {
    std::int64_t scaled = 0;
    std::uint8_t decimals = 0; ///< 0..18
    obs_status status{};

    /// The exact number. Precondition: the status has a value.
    [[nodiscard]] ratio value() const;
    friend bool operator==(const printed_value&, const printed_value&) = default;
};

/// The same number and status; trailing zeros do not count.
[[nodiscard]] bool is_same(const printed_value& a, const printed_value& b) noexcept;

/// A remark. Line breaks are line feeds; there are no empty lines within one.
struct publication_note {
    translated_text text;
    bool is_mandatory = false; ///< must be shown with the figures
    friend bool operator==(const publication_note&, const publication_note&) = default;
};

/// A remark about some cells.
struct cell_note {
    std::vector<std::optional<std::size_t>> cells; ///< for each dimension, the position, or nothing for all
    publication_note note;
    friend bool operator==(const cell_note&, const cell_note&) = default;
};

/// One place on a dimension.
struct publication_code {
    std::string code;      ///< unique within the dimension
    translated_text label; ///< empty: the code says it all
    axis_position::role is = axis_position::role::ordinary;
    std::optional<std::size_t> parent{}; ///< the place that includes this one, besides the total
    bool of_which = false;               ///< part of its parent, never added to the parent's siblings
    std::vector<publication_note> notes{};
    friend bool operator==(const publication_code&, const publication_code&) = default;
};

enum class dimension_role : std::uint8_t {
    classification,
    time,    ///< codes are periods as kohort writes them ("2024", "2024-07") where they could be read as such
    geo,     ///< areas
    contents ///< different figures, each with its own unit: "Contents", "Tabellinnehåll"
};

struct publication_dimension {
    std::string id; ///< for programs: "sex", "Kon"
    translated_text name;
    dimension_role role = dimension_role::classification;
    std::vector<publication_code> codes;
    std::vector<publication_note> notes{};

    [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const noexcept; ///< O(codes)
    [[nodiscard]] std::optional<std::size_t> total() const noexcept;
    friend bool operator==(const publication_dimension&, const publication_dimension&) = default;
};

/// What a figure of the table is: one for each code of the contents dimension, or one when there is none.
struct publication_content {
    translated_text unit;      ///< as written: "procent", "antal"
    int decimals = 0;          ///< shown
    std::string measured{};    ///< PX's STOCKFA: "S" stock, "F" flow, "A" average; or empty
    std::string updated{};     ///< "2024-05-31" or "2024-05-31T08:00", or as written
    translated_text period{};  ///< REFPERIOD: what time a figure refers to
    translated_text contact{}; ///< whom to ask
    friend bool operator==(const publication_content&, const publication_content&) = default;
};

/// A statement of the file that has no field of its own here: it is kept, so that the same format gets it back.
struct publication_keyword {
    std::string keyword;           ///< PX's: "COPYRIGHT", "CFPRICES"
    std::string language{};        ///< empty: none written
    std::vector<std::string> of{}; ///< variable, value: as written
    std::vector<std::string> values;
    bool quoted = true; ///< whether the values are texts; YES, NO and numbers are not
    friend bool operator==(const publication_keyword&, const publication_keyword&) = default;
};

/// A table with everything that is said about it. Cells are in the order of the dimensions, the last varies fastest.
struct publication {
    std::vector<std::string> languages; ///< "sv", "en"; the first is the main one; never empty in what readers give
    std::string id;                     ///< of the table: PX's MATRIX, SDMX's artefact
    std::string version{};
    translated_text title;
    translated_text contents{}; ///< what the figures are, in a few words
    translated_text source{};
    std::string created{}; ///< like `publication_content::updated`
    std::string subject_code{};
    translated_text subject_area{};
    std::vector<publication_note> notes{};
    std::vector<cell_note> cell_notes{};
    std::vector<publication_dimension> dimensions;
    std::size_t heading = 1; ///< so many of the last dimensions are shown as columns
    std::vector<publication_content> figures;
    std::optional<rounding_rule> rounding{};
    std::vector<publication_keyword> keywords{};
    std::vector<printed_value> cells;
    /// What the file says that had to be left out or could not be read exactly, in words. Not written.
    std::vector<std::string> losses{};

    [[nodiscard]] std::optional<std::size_t> contents_dimension() const noexcept;
    [[nodiscard]] std::optional<std::size_t> time_dimension() const noexcept;
    /// The figure that a cell is.
    [[nodiscard]] const publication_content& figure_of(std::size_t cell) const noexcept;
    /// Place of a language in `languages`, or of the first.
    [[nodiscard]] std::size_t language_index(std::string_view code) const noexcept;
};

/// How an evaluated table becomes a publication.
struct publication_options {
    std::vector<std::string> languages{"sv", "en"}; ///< of these two
    std::string updated{};                          ///< "2024-05-31" or "2024-05-31T08:00"; empty: not said
};

/// The published figures of an indicator, rounded by its definition: dimensions as broken down, the period last. Totals
/// are called "Totalt" and "Total" where they have no label. Numerators, denominators and target are left behind; the
/// definition's source, breaks and description go into source and notes. O(cells). Throws `std::overflow_error` when a
/// figure does not fit into 64 bits.
[[nodiscard]] publication to_publication(const indicator_table& table, const publication_options& options = {});

/// A figure of a publication as a cube.
struct publication_cube {
    std::string code; ///< of the contents dimension; the publication's id when there is none
    translated_text label;
    publication_content about;
    cube figures; ///< the first axis is "period" when there is a time dimension; every cell is value over 1, as printed
};

/// The figures of a publication, one cube for each code of the contents dimension, so that series, audit and everything
/// else that takes cubes takes them. Values are in the printed unit. Nothing adds on its own
/// (`additivity::over_groups::none`): a table does not say what its figures count. Labels keep Swedish and English
/// (of other languages the first stands in for English). O(cells).
[[nodiscard]] std::vector<publication_cube> to_cubes(const publication& table);

/// The figures of a publication as published tables, which indicator definitions read as {"cell": ...}: one for each
/// unit, called by the publication's id (with several, "<id>.<unit>"); the cells are the codes of the contents
/// dimension, or the id. Totals become the total. `unit` replaces what the publication says.
///
/// Errors (`data`, path: the publication's id and the place): no time dimension; a period that is none; a unit that is
/// not known (give `unit`); a value that does not fit into 64 bits in base units; a code list of more than 65,000
/// codes. At most 20. O(cells log cells).
[[nodiscard]] result<std::vector<published_table>> to_published_tables(const publication& table,
                                                                       std::optional<measurement_unit> unit = {});

/// The figures of a publication as evaluated indicators, to be printed by `to_text`, `to_markdown` and `to_csv`: one
/// for each code of the contents dimension, with its label as name, its unit, as many decimals as its cells have, and
/// the operation {"cell": code}. A figure in a unit that kohort does not know is a count whose name tells the unit.
///
/// Errors (`data`, path: the publication's id and the figure): no time dimension; a value that does not fit into 64
/// bits in base units. O(cells).
[[nodiscard]] result<std::vector<indicator_table>> to_indicator_tables(const publication& table);

/// The unit that a text means: "procent", "Percent", "%", "antal", "number", "personer", "1000 kr", ...
[[nodiscard]] std::optional<measurement_unit> unit_of_text(std::string_view text);
/// The unit of a figure, by its text in any of the languages.
[[nodiscard]] std::optional<measurement_unit> unit_of(const publication_content& figure);

} // namespace kohort
