// How the program ends when it cannot do what was asked.
#pragma once

#include <kohort/base/error.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace kohort_cli {

/// What the program returns to the shell.
enum class exit_status : int {
    fine = 0,
    rows_rejected = 1,      ///< the report is written, but some rows of the data are not in it
    disclosures = 1,        ///< the audit is written, and suppressed cells can be worked out
    contradictions = 1,     ///< the audit is written, and some published figures contradict each other
    wrong_usage = 2,        ///< the arguments
    wrong_document = 3,     ///< a schema or a definition
    input_output_failed = 4 ///< a file cannot be read or written, or is not a table
};

/// Thrown to end the program with a status and one message for each thing that is wrong.
class failure : public std::exception {
  public:
    failure(exit_status status, std::string message) : status_(status), messages_{std::move(message)} {}
    /// `messages` must not be empty.
    failure(exit_status status, std::vector<std::string> messages) : status_(status), messages_(std::move(messages)) {}
    /// `errors` must not be empty; the first decides the status. `document` is named before each.
    explicit failure(const kohort::error_list& errors, const std::string& document = {});

    [[nodiscard]] exit_status status() const noexcept { return status_; }
    [[nodiscard]] const std::vector<std::string>& messages() const noexcept { return messages_; }
    [[nodiscard]] const char* what() const noexcept override { return messages_.front().c_str(); }

  private:
    exit_status status_;
    std::vector<std::string> messages_;
};

/// An argument that cannot be used.
[[nodiscard]] inline failure usage_failure(std::string message) {
    return {exit_status::wrong_usage, std::move(message)};
}

/// The status that belongs to an error of the library.
[[nodiscard]] exit_status status_of(kohort::error_code code) noexcept;

/// The error as a line, after the name of the document that it is about.
[[nodiscard]] std::string line_of(const kohort::error& problem, const std::string& document);

} // namespace kohort_cli
