// The registers that measures name: those of the data set, and those made of them.
#pragma once

#include "definition_errors.hpp"
#include "row_memory.hpp"

#include <kohort/indicator/measure.hpp>
#include <kohort/spells/data_set.hpp>
#include <kohort/spells/register_profile.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kohort {

/// Profiles of registers, by name or `key_of`.
using register_profiles = std::map<std::string, register_profile>;

/// Makes each combined or merged register once, however many measures name it. The registers live as long as the pool.
class register_pool {
  public:
    explicit register_pool(const data_set& data) : data_(&data) {}
    /// A pool of registers without rows, of which these profiles tell what the rows were like, combined registers by
    /// `key_of`.
    register_pool(const data_set& data, const register_profiles& profiles) : data_(&data), profiles_(&profiles) {}

    /// Whether the registers have the rows that are to be counted.
    [[nodiscard]] bool has_rows() const noexcept { return profiles_ == nullptr; }
    /// The profiles of all registers: those of the data set by their names, and those made so far.
    [[nodiscard]] register_profiles profiles() const;

    /// The register of a measure, or null and an error. `path` is the measure's.
    [[nodiscard]] const spell_register* find(const measure_source& source, const std::optional<duration>& merge_gaps,
                                             const std::string& path, definition_errors& errors);
    /// A register of the data set, or null and an error with the nearest names.
    [[nodiscard]] const spell_register* find(const std::string& name, const std::string& path,
                                             definition_errors& errors) const;

    /// What was computed per row of any of the registers.
    [[nodiscard]] row_memory& rows() noexcept { return rows_; }

  private:
    struct made_register {
        measure_source source;
        std::optional<duration> merge_gaps;
        std::unique_ptr<const spell_register> spells;
    };
    [[nodiscard]] const spell_register* combine(const measure_source& source, const std::string& path,
                                                definition_errors& errors);
    [[nodiscard]] const spell_register* known(const measure_source& source,
                                              const std::optional<duration>& merge_gaps) const noexcept;
    const spell_register* keep(const measure_source& source, const std::optional<duration>& merge_gaps,
                               spell_register made);

    const data_set* data_;
    const register_profiles* profiles_ = nullptr;
    std::vector<made_register> made_;
    row_memory rows_;
};

} // namespace kohort
