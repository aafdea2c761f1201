// What the program knows about the screen: colours, widths, messages and the progress bar.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace kohort_cli {

/// The streams that may be a screen, by descriptor.
enum class stream : int { output = 1, errors = 2 };

/// Whether somebody looks at it, and not a file or program reads it.
[[nodiscard]] bool is_terminal(stream which) noexcept;

/// Whether colour helps: the stream is a terminal that can do it, and NO_COLOR is not set.
[[nodiscard]] bool wants_colour(stream to) noexcept;

/// Letters in a line of a file.
inline constexpr std::size_t default_width = 100;

/// Letters in a line: the terminal's width, or the default when the stream is none.
[[nodiscard]] std::size_t width_of(stream to) noexcept;

/// Ways to print a text on a terminal.
enum class emphasis { bold, dim, red, yellow };

/// The text in that way, or as it is without colour.
[[nodiscard]] std::string emphasised(std::string_view text, emphasis how, bool colour);

/// Writes a text to standard output. A reader that has closed its end has seen enough: no failure. Anything else that
/// goes wrong, a full disk for one, is a `failure`.
void write_output(std::string_view text);

/// Writes a text to this file, whole or not at all; to standard output when it has no name.
void write_output_to(const std::string& file, std::string_view text);

void print_error(std::string_view message);   ///< "kohort: error: ..." on standard error
void print_warning(std::string_view message); ///< "kohort: warning: ..." on standard error
void print_hint(std::string_view message);    ///< the line alone

/// A bar on standard error for work that takes more than two seconds; nothing when that is no terminal. The time counts
/// from the construction; the bar disappears with the object.
class progress_bar {
  public:
    progress_bar() = default;
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar() { clear(); }

    /// A callback for one step of the work, e.g. "reading spells.csv". It must not outlive the bar. Where the whole is
    /// not known (0), what is done is shown in millions.
    [[nodiscard]] std::function<bool(std::int64_t done, std::int64_t all)> step(std::string what);
    void clear() noexcept;

  private:
    using clock = std::chrono::steady_clock;
    void show(const std::string& what, std::int64_t done, std::int64_t all);

    clock::time_point due_ = clock::now() + std::chrono::seconds(2); ///< when the bar is drawn next
    std::size_t shown_ = 0;                                          ///< letters of the bar that stand there
};

} // namespace kohort_cli
