#include <kohort/indicator/evaluation.hpp>

#include "compiled_evaluation.hpp"
#include "spell_quantiles.hpp"

#include "../base/fnv1a.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

namespace kohort {
namespace {

using detail::evaluation_totals;
using detail::figure_totals;

// The bytes of a state: magic; version and fingerprint in 8 bytes each, little-endian; profiles; figures; checksum of
// all before, in 8 bytes. In between numbers are written in groups of 7 bits, lowest first, the highest bit set in all
// bytes but the last of a number; signed ones as twice their size, less 1 when negative.
constexpr std::string_view magic = "kohortev";
constexpr std::uint64_t newest_version = 1;
constexpr std::size_t fixed_size = 8;

class writer {
  public:
    void fixed(std::uint64_t number) {
        for (std::size_t i = 0; i < fixed_size; ++i) bytes_ += static_cast<char>(number >> (8 * i) & 0xFFU);
    }
    void number(std::uint64_t value) {
        for (; value >= 0x80U; value >>= 7U) bytes_ += static_cast<char>(value | 0x80U);
        bytes_ += static_cast<char>(value);
    }
    void signed_number(std::int64_t value) {
        number(static_cast<std::uint64_t>(value) << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0));
    }
    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }
    /// How many there are, then `write(each)`.
    template <class Range, class Write>
    void all(const Range& values, Write write) {
        number(values.size());
        for (const auto& each : values) write(each);
    }
    void magic_word() { bytes_ += magic; }
    [[nodiscard]] std::string finished() && {
        fnv1a hash;
        hash.add(bytes_);
        fixed(hash.value());
        return std::move(bytes_);
    }

  private:
    std::string bytes_;
};

/// Takes from the front of bytes; zeros when they end too early.
class reader {
  public:
    explicit reader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t fixed() noexcept {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < fixed_size; ++i) value |= std::uint64_t{byte()} << (8 * i);
        return value;
    }
    [[nodiscard]] std::uint64_t number() noexcept {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto next = byte();
            value |= std::uint64_t{next & 0x7FU} << shift;
            if (next < 0x80U) return value;
        }
        is_broken_ = true;
        return 0;
    }
    [[nodiscard]] std::int64_t signed_number() noexcept {
        const auto value = number();
        return static_cast<std::int64_t>(value >> 1U ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0));
    }
    [[nodiscard]] bool flag() noexcept { return number() != 0; }
    [[nodiscard]] std::int32_t day_count() noexcept {
        const auto value = signed_number();
        if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max())
            is_broken_ = true;
        return static_cast<std::int32_t>(value);
    }
    /// How many elements follow, of at least a byte each.
    [[nodiscard]] std::size_t size() noexcept {
        const auto value = number();
        if (value > rest_.size()) is_broken_ = true;
        return is_broken_ ? 0 : static_cast<std::size_t>(value);
    }
    [[nodiscard]] std::string text() {
        const auto length = size();
        std::string made(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return made;
    }
    template <class T, class Read>
    [[nodiscard]] std::vector<T> all(Read read) {
        std::vector<T> values(size());
        for (auto& each : values) each = read();
        return values;
    }
    [[nodiscard]] bool is_at_end() const noexcept { return !is_broken_ && rest_.empty(); }

  private:
    [[nodiscard]] unsigned char byte() noexcept {
        if (rest_.empty()) {
            is_broken_ = true;
            return 0;
        }
        const auto next = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return next;
    }

    std::string_view rest_;
    bool is_broken_ = false;
};

void write(const register_profile& profile, writer& to) {
    to.number(profile.has_rows ? 1 : 0);
    to.signed_number(profile.horizon.first.count());
    to.signed_number(profile.horizon.last.count());
    to.all(profile.dimensions, [&](const auto& dimension) {
        to.all(dimension.occurs, [&](auto each) { to.number(each); });
        to.number(dimension.has_unknown ? 1 : 0);
        to.number(dimension.fixed_per_person ? 1 : 0);
    });
}

register_profile read_profile(reader& from) {
    register_profile profile;
    profile.has_rows = from.flag();
    profile.horizon.first = day(from.day_count());
    profile.horizon.last = day(from.day_count());
    profile.dimensions = from.all<register_profile::dimension>([&] {
        register_profile::dimension dimension;
        dimension.occurs = from.all<std::uint8_t>([&] { return static_cast<std::uint8_t>(from.flag()); });
        dimension.has_unknown = from.flag();
        dimension.fixed_per_person = from.flag();
        return dimension;
    });
    return profile;
}

void write(const figure_totals& figures, writer& to) {
    to.number(figures.are_numbers ? 1 : 0);
    to.all(figures.meanings, [&](const auto& axis) { to.all(axis, [&](auto each) { to.number(each); }); });
    to.all(figures.series, [&](const measure_counts& series) {
        to.all(series.extents, [&](auto each) { to.number(each); });
        to.number(series.periods);
        to.all(series.counts, [&](auto each) { to.signed_number(each); });
    });
}

