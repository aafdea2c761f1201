// Handles of the C API that end by themselves.
#pragma once

#include <kohort/kohort.h>

#include <memory>

namespace c_api {

template <class Handle, void (*Destroy)(Handle**)>
struct destroyer {
    void operator()(Handle* handle) const { Destroy(&handle); }
};

using context = std::unique_ptr<kohort_context, destroyer<kohort_context, kohort_context_destroy>>;
using data = std::unique_ptr<kohort_data, destroyer<kohort_data, kohort_data_destroy>>;
using plan = std::unique_ptr<kohort_plan, destroyer<kohort_plan, kohort_plan_destroy>>;
using state = std::unique_ptr<kohort_state, destroyer<kohort_state, kohort_state_destroy>>;
using table = std::unique_ptr<kohort_table, destroyer<kohort_table, kohort_table_destroy>>;
using cohort = std::unique_ptr<kohort_cohort, destroyer<kohort_cohort, kohort_cohort_destroy>>;
using text = std::unique_ptr<kohort_text, destroyer<kohort_text, kohort_text_destroy>>;

} // namespace c_api
