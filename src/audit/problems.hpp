// The problems of a file, as many as a person reads.
#pragma once

#include <kohort/base/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace kohort::audit {

/// Errors with file and line. After a hundred the others are counted only.
class problem_list {
  public:
    explicit problem_list(std::string file) : file_(std::move(file)) {}

    void add(std::int64_t line, std::string message) {
        if (errors_.size() < most)
            errors_.emplace_back(error_code::data, std::move(message), file_ + ":" + std::to_string(line));
        else
            ++others_;
    }

    [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }

    /// The errors, at last one about how many more there are.
    [[nodiscard]] error_list list() && {
        if (others_ > 0)
            errors_.emplace_back(error_code::data, "and " + std::to_string(others_) + " more errors", file_);
        return std::move(errors_);
    }

  private:
    static constexpr std::size_t most = 100;
    std::string file_;
    error_list errors_;
    std::size_t others_ = 0;
};

} // namespace kohort::audit
