// Columns of ours as an Arrow stream of one batch.
#pragma once

#include <kohort/arrow.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::c_api {

/// One column under construction, then for as long as an array of it lives.
class exported_column {
  public:
    enum class type : unsigned char { text, whole, number };

    exported_column(std::string_view name, type is) : name_(name), is_(is) {}

    /// A value of the column's type. Throws when texts pass 2 GB.
    void add(std::string_view text);
    void add(std::int64_t whole);
    void add(double number);
    void add_null();

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    void describe(ArrowSchema& out) const noexcept;
    void describe(ArrowArray& out) const noexcept;
    /// Points at what is there now: call it when the column is whole and where it stays.
    void finish();

  private:
    void add_row(bool is_valid);

    std::string name_;
    type is_;
    std::vector<std::uint8_t> valid_{}; ///< bits
    std::int64_t rows_ = 0, nulls_ = 0;
    std::vector<std::int32_t> offsets_{0};
    std::string texts_{};
    std::vector<std::int64_t> wholes_{};
    std::vector<double> numbers_{};
    std::vector<const void*> buffers_{};
};

/// Hands the columns, which have one length, to a stream that its consumer releases. `columns` must not be empty.
void export_stream(std::vector<exported_column> columns, ArrowArrayStream& out);

} // namespace kohort::c_api
