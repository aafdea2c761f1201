#include <kohort/base/error.hpp>

namespace kohort {

std::string_view name_of(error_code code) noexcept {
    switch (code) {
    case error_code::invalid_argument:
        return "invalid_argument";
    case error_code::definition:
        return "definition";
    case error_code::schema:
        return "schema";
    case error_code::plan:
        return "plan";
    case error_code::data:
        return "data";
    case error_code::input_output:
        return "input_output";
    case error_code::out_of_memory:
        return "out_of_memory";
    case error_code::cancelled:
        return "cancelled";
    case error_code::internal:
        return "internal";
    }
    return "internal"; // a number that is no code can only come from a cast: treat it as 900
}

error::error(error_code code, std::string message, std::string path)
    : code_(code), message_(std::move(message)), path_(std::move(path)),
      what_(path_.empty() ? message_ : path_ + ": " + message_) {}

error located_in(const error& problem, const std::string& document) {
    return {problem.code(), problem.message(), problem.path().empty() ? document : document + ": " + problem.path()};
}

std::string to_string(const error_list& errors) {
    std::string lines;
    for (const auto& each : errors) {
        if (!lines.empty()) lines += '\n';
        lines += each.what();
    }
    return lines;
}

} // namespace kohort
