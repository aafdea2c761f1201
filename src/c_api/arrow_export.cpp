// A table as an Arrow stream of one batch.
#include "handles.hpp"

#include <kohort/publish/rounding.hpp>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

using namespace kohort;
using namespace kohort::c_api;

namespace {

/// One column under construction, then for as long as an array of it lives.
struct exported_column {
    std::string name;
    bool is_text = false;
    std::vector<std::uint8_t> valid; ///< bits
    std::int64_t rows = 0, nulls = 0;
    std::vector<std::int32_t> offsets{0};
    std::string texts;
    std::vector<double> numbers;
    std::vector<const void*> buffers;

    void add(std::string_view text) {
        texts += text;
        add_row(true);
    }
    void add(double number) {
        numbers.push_back(number);
        add_row(true);
    }
    void add_null() {
        if (!is_text) numbers.push_back(0);
        add_row(false);
    }

  private:
    void add_row(bool is_valid) {
        if (is_text) {
            if (!std::in_range<std::int32_t>(texts.size()))
                throw error(error_code::plan, "the table's texts pass 2 GB; ask for fewer indicators at once");
            offsets.push_back(static_cast<std::int32_t>(texts.size()));
        }
        if (rows % 8 == 0) valid.push_back(0);
        if (is_valid) valid.back() = static_cast<std::uint8_t>(valid.back() | 1U << rows % 8);
        nulls += is_valid ? 0 : 1;
        ++rows;
    }
};

using column_list = std::vector<exported_column>;

/// The columns of `to_csv`.
column_list columns_of(const kohort_table& table) {
    column_list columns;
    const auto add_column = [&](std::string_view name, bool is_text) {
        columns.emplace_back().name = name;
        columns.back().is_text = is_text;
    };
    for (const auto* name : {"indicator", "version", "period"}) add_column(name, true);
    const auto first_dimension = columns.size();
    const auto column_of = [&](const axis& each) {
        const auto found = std::find_if(columns.begin() + static_cast<std::ptrdiff_t>(first_dimension), columns.end(),
                                        [&](const exported_column& column) { return column.name == each.name(); });
        return static_cast<std::size_t>(found - columns.begin());
    };
    for (const auto& each : table.tables)
        for (const auto& axis : each.figures.axes())
            if (!axis.is_period() && column_of(axis) == columns.size()) add_column(axis.name(), true);
    const auto value = columns.size();
    for (const auto* name : {"value", "numerator", "denominator"}) add_column(name, false);
    add_column("status", true);

    for (std::size_t t = 0; t < table.tables.size(); ++t) {
        const auto& [indicator, hash, figures] = table.tables[t];
        const bool is_count = std::holds_alternative<count_operator>(indicator.operation);
        for (std::size_t i = 0; i < figures.cells().size(); ++i) {
            const auto& figure = figures.cells()[i];
            columns[0].add(indicator.id);
            columns[1].add(indicator.version);
            auto rest = i;
            std::vector<std::string_view> codes(value);
            for (auto a = figures.axes().size(); a-- > 0;) {
                const auto& axis = figures.axes()[a];
                codes[axis.is_period() ? 2 : column_of(axis)] = axis[rest % axis.size()].code;
                rest /= axis.size();
            }
            for (std::size_t c = 2; c < value; ++c)
                codes[c].data() == nullptr ? columns[c].add_null() : columns[c].add(codes[c]);
            if (figure.status.has_value()) {
                columns[value].add(table.arrays[t].cells.printed[i]);
                columns[value + 1].add(figure.numerator.to_double());
                is_count ? columns[value + 2].add_null() : columns[value + 2].add(figure.denominator.to_double());
            } else {
                for (auto c = value; c < value + 3; ++c) columns[c].add_null();
            }
            columns.back().add(to_string(figure.status));
        }
    }
    for (auto& each : columns) {
        each.buffers = {each.nulls == 0 ? nullptr : each.valid.data()};
        if (each.is_text) {
            each.buffers.push_back(each.offsets.data());
            each.buffers.push_back(each.texts.data());
        } else {
            each.buffers.push_back(each.numbers.data());
        }
    }
    return columns;
}

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
    auto held = children_of<ArrowSchema>(columns, [](const exported_column& column, ArrowSchema& schema) {
        schema.format = column.is_text ? "u" : "g";
        schema.name = column.name.c_str();
        schema.flags = ARROW_FLAG_NULLABLE;
    });
    out = {};
    out.format = "+s";
    out.name = "";
    out.n_children = static_cast<std::int64_t>(held->children.size());
    out.children = held->pointers.data();
    out.release = release_parent<ArrowSchema>;
    out.private_data = held.release();
}

void export_array(const shared_columns& columns, ArrowArray& out) {
    auto held = children_of<ArrowArray>(columns, [](const exported_column& column, ArrowArray& array) {
        array.length = column.rows;
        array.null_count = column.nulls;
        array.n_buffers = static_cast<std::int64_t>(column.buffers.size());
        array.buffers = const_cast<const void**>(column.buffers.data()); // consumers do not write
    });
    out = {};
    out.length = columns->front().rows;
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

kohort_status kohort_table_to_arrow(const kohort_table* table, ArrowArrayStream* out, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& stream = require(out, "out is NULL");
        stream = {};
        auto held = std::make_unique<held_stream>();
        held->columns = std::make_shared<const column_list>(columns_of(require(table, "table is NULL")));
        stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) {
            return stream_step(self, [&](held_stream& of) { export_schema(of.columns, *schema); });
        };
        stream.get_next = [](ArrowArrayStream* self, ArrowArray* array) {
            return stream_step(self, [&](held_stream& of) {
                if (of.is_done)
                    *array = {};
                else
                    export_array(of.columns, *array);
                of.is_done = true;
            });
        };
        stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
        stream.release = [](ArrowArrayStream* self) {
            delete static_cast<held_stream*>(self->private_data);
            self->release = nullptr;
        };
        stream.private_data = held.release();
    });
}
