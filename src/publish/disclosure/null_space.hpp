// The tables that differ from the true one only in unknown cells: null vectors of the sums, by sparse elimination.
#pragma once

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kohort::disclosure {

/// A basis of all vectors over the unknown cells that leave every sum as it is, modulo the prime 2^31 - 1. A cell is
/// determined by the known ones exactly when no vector of the basis has it. (A number that is 0 modulo the prime and
/// not otherwise would make a cell look determined that is not: an error on the safe side, of odds some 2^-31.)
class null_space {
  public:
    struct entry {
        std::uint32_t index; ///< of a cell, or of a vector
        std::uint32_t value; ///< modulo the prime, never 0
        friend bool operator==(const entry&, const entry&) = default;
    };

    /// Stops when `effort` steps are used up; see `is_complete`.
    null_space(const additive_release& release, const std::vector<bool>& is_unknown, std::uint64_t effort);

    /// Whether all sums were taken in.
    [[nodiscard]] bool is_complete() const noexcept { return is_complete_; }
    [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }

    /// How many vectors have the cell; 0: it is determined.
    [[nodiscard]] std::size_t degree(std::uint32_t cell) const noexcept { return degrees_[cell]; }
    /// The vectors that have the cell, with its value in each, by rising index.
    [[nodiscard]] std::vector<entry> column(std::uint32_t cell);
    /// The same into memory that is there already.
    void read_column(std::uint32_t cell, std::vector<entry>& into);
    /// Whether the column of a cell is a multiple of this one. O(1) where it mostly is not.
    [[nodiscard]] bool is_proportional(std::uint32_t cell, const std::vector<entry>& column) const noexcept;
    /// The cells of a vector, by rising index.
    [[nodiscard]] std::span<const entry> vector(std::uint32_t index) const noexcept { return vectors_[index]; }
    /// The shortest of some vectors, as an element of the column.
    [[nodiscard]] entry shortest(const std::vector<entry>& column) const noexcept;

    /// The cell becomes known: only vectors without it stay.
    void know(std::uint32_t cell);

    [[nodiscard]] static std::uint32_t multiply(std::uint32_t a, std::uint32_t b) noexcept;
    [[nodiscard]] static std::uint32_t inverse(std::uint32_t a) noexcept;
    [[nodiscard]] static std::uint32_t subtract(std::uint32_t a, std::uint32_t b) noexcept;
    /// The small whole number that a value stands for; nothing when it is beyond -1000 .. 1000.
    [[nodiscard]] static std::optional<int> small_number(std::uint32_t value) noexcept;

  private:
    void start(const additive_release& release, const std::vector<bool>& is_unknown);
    void take_in_sums(std::size_t sums, std::uint64_t effort);
    [[nodiscard]] std::uint32_t value_in(std::uint32_t vector, std::uint32_t cell) const noexcept;
    void subtract_multiple(std::uint32_t vector, const std::vector<entry>& pivot, std::uint32_t factor);

    /// Cells first, then one coordinate for each sum: by how much a vector breaks it, until it is taken in.
    std::size_t cells_;
    std::vector<std::vector<entry>> vectors_;
    std::vector<std::vector<std::uint32_t>> holders_; ///< by coordinate: vectors that may have it
    std::vector<std::uint32_t> degrees_;
    std::vector<entry> merged_, pivot_column_; ///< kept for their memory
    std::uint64_t steps_ = 0;
    bool is_complete_ = false;
};

} // namespace kohort::disclosure
