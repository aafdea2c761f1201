#include "guard.hpp"

#include <algorithm>

namespace kohort::c_api {
namespace {

/// Text written into a fixed array, cut between characters, always with a NUL at its end.
class fixed_text {
  public:
    fixed_text(char* first, std::size_t size) noexcept : at_(first), room_(size - 1) { *at_ = '\0'; }

    void add(std::string_view text) noexcept {
        auto length = std::min(text.size(), room_);
        const auto is_continuation = [&](std::size_t i) {
            return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
        };
        if (length < text.size()) {
            while (length > 0 && is_continuation(length)) --length;
            room_ = length; // nothing more after a cut
        }
        if (length > 0) std::memcpy(at_, text.data(), length); // the data of an empty view may be null
        at_ += length;
        room_ -= length;
        *at_ = '\0';
    }

  private:
    char* at_;
    std::size_t room_;
};

bool has(const kohort_error& error, std::size_t end_of_member) noexcept { return error.struct_size >= end_of_member; }

#define KOHORT_END_OF(member) (offsetof(kohort_error, member) + sizeof(kohort_error::member))

/// The number after the last colon: the line of "spells.csv:17".
std::uint64_t row_in(std::string_view path) noexcept {
    const auto colon = path.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == path.size()) return 0;
    std::uint64_t row = 0;
    for (const char each : path.substr(colon + 1)) {
        if (each < '0' || each > '9' || row > 1'000'000'000'000'000'000) return 0;
        row = 10 * row + static_cast<std::uint64_t>(each - '0');
    }
    return row;
}

void report_head(kohort_error& into, kohort_status status, std::string_view path) noexcept {
    if (has(into, KOHORT_END_OF(status))) into.status = status;
    if (has(into, KOHORT_END_OF(row))) into.row = row_in(path);
    if (has(into, KOHORT_END_OF(path))) fixed_text(into.path, sizeof into.path).add(path);
}

} // namespace

void report(kohort_error* into, kohort_status status, std::string_view path, std::string_view message) noexcept {
    if (into == nullptr) return;
    report_head(*into, status, path);
    if (has(*into, KOHORT_END_OF(message))) fixed_text(into->message, sizeof into->message).add(message);
}

void report(kohort_error* into, const error& problem) noexcept {
    report(into, status_of(problem), problem.path(), problem.message());
}

void report(kohort_error* into, const error_list& problems) noexcept {
    if (into == nullptr) return;
    if (problems.size() == 1) return report(into, problems.front());
    report_head(*into, status_of(problems.front()), problems.front().path());
    if (!has(*into, KOHORT_END_OF(message))) return;
    fixed_text message(into->message, sizeof into->message);
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (i > 0) message.add("\n");
        message.add(problems[i].what());
    }
}

#undef KOHORT_END_OF

} // namespace kohort::c_api
