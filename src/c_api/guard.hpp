// What stands between C++ and C: every exported function runs its body through `guarded`.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/kohort.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace kohort::c_api {

/// An argument that cannot be used. The text is a literal: reporting it takes no memory.
struct argument_problem {
    const char* message;
};

/// Throws unless the pointer is one; `message` is "schemas is NULL".
template <class T>
T& require(T* pointer, const char* message) {
    if (pointer == nullptr) throw argument_problem{message};
    return *pointer;
}

/// A text given with its length, which may be NULL when it is empty.
[[nodiscard]] inline std::string_view text_of(const char* text, std::size_t length, const char* message) {
    if (text == nullptr && length > 0) throw argument_problem{message};
    return {text == nullptr ? "" : text, length};
}

/// What the caller's struct has of an options struct of ours; the rest keeps its defaults. NULL means all defaults.
template <class Options>
[[nodiscard]] Options options_of(const Options* given, Options defaults, const char* message) {
    if (given == nullptr) return defaults;
    if (given->struct_size < sizeof(std::uint32_t)) throw argument_problem{message};
    std::memcpy(&defaults, given, given->struct_size < sizeof(Options) ? given->struct_size : sizeof(Options));
    return defaults;
}

/// Fills what the caller's struct has room for.
template <class Struct>
void fill(Struct* out, Struct content, const char* null_message, const char* size_message) {
    const auto size = require(out, null_message).struct_size;
    if (size < 2 * sizeof(std::uint32_t)) throw argument_problem{size_message};
    content.struct_size = size;
    std::memcpy(out, &content, size < sizeof(Struct) ? size : sizeof(Struct));
}

/// Tells the caller; takes no memory. Members that a shorter struct does not have stay untouched.
void report(kohort_error* into, kohort_status status, std::string_view path, std::string_view message) noexcept;
void report(kohort_error* into, const error& problem) noexcept;
void report(kohort_error* into, const error_list& problems) noexcept;

/// The status of an error's code; they have the same numbers.
[[nodiscard]] inline kohort_status status_of(const error& problem) noexcept {
    return static_cast<kohort_status>(problem.code());
}

/// Runs the body of an exported function: whatever it throws becomes a status and a report.
template <class Body>
kohort_status guarded(kohort_error* into, Body&& body) noexcept {
    try {
        std::forward<Body>(body)();
        return KOHORT_OK;
    } catch (const argument_problem& problem) {
        report(into, KOHORT_INVALID_ARGUMENT, {}, problem.message);
        return KOHORT_INVALID_ARGUMENT;
    } catch (const error& problem) {
        report(into, problem);
        return status_of(problem);
    } catch (const error_list& problems) {
        report(into, problems);
        return status_of(problems.front());
    } catch (const std::bad_alloc&) {
        report(into, KOHORT_OUT_OF_MEMORY, {}, "out of memory");
        return KOHORT_OUT_OF_MEMORY;
    } catch (const std::overflow_error&) {
        report(into, KOHORT_PLAN, {}, "a figure does not fit into 64 bits; give it a larger unit or fewer decimals");
        return KOHORT_PLAN;
    } catch (const std::exception& problem) {
        report(into, KOHORT_INTERNAL, {}, problem.what());
        return KOHORT_INTERNAL;
    } catch (...) {
        report(into, KOHORT_INTERNAL, {}, "an unknown exception");
        return KOHORT_INTERNAL;
    }
}

/// Throws all errors of a result, or gives its value.
template <class T>
T value_of(result<T> read) {
    if (!read) throw std::move(read).errors();
    return *std::move(read);
}

inline void require_no(const std::optional<error_list>& problems) {
    if (problems) throw *problems;
}

/// Sets the out pointer of a `create` to NULL, runs the body and hands over what it returns.
template <class Handle, class Body>
kohort_status create(Handle** out, kohort_error* into, Body&& body) noexcept {
    if (out != nullptr) *out = nullptr;
    return guarded(into, [&] {
        require(out, "out is NULL");
        *out = new Handle(std::forward<Body>(body)());
    });
}

template <class Handle>
void destroy(Handle** handle) noexcept {
    if (handle == nullptr) return;
    delete *handle;
    *handle = nullptr;
}

} // namespace kohort::c_api
