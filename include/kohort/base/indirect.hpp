// A value that lives on the heap: what recursive value types are made of.
#pragma once

#include <memory>
#include <utility>

namespace kohort {

/// Holds a T that may still be incomplete where the holder is declared. Copies copy the value and comparison compares
/// it, so that a tree of these is a value like any other. Moved-from holders may only be assigned to or destroyed.
template <class T>
class indirect {
  public:
    indirect() : held_(std::make_unique<T>()) {}
    indirect(T value) : held_(std::make_unique<T>(std::move(value))) {}
    indirect(const indirect& other) : held_(std::make_unique<T>(*other)) {}
    indirect(indirect&&) noexcept = default;
    indirect& operator=(const indirect& other) { return *this = indirect(other); }
    indirect& operator=(indirect&&) noexcept = default;
    ~indirect() = default;

    [[nodiscard]] const T& operator*() const noexcept { return *held_; }
    [[nodiscard]] T& operator*() noexcept { return *held_; }
    [[nodiscard]] const T* operator->() const noexcept { return held_.get(); }
    [[nodiscard]] T* operator->() noexcept { return held_.get(); }
    friend bool operator==(const indirect& a, const indirect& b) { return *a == *b; }

  private:
    std::unique_ptr<T> held_;
};

} // namespace kohort
