// Calls of the C API that must succeed.
#pragma once

#include <c_api/owners.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <string_view>

namespace c_api {

/// Calls `call(&handle, &error)` and fails the test when it does not succeed.
template <class Owner, class Call>
Owner made(Call call) {
    kohort_error error = KOHORT_ERROR_INIT;
    typename Owner::pointer handle = nullptr;
    const auto status = call(&handle, &error);
    EXPECT_EQ(status, KOHORT_OK) << error.path << ": " << error.message;
    return Owner(handle);
}

inline context make_context(const kohort_context_options* options = nullptr) {
    return made<context>([&](auto** out, auto* error) { return kohort_context_create(options, out, error); });
}

inline data make_data(const kohort_context* with, std::string_view schemas) {
    return made<data>([&](auto** out, auto* error) {
        return kohort_data_create(with, schemas.data(), schemas.size(), nullptr, out, error);
    });
}

inline plan make_plan(const kohort_context* with, const kohort_data* of, std::string_view definitions,
                      std::string_view options = {}) {
    return made<plan>([&](auto** out, auto* error) {
        return kohort_plan_create(with, of, definitions.data(), definitions.size(), options.data(), options.size(), out,
                                  error);
    });
}

inline table evaluate(const plan& with, const data& of) {
    return made<table>([&](auto** out, auto* error) { return kohort_evaluate(with.get(), of.get(), out, error); });
}

inline cohort make_cohort(const data& of, std::string_view cohorts, std::string_view options = {}) {
    return made<cohort>([&](auto** out, auto* error) {
        return kohort_cohort_create(of.get(), cohorts.data(), cohorts.size(), options.data(), options.size(), out,
                                    error);
    });
}

inline std::string content(const text& of) {
    std::size_t size = 0;
    const auto* const first = kohort_text_data(of.get(), &size);
    EXPECT_EQ(first[size], '\0');
    return {first, size};
}

inline std::string csv_of(const table& of) {
    return content(made<text>([&](auto** out, auto* error) {
        return kohort_table_to_text(of.get(), KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, out, error);
    }));
}

} // namespace c_api
