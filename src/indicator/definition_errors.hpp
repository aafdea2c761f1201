// What is wrong with a definition when it meets the data.
#pragma once

#include <kohort/base/error.hpp>

#include <string>
#include <utility>

namespace kohort {

/// Collects the errors of one definition, with its id in front of every path. The same error is kept once: a measure
/// may be looked at several times.
class definition_errors {
  public:
    explicit definition_errors(std::string id) : id_(std::move(id)) {}
    void add(error_code code, std::string message, const std::string& path) {
        for (const auto& known : found_)
            if (known.message() == message && known.path() == id_ + path) return;
        found_.emplace_back(code, std::move(message), id_ + path);
    }
    void add(const error_list& problems, const std::string& path) {
        for (const auto& problem : problems) add(problem.code(), problem.message(), path);
    }
    [[nodiscard]] const error_list& found() const noexcept { return found_; }

  private:
    std::string id_;
    error_list found_;
};

} // namespace kohort
