// What can go wrong, said once: a code for programs, a message for people, a path to the place.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

/// Families of errors. The numbers are stable: they are also the status numbers of the C API.
enum class error_code : int {
    invalid_argument = 100, ///< an argument of a call is outside its documented range
    definition = 200,       ///< an indicator definition cannot be used
    schema = 210,           ///< a schema, code list or correspondence cannot be used
    plan = 220,             ///< definition and data do not fit, or a limit of the plan is passed
    data = 300,             ///< the data themselves forbid going on (policy "stop", a file that is not a table)
    input_output = 400,     ///< a file cannot be read or written
    out_of_memory = 410,    ///< memory ran out or a limit was reached
    cancelled = 420,        ///< the caller asked to stop
    internal = 900          ///< a broken promise inside kohort; please report it
};

/// The stable name of a code, e.g. "definition".
[[nodiscard]] std::string_view name_of(error_code code) noexcept;

/// One error. Thrown by `result<T>::value()`, returned in lists by everything that validates.
/// `path` is a JSON pointer into the document (`/share/where/exit_reason/1`) or a place in a file (`spells.csv:17`);
/// empty when there is no place to point to.
class error : public std::exception {
  public:
    error(error_code code, std::string message, std::string path = {});

    [[nodiscard]] error_code code() const noexcept { return code_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// "path: message", or the message alone when there is no path.
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  private:
    error_code code_;
    std::string message_;
    std::string path_;
    std::string what_;
};

/// All errors of a document at once, in the order of the document.
using error_list = std::vector<error>;

/// The same error with the document (a file) in front of its path: "jobbtorg.json: /exit/means".
[[nodiscard]] error located_in(const error& problem, const std::string& document);

/// The messages, one per line.
[[nodiscard]] std::string to_string(const error_list& errors);

} // namespace kohort
