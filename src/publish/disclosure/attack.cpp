#include <kohort/publish/disclosure/attack.hpp>

#include "attack_methods.hpp"
#include "linear_program.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace kohort::disclosure {
namespace {

error_list problems_of(const seen_release& release, const attack_options& options) {
    error_list problems;
    const auto add = [&](std::string message, std::string path) {
        problems.emplace_back(error_code::invalid_argument, std::move(message), std::move(path));
    };
    if (options.method == attack_method::linear_programming && !has_solver())
        add("an exact audit of suppressions needs a solver: " + std::string(solver_hint), {});
    for (std::size_t i = 0; i < release.cells.size(); ++i)
        if (!(release.cells[i].least <= release.cells[i].most))
            add("\"" + release.cells[i].name + "\" is said to be at least more than at most",
                "/cells/" + std::to_string(i));
    for (std::size_t i = 0; i < release.sums.size(); ++i) {
        const auto& sum = release.sums[i];
        const auto is_wrong = [&](std::uint32_t cell) { return cell >= release.cells.size(); };
        if (is_wrong(sum.total) || std::any_of(sum.parts.begin(), sum.parts.end(), is_wrong))
            add("the sum is of a cell that is not there: there are " + std::to_string(release.cells.size()),
                "/sums/" + std::to_string(i));
    }
    return problems;
}

bool is_too_narrow(const seen_cell& cell, const bounds& found, double tolerance) {
    if (!cell.is_sensitive) return false;
    const auto slack = tolerance * (1 + (std::isinf(found.most) ? std::abs(found.least) : std::abs(found.most)));
    if (found.most - found.least <= slack || found.most - found.least < cell.needs.width - slack) return true;
    return cell.truth && (found.least > *cell.truth - cell.needs.below + slack ||
                          found.most < *cell.truth + cell.needs.above - slack);
}

class attacker {
  public:
    attacker(const seen_release& release, const attack_options& options) : release_(release), options_(options) {
        for (std::uint32_t i = 0; i < release.cells.size(); ++i)
            if (release.cells[i].is_suppressed) wanted_.push_back(i);
        report_.suppressed = wanted_.size();
    }

    attack_report run() {
        if (options_.method == attack_method::elimination)
            take_all(bounds_by_elimination(release_), attack_method::elimination);
        else if (options_.method == attack_method::propagation)
            take_all(bounds_by_propagation(release_), attack_method::propagation);
        else
            programme();
        return std::move(report_);
    }

  private:
    void programme() {
        auto looked_at = wanted_;
        if (wanted_.size() > options_.most_exact) {
            take_all(bounds_by_propagation(release_), attack_method::propagation);
            if (!report_.is_consistent) return;
            looked_at = sample();
        }
        auto found = bounds_by_programming(release_, looked_at);
        report_.is_consistent = found.has_value();
        if (!found) return;
        const auto solved = std::ranges::count_if(*found, &bounds::is_solved);
        report_.looked_at_exactly = static_cast<std::size_t>(solved);
        if (report_.looked_at_exactly < looked_at.size() && looked_at.size() == wanted_.size())
            take_all(bounds_by_propagation(release_), attack_method::propagation);
        for (std::size_t i = 0; i < looked_at.size(); ++i)
            if ((*found)[i].is_solved) take(looked_at[i], std::move((*found)[i]), attack_method::linear_programming);
    }

    /// Evenly over the suppressed cells.
    std::vector<std::uint32_t> sample() const {
        std::vector<std::uint32_t> cells;
        const auto size = (std::min)(options_.sample, wanted_.size());
        for (std::size_t i = 0; i < size; ++i) cells.push_back(wanted_[i * wanted_.size() / size]);
        return cells;
    }

    void take_all(std::optional<std::vector<bounds>> found, attack_method by) {
        report_.is_consistent = found.has_value();
        if (!found) return;
        for (const auto cell : wanted_) take(cell, std::move((*found)[cell]), by);
    }

    /// What linear programming finds replaces what propagation has found.
    void take(std::uint32_t cell, bounds found, attack_method by) {
        auto place =
            std::lower_bound(report_.intervals.begin(), report_.intervals.end(), cell,
                             [](const derived_interval& each, std::uint32_t index) { return each.cell < index; });
        if (place == report_.intervals.end() || place->cell != cell)
            place = report_.intervals.insert(place, derived_interval{.cell = cell, .sums = {}});
        report_.too_narrow -= place->is_too_narrow;
        const bool is_narrow = is_too_narrow(release_.cells[cell], found, options_.tolerance);
        report_.too_narrow += is_narrow;
        *place = {cell, found.least, found.most, by, is_narrow, {}};
        if (is_narrow) place->sums = std::move(found.sums);
    }

    const seen_release& release_;
    const attack_options& options_;
    std::vector<std::uint32_t> wanted_;
    attack_report report_;
};

} // namespace

seen_release seen_by_readers(const additive_release& release, const suppression& found) {
    seen_release seen{{}, release.sums};
    for (std::size_t i = 0; i < release.cells.size(); ++i) {
        const auto& cell = release.cells[i];
        const auto value = cell.value.to_double();
        const bool is_hidden = found.fates[i] != cell_fate::published;
        const bool is_printed = !is_hidden && cell.use != cell_use::unprinted;
        seen_cell as_seen{cell.name,
                          cell.least,
                          cell.most,
                          is_hidden,
                          cell.sensitive.has_value(),
                          value,
                          cell.sensitive.value_or(protection{})};
        if (is_printed) as_seen.least = as_seen.most = value;
        seen.cells.push_back(std::move(as_seen));
    }
    return seen;
}

std::string_view name_of(attack_method method) noexcept {
    constexpr std::string_view names[] = {"linear programming", "propagation", "elimination"};
    return names[static_cast<std::size_t>(method)];
}

bool has_linear_programming() noexcept { return has_solver(); }

result<attack_report> attack(const seen_release& release, const attack_options& options) {
    auto problems = problems_of(release, options);
    if (!problems.empty()) return problems;
    return attacker(release, options).run();
}

} // namespace kohort::disclosure
