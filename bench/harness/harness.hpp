// What the C++ programs of the comparison share: a form of a task is loaded, run, compared and timed by `main.cpp`.
#pragma once

#include "calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace bench {

struct setting {
    std::string folder; ///< of the generated data
    unsigned threads;
};

/// One way of doing a task. Loading is not timed; what `run` found is told by `answer`, cell by cell.
class form {
  public:
    virtual ~form() = default;
    virtual void load(const setting& with) = 0;
    virtual void run() = 0;
    [[nodiscard]] virtual std::vector<double> answer() const = 0;
};

bool add(const char* task, const char* name, std::unique_ptr<form> (*make)());

/// `const bool added = add_form<exit_cube>("exit_cube", "hand");` in a file's anonymous namespace.
template <class Form>
bool add_form(const char* task, const char* name) {
    return add(task, name, [] { return std::unique_ptr<form>(std::make_unique<Form>()); });
}

/// A form by name, for tasks made of others.
[[nodiscard]] std::unique_ptr<form> make_form(const std::string& task, const std::string& name);

/// The bytes of a column file.
std::string read_bytes(const std::string& path);

template <class T>
std::vector<T> read_column(const std::string& folder, const char* name) {
    const auto bytes = read_bytes(folder + "/" + name + (sizeof(T) == 1 ? ".i8" : ".i32"));
    const auto* const values = reinterpret_cast<const T*>(bytes.data());
    return {values, values + bytes.size() / sizeof(T)};
}

/// Calls `work(part, first, last)` for equal parts of the rows, each on a thread of its own.
template <class Work>
void in_parts(unsigned threads, std::size_t rows, Work work) {
    std::vector<std::jthread> others;
    for (unsigned part = 1; part < threads; ++part)
        others.emplace_back([=] { work(part, rows * part / threads, rows * (part + 1) / threads); });
    work(0u, std::size_t{0}, rows / threads);
}

/// Counts that each thread makes for itself, and their sum.
template <class Count>
class partial_counts {
  public:
    partial_counts(unsigned threads, std::size_t cells) : parts_(threads), cells_(cells) {}
    /// Called by the thread itself, so that the memory is near it.
    Count* of(unsigned part) { return (parts_[part].assign(cells_, 0), parts_[part].data()); }
    std::vector<Count> sum() {
        auto& whole = parts_.front();
        for (std::size_t part = 1; part < parts_.size(); ++part)
            for (std::size_t i = 0; i < cells_; ++i) whole[i] += parts_[part][i];
        return std::move(whole);
    }

  private:
    std::vector<std::vector<Count>> parts_;
    std::size_t cells_;
};

/// n / d, or 0 of nothing: how every peer prints an empty share.
inline double share_of(double n, double d) { return d > 0 ? n / d : 0; }

} // namespace bench
