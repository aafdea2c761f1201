// A value or the errors that prevented it. One implementation serves callers with and without exceptions.
#pragma once

#include <kohort/base/error.hpp>

#include <utility>
#include <variant>

namespace kohort {

/// Either a `T` or a non-empty list of errors.
///
/// `value()` throws the first error; `errors()` lists them all. A function that returns a `result` does not throw for
/// the errors it documents.
template <class T>
class [[nodiscard]] result {
  public:
    using value_type = T;

    result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    result(error problem) : content_(std::in_place_index<1>) { std::get<1>(content_).push_back(std::move(problem)); }
    /// `problems` must not be empty.
    result(error_list problems) : content_(std::in_place_index<1>, std::move(problems)) {}

    [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// The value; throws the first error when there is none.
    [[nodiscard]] T& value() & { return require(), std::get<0>(content_); }
    [[nodiscard]] const T& value() const& { return require(), std::get<0>(content_); }
    /// By value, so that `for (auto& x : f().value())` does not loop over what is gone.
    [[nodiscard]] T value() && { return require(), std::get<0>(std::move(content_)); }

    /// The value without a check; `has_value()` must hold.
    [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&content_); }
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&content_); }
    [[nodiscard]] T operator*() && { return std::move(*std::get_if<0>(&content_)); }
    [[nodiscard]] T* operator->() noexcept { return std::get_if<0>(&content_); }
    [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&content_); }

    /// The errors; empty when there is a value.
    [[nodiscard]] const error_list& errors() const& noexcept {
        static const error_list none;
        const auto* list = std::get_if<1>(&content_);
        return list ? *list : none;
    }
    [[nodiscard]] error_list errors() && {
        auto* list = std::get_if<1>(&content_);
        return list ? std::move(*list) : error_list();
    }

  private:
    void require() const {
        if (const auto* list = std::get_if<1>(&content_)) throw error(list->front());
    }

    std::variant<T, error_list> content_;
};

} // namespace kohort
