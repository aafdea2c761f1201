#include "sum_structure.hpp"

#include "base/lower_case.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kohort::audit {
namespace {

/// Whether a text begins with one of these words.
template <std::size_t count>
bool begins_with(const std::string& text, const std::array<std::string_view, count>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        const bool is_word = text.starts_with(word);
        return is_word && (text.size() == word.size() ||
                           std::string_view(" :-_,.").find(text[word.size()]) != std::string_view::npos);
    });
}

template <std::size_t count>
bool is_named(const axis_position& position, const std::array<std::string_view, count>& words) {
    for (const auto& text : {position.code, position.label.sv, position.label.en})
        if (begins_with(lower_case(text), words)) return true;
    return false;
}

bool is_total(const axis_position& position) {
    constexpr std::array<std::string_view, 9> words{"total", "totalt",   "summa",    "samtliga", "alla",
                                                    "sum",   "subtotal", "delsumma", "all"};
    return position.is == axis_position::role::total || is_named(position, words);
}

bool is_named_of_which(const axis_position& position) {
    constexpr std::array<std::string_view, 6> words{"varav", "därav", "of which", "of-which", "of_which", "of whom"};
    return is_named(position, words);
}

/// Whether the axis says itself what is part of what.
bool declares_parts(const axis& of) {
    return std::any_of(of.positions().begin(), of.positions().end(),
                       [](const axis_position& each) { return each.parent || each.of_which; });
}

std::vector<found_sum> declared_sums(const axis& of) {
    std::vector<found_sum> sums;
    const auto total = of.total();
    found_sum whole{total.value_or(0), {}, {}};
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of.is_root(i)) whole.parts.push_back(i);
        if (of[i].of_which && !of[i].parent) whole.of_which.push_back(i);
        found_sum below{i, {}, {}};
        for (std::size_t j = 0; j < of.size(); ++j)
            if (of[j].parent == i) (of[j].of_which ? below.of_which : below.parts).push_back(j);
        if (below.parts.size() > 1) sums.push_back(below);
        if (!below.of_which.empty()) sums.push_back({i, below.of_which, {}, sum_rule::within});
    }
    if (!total) return sums;
    if (!whole.of_which.empty()) sums.push_back({*total, whole.of_which, {}, sum_rule::within});
    if (!whole.parts.empty()) sums.push_back(std::move(whole));
    return sums;
}

/// Reads positions in order, as a person reads a column: what has not been added yet waits, a subtotal takes the last
/// of those and waits in their place.
class flat_reader {
  public:
    flat_reader(const table_lines& lines, const table_options& options, bool by_numbers)
        : lines_(lines), options_(options), by_numbers_(by_numbers) {}

    std::vector<found_sum> read(bool from_the_end) {
        sums_.clear();
        waiting_.clear();
        of_which_.clear();
        const auto size = lines_.along().size();
        for (std::size_t i = 0; i < size; ++i) take(from_the_end ? size - 1 - i : i, i + 1 == size);
        return std::move(sums_);
    }

  private:
    void take(std::size_t position, bool is_last) {
        const auto& each = lines_.along()[position];
        if (is_named_of_which(each)) {
            of_which_.push_back(position);
            return;
        }
        if (auto found = is_total(each) ? named_sum(position) : numbered_sum(position, is_last)) {
            waiting_.resize(waiting_.size() - found->taken);
            sums_.push_back(std::move(found->sum));
        }
        waiting_.push_back(position);
    }

    struct taking {
        found_sum sum;
        std::size_t taken; ///< of those that wait
    };

    /// How many lines have all cells, and on how many of them the sum holds with something to add.
    struct agreement {
        std::size_t lines = 0, holds = 0;
        [[nodiscard]] bool is_telling() const noexcept { return holds >= 2 && holds * 2 > lines; }
    };

