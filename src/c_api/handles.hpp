// What is behind the opaque types of kohort.h.
#pragma once

#include "guard.hpp"

#include <kohort/data/csv.hpp>
#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/figure_columns.hpp>
#include <kohort/spells/data_set.hpp>

#include <memory>
#include <string>
#include <vector>

struct kohort_text {
    std::string value;
};

/// Copied into everything that is made with it, so that handles may be destroyed in any order.
struct kohort_context {
    unsigned threads = 1;
    std::size_t memory = 2'000'000'000;
    void* user_data = nullptr;
    void (*log)(void*, kohort_log_level, const char*) = nullptr;
    void (*progress)(void*, const char*, std::int64_t, std::int64_t) = nullptr;
    std::int32_t (*cancelled)(void*) = nullptr;

    /// Tells and asks the caller's callbacks.
    [[nodiscard]] kohort::progress_callback step(const char* name) const {
        if (progress == nullptr && cancelled == nullptr) return {};
        return [this_context = *this, name](std::int64_t done, std::int64_t all) {
            if (this_context.progress != nullptr) this_context.progress(this_context.user_data, name, done, all);
            return this_context.cancelled == nullptr || this_context.cancelled(this_context.user_data) == 0;
        };
    }
};

struct kohort_data {
    kohort_context context;
    kohort::schema_set schemas;
    kohort::read_options reading;
    kohort::data_set set;
};

namespace kohort::c_api {

/// The arrays that `kohort_table_axis` hands out. Texts are those of the table.
struct axis_arrays {
    explicit axis_arrays(const axis& of);

    std::vector<const char*> codes, labels_sv, labels_en;
    std::vector<kohort_role> roles;
    std::vector<std::int32_t> parents;
};

/// The arrays that `kohort_table_cells` hands out.
struct cell_arrays {
    explicit cell_arrays(const indicator_table& of);

    std::vector<double> values, printed;
    std::vector<std::int64_t> numerators, numerator_divisors, denominators, denominator_divisors;
    std::vector<kohort_availability> availability;
    std::vector<std::uint8_t> flags;
};

struct indicator_arrays {
    explicit indicator_arrays(const indicator_table& of);

    std::string unit;
    std::vector<axis_arrays> axes;
    cell_arrays cells;
};

} // namespace kohort::c_api

struct kohort_table {
    explicit kohort_table(std::vector<kohort::indicator_table> evaluated);

    std::vector<kohort::indicator_table> tables;
    std::vector<kohort::c_api::indicator_arrays> arrays; ///< one per table; made at once, so that reading is constant

    /// Makes the arrays anew.
    void refresh();
    [[nodiscard]] const kohort::indicator_table& at(std::size_t index) const;
};
