// Columns of ours as an Arrow stream of one batch.
#include "arrow_export.hpp"

#include <kohort/base/error.hpp>

#include <memory>
#include <utility>

namespace kohort::c_api {

void exported_column::add(std::string_view text) {
    texts_ += text;
    add_row(true);
}

void exported_column::add(std::int64_t whole) {
    wholes_.push_back(whole);
    add_row(true);
}

void exported_column::add(double number) {
    numbers_.push_back(number);
    add_row(true);
}

void exported_column::add_null() {
    if (is_ == type::whole) wholes_.push_back(0);
    if (is_ == type::number) numbers_.push_back(0);
    add_row(false);
}

void exported_column::add_row(bool is_valid) {
    if (is_ == type::text) {
        if (!std::in_range<std::int32_t>(texts_.size()))
            throw error(error_code::plan, "the table's texts pass 2 GB; ask for less at once");
        offsets_.push_back(static_cast<std::int32_t>(texts_.size()));
    }
    if (rows_ % 8 == 0) valid_.push_back(0);
    if (is_valid) valid_.back() = static_cast<std::uint8_t>(valid_.back() | 1U << rows_ % 8);
    nulls_ += is_valid ? 0 : 1;
    ++rows_;
}

void exported_column::describe(ArrowSchema& out) const noexcept {
    out.format = is_ == type::text ? "u" : is_ == type::whole ? "l" : "g";
    out.name = name_.c_str();
    out.flags = ARROW_FLAG_NULLABLE;
}

void exported_column::describe(ArrowArray& out) const noexcept {
    out.length = rows_;
    out.null_count = nulls_;
    out.n_buffers = static_cast<std::int64_t>(buffers_.size());
    out.buffers = const_cast<const void**>(buffers_.data()); // consumers do not write
}

void exported_column::finish() {
    buffers_ = {nulls_ == 0 ? nullptr : valid_.data()};
    if (is_ == type::text) {
        buffers_.push_back(offsets_.data());
        buffers_.push_back(texts_.data());
    } else if (is_ == type::whole) {
        buffers_.push_back(wholes_.data());
    } else {
        buffers_.push_back(numbers_.data());
    }
}

namespace {

using column_list = std::vector<exported_column>;
using shared_columns = std::shared_ptr<const column_list>;

/// An Arrow struct with its children; what they point at lives until the last of them is released.
template <class Struct>
struct held_struct {
    shared_columns columns;
    std::vector<Struct> children;
    std::vector<Struct*> pointers;
    std::vector<const void*> buffers{nullptr};
};

template <class Struct>
void release_child(Struct* child) {
    delete static_cast<shared_columns*>(child->private_data);
    child->release = nullptr;
}

template <class Struct>
void release_parent(Struct* parent) {
    auto* const held = static_cast<held_struct<Struct>*>(parent->private_data);
    for (auto& child : held->children)
        if (child.release != nullptr) child.release(&child);
    delete held;
    parent->release = nullptr;
}

/// Makes the children, each of which a consumer may move away and keep longer than the parent.
template <class Struct, class Describe>
std::unique_ptr<held_struct<Struct>> children_of(const shared_columns& columns, Describe describe) {
    auto held = std::make_unique<held_struct<Struct>>();
    held->columns = columns;
    held->children.resize(columns->size());
    held->pointers.reserve(columns->size());
    for (std::size_t i = 0; i < columns->size(); ++i) held->pointers.push_back(&held->children[i]);
    try {
        for (std::size_t i = 0; i < columns->size(); ++i) {
            describe((*columns)[i], held->children[i]);
            held->children[i].private_data = new shared_columns(columns);
            held->children[i].release = release_child<Struct>;
        }
    } catch (...) {
        for (auto& child : held->children)
            if (child.release != nullptr) child.release(&child);
        throw;
    }
    return held;
}

void export_schema(const shared_columns& columns, ArrowSchema& out) {
    auto held = children_of<ArrowSchema>(
        columns, [](const exported_column& column, ArrowSchema& schema) { column.describe(schema); });
    out = {};
    out.format = "+s";
    out.name = "";
    out.n_children = static_cast<std::int64_t>(held->children.size());
    out.children = held->pointers.data();
    out.release = release_parent<ArrowSchema>;
    out.private_data = held.release();
}

void export_array(const shared_columns& columns, ArrowArray& out) {
    auto held = children_of<ArrowArray>(
        columns, [](const exported_column& column, ArrowArray& array) { column.describe(array); });
    out = {};
    out.length = columns->front().rows();
    out.n_buffers = 1;
    out.buffers = held->buffers.data();
    out.n_children = static_cast<std::int64_t>(held->children.size());
    out.children = held->pointers.data();
    out.release = release_parent<ArrowArray>;
    out.private_data = held.release();
}

struct held_stream {
    shared_columns columns;
    bool is_done = false;
};

/// Runs a step of the stream; memory that runs out is the only thing that can go wrong.
template <class Step>
int stream_step(ArrowArrayStream* self, Step step) noexcept {
    constexpr int no_memory = 12; // ENOMEM everywhere that Arrow runs
    try {
        step(*static_cast<held_stream*>(self->private_data));
        return 0;
    } catch (...) {
        return no_memory;
    }
}

} // namespace

void export_stream(std::vector<exported_column> columns, ArrowArrayStream& out) {
    const auto placed = std::make_shared<column_list>(std::move(columns));
    for (auto& each : *placed) each.finish();
    auto held = std::make_unique<held_stream>();
    held->columns = placed;
    out.get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) {
        return stream_step(self, [&](held_stream& of) { export_schema(of.columns, *schema); });
    };
    out.get_next = [](ArrowArrayStream* self, ArrowArray* array) {
        return stream_step(self, [&](held_stream& of) {
            if (of.is_done)
                *array = {};
            else
                export_array(of.columns, *array);
            of.is_done = true;
        });
    };
    out.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
    out.release = [](ArrowArrayStream* self) {
        delete static_cast<held_stream*>(self->private_data);
        self->release = nullptr;
    };
    out.private_data = held.release();
}

} // namespace kohort::c_api
