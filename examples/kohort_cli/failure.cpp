#include "failure.hpp"

namespace kohort_cli {

exit_status status_of(kohort::error_code code) noexcept {
    switch (code) {
    case kohort::error_code::invalid_argument:
        return exit_status::wrong_usage;
    case kohort::error_code::definition:
    case kohort::error_code::schema:
    case kohort::error_code::plan:
        return exit_status::wrong_document;
    case kohort::error_code::data:
    case kohort::error_code::input_output:
    case kohort::error_code::out_of_memory:
    case kohort::error_code::cancelled:
    case kohort::error_code::internal:
        return exit_status::input_output_failed;
    }
    return exit_status::input_output_failed;
}

std::string line_of(const kohort::error& problem, const std::string& document) {
    return document.empty() ? problem.what() : document + ": " + problem.what();
}

failure::failure(const kohort::error_list& errors, const std::string& document)
    : status_(status_of(errors.front().code())) {
    for (const auto& problem : errors) messages_.push_back(line_of(problem, document));
}

} // namespace kohort_cli
