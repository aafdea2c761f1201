// Finding the columns of a register that a computation names, and what is said when they are not there.
#pragma once

#include <kohort/base/error.hpp>
#include <kohort/base/suggest.hpp>
#include <kohort/spells/spell_register.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

[[nodiscard]] inline error no_dimension(const spell_register& spells, const std::string& name, std::string path) {
    std::vector<std::string_view> names;
    for (const auto& dimension : spells.dimensions()) names.push_back(dimension.name);
    return {
        error_code::invalid_argument,
        fmt::format("the register \"{}\" has no dimension \"{}\"{}", spells.name(), name, did_you_mean(name, names)),
        std::move(path)};
}

/// The dimension that tells how spells ended, or null.
[[nodiscard]] inline const dimension_column* exit_reason_of(const spell_register& spells) noexcept {
    const auto& all = spells.dimensions();
    const auto found = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.is_exit_reason; });
    return found == all.end() ? nullptr : &*found;
}

[[nodiscard]] inline error no_exit_reason(const spell_register& spells, std::string path) {
    return {error_code::invalid_argument, fmt::format("the register \"{}\" has no exit reason", spells.name()),
            std::move(path)};
}

[[nodiscard]] inline error not_among_exit_reasons(const spell_register& spells, const dimension_column& reason,
                                                  const std::string& code, std::string path) {
    const auto near = reason.codes.suggestions(code);
    return {error_code::invalid_argument,
            fmt::format("\"{}\" is no exit reason of the register \"{}\"{}", code, spells.name(),
                        near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near.front())),
            std::move(path)};
}

} // namespace kohort
