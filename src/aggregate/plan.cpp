#include <kohort/aggregate/plan.hpp>

#include "../base/fnv1a.hpp"
#include "compiled_plan.hpp"

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
    for (const auto* bounds : {&measure.from, &measure.until}) {
        if (measure.from.empty() && measure.until.empty()) break;
        hash.add(bounds->size());
        for (const auto& bound : *bounds) {
            hash.add(static_cast<std::uint64_t>(bound.of));
            hash.add(static_cast<std::uint64_t>(bound.after.unit));
            hash.add(static_cast<std::uint64_t>(bound.after.count));
            hash.add(static_cast<std::uint64_t>(bound.days_later));
        }
    }
}

/// What is wrong with the bounds of a measure.
std::string_view problem_of_bounds(const aggregate_measure& measure, const spell_register& spells) {
    const bool is_crossing = measure.when == aggregate_measure::timing::crossing;
    if (is_crossing && (measure.from.size() != 1 || !measure.until.empty()))
        return "a crossing is of one day, the only one of \"from\"";
    if (measure.from.empty() && measure.until.empty()) return {};
    const auto is_single_day = [](const window& span) { return span.first == span.last; };
    if (measure.distinct_persons)
        return "distinct persons have no bounds that follow from a start or a birth; move the starts and ends";
    if (!detail::counts_events(measure) && !std::ranges::all_of(measure.windows, is_single_day))
        return "a stock has bounds that follow from a start or a birth on single days; move the starts and ends";
    if (detail::counts_events(measure) && (measure.start || measure.end))
        return "an event has bounds on its own day; leave out moved starts and ends";
    const auto is_of_birth = [](const derived_day& bound) { return bound.of == derived_day::origin::birth; };
    if (std::ranges::none_of(measure.from, is_of_birth) && std::ranges::none_of(measure.until, is_of_birth)) return {};
    if (spells.birth_is_year() || spells.birth().size() != spells.size())
        return "there are no birthdays without dates of birth; leave the bounds by birth out";
    return {};
}

/// No cell has a larger number, whatever the limits: places in a histogram are kept in 32 bits, with the sign to spare.
constexpr std::size_t most_places = std::size_t{1} << 29;

std::optional<error> check(const spell_register& spells, const aggregate_measure& measure, const plan_limits& limits,
                           std::size_t number) {
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
    if (const auto problem = problem_of_bounds(measure, spells); !problem.empty()) return refuse(std::string(problem));
    double cells = 1; // counts beyond 2^64 must not wrap into something small
    for (const auto& axis : measure.axes) cells *= static_cast<double>(axis.size());
    cells = (cells + 1) * static_cast<double>(windows.size() + 1);
    const auto most = std::min(limits.cells, most_places);
    if (cells > static_cast<double>(most))
        return refuse(
            fmt::format("{:.0f} cells ({:.0f} MB) are more than the {} that a plan can hold; break down by fewer "
                        "dimensions, or ask for fewer periods",
                        cells, cells * sizeof(std::int64_t) / 1e6, most));
    return {};
}

/// "9", "12 million".
std::string readable(std::size_t number) {
    constexpr std::size_t million = 1'000'000;
    return number < 10 * million ? std::to_string(number) : fmt::format("{} million", number / million);
}

/// A base cube of the explanation.
struct explained {
    std::string what, cells;
    std::size_t measures, bytes_per_row, memory;
};

explained explain_sweep(const detail::sweep& of, std::size_t measures) {
    const auto tables = of.rule().tables(), columns = of.columns().size();
    const auto how = columns == 0 ? std::string()
                     : tables == 0
                         ? fmt::format(" computed in {} bits", of.rule().bits())
                         : fmt::format(" in {} bits, {} of {} columns by table", of.rule().bits(), tables, columns);
    return {fmt::format("{}{}", fmt::join(of.words(), ", "),
                        columns == 0 ? "" : fmt::format(" by {}", fmt::join(of.columns(), ", "))),
            fmt::format("{} cells{} x {} pieces of time", readable(of.cells()), how, of.pieces()), measures,
            of.bytes_per_row(), of.memory()};
}

explained explain_persons(const detail::person_cube& of, std::size_t measures) {
    return {fmt::format("distinct {}{}", of.words(),
                        of.columns().empty() ? "" : fmt::format(" by {}", fmt::join(of.columns(), ", "))),
            fmt::format("{} cells x {} windows, {} marginals", readable(of.cells()), of.windows(), of.marginals()),
            measures, of.bytes_per_row(), of.memory()};
}

} // namespace

result<plan> plan::compile(const spell_register& spells, std::vector<aggregate_measure> measures,
                           const plan_limits& limits, std::uint64_t meaning) {
    error_list problems;
    for (std::size_t number = 0; number < measures.size(); ++number)
        if (auto problem = check(spells, measures[number], limits, number)) problems.push_back(std::move(*problem));
    if (!problems.empty()) return problems;
    hasher hash;
    hash.add_text(spells.name());
    hash.add(meaning);
    for (const auto& measure : measures) add_to(hash, measure);
    const auto most_together = std::min(limits.cells, most_places);
    auto made = detail::make_plan(spells, std::move(measures), limits.together ? most_together : 0);
    made.fingerprint = hash.value();
    made.carried_after = limits.rows_in_32_bits;
    return plan(std::make_shared<const detail::compiled_plan>(std::move(made)));
}

const spell_register& plan::spells() const noexcept { return *made_->spells; }
std::size_t plan::measures() const noexcept { return made_->measures.size(); }
std::size_t plan::base_cubes() const noexcept { return made_->sweeps.size() + made_->person_cubes.size(); }
std::size_t plan::memory() const noexcept { return made_->memory(); }
std::uint64_t plan::fingerprint() const noexcept { return made_->fingerprint; }

std::string plan::explain() const {
    constexpr double megabyte = 1e6;
    const auto measures_of = [this](std::size_t source, bool of_persons) {
        return static_cast<std::size_t>(std::ranges::count_if(made_->measures, [=](const auto& derived) {
            return derived.source == source && derived.measure.distinct_persons == of_persons;
        }));
    };
    std::vector<explained> cubes;
    for (std::size_t s = 0; s < made_->sweeps.size(); ++s)
        cubes.push_back(explain_sweep(made_->sweeps[s], measures_of(s, false)));
    for (std::size_t p = 0; p < made_->person_cubes.size(); ++p)
        cubes.push_back(explain_persons(made_->person_cubes[p], measures_of(p, true)));
    std::string text = fmt::format("{}: {} rows, {} measures from {} base cubes\n", spells().name(),
                                   readable(spells().size()), measures(), base_cubes());
    std::size_t bytes = 0;
    for (const auto& cube : cubes) {
        bytes += cube.bytes_per_row;
        text += fmt::format("  {}: {} for {} measure{}, {} bytes per row, {:.1f} MB\n", cube.what, cube.cells,
                            cube.measures, cube.measures == 1 ? "" : "s", cube.bytes_per_row,
                            static_cast<double>(cube.memory) / megabyte);
    }
    return text + fmt::format("  together one pass, {} bytes per row, {:.1f} MB of counts per thread\n", bytes,
                              static_cast<double>(memory()) / megabyte);
}

} // namespace kohort
