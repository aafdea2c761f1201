#include "terminal.hpp"

#include "failure.hpp"

#include <kohort/publish/file.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace kohort_cli {
namespace {

constexpr std::size_t longest_progress = 80;

/// Writes everything; false with `errno` when that is impossible.
bool write_all(stream to, std::string_view text) noexcept {
    while (!text.empty()) {
        const auto written = ::write(static_cast<int>(to), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// " [######........................] 20 %"
std::string bar(std::int64_t done, std::int64_t all) {
    constexpr std::size_t width = 30;
    const double share = std::clamp(static_cast<double>(done) / static_cast<double>(all), 0.0, 1.0);
    const auto filled = static_cast<std::size_t>(share * width);
    const auto percent = std::to_string(static_cast<int>(share * 100));
    return " [" + std::string(filled, '#') + std::string(width - filled, '.') + "] " + percent + " %";
}

/// There is nobody left to tell when standard error fails.
void tell(std::string_view text) noexcept { static_cast<void>(write_all(stream::errors, text)); }

void print_message(std::string_view kind, emphasis how, std::string_view message) {
    auto line = "kohort: " + emphasised(kind, how, wants_colour(stream::errors));
    line.append(message).append("\n");
    tell(line);
}

} // namespace

bool is_terminal(stream which) noexcept { return ::isatty(static_cast<int>(which)) == 1; }

bool wants_colour(stream to) noexcept {
    const auto* no_colour = std::getenv("NO_COLOR");
    const auto* kind = std::getenv("TERM");
    if (no_colour && *no_colour) return false;
    return is_terminal(to) && kind && std::strcmp(kind, "dumb") != 0;
}

std::size_t width_of(stream to) noexcept {
    winsize size{};
    if (::ioctl(static_cast<int>(to), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return default_width;
    return size.ws_col;
}

std::string emphasised(std::string_view text, emphasis how, bool colour) {
    if (!colour) return std::string(text);
    constexpr std::string_view codes[] = {"1", "2", "1;31", "1;33"};
    std::string shown = "\033[";
    shown.append(codes[static_cast<std::size_t>(how)]).append("m").append(text).append("\033[0m");
    return shown;
}

void write_output(std::string_view text) {
    if (write_all(stream::output, text) || errno == EPIPE) return;
    throw failure(exit_status::input_output_failed,
                  std::string("standard output cannot be written: ") + std::strerror(errno) + "; send it elsewhere");
}

void write_output_to(const std::string& file, std::string_view text) {
    if (file.empty()) return write_output(text);
    if (const auto problem = kohort::write_file(file, text)) throw failure({*problem});
}

void print_error(std::string_view message) { print_message("error: ", emphasis::red, message); }

void print_warning(std::string_view message) { print_message("warning: ", emphasis::yellow, message); }

void print_hint(std::string_view message) { tell(std::string(message) + "\n"); }

std::function<bool(std::int64_t, std::int64_t)> progress_bar::step(std::string what) {
    return [this, what = std::move(what)](std::int64_t done, std::int64_t all) {
        show(what, done, all);
        return true;
    };
}

void progress_bar::show(const std::string& what, std::int64_t done, std::int64_t all) {
    const auto now = clock::now();
    if (now < due_ || !is_terminal(stream::errors)) return;
    due_ = now + std::chrono::milliseconds(100);
    const auto amount = all > 0 ? bar(done, all) : " " + std::to_string(done / 1'000'000) + " million";
    const auto width = (std::min)(width_of(stream::errors), longest_progress);
    const auto room = width > amount.size() ? width - amount.size() : 0; // a longer line would wrap and stay
    auto line = what.substr(0, room) + amount;
    const auto shown_before = std::exchange(shown_, line.size());
    if (shown_before > line.size()) line.append(shown_before - line.size(), ' ');
    tell('\r' + line);
}

void progress_bar::clear() noexcept {
    // Blanks, for not every terminal understands how to clear a line.
    constexpr auto blanks = [] {
        std::array<char, longest_progress> letters{};
        letters.fill(' ');
        return letters;
    }();
    if (shown_ == 0) return;
    tell("\r");
    tell({blanks.data(), (std::min)(shown_, blanks.size())});
    tell("\r");
    shown_ = 0;
}

} // namespace kohort_cli
