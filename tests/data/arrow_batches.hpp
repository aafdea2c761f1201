// A producer of Arrow streams for tests: columns as C++ vectors, batches of them, and a count of what was released.
#pragma once

#include <kohort/arrow.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrow_batches {

/// The buffers of one array, kept by whoever holds the array.
struct array_data {
    std::string format, name;
    std::int64_t length = 0, offset = 0, null_count = 0;
    std::vector<std::vector<std::byte>> buffers; ///< an empty one is handed over as a null pointer
    std::shared_ptr<array_data> dictionary;
    std::vector<std::shared_ptr<array_data>> children;
};

template <class Value>
std::vector<std::byte> bytes_of(const std::vector<Value>& values) {
    const auto* const first = reinterpret_cast<const std::byte*>(values.data());
    std::vector<std::byte> bytes(first, first + values.size() * sizeof(Value));
    bytes.resize(bytes.size() + 1); // never a null pointer where a buffer is due
    return bytes;
}

inline std::vector<std::byte> bits_of(const std::vector<bool>& values) {
    std::vector<std::byte> bits(values.size() / 8 + 1);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i]) bits[i / 8] |= std::byte{1} << i % 8;
    return bits;
}

/// A column of numbers with a format; nullopt is null.
template <class Value>
array_data numbers(std::string name, std::string format, const std::vector<std::optional<Value>>& values) {
    array_data made{std::move(format), std::move(name), static_cast<std::int64_t>(values.size()), 0, 0, {}, {}, {}};
    std::vector<bool> valid;
    std::vector<Value> stored;
    for (const auto& each : values) {
        valid.push_back(each.has_value());
        made.null_count += each ? 0 : 1;
        stored.push_back(each.value_or(Value{}));
    }
    made.buffers.push_back(made.null_count > 0 ? bits_of(valid) : std::vector<std::byte>());
    if constexpr (std::is_same_v<Value, bool>)
        made.buffers.push_back(bits_of(stored));
    else
        made.buffers.push_back(bytes_of(stored));
    return made;
}

/// A column of texts, "u" with Offset int32 or "U" with int64.
template <class Offset = std::int32_t>
array_data texts(std::string name, const std::vector<std::optional<std::string>>& values) {
    array_data made{
        sizeof(Offset) == 4 ? "u" : "U", std::move(name), static_cast<std::int64_t>(values.size()), 0, 0, {}, {}, {}};
    std::vector<bool> valid;
    std::vector<Offset> offsets{0};
    std::vector<char> all;
    for (const auto& each : values) {
        valid.push_back(each.has_value());
        made.null_count += each ? 0 : 1;
        if (each) all.insert(all.end(), each->begin(), each->end());
        offsets.push_back(static_cast<Offset>(all.size()));
    }
    made.buffers = {made.null_count > 0 ? bits_of(valid) : std::vector<std::byte>(), bytes_of(offsets), bytes_of(all)};
    return made;
}

template <class Index>
array_data dictionary(std::string name, std::string format, const std::vector<std::optional<Index>>& indices,
                      array_data entries) {
    auto made = numbers<Index>(std::move(name), std::move(format), indices);
    made.dictionary = std::make_shared<array_data>(std::move(entries));
    return made;
}

/// The first rows of an array left out by its offset.
inline array_data without_first(array_data from, std::int64_t rows) {
    from.offset += rows;
    from.length -= rows;
    return from;
}

struct release_count {
    int schemas = 0, arrays = 0, streams = 0; ///< released by the consumer, their children not counted
};

