// The check that a confidence level is one.
#pragma once

#include <kohort/base/error.hpp>

#include <fmt/format.h>

#include <optional>

namespace kohort {

[[nodiscard]] inline std::optional<error> check_level(double level) {
    if (level > 0 && level < 1) return std::nullopt;
    return error(error_code::invalid_argument,
                 fmt::format("a confidence level of {} is not between 0 and 1 (95 % is 0.95)", level), "/level");
}

} // namespace kohort
