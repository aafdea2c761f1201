#include "csv_source.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace kohort::csv {

std::size_t memory_source::read(char* into, std::size_t most) {
    const auto count = rest_.copy(into, most);
    rest_.remove_prefix(count);
    return count;
}

descriptor_source::descriptor_source(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) size_ = status.st_size;
}

std::size_t descriptor_source::read(char* into, std::size_t most) {
    std::size_t count = 0;
    while (count != most) {
        const auto got = ::read(descriptor_, into + count, most - count);
        if (got == 0) break;
        if (got > 0)
            count += static_cast<std::size_t>(got);
        else if (errno == EISDIR)
            throw error(error_code::input_output, "is a directory; name a file in it", name_);
        else if (errno != EINTR)
            throw error(error_code::input_output, "cannot be read: " + std::generic_category().message(errno), name_);
    }
    return count;
}

void chunk::drop_front(std::size_t length) noexcept {
    const auto dropped = take_census(text.substr(0, length));
    census -= dropped;
    first_line += static_cast<std::int64_t>(dropped.newlines);
    text.remove_prefix(length);
}

std::int64_t chunk::line_at(const char* place) const noexcept {
    return first_line + std::count(text.data(), place, '\n');
}

namespace {

/// Length of the whole records at the front of a text that begins with a record and holds so many quotes: up to the
/// last newline that an even number of quotes precede.
std::size_t length_of_whole_records(std::string_view text, std::size_t quotes) noexcept {
    for (auto length = text.size(); length != 0; --length) {
        const char last = text[length - 1];
        if (last == '\n' && quotes % 2 == 0) return length;
        quotes -= last == '"';
    }
    return 0;
}

/// Adds up to `most` bytes to the text: those that `read(into, most)` says it wrote.
template <class Read>
std::size_t append(chunk& to, std::size_t most, Read read) {
    const auto filled = to.text.size();
    to.memory.resize(std::max(to.memory.size(), filled + most + chunk::padding));
    const std::size_t added = read(to.memory.data() + filled, most);
    to.text = {to.memory.data(), filled + added};
    to.census += take_census(to.text.substr(filled));
    return added;
}

std::size_t append(chunk& to, std::string_view text) {
    return append(to, text.size(), [text](char* into, std::size_t most) { return text.copy(into, most); });
}

} // namespace

bool chunk_source::next(chunk& out) {
    const std::lock_guard lock(mutex_);
    if (at_end_) return false;
    out.text = {};
    out.census = {};
    append(out, carried_);
    std::size_t whole = 0;
    while (whole == 0 && !at_end_) {
        at_end_ = read_more(out) < chunk_bytes_;
        whole = length_of_whole_records(out.text, out.census.quotes);
        if (whole == 0 && out.text.size() > longest_line) at_end_ = true;
    }
    if (out.text.empty()) return false;
    if (!at_end_)
        set_aside(out, whole);
    else if (out.text.back() != '\n')
        append(out, "\n");
    std::fill_n(out.memory.data() + out.text.size(), chunk::padding, '\0');

    out.number = number_++;
    out.first_line = line_;
    out.bytes_read = bytes_read_;
    out.is_last = at_end_;
    line_ += static_cast<std::int64_t>(out.census.newlines);
    return true;
}

std::size_t chunk_source::read_more(chunk& out) {
    const auto added =
        append(out, chunk_bytes_, [this](char* into, std::size_t most) { return bytes_.read(into, most); });
    bytes_read_ += static_cast<std::int64_t>(added);
    return added;
}

/// Keeps what follows the whole records for the next chunk. Where nothing follows, one more byte tells whether the file
/// ends here.
void chunk_source::set_aside(chunk& out, std::size_t whole) {
    carried_ = out.text.substr(whole);
    out.text = out.text.substr(0, whole);
    out.census -= take_census(carried_);
    if (!carried_.empty()) return;
    char next = '\0';
    at_end_ = bytes_.read(&next, 1) == 0;
    if (at_end_) return;
    carried_ = next;
    ++bytes_read_;
}

} // namespace kohort::csv
