#include <kohort/series/series.hpp>

#include "base/invalid_argument.hpp"
#include "periods.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

namespace kohort {
namespace {

error not_a_period_of(std::string_view label, const periodicity& per, std::string path) {
    return invalid_argument(
        fmt::format("\"{}\" is not a {}; give the series the periodicity of its figures", label, to_string(per)),
        std::move(path));
}

/// The ordinals of the positions of a period axis; what is wrong goes to `errors`.
std::vector<std::int32_t> ordinals_of(const axis& periods, const periodicity& per, error_list& errors) {
    std::vector<std::int32_t> ordinals;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto& label = periods[i].code;
        const auto path = fmt::format("/{}", i);
        const auto found = period_labelled(per, label);
        if (!found) {
            errors.push_back(not_a_period_of(label, per, path));
            continue;
        }
        if (!ordinals.empty() && found->ordinal() <= ordinals.back())
            errors.push_back(
                invalid_argument(fmt::format("{} does not come after {}; order the periods in time, each once", label,
                                             period(per, ordinals.back()).label()),
                                 path));
        ordinals.push_back(found->ordinal());
    }
    return ordinals;
}

std::optional<std::size_t> only_period_axis(const cube& figures, error_list& errors) {
    const auto& axes = figures.axes();
    const auto is_period = [](const axis& each) { return each.is_period(); };
    const auto count = std::ranges::count_if(axes, is_period);
    if (count != 1) {
        errors.push_back(invalid_argument(
            fmt::format("the cube has {} period axes; a series runs along exactly one (slice the others)", count)));
        return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(std::ranges::find_if(axes, is_period) - axes.begin());
    if (axes[place].size() == 0) {
        errors.push_back(invalid_argument("the cube has no periods; a series has at least one"));
        return std::nullopt;
    }
    return place;
}

/// The number of cells from one position of an axis to the next.
std::size_t stride_of(const std::vector<axis>& axes, std::size_t place) {
    std::size_t stride = 1;
    for (auto a = place + 1; a < axes.size(); ++a) stride *= axes[a].size();
    return stride;
}

/// Cells whose axis at `stride` has `size` positions, with that axis moved to the end.
std::vector<cell> with_axis_last(std::span<const cell> cells, std::size_t size, std::size_t stride) {
    std::vector<cell> made(cells.size());
    auto* to = made.data();
    for (std::size_t outer = 0; outer < cells.size(); outer += size * stride)
        for (std::size_t inner = 0; inner < stride; ++inner)
            for (std::size_t each = 0; each < size; ++each) *to++ = cells[outer + each * stride + inner];
    return made;
}

/// The inverse of `with_axis_last`.
void put_axis_back(std::span<const cell> lines, std::size_t size, std::size_t stride, std::span<cell> cells) {
    const auto* from = lines.data();
    for (std::size_t outer = 0; outer < cells.size(); outer += size * stride)
        for (std::size_t inner = 0; inner < stride; ++inner)
            for (std::size_t each = 0; each < size; ++each) cells[outer + each * stride + inner] = *from++;
}

/// What figures add over after an operation has made them `kind`.
additivity adds_as(additivity adds, series_kind was, series_kind kind) {
    if (kind == was) return adds;
    if (kind == series_kind::other) return {additivity::over_groups::none, false, {}, false};
    adds.over_time = kind != series_kind::stock;
    adds.fractions = kind == series_kind::ratio;
    return adds;
}

additivity adds_of_one_line(series_kind kind) {
    return adds_as({}, kind == series_kind::other ? series_kind::flow : series_kind::other, kind);
}

std::vector<std::int32_t> ordinals_of(const std::vector<period>& periods) {
    std::vector<std::int32_t> ordinals(periods.size());
    std::ranges::transform(periods, ordinals.begin(), &period::ordinal);
    return ordinals;
}

} // namespace

std::string_view name_of(series_kind kind) noexcept {
    constexpr std::array<std::string_view, 4> names{"flow", "stock", "ratio", "other"};
    return names[static_cast<std::size_t>(kind)];
}

result<series> series::from(const cube& figures, series_description about) {
    error_list errors;
    const auto place = only_period_axis(figures, errors);
    if (!is_valid(about.per)) errors.push_back(invalid_argument("the periodicity of the series is none"));
    if (about.kind == series_kind::ratio && !figures.adds().fractions)
        errors.push_back(
            invalid_argument("the cells of a ratio are numerators and denominators, but the denominators of this cube "
                             "do not add (additivity::fractions); divide two series (quotient), or call it other"));
    if (!place) return errors;
    const auto& periods = figures.axes()[*place];
    auto ordinals = errors.empty() ? ordinals_of(periods, about.per, errors) : std::vector<std::int32_t>();
    if (!errors.empty()) return errors;

    origin made{figures.axes(), periods.name(), *place, figures.adds(), about.kind};
    made.groups.erase(made.groups.begin() + static_cast<std::ptrdiff_t>(*place));
    auto cells = with_axis_last(figures.cells(), periods.size(), stride_of(figures.axes(), *place));
    return series(std::move(about), std::move(ordinals), std::move(cells),
                  std::make_shared<const origin>(std::move(made)));
}

result<series> series::from(const published_table& table, std::string_view cell_name, std::span<const named_code> codes,
                            series_description about) {
    if (about.kind == series_kind::ratio)
        return invalid_argument(
            "a published table has values without numerators; divide two of its series (quotient), or call this "
            "one other");
    if (!table.has(cell_name)) {
        const std::vector<std::string_view> names(table.cells().begin(), table.cells().end());
        return invalid_argument(fmt::format("the table \"{}\" has no cell \"{}\"{}", table.name(), cell_name,
                                            did_you_mean(cell_name, names)));
    }
    error_list errors;
    std::vector<std::pair<std::int32_t, cell>> by_period;
    for (const auto& each : table.rows().periods) {
        const auto* value = table.find(cell_name, each.label, codes);
        if (!value) continue;
        const auto found = period_labelled(about.per, each.label);
        if (found)
            by_period.push_back({found->ordinal(), {value->value, 1, value->status}});
        else
            errors.push_back(not_a_period_of(each.label, about.per, {}));
    }
    if (!errors.empty()) return errors;
    if (by_period.empty())
        return invalid_argument(
            fmt::format("the table \"{}\" has no row of \"{}\" with these codes", table.name(), cell_name));
    std::ranges::sort(by_period, {}, &std::pair<std::int32_t, cell>::first);

    std::vector<period> periods;
    std::vector<cell> cells;
    for (auto& [ordinal, figure] : by_period) {
        periods.emplace_back(about.per, ordinal);
        cells.push_back(std::move(figure));
    }
    return series(std::move(about), periods, std::move(cells));
}

series::series(series_description about, const std::vector<period>& periods, std::vector<cell> cells)
    : series(std::move(about), ordinals_of(periods), std::move(cells), nullptr) {
    origin_ = std::make_shared<const origin>(origin{{}, "period", 0, adds_of_one_line(about_.kind), about_.kind});
}

series::series(series_description about, std::vector<std::int32_t> ordinals, std::vector<cell> cells,
               std::shared_ptr<const origin> of)
    : about_(std::move(about)), ordinals_(std::move(ordinals)), cells_(std::move(cells)), origin_(std::move(of)) {
    assert(!ordinals_.empty());
    assert(std::ranges::is_sorted(ordinals_, std::less_equal()));
    assert(cells_.size() % ordinals_.size() == 0);
}

series series::with(series_description about, std::vector<std::int32_t> ordinals, std::vector<cell> cells) const {
    return {std::move(about), std::move(ordinals), std::move(cells), origin_};
}

std::optional<std::size_t> series::find(const period& wanted) const noexcept {
    if (wanted.periodicity() != about_.per) return std::nullopt;
    const auto found = std::ranges::lower_bound(ordinals_, wanted.ordinal());
    if (found == ordinals_.end() || *found != wanted.ordinal()) return std::nullopt;
    return static_cast<std::size_t>(found - ordinals_.begin());
}

result<series> series::select(std::initializer_list<std::string_view> codes) const {
    if (codes.size() != groups().size())
        return invalid_argument(fmt::format("{} codes for {} axes; give one code per axis besides the periods",
                                            codes.size(), groups().size()));
    std::size_t chosen = 0;
    for (std::size_t a = 0; a < groups().size(); ++a) {
        const auto& on = groups()[a];
        const auto code = *(codes.begin() + a);
        const auto place = on.find(code);
        if (!place) {
            std::vector<std::string_view> known;
            for (const auto& position : on.positions()) known.push_back(position.code);
            return invalid_argument(
                fmt::format("no code \"{}\" on the axis \"{}\"{}", code, on.name(), did_you_mean(code, known)));
        }
        chosen = chosen * on.size() + *place;
    }
    const auto figures = line(chosen);
    return series(about_, ordinals_, {figures.begin(), figures.end()},
                  std::make_shared<const origin>(origin{{}, origin_->period_axis, 0, origin_->adds, origin_->kind}));
}

cube series::to_cube() const {
    std::vector<axis_position> positions;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto label = period_at(i).label();
        positions.push_back({label, {label, label}, axis_position::role::ordinary, {}, false});
    }
    auto axes = groups();
    axes.insert(axes.begin() + static_cast<std::ptrdiff_t>(origin_->period_place),
                axis(axis::kind::period, origin_->period_axis, std::move(positions)));
    const auto stride = stride_of(axes, origin_->period_place);
    cube made(std::move(axes), adds_as(origin_->adds, origin_->kind, about_.kind));
    put_axis_back(cells_, size(), stride, made.cells());
    return made;
}

