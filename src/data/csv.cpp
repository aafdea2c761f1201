#include <kohort/data/csv.hpp>

#include "csv_parse.hpp"
#include "csv_source.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace kohort {
namespace {

/// A file that is open for reading while this lives.
class open_file {
  public:
    explicit open_file(const std::string& path) noexcept : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~open_file() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  private:
    int descriptor_;
};

/// The place of the n-th bit that is set, or the number of bits.
std::int64_t place_of_bit(const std::vector<std::uint64_t>& bits, std::int64_t n) noexcept {
    std::int64_t place = 0;
    for (auto word : bits) {
        const auto here = std::popcount(word);
        if (n < here) {
            for (; n > 0; --n) word &= word - 1;
            return place + std::countr_zero(word);
        }
        n -= here;
        place += 64;
    }
    return place;
}

} // namespace

std::int64_t csv_table::line_of(std::int64_t row) const noexcept {
    if (!kept_rows.empty()) row = place_of_bit(kept_rows, row);
    const auto next = std::ranges::upper_bound(line_shifts, row, {}, &line_shift::from_row);
    return row + line_of_first_row + (next == line_shifts.begin() ? 0 : std::prev(next)->extra_lines);
}

result<csv_table> parse_csv(std::string_view text, const std::string& name, std::span<const csv_column_request> columns,
                            const csv_options& options) {
    csv::memory_source bytes(text);
    return csv::parse(bytes, name, columns, options);
}

result<csv_table> read_csv(const std::string& path, std::span<const csv_column_request> columns,
                           const csv_options& options) {
    const open_file file(path);
    if (file.descriptor() < 0) {
        if (errno == ENOENT) return error(error_code::input_output, "there is no such file; check the path", path);
        return error(error_code::input_output, "cannot be opened: " + std::generic_category().message(errno), path);
    }
    return read_csv_stream(file.descriptor(), path, columns, options);
}

result<csv_table> read_csv_stream(int descriptor, const std::string& name, std::span<const csv_column_request> columns,
                                  const csv_options& options) {
    csv::descriptor_source bytes(descriptor, name);
    return csv::parse(bytes, name, columns, options);
}

} // namespace kohort
