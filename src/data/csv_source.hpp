// The text of a file in chunks of whole records, each in memory of its own.
//
// Files are read, not mapped: the first touch of each mapped page costs a virtual machine more than copying it does, a
// file that shrinks under a mapping kills the process, and a pipe cannot be mapped at all.
#pragma once

#include "csv_bytes.hpp"

#include <kohort/base/error.hpp>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::csv {

/// Bytes, in order, from memory or from a file.
class byte_source {
  public:
    virtual ~byte_source() = default;
    /// Fills `into` with up to `most` bytes; fewer only at the end. Throws `error`.
    virtual std::size_t read(char* into, std::size_t most) = 0;
    /// All bytes that there are, 0 when that is not known.
    [[nodiscard]] virtual std::int64_t size() const noexcept = 0;
};

/// A text in memory, which must outlive this.
class memory_source final : public byte_source {
  public:
    explicit memory_source(std::string_view text) noexcept : rest_(text), size_(text.size()) {}
    std::size_t read(char* into, std::size_t most) override;
    [[nodiscard]] std::int64_t size() const noexcept override { return static_cast<std::int64_t>(size_); }

  private:
    std::string_view rest_;
    std::size_t size_;
};

/// An open file descriptor, which this does not close. `name` stands for the file in errors.
class descriptor_source final : public byte_source {
  public:
    descriptor_source(int descriptor, std::string name);
    std::size_t read(char* into, std::size_t most) override;
    [[nodiscard]] std::int64_t size() const noexcept override { return size_; }

  private:
    int descriptor_;
    std::string name_;
    std::int64_t size_ = 0;
};

/// Whole records of a file, the last one ending in a newline even where the file does not.
struct chunk {
    std::vector<char> memory;    ///< kept for the next chunk
    std::string_view text;       ///< in `memory`, followed by `padding` bytes that are 0
    byte_census census;          ///< of `text`
    std::size_t number = 0;      ///< 0, 1, 2 ... in the order of the file
    std::int64_t first_line = 1; ///< of the file, on which `text` begins
    std::int64_t bytes_read = 0; ///< from the file, when this chunk was cut
    bool is_last = false;

    static constexpr std::size_t padding = byte_block::size;

    /// Leaves out the first `length` bytes.
    void drop_front(std::size_t length) noexcept;
    /// The line of the file that holds this place in `text`.
    [[nodiscard]] std::int64_t line_at(const char* place) const noexcept;
};

/// Longest line, with the end of the line. A quote that is never closed is found without reading the rest of the file.
inline constexpr std::size_t longest_line = 1U << 20U;

/// Cuts a file into chunks. Where it cuts depends on the file alone.
class chunk_source {
  public:
    /// Chunks have about `chunk_bytes` > 0 bytes, more only where a record is longer.
    chunk_source(byte_source& bytes, std::size_t chunk_bytes) noexcept : bytes_(bytes), chunk_bytes_(chunk_bytes) {}

    /// The next chunk; false at the end of the file. Any thread may call it; throws `error`.
    ///
    /// A record that is longer than `longest_line` comes as it is, incomplete and as the last chunk.
    [[nodiscard]] bool next(chunk& out);
    /// All bytes of the file, 0 when that is not known.
    [[nodiscard]] std::int64_t size() const noexcept { return bytes_.size(); }
    /// Bytes read so far. Not while a thread may be in `next`.
    [[nodiscard]] std::int64_t bytes_read() const noexcept { return bytes_read_; }

  private:
    std::size_t read_more(chunk& out);
    void set_aside(chunk& out, std::size_t whole);

    byte_source& bytes_;
    std::size_t chunk_bytes_;
    std::mutex mutex_;
    std::string carried_; ///< what was read after the last chunk: the beginning of a record
    std::size_t number_ = 0;
    std::int64_t line_ = 1;
    std::int64_t bytes_read_ = 0;
    bool at_end_ = false;
};

} // namespace kohort::csv
