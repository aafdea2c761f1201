// Version, status names, texts and contexts.
#include "handles.hpp"

#include <kohort/version.hpp>

#include <array>
#include <utility>

using namespace kohort::c_api;

const char* kohort_version() noexcept { return kohort::version.data(); } // of a literal, which ends with a NUL

std::uint32_t kohort_abi_version() noexcept { return KOHORT_ABI_VERSION; }

const char* kohort_status_name(kohort_status status) noexcept {
    constexpr std::array<std::pair<kohort_status, const char*>, 10> names{
        {{KOHORT_OK, "ok"},
         {KOHORT_INVALID_ARGUMENT, "invalid_argument"},
         {KOHORT_DEFINITION, "definition"},
         {KOHORT_SCHEMA, "schema"},
         {KOHORT_PLAN, "plan"},
         {KOHORT_DATA, "data"},
         {KOHORT_INPUT_OUTPUT, "input_output"},
         {KOHORT_OUT_OF_MEMORY, "out_of_memory"},
         {KOHORT_CANCELLED, "cancelled"},
         {KOHORT_INTERNAL, "internal"}}};
    for (const auto& [number, name] : names)
        if (number == status) return name;
    return "unknown";
}

const char* kohort_text_data(const kohort_text* text, std::size_t* size) noexcept {
    if (size != nullptr) *size = text == nullptr ? 0 : text->value.size();
    return text == nullptr ? "" : text->value.c_str();
}

void kohort_text_destroy(kohort_text** text) noexcept { destroy(text); }

kohort_status kohort_context_create(const kohort_context_options* options, kohort_context** out,
                                    kohort_error* error) noexcept {
    return create(out, error, [&] {
        const kohort_context_options defaults KOHORT_CONTEXT_OPTIONS_INIT;
        const auto given = options_of(options, defaults, "struct_size of the context's options is not set");
        kohort_context made;
        if (given.threads != 0) made.threads = given.threads;
        if (given.memory_limit != 0) made.memory = static_cast<std::size_t>(given.memory_limit);
        made.user_data = given.user_data;
        made.log = given.log;
        made.progress = given.progress;
        made.cancelled = given.cancelled;
        return made;
    });
}

void kohort_context_destroy(kohort_context** context) noexcept { destroy(context); }
