#include <kohort/series/seasonal.hpp>

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace kohort {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

/// A double with 15 digits, exactly.
ratio to_ratio(double number) {
    std::int64_t scale = 1;
    for (int digits = 0; digits < 15 && std::abs(number) * static_cast<double>(scale) < 1e14; ++digits) scale *= 10;
    return {std::llround(number * static_cast<double>(scale)), scale};
}

/// The cells of one part of all lines.
class part_cells {
  public:
    explicit part_cells(std::size_t cells) { cells_.reserve(cells); }

    void add(double value, obs_status status) {
        status.add(obs_flag::estimated);
        cells_.push_back({to_ratio(value), 1, status});
    }
    void add_gap(obs_status status) { cells_.push_back({0, 1, status}); }

    [[nodiscard]] series as(const series& of) && {
        auto about = of.about();
        about.kind = series_kind::other;
        return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells_));
    }

  private:
    std::vector<cell> cells_;
};

std::vector<double> observations(std::span<const cell> line) {
    std::vector<double> values;
    for (const auto& each : line)
        values.push_back(each.status.has_value() ? each.numerator.to_double() / each.denominator.to_double() : gap);
    return values;
}

error in_line(const error& problem, std::size_t line) {
    return {problem.code(), problem.message(), fmt::format("/{}", line)};
}

} // namespace

result<seasonal_adjustment> seasonally_adjusted(const series& of, const stl_options& options) {
    const auto every = of.about().per.every;
    if (every == frequency::week || every == frequency::year)
        return error(error_code::invalid_argument,
                     fmt::format("figures by {} have no season that comes once a year in every so many periods; use "
                                 "months, quarters, tertials or half-years",
                                 name_of(every)));
    const auto all = filled(of);
    const auto cells = all.cells().size();
    part_cells adjusted(cells), trend(cells), seasonal(cells), remainder(cells);
    std::vector<double> weights;
    error_list errors;
    for (std::size_t l = 0; l < all.lines(); ++l) {
        const auto line = all.line(l);
        const auto values = observations(line);
        auto parts = stl(values, 12 / months_in(every), options);
        if (!parts) {
            for (const auto& problem : parts.errors()) errors.push_back(in_line(problem, l));
            continue;
        }
        for (std::size_t i = 0; i < line.size(); ++i) {
            const bool is_gap = std::isnan(values[i]);
            auto status = line[i].status;
            if (is_gap || status.is == availability::nil) status.is = availability::normal;
            trend.add(parts->trend[i], status);
            seasonal.add(parts->seasonal[i], status);
            adjusted.add(is_gap ? parts->trend[i] : values[i] - parts->seasonal[i], status);
            if (is_gap)
                remainder.add_gap(line[i].status);
            else
                remainder.add(parts->remainder[i], status);
        }
        weights.insert(weights.end(), parts->weights.begin(), parts->weights.end());
    }
    if (!errors.empty()) return errors;
    return seasonal_adjustment{std::move(adjusted).as(all), std::move(trend).as(all), std::move(seasonal).as(all),
                               std::move(remainder).as(all), std::move(weights)};
}

} // namespace kohort
