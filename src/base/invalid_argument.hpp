// The error of a call with wrong arguments.
#pragma once

#include <kohort/base/error.hpp>

#include <string>
#include <utility>

namespace kohort {

[[nodiscard]] inline error invalid_argument(std::string message, std::string path = {}) {
    return {error_code::invalid_argument, std::move(message), std::move(path)};
}

} // namespace kohort
