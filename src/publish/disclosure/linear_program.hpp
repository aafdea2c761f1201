// Linear programming with COIN-OR CLP, behind one door: the rest of kohort sees no solver.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// What to install and do where the solver is not there; the end of a message.
inline constexpr std::string_view solver_hint = "this kohort was built without COIN-OR; install coinor-libcbc-dev and "
                                                "coinor-libclp-dev and build it with KOHORT_WITH_CBC";

/// Whether kohort was built with the solver.
[[nodiscard]] bool has_solver() noexcept;

/// One row of a program: the sum of coefficient x column equals `value`.
struct program_row {
    std::vector<int> columns;
    std::vector<double> coefficients;
    double value = 0;
};

/// Columns between bounds, rows of equalities. Precondition of all: `has_solver()`.
class linear_program {
  public:
    linear_program(const std::vector<double>& least, const std::vector<double>& most,
                   const std::vector<program_row>& rows);
    ~linear_program();
    linear_program(const linear_program&) = delete;
    linear_program& operator=(const linear_program&) = delete;

    void set_bounds(const std::vector<double>& least, const std::vector<double>& most);

    enum class outcome : std::uint8_t { optimal, infeasible, unbounded, failed };
    /// Makes one column as small or as large as it can be, from where the last call ended.
    outcome optimise(std::size_t column, bool largest);

    /// After an optimal outcome: the value of the column, and how it depends on rows and on columns' bounds.
    [[nodiscard]] double value() const;
    [[nodiscard]] std::vector<double> row_prices() const;
    [[nodiscard]] std::vector<double> column_prices() const;

  private:
    struct model;
    std::unique_ptr<model> model_;
};

/// A choice of columns: 0 or 1 each. Precondition: `has_solver()`.
struct covering_row {
    std::vector<int> columns;
    std::vector<double> coefficients;
    double at_least = 0;
};
struct covering_answer {
    bool is_found = false;
    bool is_proven_optimal = false;
    std::vector<bool> chosen;
};

/// The cheapest choice that satisfies all rows, within a time.
[[nodiscard]] covering_answer cheapest_cover(const std::vector<double>& costs, const std::vector<covering_row>& rows,
                                             double seconds);

} // namespace kohort::disclosure
