// The persons in the measures behind a figure.
#pragma once

#include <kohort/indicator/evaluate.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// A measure of an operator, at any depth; of a share also the numerator.
struct measure_behind {
    std::string text; ///< canonical
    measure persons;  ///< counts those in it
};

/// All measures of registers behind the figures of an operator, each once.
[[nodiscard]] std::vector<measure_behind> measures_behind(const indicator_operator& operation);

/// "<id>.contributors.<n>": what counts the persons in the n-th measure.
[[nodiscard]] std::string contributors_id(const std::string& id, std::size_t measure);

/// Counts of persons by measure and place.
class contributor_book {
  public:
    contributor_book(std::span<const indicator_table> tables, std::span<const indicator_table> contributors);

    /// The number of persons, or nothing when they were not counted.
    [[nodiscard]] std::optional<std::int64_t> find(const std::string& measure, const std::string& place) const;

  private:
    std::map<std::string, std::int64_t, std::less<>> counts_; ///< by measure, a line feed and the place
};

} // namespace kohort::disclosure
