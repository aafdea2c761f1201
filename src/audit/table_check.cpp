#include <kohort/audit/table_check.hpp>

#include "diagnosis.hpp"
#include "sum_structure.hpp"
#include "table_lines.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace kohort::audit {
namespace {

/// Whether sums over an axis hold, or only bounds; nothing when neither does.
std::optional<sum_rule> rule_over(const axis& of, const additivity& adds) {
    using over = additivity::over_groups;
    if (adds.groups == over::none) return std::nullopt;
    const auto& fixed = adds.fixed_dimensions;
    const bool is_fixed = std::find(fixed.begin(), fixed.end(), of.name()) != fixed.end();
    const bool counts_persons = adds.groups == over::fixed;
    if (of.is_period()) {
        if (adds.over_time) return sum_rule::equal;
        return counts_persons ? std::optional(sum_rule::overlapping) : std::nullopt;
    }
    return counts_persons && !is_fixed ? sum_rule::overlapping : sum_rule::equal;
}

std::string quoted(const std::string& code) { return "\"" + code + "\""; }

class sum_check {
  public:
    sum_check(const table_lines& lines, const table_options& options, table_audit& audit)
        : lines_(lines), options_(options), audit_(audit) {}

    void check(const found_sum& sum) {
        table_sum described{lines_.along().name(), code(sum.total), codes(sum.parts),
                            codes(sum.of_which),   sum.rule,        sum.evidence};
        const auto first = audit_.findings.size();
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            const auto values = values_of(sum, line);
            ++(values ? described.lines : described.lines_with_gaps);
            if (values) check_line(sum, line, *values);
        }
        audit_.sums.push_back(std::move(described));
        mark_swapped(first);
    }

  private:
    struct line_values {
        ratio total;
        std::vector<ratio> parts;
    };

    std::string code(std::size_t position) const { return lines_.along()[position].code; }
    std::vector<std::string> codes(const std::vector<std::size_t>& positions) const {
        std::vector<std::string> made;
        for (const auto each : positions) made.push_back(code(each));
        return made;
    }

    /// Nothing when a cell has no value.
    std::optional<line_values> values_of(const found_sum& sum, std::size_t line) const {
        const auto total = lines_.at(line, sum.total);
        if (!total) return std::nullopt;
        line_values made{*total, {}};
        for (const auto part : sum.parts) {
            const auto value = lines_.at(line, part);
            if (!value) return std::nullopt;
            made.parts.push_back(*value);
        }
        return made;
    }

    /// What the parts admit as total.
    interval admitted(sum_rule rule, const std::vector<ratio>& parts, ratio computed) const {
        const auto several = most_rounding(parts.size(), options_.rounded_to),
                   two = most_rounding(1, options_.rounded_to);
        const auto largest = *std::max_element(parts.begin(), parts.end());
        if (rule == sum_rule::within) return {bound{largest - two}, std::nullopt};
        if (rule == sum_rule::overlapping) return {bound{largest - two}, bound{computed + several}};
        return {bound{computed - several}, bound{computed + several}};
    }

    void check_line(const found_sum& sum, std::size_t line, const line_values& values) {
        ratio computed = 0;
        for (const auto part : values.parts) computed = computed + part;
        const auto admits = admitted(sum.rule, values.parts, computed);
        const bool is_admitted = admits.contains(values.total);
        if (is_admitted && (sum.rule != sum_rule::equal || values.total == computed)) return;
        table_finding found;
        found.sum = audit_.sums.size();
        found.place = lines_.codes_of(line, sum.total);
        found.computed = computed;
        found.printed = values.total;
        found.admitted = admits;
        if (is_admitted) {
            found.is = verdict::rounding;
            found.looks_like = mistake::sum_of_rounded_parts;
            found.reason = "the total may be from " + to_string(admits.low->at) + " to " + to_string(admits.high->at);
        } else {
            explain(found, sum, line, values);
        }
        audit_.findings.push_back(std::move(found));
    }

    void explain(table_finding& found, const found_sum& sum, std::size_t line, const line_values& values) const {
        if (sum.rule == sum_rule::within) {
            found.reason = "a part is larger than " + quoted(code(sum.total));
            return;
        }
        auto diagnosed = sum.rule == sum_rule::equal ? of_which_added(found, sum, line) : diagnosis();
        if (diagnosed.is == mistake::unknown && sum.rule == sum_rule::equal) diagnosed = diagnosis_of(sum, values);
        found.looks_like = diagnosed.is;
        found.reason = diagnosed.is != mistake::unknown ? diagnosed.because : excess(found, sum.rule);
    }

    static std::string excess(const table_finding& found, sum_rule rule) {
        if (rule == sum_rule::overlapping)
            return found.printed > found.computed ? "more persons than in all parts together"
                                                  : "fewer persons than in the largest part";
        const auto off = exact(found.printed) - exact(found.computed);
        return "the total is " + decimal_text(off.size()) + (off < 0 ? " less" : " more") + " than its parts together";
    }

