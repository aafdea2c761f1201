#include <kohort/publish/disclosure/suppression.hpp>

#include "exact_suppression.hpp"
#include "greedy_suppression.hpp"
#include "linear_program.hpp"

#include <string>

namespace kohort::disclosure {

std::string_view name_of(suppression_method method) noexcept {
    return method == suppression_method::exact ? "exact" : "elimination";
}

bool has_exact_method() noexcept { return has_solver(); }

result<suppression> suppress(const additive_release& release, const suppression_options& options) {
    auto problems = problems_of(release);
    if (options.method == suppression_method::exact && !has_solver())
        problems.emplace_back(error_code::invalid_argument,
                              "the exact method of suppression needs a solver: " + std::string(solver_hint));
    if (!problems.empty()) return problems;
    if (options.method == suppression_method::exact)
        if (auto found = suppress_exactly(release, options)) return std::move(*found);
    return suppress_greedily(release, options);
}

} // namespace kohort::disclosure
