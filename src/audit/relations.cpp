#include <kohort/audit/relations.hpp>

#include "diagnosis.hpp"
#include "exact.hpp"
#include "formula.hpp"
#include "problems.hpp"
#include "reading.hpp"

#include <kohort/base/suggest.hpp>

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>

namespace kohort::audit {
namespace {

/// Ends of what is admitted; nothing is no limit.
struct admitted_numbers {
    std::optional<exact> low, high;
};

/// A relation whose formula and figures are found.
struct resolved_relation {
    const relation* of = nullptr;
    const formula* with = nullptr;
    const recorded_figure* output = nullptr;
    std::vector<const recorded_figure*> inputs{};
};

/// What came of it.
struct evaluated : resolved_relation {
    exact computed{};
    exact_range range = exact(0); ///< of what the inputs' words give
    exact printed{};
    reading words{}; ///< of the output
    admitted_numbers admitted{};
    verdict is = verdict::matches;
    bool files_disagree = false;
};

std::string shown(const std::string& id) { return "\"" + id + "\""; }

class relation_check {
  public:
    relation_check(const figure_list& figures, const relation_list& relations)
        : figures_(figures), relations_(relations), problems_(relations.file), readings_(figures.figures.size()) {
        index_.reserve(figures.figures.size());
        findings_.reserve(relations.relations.size());
        for (std::size_t i = 0; i < figures.figures.size(); ++i) index_.emplace(figures.figures[i].id, i);
    }

    result<std::vector<finding>> run() {
        std::vector<resolved_relation> all;
        all.reserve(relations_.relations.size());
        for (const auto& each : relations_.relations)
            if (auto found = resolved(each)) all.push_back(std::move(*found));
        for (const auto& each : all) take(each);
        if (!problems_.empty()) return std::move(problems_).list();
        explain_contradictions();
        return std::move(findings_);
    }

  private:
    /// The place of a figure; a problem when there is none.
    std::optional<std::size_t> find(const std::string& id, const std::string& what, const relation& in) {
        if (const auto found = index_.find(id); found != index_.end()) return found->second;
        problems_.add(in.line, what + " " + shown(id) + " is no figure of " + figures_.file + suggestion(id));
        return std::nullopt;
    }

    /// Comparing spellings takes long; among very many figures none is suggested after the first few.
    std::string suggestion(const std::string& id) {
        constexpr std::size_t most_comparisons = 200'000;
        if (compared_ > most_comparisons) return {};
        compared_ += index_.size();
        std::vector<std::string_view> candidates;
        for (const auto& each : figures_.figures) candidates.push_back(each.id);
        return did_you_mean(id, candidates);
    }

    std::optional<resolved_relation> resolved(const relation& each) {
        resolved_relation made;
        made.of = &each;
        const auto output = find(each.output, "output", each);
        bool is_whole = output.has_value();
        for (const auto& id : each.inputs) {
            const auto input = find(id, "input", each);
            is_whole = input && has_value(*input, each) && is_whole;
            if (id == each.output) {
                problems_.add(each.line, "a cycle: the output " + shown(id) + " is among its own inputs");
                is_whole = false;
            }
            if (is_whole) made.inputs.push_back(&figures_.figures[*input]);
        }
        made.with = formula_of(each);
        if (!is_whole || !made.with) return std::nullopt;
        made.output = &figures_.figures[*output];
        return made;
    }

    bool has_value(std::size_t figure, const relation& in) {
        const auto& each = figures_.figures[figure];
        if (!each.value)
            problems_.add(in.line, "input " + shown(each.id) + " has no value (" + figures_.file + ":" +
                                       std::to_string(each.line) + ")");
        return each.value.has_value();
    }

    const formula* formula_of(const relation& each) {
        const auto known = formulas_.find(each.formula);
        if (known != formulas_.end()) return known->second.inputs() <= each.inputs.size() ? &known->second : nullptr;
        auto parsed = formula::parse(each.formula);
        if (!parsed) {
            problems_.add(each.line, parsed.errors().front().message());
            return nullptr;
        }
        const auto [made, is_new] = formulas_.emplace(each.formula, std::move(*parsed));
        if (made->second.inputs() <= each.inputs.size()) return &made->second;
        problems_.add(each.line, "formula \"" + each.formula + "\" uses more inputs than there are");
        return nullptr;
    }

    const reading& reading_of(const recorded_figure& figure) {
        auto& known = readings_[static_cast<std::size_t>(&figure - figures_.figures.data())];
        if (!known) known = read(figure, *figure.value);
        return *known;
    }

