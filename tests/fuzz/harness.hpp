// What the fuzz harnesses share: calls of the C API that may refuse their input but must not break a promise.
#pragma once

#include <c_api/owners.hpp>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

/// Ends the program, which the fuzzer reports with the input.
inline void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// What `call(&handle, &error)` makes; nothing when it says what is wrong with its input.
template <class Owner, class Call>
Owner made(Call call) {
    kohort_error error = KOHORT_ERROR_INIT;
    typename Owner::pointer handle = nullptr;
    const auto status = call(&handle, &error);
    require((status == KOHORT_OK) == (handle != nullptr), "a handle if and only if the status is KOHORT_OK");
    require(status != KOHORT_INTERNAL, error.message);
    require(status == KOHORT_OK || (error.status == status && error.message[0] != '\0'), "an error says what it is");
    return Owner(handle);
}

inline std::string_view content(const c_api::text& of) {
    std::size_t size = 0;
    const auto* const first = kohort_text_data(of.get(), &size);
    return {first, size};
}

inline std::string_view view_of(const std::uint8_t* bytes, std::size_t size) {
    return {size == 0 ? "" : reinterpret_cast<const char*>(bytes), size};
}

/// A context whose limit on counts keeps what an input may ask for small, so that no time goes into large cubes.
inline const kohort_context* small_context() {
    static const auto made_once = made<c_api::context>([](auto** out, auto* error) {
        kohort_context_options options = KOHORT_CONTEXT_OPTIONS_INIT;
        options.memory_limit = 16'000'000;
        return kohort_context_create(&options, out, error);
    });
    return made_once.get();
}

inline c_api::data make_data(std::string_view schemas) {
    return made<c_api::data>([&](auto** out, auto* error) {
        return kohort_data_create(small_context(), schemas.data(), schemas.size(), nullptr, out, error);
    });
}

inline c_api::plan make_plan(const c_api::data& of, std::string_view definitions, std::string_view options) {
    return made<c_api::plan>([&](auto** out, auto* error) {
        return kohort_plan_create(small_context(), of.get(), definitions.data(), definitions.size(), options.data(),
                                  options.size(), out, error);
    });
}

/// Everything that can be asked of a data set: its report, and the plan's figures as text.
inline void use(const c_api::data& set, const c_api::plan& plan) {
    using namespace c_api;
    require(made<text>([&](auto** out, auto* error) { return kohort_data_quality(set.get(), out, error); }) != nullptr,
            "a data set has a quality report");
    const auto found =
        made<table>([&](auto** out, auto* error) { return kohort_evaluate(plan.get(), set.get(), out, error); });
    if (!found) return;
    for (const auto format : {KOHORT_FORMAT_CSV, KOHORT_FORMAT_JSON, KOHORT_FORMAT_TEXT})
        made<text>([&](auto** out, auto* error) {
            return kohort_table_to_text(found.get(), static_cast<kohort_format>(format), KOHORT_LANGUAGE_SV, out,
                                        error);
        });
}

} // namespace fuzz