    /// An of-which row of this axis was added to the total; one of another axis to the total or to its parts.
    diagnosis of_which_added(const table_finding& found, const found_sum& sum, std::size_t line) const {
        const auto excess = found.printed - found.computed;
        const auto size = excess < 0 ? excess * -1 : excess;
        const auto fits = [&](const axis_position& row, std::optional<ratio> value) {
            if (!value || *value != size) return diagnosis();
            return diagnosis{mistake::of_which_added, "the excess of " + to_string(size) + " equals the of-which row " +
                                                          quoted(row.code) + ": it was added"};
        };
        for (const auto each : sum.of_which)
            if (auto made = fits(lines_.along()[each], lines_.at(line, each)); made.is != mistake::unknown) return made;
        for (std::size_t other = 0; other < lines_.axes().size(); ++other)
            for (std::size_t i = 0; i < lines_.axes()[other].size(); ++i) {
                const auto& row = lines_.axes()[other][i];
                if (!is_of_which(row)) continue;
                const bool is_along = &lines_.axes()[other] == &lines_.along(); // below one of the parts
                auto made = fits(row, is_along ? lines_.at(line, i) : lines_.beside(line, sum.total, other, i));
                if (made.is != mistake::unknown) return made;
            }
        return {};
    }

    diagnosis diagnosis_of(const found_sum& sum, const line_values& values) const {
        const auto names = codes(sum.parts);
        std::vector<named_input> inputs;
        std::string text;
        for (std::size_t i = 0; i < names.size(); ++i) {
            inputs.push_back({values.parts[i], names[i]});
            text += (i > 0 ? "+i" : "i") + std::to_string(i + 1);
        }
        const auto adding = formula::parse(text);
        ratio computed = 0;
        for (const auto part : values.parts) computed = computed + part;
        return diagnose({*adding, inputs, computed, values.total, decimals()});
    }

    /// Decimals of the table's cells.
    int decimals() const {
        int made = 0;
        for (ratio place = options_.rounded_to; place != 0 && place < 1; place = place * 10) ++made;
        return made;
    }

    /// Two totals of which each is what the other should be.
    void mark_swapped(std::size_t first) {
        std::map<std::pair<ratio, ratio>, std::size_t> seen;
        for (auto i = first; i < audit_.findings.size(); ++i) {
            auto& each = audit_.findings[i];
            if (each.is != verdict::contradiction || audit_.sums[each.sum].rule != sum_rule::equal) continue;
            seen.emplace(std::pair(each.computed, each.printed), i);
            const auto other = seen.find({each.printed, each.computed});
            if (other == seen.end()) continue;
            mark(each, audit_.findings[other->second]);
            mark(audit_.findings[other->second], each);
        }
    }

    static void mark(table_finding& each, const table_finding& other) {
        each.looks_like = mistake::columns_swapped;
        each.reason = to_string(each.printed) + " stands in the place of " + to_string(other.printed);
    }

    const table_lines& lines_;
    const table_options& options_;
    table_audit& audit_;
};

std::string listed(const std::vector<std::string>& codes, const std::string& between) {
    std::string text;
    for (const auto& each : codes) text += (text.empty() ? "" : between) + each;
    return text;
}

std::string line_of(const table_sum& sum) {
    const auto sign = sum.rule == sum_rule::equal ? " = " : sum.rule == sum_rule::within ? " >= " : " <= ";
    constexpr std::string_view why[] = {"declared", "by name", "found"};
    auto text = sum.axis + ": " + sum.total + sign + listed(sum.parts, " + ");
    if (!sum.of_which.empty()) text += ", without " + listed(sum.of_which, ", ");
    text.append(" (").append(why[static_cast<std::size_t>(sum.evidence)]).append("); ");
    text += std::to_string(sum.lines) + (sum.lines == 1 ? " line" : " lines");
    if (sum.lines_with_gaps > 0) text += ", " + std::to_string(sum.lines_with_gaps) + " more with gaps";
    return text + "\n";
}

std::string line_of(const table_finding& found) {
    auto text = "  " + std::string(name_of(found.is)) + " at " + listed(found.place, ", ") + ": computed " +
                decimal_text(found.computed) + ", printed " + decimal_text(found.printed) + "; ";
    if (found.looks_like != mistake::unknown) text.append(name_of(found.looks_like)).append(": ");
    return text + found.reason + "\n";
}

} // namespace

table_audit check(const cube& table, const table_options& options) {
    table_audit audit;
    for (std::size_t i = 0; i < table.axes().size(); ++i) {
        const auto rule = rule_over(table.axes()[i], table.adds());
        if (!rule) continue;
        const table_lines lines(table, i);
        sum_check checks(lines, options, audit);
        for (auto& sum : sums_of(lines, options, *rule == sum_rule::equal)) {
            if (sum.rule == sum_rule::equal) sum.rule = *rule;
            checks.check(sum);
        }
    }
    return audit;
}

std::string to_text(const table_audit& audit) {
    std::string text;
    for (std::size_t i = 0; i < audit.sums.size(); ++i) {
        text += line_of(audit.sums[i]);
        for (const auto& each : audit.findings)
            if (each.sum == i) text += line_of(each);
    }
    return text.empty() ? "no sums found\n" : text;
}

} // namespace kohort::audit
