#include <kohort/data/population_table.hpp>

#include <kohort/base/suggest.hpp>

#include "age_bands.hpp"
#include "json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <map>
#include <stdexcept>

namespace kohort {
namespace {

/// Which rows of a block answer a question about some codes of a dimension. A code is told by its own rows where there
/// are any, else by those of the codes below it.
class code_choice {
  public:
    code_choice(const code_list& codes, const std::vector<std::uint8_t>& occurs,
                const std::vector<std::uint8_t>& wanted)
        : codes_(codes), occurs_(occurs), wanted_(wanted), below_(codes.size()), is_whole_(codes.size(), 1),
          has_wanted_(codes.size(), 0), is_told_below_(codes.size(), 0), taken_(occurs.size(), 0) {
        for (std::size_t code = 0; code < codes_.size(); ++code) look_at(code);
    }

    /// By code; nothing when a code is wanted in part and told only as a whole.
    std::optional<std::vector<std::uint8_t>> taken() {
        taken_[0] = wanted_[0] && occurs_[0];
        for (std::size_t code = 0; code < codes_.size(); ++code)
            if (!codes_[code].parent) take(code);
        if (is_cut_) return std::nullopt;
        return std::move(taken_);
    }

  private:
    void look_at(std::size_t code) {
        if (codes_[code].parent) below_[*codes_[code].parent].push_back(code);
        bool is_itself = true;
        for (std::optional<std::size_t> at = code; at; at = codes_[*at].parent, is_itself = false) {
            if (!wanted_[code + 1]) is_whole_[*at] = 0;
            if (wanted_[code + 1]) has_wanted_[*at] = 1;
            if (occurs_[code + 1] && !is_itself) is_told_below_[*at] = 1;
        }
    }

    void take(std::size_t code) {
        const bool occurs = occurs_[code + 1] != 0;
        if (is_whole_[code] && occurs) {
            taken_[code + 1] = 1;
            return;
        }
        if (has_wanted_[code] && !is_whole_[code] && occurs && !is_told_below_[code]) is_cut_ = true;
        for (const auto child : below_[code])
            if (has_wanted_[child] && !(is_whole_[code] && codes_[child].of_which)) take(child);
    }