    agreement agreement_of(std::size_t total, const std::vector<std::size_t>& parts) const {
        agreement made;
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            const auto printed = lines_.at(line, total);
            ratio sum = 0;
            std::size_t not_zero = 0;
            const bool is_whole = printed && std::all_of(parts.begin(), parts.end(), [&](std::size_t part) {
                                      const auto value = lines_.at(line, part);
                                      if (!value) return false;
                                      sum = sum + *value;
                                      if (*value != 0) ++not_zero;
                                      return true;
                                  });
            if (!is_whole || not_zero < 2) continue;
            ++made.lines;
            const auto off = sum - *printed, most = most_rounding(parts.size(), options_.rounded_to);
            if (off <= most && off >= most * -1) ++made.holds;
        }
        return made;
    }

    std::vector<std::size_t> last_waiting(std::size_t count) const {
        return {waiting_.end() - static_cast<std::ptrdiff_t>(count), waiting_.end()};
    }

    /// A position that is called total: of as many as make it hold on most lines, or of all.
    std::optional<taking> named_sum(std::size_t total) {
        if (waiting_.empty()) return std::nullopt;
        auto best = waiting_.size();
        std::size_t most_holds = 0;
        for (std::size_t count = waiting_.size(); count >= 2 && by_numbers_; --count)
            if (const auto holds = agreement_of(total, last_waiting(count)).holds; holds > most_holds)
                best = count, most_holds = holds;
        const bool is_declared = lines_.along()[total].is == axis_position::role::total;
        return taking{{total, last_waiting(best), std::exchange(of_which_, {}), sum_rule::equal,
                       is_declared ? sum_evidence::declared : sum_evidence::named},
                      best};
    }

    std::optional<taking> numbered_sum(std::size_t total, bool is_last) {
        if (!by_numbers_) return std::nullopt;
        for (std::size_t count = 2; count <= waiting_.size(); ++count) {
            auto parts = last_waiting(count);
            const auto holds = agreement_of(total, parts);
            const bool is_sum_of_all = is_last && holds.lines == 1 && holds.holds == 1 && count == waiting_.size();
            if (holds.is_telling() || (is_sum_of_all && count > 2))
                return taking{
                    {total, std::move(parts), std::exchange(of_which_, {}), sum_rule::equal, sum_evidence::found},
                    count};
        }
        return is_last ? sum_without_one(total) : std::nullopt;
    }

    /// All that wait but one, which is then part of another.
    std::optional<taking> sum_without_one(std::size_t total) {
        for (std::size_t left_out = 1; left_out < waiting_.size() && waiting_.size() > 2; ++left_out) {
            auto parts = waiting_;
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(left_out));
            if (agreement_of(total, parts).is_telling())
                return taking{{total, std::move(parts), {waiting_[left_out]}, sum_rule::equal, sum_evidence::found},
                              waiting_.size()};
        }
        return std::nullopt;
    }

    const table_lines& lines_;
    const table_options& options_;
    bool by_numbers_;
    std::vector<std::size_t> waiting_;
    std::vector<std::size_t> of_which_; ///< named so, since the last total
    std::vector<found_sum> sums_;
};

/// What is called "varav" is at most the nearest position before it that is not.
void add_named_parts(const axis& of, std::vector<found_sum>& sums) {
    std::optional<std::size_t> whole;
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (!is_named_of_which(of[i]))
            whole = i;
        else if (whole)
            sums.push_back({*whole, {i}, {}, sum_rule::within, sum_evidence::named});
    }
}

} // namespace

bool is_of_which(const axis_position& position) { return position.of_which || is_named_of_which(position); }

ratio most_rounding(std::size_t parts, ratio rounded_to) {
    return rounded_to * ratio(static_cast<std::int64_t>(parts) + 1, 2);
}

std::vector<found_sum> sums_of(const table_lines& lines, const table_options& options, bool by_numbers) {
    const auto& along = lines.along();
    if (declares_parts(along)) return declared_sums(along);
    if (along.is_period() || !options.find_sums) return declared_sums(along);
    flat_reader reader(lines, options, by_numbers);
    auto sums = reader.read(false), from_the_end = reader.read(true);
    const auto totals_in = [&](const std::vector<found_sum>& found) {
        return std::count_if(found.begin(), found.end(), [&](const auto& sum) { return is_total(along[sum.total]); });
    };
    if (sums.empty() || totals_in(from_the_end) > totals_in(sums)) sums = std::move(from_the_end);
    add_named_parts(along, sums);
    return sums;
}

} // namespace kohort::audit
