// The texts of a JSON-stat dataset, in its own language and in translations; and its extensions.
#pragma once

#include "data/json_reader.hpp"

#include <kohort/publish/publication.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kohort::json_stat {

/// Position by code.
using code_positions = std::unordered_map<std::string, std::size_t>;

/// The extension of a dataset: what PxWeb writes in "px", and what kohort does.
class extension_reader {
  public:
    explicit extension_reader(const std::optional<json_place>& place);

    [[nodiscard]] std::optional<std::string> px_text(std::string_view key) { return text_of(px_, key); }
    [[nodiscard]] std::optional<std::string> kohort_text(std::string_view key) { return text_of(kohort_, key); }
    [[nodiscard]] std::optional<std::int64_t> px_number(std::string_view key);
    [[nodiscard]] std::optional<std::vector<std::string>> px_texts(std::string_view key);
    [[nodiscard]] std::vector<std::pair<std::string, json_place>> translations();
    [[nodiscard]] std::vector<publication_keyword> keywords();

  private:
    static std::optional<std::string> text_of(std::optional<json_object>& object, std::string_view key);
    std::optional<json_object> px_, kohort_;
};

/// Fills in the texts of a publication whose dimensions have their codes.
class texts_reader {
  public:
    texts_reader(publication& into, const std::vector<code_positions>& positions)
        : into_(into), positions_(positions) {}

    /// The dataset itself: texts of the first language, totals, parts, mandatory notes, kinds of measures.
    void read_main(json_object& dataset);
    void read_translation(const json_place& place, std::size_t language);

  private:
    void read_texts(json_object& from, std::size_t language);
    void read_dimension(std::size_t index, const json_place& place, std::size_t language);
    void read_dimension_extension(std::size_t index, const json_place& place, std::size_t language);
    void read_units(std::size_t index, const json_place& place, std::size_t language);
    void read_cell_notes(const json_place& place, std::size_t language);
    [[nodiscard]] std::optional<std::size_t> code(std::size_t dimension, const json_place& at, const std::string& code);
    /// Calls with the figure and the place of each member of an object of codes.
    template <class Visitor>
    void for_each_figure(std::size_t dimension, const json_place& place, Visitor visit);

    publication& into_;
    const std::vector<code_positions>& positions_;
};

} // namespace kohort::json_stat