    const code_list& codes_;
    const std::vector<std::uint8_t>& occurs_;
    const std::vector<std::uint8_t>& wanted_;
    std::vector<std::vector<std::size_t>> below_;
    std::vector<std::uint8_t> is_whole_; ///< it and all below it are wanted
    std::vector<std::uint8_t> has_wanted_;
    std::vector<std::uint8_t> is_told_below_;
    std::vector<std::uint8_t> taken_;
    bool is_cut_ = false;
};

/// What a question wants of each dimension; nothing where it does not ask.
using wanted_codes = std::vector<std::optional<std::vector<std::uint8_t>>>;

wanted_codes wanted_by(std::span<const code_selection> where, std::size_t dimensions) {
    wanted_codes wanted(dimensions);
    for (const auto& selection : where) {
        auto& codes = wanted[selection.dimension];
        if (!codes) {
            codes = selection.wanted;
        } else {
            std::ranges::transform(*codes, selection.wanted, codes->begin(), std::bit_and<std::uint8_t>());
        }
    }
    return wanted;
}

bool has_any(const std::vector<std::uint8_t>& codes) {
    return std::ranges::any_of(codes, [](auto each) { return each != 0; });
}

/// Whether the table tells any of the codes on any day; no codes at all are told everywhere.
bool is_told(const std::vector<std::uint8_t>& wanted, const table_dimension& dimension) {
    const auto taken = code_choice(dimension.codes, dimension.occurs, wanted).taken();
    return taken && (has_any(*taken) || !has_any(wanted));
}

} // namespace

std::string to_string(const age_range& ages) {
    if (!ages.from && !ages.to) return "all ages";
    if (!ages.from) return fmt::format("-{}", *ages.to);
    if (!ages.to) return fmt::format("{}+", *ages.from);
    return *ages.from == *ages.to ? fmt::format("{}", *ages.from) : fmt::format("{}-{}", *ages.from, *ages.to);
}

population_table::population_table(std::string name, population_columns rows)
    : name_(std::move(name)), rows_(std::move(rows)) {
    assert(std::ranges::is_sorted(rows_.at));
    assert(rows_.dimensions.size() <= most_dimensions);
    has_ages_ = std::ranges::any_of(rows_.ages, [](const auto& ages) { return ages.has_value(); });
    for (std::size_t first = 0; first < size();) {
        auto last = first;
        while (last < size() && rows_.at[last] == rows_.at[first]) ++last;
        dates_.push_back(rows_.at[first]);
        blocks_.push_back(blocks_of_day(first, last));
        first = last;
    }
}

std::uint64_t population_table::totals_of(std::size_t row) const noexcept {
    std::uint64_t totals = rows_.ages[row] ? 0 : age_bit();
    for (std::size_t d = 0; d < rows_.dimensions.size(); ++d)
        if (rows_.dimensions[d][row] == table_dimension::total) totals |= std::uint64_t{1} << d;
    return totals;
}

std::vector<population_table::block> population_table::blocks_of_day(std::size_t first, std::size_t last) const {
    std::map<std::uint64_t, std::vector<std::size_t>> by_totals;
    for (auto row = first; row < last; ++row) by_totals[totals_of(row)].push_back(row);
    std::vector<block> blocks;
    for (auto& [totals, rows] : by_totals) blocks.push_back(made_of(totals, std::move(rows)));
    std::ranges::sort(blocks, [](const block& a, const block& b) {
        if (const auto more = std::popcount(a.totals) - std::popcount(b.totals); more != 0) return more > 0;
        const auto different = a.totals ^ b.totals;
        return (a.totals & (different & -different)) != 0; // the earliest dimension in which they differ
    });
    return blocks;
}

population_table::block population_table::made_of(std::uint64_t totals, std::vector<std::size_t> rows) const {
    block made{totals, std::move(rows), {}, {}, {}};
    for (const auto& dimension : rows_.dimensions) {
        auto& rows_with = made.rows_with.emplace_back(dimension.codes.size() + 1);
        for (const auto row : made.rows)
            if (dimension[row] != table_dimension::total) rows_with[dimension[row]].push_back(row);
        auto& occurs = made.occurs.emplace_back();
        for (const auto& each : rows_with) occurs.push_back(each.empty() ? 0 : 1);
    }
    for (const auto row : made.rows)
        if (rows_.ages[row]) made.bands.push_back(*rows_.ages[row]);
    const auto limits = [](const age_range& band) { return std::pair(*band.from, end_of(band)); };
    std::ranges::sort(made.bands, {}, limits);
    made.bands.erase(std::unique(made.bands.begin(), made.bands.end()), made.bands.end());
    return made;
}

result<code_selection> population_table::select(std::string_view dimension, std::span<const std::string> codes,
                                                bool negated) const {
    const auto* const found = find_dimension(dimensions(), dimension);
    if (!found) {
        std::vector<std::string_view> names;
        for (const auto& each : dimensions()) names.push_back(each.name);
        return error(error_code::plan, fmt::format("the population table {} has no dimension {}{}", in_quotes(name_),
                                                   in_quotes(dimension), did_you_mean(dimension, names)));
    }
    code_selection made{static_cast<std::size_t>(found - dimensions().data()),
                        std::vector<std::uint8_t>(found->codes.size() + 1, negated ? 1 : 0)};
    error_list errors;
    for (const auto& code : codes) {
        const auto wanted = found->find(code);
        if (!wanted || *wanted == table_dimension::total) {
            const auto near = found->codes.suggestions(code, 1);
            errors.emplace_back(
                error_code::plan,
                fmt::format("the dimension {} of the population table {} has no code {}{}", in_quotes(dimension),
                            in_quotes(name_), in_quotes(code),
                            near.empty() ? std::string() : fmt::format("; did you mean {}?", in_quotes(near.front()))));
            continue;
        }
        made.wanted[*wanted] = negated ? 0 : 1;
        for (std::size_t below = 0; *wanted > 0 && below < found->codes.size(); ++below)
            if (found->codes.is_within(below, *wanted - 1U)) made.wanted[below + 1] = negated ? 0 : 1;
    }
    if (!errors.empty()) return errors;
    return made;
}

result<table_value> population_table::count_on(day on, std::span<const code_selection> where,
                                               const std::optional<age_range>& ages) const {
    if (ages && !has_ages_)
        return error(error_code::plan, fmt::format("the population table {} has no ages; name their column in its "
                                                   "schema with \"age\", or leave the ages out",
                                                   in_quotes(name_)));
    const auto date = std::ranges::lower_bound(dates_, on);
    if (date == dates_.end() || *date != on) return missing_value;
    auto wanted = wanted_by(where, rows_.dimensions.size());
    std::uint64_t asked = ages ? age_bit() : 0;
    for (std::size_t d = 0; d < wanted.size(); ++d) {
        if (!wanted[d]) continue;
        asked |= std::uint64_t{1} << d;
        if (!is_told(*wanted[d], rows_.dimensions[d])) return missing_value;
    }
    const auto& blocks = blocks_[static_cast<std::size_t>(date - dates_.begin())];
    const auto answering = std::ranges::find_if(blocks, [&](const block& each) { return (each.totals & asked) == 0; });
    if (answering == blocks.end()) return missing_value;

    std::vector<std::vector<std::uint8_t>> taken(wanted.size());
    for (std::size_t d = 0; d < wanted.size(); ++d) {
        if ((answering->totals >> d & 1U) != 0) continue;
        const auto& dimension = rows_.dimensions[d];
        if (!wanted[d]) wanted[d].emplace(dimension.codes.size() + 1, std::uint8_t{1});
        auto chosen = code_choice(dimension.codes, answering->occurs[d], *wanted[d]).taken();
        if (!chosen) return missing_value;
        taken[d] = std::move(*chosen);
    }
    const auto bands =
        bands_for(answering->bands, ages.value_or(age_range()),
                  fmt::format("the ages of the population table {} on {}", in_quotes(name_), to_string(on)));
    if (!bands) return bands.errors();
    try {
        return sum(*answering, taken, *bands);
    } catch (const std::overflow_error&) {
        return error(error_code::plan, fmt::format("a sum of counts of the population table {} on {} does not fit into "
                                                   "64 bits",
                                                   in_quotes(name_), to_string(on)));
    }
}

std::vector<std::size_t> population_table::candidates(const block& from,
                                                      std::span<const std::vector<std::uint8_t>> taken) const {
    const auto rows_with_taken = [&](std::size_t d, auto&& use) {
        for (std::size_t code = 0; code < taken[d].size(); ++code)
            if (taken[d][code]) use(from.rows_with[d][code]);
    };
    auto fewest = from.rows.size();
    std::optional<std::size_t> best;
    for (std::size_t d = 0; d < taken.size(); ++d) {
        if (taken[d].empty()) continue; // told as a total
        std::size_t rows = 0;
        rows_with_taken(d, [&](const auto& each) { rows += each.size(); });
        if (rows >= fewest) continue;
        fewest = rows;
        best = d;
    }
    if (!best) return from.rows;
    std::vector<std::size_t> rows;
    rows.reserve(fewest);
    rows_with_taken(*best, [&](const auto& each) { rows.insert(rows.end(), each.begin(), each.end()); });
    return rows;
}

table_value population_table::sum(const block& from, std::span<const std::vector<std::uint8_t>> taken,
                                  std::span<const age_range> bands) const {
    const auto is_within = [&](const std::optional<age_range>& ages) {
        if (!ages) return true;
        const auto band = std::ranges::lower_bound(bands, ages->from, {}, &age_range::from);
        return band != bands.end() && *band == *ages;
    };
    std::optional<table_value> sum;
    for (const auto row : candidates(from, taken)) {
        bool is_taken = is_within(rows_.ages[row]);
        for (std::size_t d = 0; is_taken && d < taken.size(); ++d)
            is_taken = taken[d].empty() || taken[d][rows_.dimensions[d][row]] != 0;
        if (!is_taken) continue;
        const auto& each = rows_.count[row];
        sum = sum ? table_value{sum->value + each.value, status_of_sum(sum->status, each.status)} : each;
    }
    if (sum && !sum->status.has_value()) sum->value = 0;
    return sum.value_or(table_value());
}

} // namespace kohort