    /// What the words of an input leave open; both ends are there.
    exact_range range_of(const recorded_figure& figure) {
        const auto& [admits, likely, says] = reading_of(figure);
        return {exact(likely.low->at), exact(likely.high->at)};
    }

    void take(const resolved_relation& found) {
        evaluated each{found};
        try {
            evaluate(each);
        } catch (const division_by_zero&) {
            return problems_.add(each.of->line,
                                 "division by zero: formula \"" + each.of->formula + "\" with " + values_of(each));
        }
        judge(each);
        findings_.push_back(described(each));
        if (each.is == verdict::contradiction) contradictions_.emplace_back(findings_.size() - 1, std::move(each));
    }

    void evaluate(evaluated& each) {
        values_.clear();
        ranges_.clear();
        for (const auto* input : each.inputs) {
            values_.emplace_back(*input->value);
            ranges_.push_back(range_of(*input));
        }
        each.computed = (*each.with)(std::span<const exact>(values_));
        each.range = (*each.with)(std::span<const exact_range>(ranges_));
    }

    static std::string values_of(const evaluated& each) {
        constexpr std::size_t most = 8;
        std::string text;
        for (std::size_t i = 0; i < each.inputs.size() && i < most; ++i)
            text += (i > 0 ? ", i" : "i") + std::to_string(i + 1) + " = " + to_string(*each.inputs[i]->value);
        return each.inputs.size() > most ? text + ", ..." : text;
    }

    void judge(evaluated& each) {
        const auto& of = *each.of;
        const auto& output = *each.output;
        each.printed = exact(of.printed);
        each.files_disagree = output.value && *output.value != of.printed;
        each.words = each.files_disagree || !output.value ? read(output, of.printed) : reading_of(output);
        each.admitted = admitted(each);
        if (each.files_disagree)
            each.is = verdict::contradiction;
        else if (is_printed(each))
            each.is = verdict::matches;
        else
            each.is = is_admitted(each) ? verdict::rounding : verdict::contradiction;
    }

    /// Whether the computed number rounds to the printed one. Where a number was recorded of words ("en tredjedel" as
    /// 0.333333333333), only the relation's decimals count.
    static bool is_printed(const evaluated& each) {
        const auto decimals = each.of->decimals;
        const auto printed = decimals < 0 ? each.printed : each.printed.rounded(decimals);
        return each.computed.rounded(decimals) == printed;
    }

    /// What the output's words admit, as far apart as the inputs' words allow.
    static admitted_numbers admitted(const evaluated& each) {
        if (each.range.is_everything) return {};
        const auto& [low, high] = output_interval(each);
        admitted_numbers made;
        if (low) made.low = exact(low->at) - (each.range.high - each.computed);
        if (high) made.high = exact(high->at) + (each.computed - each.range.low);
        return made;
    }

    /// Whether a person may be in several of the inputs, though once in the output: groups, but not women and men.
    static bool may_overlap(const evaluated& each) {
        return each.output->counts_persons_once && each.with->is_sum() && each.inputs.size() > 1 &&
               std::all_of(each.inputs.begin(), each.inputs.end(), [&](const recorded_figure* input) {
                   return input->sex == each.output->sex && *input->value <= each.of->printed;
               });
    }

    /// An output that its relation rounds to tens or more admits what rounds to it; a target, what reaches it.
    static interval output_interval(const evaluated& each) {
        if (each.output->is_target) return {bound{each.of->printed}, std::nullopt};
        if (may_overlap(each)) {
            const auto inputs = static_cast<std::int64_t>(each.inputs.size());
            return {bound{each.of->printed}, bound{each.of->printed * inputs}};
        }
        auto numbers = each.words.admits;
        const auto decimals = each.of->decimals;
        if (decimals >= 0 || !each.of->printed.is_integer() ||
            (each.words.says != wording::plain && each.words.says != wording::about))
            return numbers;
        ratio half(1, 2);
        for (int i = 0; i > decimals; --i) half = half * 10;
        if (numbers.low) numbers.low->at = (std::min)(numbers.low->at, each.of->printed - half);
        if (numbers.high) numbers.high->at = (std::max)(numbers.high->at, each.of->printed + half);
        return numbers;
    }

    static bool is_admitted(const evaluated& each) {
        const auto& [low, high] = each.admitted;
        const auto words = output_interval(each);
        const auto is_within = [&](const exact& inner, const exact& outer, const std::optional<bound>& end) {
            return inner < outer || (inner == outer && end->included);
        };
        return (!low || is_within(*low, each.computed, words.low)) &&
               (!high || is_within(each.computed, *high, words.high));
    }

