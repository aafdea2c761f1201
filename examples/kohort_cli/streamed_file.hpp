// A file too large for memory that appears whole or not at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kohort_cli {

/// Collects text in a temporary file beside `path`, which `commit` renames. Without `commit` nothing is left behind and
/// an existing file stays as it was. Everything that goes wrong is a `failure` that names the file.
class streamed_file {
  public:
    explicit streamed_file(std::string path);
    streamed_file(const streamed_file&) = delete;
    streamed_file& operator=(const streamed_file&) = delete;
    ~streamed_file();

    /// Appends a text; nothing may be written after `finish`.
    void write(std::string_view text);
    /// Writes what is still buffered and closes the file.
    void finish();
    /// Puts the finished file in its place.
    void commit();

  private:
    void flush();
    [[noreturn]] void fail(const std::string& why) const;

    static constexpr std::size_t buffer_size = std::size_t{1} << 20U;
    std::string path_, temporary_;
    std::string buffer_;
    int descriptor_ = -1;
};

} // namespace kohort_cli
