#include <kohort/aggregate/plan.hpp>

#include "../base/fnv1a.hpp"
#include "base_cube.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace kohort {

namespace {

/// The hash of numbers, eight bytes each.
class hasher {
  public:
    void add(std::uint64_t number) noexcept {
        for (int byte = 0; byte < 8; ++byte) hash_.add(static_cast<unsigned char>(number >> (8 * byte) & 0xFFu));
    }
    template <class Range>
    void add_all(const Range& numbers) noexcept {
        add(numbers.size());
        for (const auto number : numbers) add(static_cast<std::uint64_t>(number));
    }
    void add_text(const std::string& text) noexcept { add_all(text); }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_.value(); }

  private:
    fnv1a hash_;
};

/// What the numbers of a dimension's codes mean.
void add_codes(hasher& hash, const dimension_column& dimension) {
    hash.add_text(dimension.name);
    for (const auto& entry : dimension.codes.entries()) hash.add_text(entry.code);
}

void add_to(hasher& hash, const aggregate_measure& measure) {
    hash.add(static_cast<std::uint64_t>(measure.when));
    hash.add(static_cast<std::uint64_t>(measure.adds));
    hash.add(measure.distinct_persons);
    if (measure.value) hash.add_text(measure.value->name);
    for (const auto& span : measure.windows) {
        hash.add(static_cast<std::uint64_t>(span.first.count()));
        hash.add(static_cast<std::uint64_t>(span.last.count()));
    }
    for (const auto& axis : measure.axes) {
        add_codes(hash, *axis.dimension);
        hash.add_all(axis.position_of_code);
        hash.add_all(axis.parent);
        hash.add(axis.once_per_value);
    }
    for (const auto& filter : measure.filters) {
        if (const auto* dimension = std::get_if<0>(&filter.column)) add_codes(hash, **dimension);
        hash.add_all(filter.keeps);
    }
}

std::optional<error> check(const aggregate_measure& measure, const plan_limits& limits, std::size_t number) {
    const auto refuse = [number](std::string message) {
        return error(error_code::plan, std::move(message), std::to_string(number));
    };
    const auto& windows = measure.windows;
    if (windows.size() > limits.periods)
        return refuse(fmt::format("{} periods are more than the {} that a plan can hold; ask for fewer periods",
                                  windows.size(), limits.periods));
    for (std::size_t k = 1; k < windows.size(); ++k)
        if (windows[k].first < windows[k - 1].first || windows[k].last < windows[k - 1].last)
            return refuse("the windows of a measure must not step back in time");
    if (measure.distinct_persons && measure.adds != aggregate_measure::weighting::one)
        return refuse("distinct persons can only be counted, not weighted");
    double cells = 1; // counts beyond 2^64 must not wrap into something small
    for (const auto& axis : measure.axes) cells *= static_cast<double>(axis.size());
    cells = (cells + 1) * static_cast<double>(windows.size() + 1);
    if (cells > static_cast<double>(limits.cells))
        return refuse(
            fmt::format("{:.0f} cells ({:.0f} MB) are more than the {} that a plan can hold; break down by fewer "
                        "dimensions, or ask for fewer periods",
                        cells, cells * sizeof(std::int64_t) / 1e6, limits.cells));
    return {};
}

/// "9", "12 million".
std::string readable(std::size_t number) {
    constexpr std::size_t million = 1'000'000;
    return number < 10 * million ? std::to_string(number) : fmt::format("{} million", number / million);
}

std::string_view what_counts(const detail::base_cube& base) {
    using timing = aggregate_measure::timing;
    switch (base.timing.when) {
    case timing::entries:
        return "entries";
    case timing::exits:
        return "exits";
    case timing::presence:
        return "spells present";
    case timing::close_of:
        return "stock at close";
    }
    return {};
}

} // namespace

result<plan> plan::compile(const spell_register& spells, std::vector<aggregate_measure> measures,
                           const plan_limits& limits, std::uint64_t meaning) {
    error_list problems;
    for (std::size_t number = 0; number < measures.size(); ++number)
        if (auto problem = check(measures[number], limits, number)) problems.push_back(std::move(*problem));
    if (!problems.empty()) return problems;
    hasher hash;
    hash.add_text(spells.name());
    hash.add(meaning);
    for (const auto& measure : measures) add_to(hash, measure);
    auto made = detail::make_plan(spells, std::move(measures), limits.together ? limits.cells : 0);
    made.fingerprint = hash.value();
    return plan(std::make_shared<const detail::compiled_plan>(std::move(made)));
}

const spell_register& plan::spells() const noexcept { return *made_->spells; }
std::size_t plan::measures() const noexcept { return made_->measures.size(); }
std::size_t plan::base_cubes() const noexcept { return made_->bases.size(); }
std::size_t plan::memory() const noexcept {
    return std::accumulate(made_->bases.begin(), made_->bases.end(), std::size_t{0},
                           [](std::size_t sum, const auto& base) { return sum + base.memory(); });
}
std::uint64_t plan::fingerprint() const noexcept { return made_->fingerprint; }

std::string plan::explain() const {
    constexpr double megabyte = 1e6;
    std::string text = fmt::format("{}: {} rows, {} measures from {} base cubes\n", spells().name(),
                                   readable(spells().size()), measures(), base_cubes());
    std::size_t passes = 0;
    for (std::size_t b = 0; b < base_cubes(); ++b) {
        const auto& base = made_->bases[b];
        const auto serves = std::ranges::count(made_->measures, b, &detail::derivation::base);
        passes += base.projections.size();
        text += fmt::format("  {}{}{}: {} cells x {} windows for {} measure{}, {}{} bytes per row, {:.1f} MB\n",
                            base.distinct_persons ? "distinct persons, " : "", what_counts(base),
                            base.columns.empty() ? "" : fmt::format(" by {}", fmt::join(base.columns, ", ")),
                            readable(base.layout.cells - 1), base.windows.size(), serves, serves == 1 ? "" : "s",
                            base.projections.size() > 1 ? fmt::format("{} marginals x ", base.projections.size()) : "",
                            base.bytes_per_row(), static_cast<double>(base.memory()) / megabyte);
    }
    return text + fmt::format("  together {} scans of the rows, {:.1f} MB of counts per thread\n", passes,
                              static_cast<double>(memory()) / megabyte);
}

} // namespace kohort