figure_totals read_figures(reader& from) {
    figure_totals figures;
    figures.are_numbers = from.flag();
    figures.meanings = from.all<std::vector<std::size_t>>(
        [&] { return from.all<std::size_t>([&] { return static_cast<std::size_t>(from.number()); }); });
    figures.series = from.all<measure_counts>([&] {
        measure_counts series;
        series.extents = from.all<std::size_t>([&] { return static_cast<std::size_t>(from.number()); });
        series.periods = static_cast<std::size_t>(from.number());
        series.counts = from.all<std::int64_t>([&] { return from.signed_number(); });
        return series;
    });
    return figures;
}

/// Whether lines are what `spell_numbers` gives: sorted, in cells that are no totals.
bool are_spell_numbers(const measure_counts& numbers, const std::vector<std::vector<std::size_t>>& meanings) {
    if (numbers.periods != 1 || numbers.counts.size() % 3 != 0) return false;
    if (numbers.extents != std::vector<std::size_t>{lines_of(numbers), 3}) return false;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < lines_of(numbers); ++i) {
        const auto line = line_of(numbers, i);
        if (line.cell < 0 || line.spells <= 0 || __builtin_add_overflow(all, line.spells, &all)) return false;
        auto cell = static_cast<std::size_t>(line.cell);
        for (auto axis = meanings.rbegin(); axis != meanings.rend(); ++axis) {
            if (cell % axis->size() + 1 == axis->size()) return false;
            cell /= axis->size();
        }
        if (cell != 0) return false;
        if (i == 0) continue;
        const auto before = line_of(numbers, i - 1);
        if (std::tie(before.cell, before.number) >= std::tie(line.cell, line.number)) return false;
    }
    return true;
}

/// Whether figures are of the shape of others.
bool have_shape_of(const figure_totals& figures, const figure_totals& shape) {
    if (figures.are_numbers != shape.are_numbers || figures.meanings != shape.meanings ||
        figures.series.size() != shape.series.size())
        return false;
    for (std::size_t s = 0; s < shape.series.size(); ++s) {
        const auto& series = figures.series[s];
        const bool fits = figures.are_numbers ? are_spell_numbers(series, figures.meanings)
                                              : series.periods == shape.series[s].periods &&
                                                    series.extents == shape.series[s].extents &&
                                                    series.counts.size() == shape.series[s].counts.size();
        if (!fits) return false;
    }
    return true;
}

/// Whether these are totals of the evaluation: rows with these profiles give figures of these shapes.
bool are_totals_of(const detail::compiled_evaluation& compiled, const evaluation_totals& totals) {
    if (totals.is_empty()) return totals.profiles.empty();
    for (const auto& spells : compiled.declared.data.registers()) {
        const auto profile = totals.profiles.find(spells.name());
        if (profile == totals.profiles.end() || !fits(profile->second, spells)) return false;
    }
    const auto shape = detail::nothing_counted(*compiled.outline_with(totals.profiles)->call);
    return std::ranges::equal(totals.figures, shape.figures, have_shape_of);
}

error damaged(std::string_view what) {
    return error(error_code::data, fmt::format("the saved state {}; save it again from its rows", what));
}

} // namespace

std::string evaluation_state::save() const {
    writer to;
    to.magic_word();
    to.fixed(newest_version);
    to.fixed(compiled_->fingerprint);
    to.all(totals_->profiles, [&](const auto& named) {
        to.text(named.first);
        write(named.second, to);
    });
    to.all(totals_->figures, [&](const auto& figures) { write(figures, to); });
    return std::move(to).finished();
}

result<evaluation_state> evaluation_state::load(const evaluation& compiled, std::string_view bytes) {
    constexpr auto head = magic.size() + 2 * fixed_size;
    if (!bytes.starts_with(magic)) return error(error_code::data, "these bytes are not a saved state of kohort");
    if (bytes.size() < head + fixed_size) return damaged("was cut off");
    if (const auto written = reader(bytes.substr(magic.size())).fixed(); written > newest_version)
        return error(error_code::data, fmt::format("the state was saved in format {} by a newer kohort; this one reads "
                                                   "formats up to {}",
                                                   written, newest_version));
    const auto content = bytes.substr(0, bytes.size() - fixed_size);
    fnv1a hash;
    hash.add(content);
    if (reader(bytes.substr(content.size())).fixed() != hash.value()) return damaged("was cut off or changed");
    if (reader(content.substr(magic.size() + fixed_size)).fixed() != compiled.fingerprint())
        return error(error_code::plan, "the state was saved from other definitions, periods, code lists or parameters; "
                                       "evaluate those, or count its rows again");
    evaluation_state loaded(compiled);
    reader from(content.substr(head));
    const auto profiles = from.size();
    for (std::size_t i = 0; i < profiles; ++i) {
        auto name = from.text();
        loaded.totals_->profiles.emplace(std::move(name), read_profile(from));
    }
    loaded.totals_->figures = from.all<figure_totals>([&] { return read_figures(from); });
    if (!from.is_at_end() || !are_totals_of(*compiled.made_, *loaded.totals_))
        return damaged("has figures of another shape than its definitions");
    return loaded;
}

} // namespace kohort