namespace detail {

struct held_schema {
    std::string format, name;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> pointers;
    ArrowSchema dictionary{};
    release_count* counts = nullptr;
};
struct held_array {
    std::shared_ptr<array_data> data;
    std::vector<const void*> buffers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> pointers;
    ArrowArray dictionary{};
    release_count* counts = nullptr;
};

inline void release_schema(ArrowSchema* schema) {
    auto* const held = static_cast<held_schema*>(schema->private_data);
    for (auto& child : held->children)
        if (child.release) child.release(&child);
    if (held->dictionary.release) held->dictionary.release(&held->dictionary);
    if (held->counts) ++held->counts->schemas;
    delete held;
    schema->release = nullptr;
}

inline ArrowSchema export_schema(const array_data& from, release_count* counts) {
    auto* const held = new held_schema{from.format, from.name, {}, {}, {}, counts};
    for (const auto& child : from.children) held->children.push_back(export_schema(*child, nullptr));
    for (auto& child : held->children) held->pointers.push_back(&child);
    if (from.dictionary) held->dictionary = export_schema(*from.dictionary, nullptr);
    return {held->format.c_str(),
            held->name.c_str(),
            nullptr,
            ARROW_FLAG_NULLABLE,
            static_cast<std::int64_t>(held->children.size()),
            held->pointers.data(),
            from.dictionary ? &held->dictionary : nullptr,
            release_schema,
            held};
}

inline void release_array(ArrowArray* array) {
    auto* const held = static_cast<held_array*>(array->private_data);
    for (auto& child : held->children)
        if (child.release) child.release(&child);
    if (held->dictionary.release) held->dictionary.release(&held->dictionary);
    if (held->counts) ++held->counts->arrays;
    delete held;
    array->release = nullptr;
}

inline ArrowArray export_array(const std::shared_ptr<array_data>& from, release_count* counts) {
    auto* const held = new held_array{from, {}, {}, {}, {}, counts};
    for (const auto& buffer : from->buffers) held->buffers.push_back(buffer.empty() ? nullptr : buffer.data());
    for (const auto& child : from->children) held->children.push_back(export_array(child, nullptr));
    for (auto& child : held->children) held->pointers.push_back(&child);
    if (from->dictionary) held->dictionary = export_array(from->dictionary, nullptr);
    return {from->length,
            from->null_count,
            from->offset,
            static_cast<std::int64_t>(held->buffers.size()),
            static_cast<std::int64_t>(held->children.size()),
            held->buffers.data(),
            held->pointers.data(),
            from->dictionary ? &held->dictionary : nullptr,
            release_array,
            held};
}

struct held_stream {
    std::vector<std::shared_ptr<array_data>> batches;
    std::size_t next = 0;
    std::optional<std::string> failure; ///< after the last batch
    release_count* counts;
};

} // namespace detail

/// A batch of columns of equal length.
inline std::shared_ptr<array_data> batch(std::vector<array_data> columns) {
    auto made = std::make_shared<array_data>();
    made->format = "+s";
    made->length = columns.empty() ? 0 : columns.front().length;
    made->buffers.emplace_back();
    for (auto& column : columns) made->children.push_back(std::make_shared<array_data>(std::move(column)));
    return made;
}

/// A stream of batches, the first of which gives the schema; it fails after the last one when `failure` is given.
inline ArrowArrayStream stream(std::vector<std::shared_ptr<array_data>> batches, release_count* counts = nullptr,
                               std::optional<std::string> failure = {}) {
    using held_stream = detail::held_stream;
    ArrowArrayStream made{};
    made.private_data = new held_stream{std::move(batches), 0, std::move(failure), counts};
    made.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
        const auto* const held = static_cast<held_stream*>(self->private_data);
        *out = detail::export_schema(*held->batches.front(), held->counts);
        return 0;
    };
    made.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
        auto* const held = static_cast<held_stream*>(self->private_data);
        *out = {};
        if (held->next < held->batches.size())
            *out = detail::export_array(held->batches[held->next++], held->counts);
        else if (held->failure)
            return EIO;
        return 0;
    };
    made.get_last_error = [](ArrowArrayStream* self) -> const char* {
        const auto* const held = static_cast<held_stream*>(self->private_data);
        return held->failure ? held->failure->c_str() : nullptr;
    };
    made.release = [](ArrowArrayStream* self) {
        auto* const held = static_cast<held_stream*>(self->private_data);
        if (held->counts) ++held->counts->streams;
        delete held;
        self->release = nullptr;
    };
    return made;
}

} // namespace arrow_batches
