#include "diagnosis.hpp"

#include "printed_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>

namespace kohort::audit {
namespace {

constexpr std::size_t most_inputs = 64;
/// Of a document's of-which rows and targets so many are tried.
constexpr std::size_t most_candidates = 200;

std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

/// The same computation with one input or all of them exchanged.
class recomputation {
  public:
    explicit recomputation(const computation& wrong) : wrong_(wrong) {
        for (const auto& input : wrong.inputs) values_.push_back(input.value);
    }

    /// Whether it gives the printed number when this input has another value.
    bool explains(std::size_t input, const exact& value) {
        const auto kept = std::exchange(values_[input], value);
        const bool does = explains(values_);
        values_[input] = kept;
        return does;
    }

    bool explains(std::span<const exact> values) const {
        try {
            return wrong_.of(values).rounded(wrong_.decimals) == wrong_.printed;
        } catch (const division_by_zero&) {
            return false;
        }
    }

    const std::vector<exact>& values() const noexcept { return values_; }

  private:
    const computation& wrong_;
    std::vector<exact> values_;
};

/// Whether a number is too large to fit by chance.
bool is_telling(const exact& number) { return number >= 10 || number <= -10; }

diagnosis of_which_input(const computation& wrong, recomputation& again) {
    if (!wrong.of.is_sum() || wrong.inputs.size() < 2) return {};
    const exact excess = wrong.computed - wrong.printed;
    for (std::size_t i = 0; i < wrong.inputs.size(); ++i) {
        const auto& [value, name, of_which] = wrong.inputs[i];
        const bool is_excess = value == excess || value == -excess;
        if (!is_excess || (!of_which && (wrong.inputs.size() == 2 || !is_telling(value)))) continue;
        if (again.explains(i, exact(0)))
            return {mistake::of_which_added, "the excess of " + decimal_text(excess) + " equals " + in_quotes(name) +
                                                 ": it is part of another row and was added"};
        if (again.explains(i, value * 2))
            return {mistake::of_which_added, "the printed number exceeds the sum by " + decimal_text(-excess) + ", " +
                                                 in_quotes(name) + ": it was added twice"};
    }
    return {};
}

diagnosis truncation(const computation& wrong) {
    if (wrong.computed.truncated(wrong.decimals) != wrong.printed) return {};
    return {mistake::truncated, decimal_text(wrong.computed) + " was cut off to " + decimal_text(wrong.printed) +
                                    "; rounded it is " + decimal_text(wrong.computed.rounded(wrong.decimals))};
}

diagnosis rounded_parts(const computation& wrong, const recomputation& again) {
    std::vector<exact> parts;
    for (const auto& value : again.values()) parts.push_back(value.rounded(wrong.decimals));
    if (!wrong.of.is_sum() || parts == again.values() || !again.explains(parts)) return {};
    return {mistake::sum_of_rounded_parts, "the parts were rounded before they were added"};
}

/// The numbers that a number becomes when two neighbouring digits change places.
std::vector<exact> with_transposed_digits(const exact& number, int decimals) {
    std::vector<exact> made;
    const auto scale = exact_power_of_ten(decimals);
    const exact scaled = number.size() * scale;
    if (!scaled.is_whole()) return made;
    const auto digits = decimal_text(scaled);
    for (std::size_t i = 0; i + 1 < digits.size() && digits.size() <= most_digits; ++i) {
        auto other = digits;
        std::swap(other[i], other[i + 1]);
        if (other == digits || other.front() == '0') continue;
        const exact value = exact(std::stoll(other)) / scale;
        made.push_back(number < 0 ? -value : value);
    }
    return made;
}

/// Digits of an input that change places must be too many for chance: a sum of small numbers fits soon.
bool may_be_transposed(const exact& input) { return input >= 100 || input <= -100; }

diagnosis transposition(const computation& wrong, recomputation& again) {
    const auto right = wrong.computed.rounded(wrong.decimals);
    const auto others = with_transposed_digits(right, std::max(wrong.decimals, 0));
    if (std::find(others.begin(), others.end(), wrong.printed) != others.end())
        return {mistake::digits_transposed,
                decimal_text(right) + " with two digits transposed is " + decimal_text(wrong.printed)};
    if (!wrong.of.is_sum() || wrong.decimals < 0) return {};
    for (std::size_t i = 0; i < wrong.inputs.size(); ++i) {
        const auto& [value, name, of_which] = wrong.inputs[i];
        if (!may_be_transposed(value)) continue;
        for (const auto& other : with_transposed_digits(value, 0))
            if (again.explains(i, other))
                return {mistake::digits_transposed, "it fits if " + in_quotes(name) + " is " + decimal_text(other) +
                                                        ", not " + decimal_text(value) + ": two digits transposed"};
    }
    return {};
}

diagnosis lost_sign(const computation& wrong) {
    exact scale = 1;
    for (int lost = 1; lost <= 2; ++lost) {
        scale = scale * 10;
        const auto right = wrong.computed.rounded(wrong.decimals + lost);
        if (right != 0 && right * scale == wrong.printed)
            return {mistake::decimal_sign_lost,
                    decimal_text(wrong.printed) + " is " + decimal_text(right) + " without its decimal sign"};
    }
    return {};
}

std::string key_of(const std::string& document, const exact& printed, const exact& computed) {
    return document + '\n' + decimal_text(printed) + '\n' + decimal_text(computed);
}

std::span<const recorded_figure* const>
candidates(const std::unordered_map<std::string, std::vector<const recorded_figure*>>& by_document,
           const std::string& document) {
    const auto found = by_document.find(document);
    if (found == by_document.end()) return {};
    return std::span(found->second).first(std::min(found->second.size(), most_candidates));
}

} // namespace

diagnosis diagnose(const computation& wrong) {
    if (wrong.inputs.size() > most_inputs) return truncation(wrong);
    recomputation again(wrong);
    if (auto found = of_which_input(wrong, again); found.is != mistake::unknown) return found;
    if (auto found = truncation(wrong); found.is != mistake::unknown) return found;
    if (auto found = rounded_parts(wrong, again); found.is != mistake::unknown) return found;
    if (auto found = lost_sign(wrong); found.is != mistake::unknown) return found;
    return transposition(wrong, again);
}

relation_diagnosis::relation_diagnosis(const figure_list& figures) {
    for (const auto& figure : figures.figures) {
        if (!figure.value) continue;
        if (figure.of_which) of_which_[figure.document].push_back(&figure);
        if (figure.is_target) targets_[figure.document].push_back(&figure);
    }
}

void relation_diagnosis::add(const relation& of, const computation& wrong) {
    contradictions_.emplace(key_of(of.document, wrong.printed, wrong.computed.rounded(wrong.decimals)), &of);
}

diagnosis relation_diagnosis::of_which_row(const recorded_figure& output, const computation& wrong) const {
    if (!wrong.of.is_sum() || wrong.inputs.size() < 2) return {};
    const exact excess = wrong.printed - wrong.computed;
    const recorded_figure* best = nullptr;
    for (const auto* each : candidates(of_which_, output.document)) {
        const auto value = exact(*each->value);
        const bool fits = (value == excess || value == -excess) && each->period == output.period &&
                          each->unit == output.unit && value != 0;
        if (fits && (!best || each->sex == output.sex)) best = each;
    }
    if (!best) return {};
    return {mistake::of_which_added, "the difference of " + decimal_text(excess.size()) + " equals the of-which row " +
                                         in_quotes(best->id) + ": it was added"};
}

diagnosis relation_diagnosis::target(const recorded_figure& output, const computation& wrong) const {
    constexpr std::size_t most_inputs_of_a_share = 4;
    if (!wrong.of.divides() || wrong.inputs.size() > most_inputs_of_a_share) return {};
    recomputation again(wrong);
    for (const auto* each : candidates(targets_, output.document)) {
        const bool is_count = each->unit && *each->unit <= measurement_unit::count;
        for (std::size_t i = 1; is_count && i < wrong.inputs.size(); ++i)
            if (again.explains(i, exact(*each->value)))
                return {mistake::target_as_denominator, "it fits the target " + in_quotes(each->id) + " (" +
                                                            to_string(*each->value) + ") in place of " +
                                                            in_quotes(wrong.inputs[i].name) + " (" +
                                                            decimal_text(wrong.inputs[i].value) + ")"};
    }
    return {};
}

diagnosis relation_diagnosis::swapped(const relation& of, const computation& wrong) const {
    const auto other = contradictions_.find(key_of(of.document, wrong.computed.rounded(wrong.decimals), wrong.printed));
    if (other == contradictions_.end()) return {};
    return {mistake::columns_swapped,
            in_quotes(of.output) + " and " + in_quotes(other->second->output) + " stand in each other's place"};
}

diagnosis relation_diagnosis::find(const relation& of, const recorded_figure& output, const computation& wrong) const {
    if (auto found = swapped(of, wrong); found.is != mistake::unknown) return found;
    if (auto found = diagnose(wrong); found.is != mistake::unknown) return found;
    if (auto found = of_which_row(output, wrong); found.is != mistake::unknown) return found;
    return target(output, wrong);
}

} // namespace kohort::audit
