#include "streamed_file.hpp"

#include "failure.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace kohort_cli {

streamed_file::streamed_file(std::string path)
    : path_(std::move(path)), temporary_(path_ + ".tmp" + std::to_string(::getpid())) {
    std::error_code ignored;
    const auto folder = std::filesystem::path(path_).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored))
        fail("there is no folder \"" + folder.string() + "\"");
    if (std::filesystem::exists(path_, ignored) && !std::filesystem::is_regular_file(path_, ignored))
        fail("it is no ordinary file");
    buffer_.reserve(buffer_size);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(std::strerror(errno));
}

streamed_file::~streamed_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) std::remove(temporary_.c_str());
}

void streamed_file::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_size) flush();
    buffer_ += text;
}

void streamed_file::finish() {
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(std::strerror(errno));
}

void streamed_file::commit() {
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail(std::strerror(errno));
    temporary_.clear();
}

void streamed_file::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const auto written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(std::strerror(errno));
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void streamed_file::fail(const std::string& why) const {
    throw failure(exit_status::input_output_failed, path_ + ": cannot be written: " + why + "; name another output");
}

} // namespace kohort_cli