bool operator==(const series& a, const series& b) {
    return a.about_ == b.about_ && a.ordinals_ == b.ordinals_ && a.cells_ == b.cells_ && *a.origin_ == *b.origin_;
}

completeness completeness_of(const series& of, std::size_t line) {
    const auto figures = of.line(line);
    const auto has_value = [](const cell& each) { return each.status.has_value(); };
    const auto place = [&](auto found) { return static_cast<std::size_t>(found - figures.begin()); };
    const auto first = place(std::ranges::find_if(figures, has_value));
    auto last = figures.size();
    while (last > first && !has_value(figures[last - 1])) --last;

    completeness made;
    if (first < last)
        for (std::size_t i = 0; i < first; ++i) made.before.push_back(of.period_at(i));
    for (auto i = first; i < last; ++i) {
        if (!has_value(figures[i])) made.within.push_back(of.period_at(i));
        for (auto ordinal = of.ordinals()[i] + 1; i + 1 < last && ordinal < of.ordinals()[i + 1]; ++ordinal)
            made.within.emplace_back(of.about().per, ordinal);
    }
    for (auto i = first < last ? last : 0; i < figures.size(); ++i) made.after.push_back(of.period_at(i));
    return made;
}

series filled(const series& of) { return filled(of, of.period_at(0), of.period_at(of.size() - 1)).value(); }

result<series> filled(const series& of, const period& first, const period& last) {
    const auto& per = of.about().per;
    if (first.periodicity() != per || last.periodicity() != per)
        return invalid_argument(fmt::format("{}..{} are not periods of the series, which is by {}", first.label(),
                                            last.label(), to_string(per)));
    if (last - first < 0)
        return invalid_argument(fmt::format("{1} comes before {0}; exchange the two", first.label(), last.label()));
    std::vector<std::int32_t> ordinals(static_cast<std::size_t>(last - first) + 1);
    std::iota(ordinals.begin(), ordinals.end(), first.ordinal());
    std::vector<cell> cells(of.lines() * ordinals.size(), cell{0, 1, availability::missing});
    for (std::size_t l = 0; l < of.lines(); ++l)
        for (std::size_t i = 0; i < of.size(); ++i) {
            const auto ordinal = of.ordinals()[i];
            if (ordinal < first.ordinal() || ordinal > last.ordinal()) continue;
            cells[l * ordinals.size() + static_cast<std::size_t>(ordinal - first.ordinal())] = of.line(l)[i];
        }
    return of.with(of.about(), std::move(ordinals), std::move(cells));
}

} // namespace kohort