    static finding described(const evaluated& each) {
        finding made;
        made.id = each.of->id;
        made.kind = each.of->kind;
        made.computed = decimal_text(each.computed);
        made.printed = decimal_text(each.printed);
        made.admitted_low = each.admitted.low ? decimal_text(*each.admitted.low) : "-inf";
        made.admitted_high = each.admitted.high ? decimal_text(*each.admitted.high) : "inf";
        made.is = each.is;
        if (each.is != verdict::rounding) return made;
        made.reason = what_is_admitted(each);
        if (is_sum_of_rounded_parts(each)) made.looks_like = mistake::sum_of_rounded_parts;
        return made;
    }

    /// After all are known: two of them may have changed places.
    void explain_contradictions() {
        relation_diagnosis mistakes(figures_);
        for (const auto& [place, each] : contradictions_)
            if (!each.files_disagree) mistakes.add(*each.of, computation_of(each, {}));
        for (const auto& [place, each] : contradictions_) {
            const auto found = each.files_disagree ? disagreement(each) : explained(each, mistakes);
            findings_[place].looks_like = found.is;
            findings_[place].reason = found.is == mistake::unknown ? why_refused(each) : found.because;
        }
    }

    static computation computation_of(const evaluated& each, std::span<const named_input> inputs) {
        return {*each.with, inputs, each.computed, each.printed, each.of->decimals};
    }

    static diagnosis explained(const evaluated& each, const relation_diagnosis& mistakes) {
        std::vector<named_input> inputs;
        for (const auto* input : each.inputs) inputs.push_back({*input->value, input->id, input->of_which});
        return mistakes.find(*each.of, *each.output, computation_of(each, inputs));
    }

    diagnosis disagreement(const evaluated& each) const {
        return {mistake::files_disagree, shown(each.output->id) + " is " + to_string(*each.output->value) + " in " +
                                             figures_.file + ":" + std::to_string(each.output->line)};
    }

    static bool has_exact_inputs(const evaluated& each) {
        return !each.range.is_everything && each.range.low == each.range.high;
    }

    static std::string in_words(const interval& numbers) {
        const bool is_one = numbers.low && numbers.low == numbers.high;
        return is_one ? decimal_text(exact(numbers.low->at)) + " only" : to_string(numbers);
    }

    /// What the words of the output say, and what the inputs' do where they leave something open.
    static std::string what_is_admitted(const evaluated& each) {
        if (may_overlap(each))
            return "distinct persons may be in several parts; these admit " + in_words(output_interval(each));
        auto text = each.output->is_target ? "the target is " + decimal_text(each.printed) + " or more"
                                           : shown(each.output->printed) + " admits " + in_words(output_interval(each));
        if (has_exact_inputs(each)) return text;
        if (each.range.is_everything) return text + "; the inputs' rounding leaves open by what is divided";
        return text + "; the inputs, as worded and rounded, give " + decimal_text(each.range.low) + " to " +
               decimal_text(each.range.high);
    }

    static std::string why_refused(const evaluated& each) {
        const exact excess = each.computed - each.printed;
        return what_is_admitted(each) + "; the computed number is " + decimal_text(excess.size()) +
               (excess < 0 ? " less" : " more");
    }

    /// Rounded parts whose sum is not the rounded sum.
    static bool is_sum_of_rounded_parts(const evaluated& each) {
        return each.with->is_sum() && each.inputs.size() > 1 && !has_exact_inputs(each) && !may_overlap(each);
    }

    const figure_list& figures_;
    const relation_list& relations_;
    problem_list problems_;
    std::unordered_map<std::string_view, std::size_t> index_;
    std::unordered_map<std::string, formula> formulas_;
    std::vector<std::optional<reading>> readings_;
    std::vector<exact> values_;       ///< of the inputs of one relation
    std::vector<exact_range> ranges_; ///< of the same
    std::vector<finding> findings_;
    std::vector<std::pair<std::size_t, evaluated>> contradictions_; ///< with their places among the findings
    std::size_t compared_ = 0;
};

} // namespace

result<std::vector<finding>> check(const figure_list& figures, const relation_list& relations) {
    return relation_check(figures, relations).run();
}

std::size_t count(std::span<const finding> findings, verdict is) noexcept {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [is](const finding& each) { return each.is == is; }));
}

} // namespace kohort::audit
