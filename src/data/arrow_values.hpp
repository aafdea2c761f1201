// Arrow arrays as C++ sees them: who owns them, what their formats mean, one value at a time.
#pragma once

#include <kohort/arrow.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort::arrow {

/// Releases an Arrow struct when it goes, once.
template <class Struct>
class owned {
  public:
    owned() = default;
    owned(const owned&) = delete;
    owned& operator=(const owned&) = delete;
    ~owned() {
        if (held_.release != nullptr) held_.release(&held_);
    }

    [[nodiscard]] Struct* operator->() noexcept { return &held_; }
    [[nodiscard]] Struct& operator*() noexcept { return held_; }

  private:
    Struct held_{};
};

/// The types that kohort reads. `index` is of integers and of the indices of a dictionary.
enum class value_type : std::uint8_t {
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float32,
    float64,
    boolean,
    date32,
    date64,
    timestamp,
    utf8,
    large_utf8
};

struct value_format {
    value_type type;
    std::int64_t ticks_per_day = 1; ///< of dates and timestamps
    bool is_local = false;          ///< a timestamp with a time zone that is not UTC
};

/// What an Arrow format string means; nothing when kohort does not read it.
[[nodiscard]] std::optional<value_format> parse_format(std::string_view format) noexcept;

/// A slice of an array: rows [0, length), its own offset and that of the batch counted in.
struct array_slice {
    const ArrowArray* array;
    std::int64_t offset;
    std::int64_t length;

    [[nodiscard]] const void* buffer(std::int64_t index) const noexcept { return array->buffers[index]; }
    [[nodiscard]] bool is_valid(std::int64_t row) const noexcept {
        const auto* bits = static_cast<const std::uint8_t*>(buffer(0));
        const auto at = static_cast<std::uint64_t>(offset + row);
        return bits == nullptr || ((bits[at / 8] >> at % 8) & 1) != 0;
    }
};

/// Integers, floating-point numbers and days, as stored.
template <class Value>
struct stored_values {
    const Value* first;

    explicit stored_values(const array_slice& slice) noexcept
        : first(static_cast<const Value*>(slice.buffer(1)) + slice.offset) {}
    [[nodiscard]] Value operator[](std::int64_t row) const noexcept { return first[row]; }
};

/// Days that are stored as ticks since 1970; any time of day belongs to its day.
template <class Ticks>
struct stored_days {
    stored_values<Ticks> ticks;
    std::int64_t ticks_per_day;

    struct value {
        std::int64_t days;
    };
    [[nodiscard]] value operator[](std::int64_t row) const noexcept {
        const std::int64_t count = ticks[row];
        return {count / ticks_per_day - (count % ticks_per_day < 0 ? 1 : 0)};
    }
};

struct stored_booleans {
    const std::uint8_t* bits;
    std::int64_t offset;

    explicit stored_booleans(const array_slice& slice) noexcept
        : bits(static_cast<const std::uint8_t*>(slice.buffer(1))), offset(slice.offset) {}
    [[nodiscard]] bool operator[](std::int64_t row) const noexcept {
        const auto at = static_cast<std::uint64_t>(offset + row);
        return ((bits[at / 8] >> at % 8) & 1) != 0;
    }
};

template <class Offset>
struct stored_texts {
    const Offset* offsets;
    const char* bytes;

    explicit stored_texts(const array_slice& slice) noexcept
        : offsets(static_cast<const Offset*>(slice.buffer(1)) + slice.offset),
          bytes(static_cast<const char*>(slice.buffer(2))) {}
    [[nodiscard]] std::string_view operator[](std::int64_t row) const noexcept {
        const auto length = static_cast<std::size_t>(offsets[row + 1] - offsets[row]);
        return length == 0 ? std::string_view() : std::string_view(bytes + offsets[row], length);
    }
};

/// Calls `use` with the values of a slice, by type.
template <class Use>
void visit_values(const value_format& format, const array_slice& slice, Use use) {
    switch (format.type) {
    case value_type::int8:
        return use(stored_values<std::int8_t>(slice));
    case value_type::int16:
        return use(stored_values<std::int16_t>(slice));
    case value_type::int32:
        return use(stored_values<std::int32_t>(slice));
    case value_type::int64:
        return use(stored_values<std::int64_t>(slice));
    case value_type::uint8:
        return use(stored_values<std::uint8_t>(slice));
    case value_type::uint16:
        return use(stored_values<std::uint16_t>(slice));
    case value_type::uint32:
        return use(stored_values<std::uint32_t>(slice));
    case value_type::uint64:
        return use(stored_values<std::uint64_t>(slice));
    case value_type::float32:
        return use(stored_values<float>(slice));
    case value_type::float64:
        return use(stored_values<double>(slice));
    case value_type::boolean:
        return use(stored_booleans(slice));
    case value_type::date32:
        return use(stored_days<std::int32_t>{stored_values<std::int32_t>(slice), format.ticks_per_day});
    case value_type::date64:
    case value_type::timestamp:
        return use(stored_days<std::int64_t>{stored_values<std::int64_t>(slice), format.ticks_per_day});
    case value_type::utf8:
        return use(stored_texts<std::int32_t>(slice));
    case value_type::large_utf8:
        return use(stored_texts<std::int64_t>(slice));
    }
}

} // namespace kohort::arrow
