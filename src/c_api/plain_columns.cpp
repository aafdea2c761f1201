#include "plain_columns.hpp"

#include "guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace kohort::c_api {
namespace {

template <class Struct>
void release_nothing(Struct* of) {
    of->release = nullptr;
}

error refusal(const kohort_column& column, const char* why) {
    return {error_code::invalid_argument, fmt::format("column \"{}\": {}", column.name, why)};
}

} // namespace

plain_columns::plain_columns(std::span<const kohort_column> columns, std::int64_t rows) {
    if (rows < 0) throw argument_problem{"rows is negative"};
    for (const auto& each : columns) add(each, rows);
    const auto count = static_cast<std::int64_t>(columns.size());
    schema_ = {"+s", "", nullptr, 0, count, schema_children_.data(), nullptr, release_nothing<ArrowSchema>, nullptr};
    batch_ = {rows, 0, 0, 1, count, &no_buffer_, array_children_.data(), nullptr, release_nothing<ArrowArray>, nullptr};
    stream_.private_data = this;
    stream_.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
        *out = static_cast<plain_columns*>(self->private_data)->schema_;
        return 0;
    };
    stream_.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
        auto& held = *static_cast<plain_columns*>(self->private_data);
        *out = held.is_taken_ ? ArrowArray{} : held.batch_;
        held.is_taken_ = true;
        return 0;
    };
    stream_.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    stream_.release = release_nothing<ArrowArrayStream>;
}

void plain_columns::add(const kohort_column& column, std::int64_t rows) {
    if (column.struct_size < sizeof(kohort_column)) throw argument_problem{"struct_size of a column is too small"};
    if (column.name == nullptr) throw argument_problem{"the name of a column is NULL"};
    if (column.values == nullptr && rows > 0) throw refusal(column, "values is NULL");
    const auto size = static_cast<std::size_t>(rows);
    auto& made = columns_.emplace_back();
    made.schema.name = column.name;

    std::vector<bool> is_valid(size, true);
    if (column.valid != nullptr)
        for (std::size_t i = 0; i < size; ++i) is_valid[i] = column.valid[i] != 0;
    const auto* const whole = static_cast<const std::int32_t*>(column.values);
    const char* format = nullptr;
    switch (column.type) {
    case KOHORT_COLUMN_INT32:
        format = "i";
        break;
    case KOHORT_COLUMN_INT64:
        format = "l";
        break;
    case KOHORT_COLUMN_FLOAT64:
        format = "g";
        break;
    case KOHORT_COLUMN_DAYS:
        format = "tdD";
        for (std::size_t i = 0; i < size; ++i)
            if (whole[i] == std::numeric_limits<std::int32_t>::min()) is_valid[i] = false;
        break;
    case KOHORT_COLUMN_TEXT: {
        const std::span texts(static_cast<const char* const*>(column.values), size);
        for (std::size_t i = 0; i < size; ++i)
            if (texts[i] == nullptr) is_valid[i] = false;
        set_texts(made, texts);
        break;
    }
    case KOHORT_COLUMN_CODES: {
        if (column.categories == nullptr && column.category_count > 0) throw refusal(column, "categories is NULL");
        format = "i";
        for (std::size_t i = 0; i < size; ++i)
            if (whole[i] < 0) is_valid[i] = false;
        auto& entries = dictionaries_.emplace_back();
        set_texts(entries, {column.categories, column.category_count});
        made.schema.dictionary = &entries.schema;
        made.array.dictionary = &entries.array;
        break;
    }
    default:
        throw refusal(column, "its type is none of kohort_column_type");
    }
    if (std::find(is_valid.begin(), is_valid.end(), false) != is_valid.end()) {
        made.valid.resize(size / 8 + 1);
        for (std::size_t i = 0; i < size; ++i)
            if (is_valid[i]) made.valid[i / 8] = static_cast<std::uint8_t>(made.valid[i / 8] | 1U << i % 8);
    }
    if (format != nullptr) finish(made, format, rows, {nullptr, column.values});
    if (!made.valid.empty()) made.buffers[0] = made.valid.data();
    schema_children_.push_back(&made.schema);
    array_children_.push_back(&made.array);
}

void plain_columns::set_texts(column_data& into, std::span<const char* const> texts) {
    into.offsets.push_back(0);
    for (const auto* each : texts) {
        if (each != nullptr) into.texts += each;
        into.offsets.push_back(static_cast<std::int64_t>(into.texts.size()));
    }
    finish(into, "U", static_cast<std::int64_t>(texts.size()), {nullptr, into.offsets.data(), into.texts.data()});
}

void plain_columns::finish(column_data& of, const char* format, std::int64_t rows, std::vector<const void*> buffers) {
    of.buffers = std::move(buffers);
    of.schema.format = format;
    of.schema.flags = ARROW_FLAG_NULLABLE;
    of.schema.release = release_nothing<ArrowSchema>;
    of.array.length = rows;
    of.array.null_count = -1;
    of.array.n_buffers = static_cast<std::int64_t>(of.buffers.size());
    of.array.buffers = of.buffers.data();
    of.array.release = release_nothing<ArrowArray>;
}

} // namespace kohort::c_api
