#include "linear_program.hpp"

#include <cassert>

#ifdef KOHORT_WITH_CBC
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#endif

namespace kohort::disclosure {

#ifdef KOHORT_WITH_CBC

bool has_solver() noexcept { return true; }

namespace {

/// Rows as the solver wants them: by column.
struct packed_columns {
    std::vector<int> starts, rows;
    std::vector<double> coefficients;

    template <class Row>
    packed_columns(std::size_t columns, const std::vector<Row>& from) : starts(columns + 1) {
        for (const auto& row : from)
            for (const auto column : row.columns) ++starts[static_cast<std::size_t>(column) + 1];
        for (std::size_t i = 0; i < columns; ++i) starts[i + 1] += starts[i];
        rows.resize(static_cast<std::size_t>(starts.back()));
        coefficients.resize(rows.size());
        auto next = starts;
        for (std::size_t row = 0; row < from.size(); ++row)
            for (std::size_t i = 0; i < from[row].columns.size(); ++i) {
                const auto place = static_cast<std::size_t>(next[static_cast<std::size_t>(from[row].columns[i])]++);
                rows[place] = static_cast<int>(row);
                coefficients[place] = from[row].coefficients[i];
            }
    }
};

} // namespace

struct linear_program::model {
    Clp_Simplex* simplex = Clp_newModel();
    std::vector<double> objective;
    std::size_t column = 0;
    ~model() { Clp_deleteModel(simplex); }
};

linear_program::linear_program(const std::vector<double>& least, const std::vector<double>& most,
                               const std::vector<program_row>& rows)
    : model_(std::make_unique<model>()) {
    const packed_columns packed(least.size(), rows);
    std::vector<double> values;
    for (const auto& row : rows) values.push_back(row.value);
    model_->objective.resize(least.size());
    Clp_setLogLevel(model_->simplex, 0);
    Clp_loadProblem(model_->simplex, static_cast<int>(least.size()), static_cast<int>(rows.size()),
                    packed.starts.data(), packed.rows.data(), packed.coefficients.data(), least.data(), most.data(),
                    model_->objective.data(), values.data(), values.data());
}

linear_program::~linear_program() = default;

void linear_program::set_bounds(const std::vector<double>& least, const std::vector<double>& most) {
    Clp_chgColumnLower(model_->simplex, least.data());
    Clp_chgColumnUpper(model_->simplex, most.data());
}

linear_program::outcome linear_program::optimise(std::size_t column, bool largest) {
    model_->objective[model_->column] = 0;
    model_->column = column;
    model_->objective[column] = 1;
    Clp_chgObjCoefficients(model_->simplex, model_->objective.data());
    Clp_setOptimizationDirection(model_->simplex, largest ? -1 : 1);
    Clp_primal(model_->simplex, 0);
    switch (Clp_status(model_->simplex)) {
    case 0:
        return outcome::optimal;
    case 1:
        return outcome::infeasible;
    case 2:
        return outcome::unbounded;
    default:
        return outcome::failed;
    }
}

double linear_program::value() const { return Clp_primalColumnSolution(model_->simplex)[model_->column]; }

std::vector<double> linear_program::row_prices() const {
    const auto* prices = Clp_dualRowSolution(model_->simplex);
    return {prices, prices + Clp_numberRows(model_->simplex)};
}

std::vector<double> linear_program::column_prices() const {
    const auto* prices = Clp_dualColumnSolution(model_->simplex);
    return {prices, prices + model_->objective.size()};
}

covering_answer cheapest_cover(const std::vector<double>& costs, const std::vector<covering_row>& rows,
                               double seconds) {
    const packed_columns packed(costs.size(), rows);
    const std::vector<double> least(costs.size(), 0.0), most(costs.size(), 1.0);
    std::vector<double> at_least;
    for (const auto& row : rows) at_least.push_back(row.at_least);
    const std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> model(Cbc_newModel(), Cbc_deleteModel);
    Cbc_loadProblem(model.get(), static_cast<int>(costs.size()), static_cast<int>(rows.size()), packed.starts.data(),
                    packed.rows.data(), packed.coefficients.data(), least.data(), most.data(), costs.data(),
                    at_least.data(), nullptr);
    for (std::size_t i = 0; i < costs.size(); ++i) Cbc_setInteger(model.get(), static_cast<int>(i));
    Cbc_setLogLevel(model.get(), 0);
    Cbc_setParameter(model.get(), "log", "0");
    Cbc_setParameter(model.get(), "ratio", "0");
    Cbc_setParameter(model.get(), "seconds", std::to_string(seconds).c_str());
    Cbc_solve(model.get());
    covering_answer answer;
    const auto* solution = Cbc_bestSolution(model.get());
    answer.is_proven_optimal = Cbc_isProvenOptimal(model.get()) != 0;
    answer.is_found = solution != nullptr && Cbc_isProvenInfeasible(model.get()) == 0;
    for (std::size_t i = 0; answer.is_found && i < costs.size(); ++i) answer.chosen.push_back(solution[i] > 0.5);
    return answer;
}

#else

bool has_solver() noexcept { return false; }

struct linear_program::model {};
linear_program::linear_program(const std::vector<double>&, const std::vector<double>&,
                               const std::vector<program_row>&) {
    assert(has_solver());
}
linear_program::~linear_program() = default;
void linear_program::set_bounds(const std::vector<double>&, const std::vector<double>&) {}
linear_program::outcome linear_program::optimise(std::size_t, bool) { return outcome::failed; }
double linear_program::value() const { return 0; }
std::vector<double> linear_program::row_prices() const { return {}; }
std::vector<double> linear_program::column_prices() const { return {}; }
covering_answer cheapest_cover(const std::vector<double>&, const std::vector<covering_row>&, double) { return {}; }

#endif

} // namespace kohort::disclosure
