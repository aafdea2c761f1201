#include <kohort/publish/disclosure/printed_tables.hpp>

#include "text_rows.hpp"

#include <kohort/base/obs_status.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace kohort::disclosure {
namespace {

constexpr std::size_t most_errors = 100;

void add_error(error_list& errors, std::string message, std::string place) {
    if (errors.size() < most_errors) errors.emplace_back(error_code::data, std::move(message), std::move(place));
}

/// A decimal, or a fraction "a/b" as `to_csv` writes them; nothing when it is neither.
std::optional<double> number_of(const std::string& text) {
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, number);
    if (problem != std::errc()) return std::nullopt;
    if (rest == end) return number;
    if (*rest != '/') return std::nullopt;
    double below = 0;
    const auto [last, other_problem] = std::from_chars(rest + 1, end, below);
    if (other_problem != std::errc() || last != end || below == 0) return std::nullopt;
    return number / below;
}

bool says_suppressed(const std::string& text) {
    constexpr std::array<std::string_view, 6> signs{"..", "...", "x", "c", "*", ":"};
    return std::find(signs.begin(), signs.end(), text) != signs.end();
}

bool is_suppressed(const std::string& status) {
    const auto read = parse_obs_status(status);
    return read && (read->is == availability::suppressed || read->is == availability::suppressed_secondary);
}

class reader {
  public:
    reader(const text_rows& rows, const printed_tables_options& options) : rows_(rows), options_(options) {
        static const std::set<std::string, std::less<>> known{"indicator", "version",     "period", "value",
                                                              "numerator", "denominator", "status"};
        for (std::size_t i = 0; i < rows.columns.size(); ++i)
            if (!known.contains(rows.columns[i])) dimensions_.push_back(i);
    }

    result<seen_release> read() {
        const bool has_sides = rows_.find("numerator") < rows_.columns.size();
        const auto denominator = rows_.find("denominator");
        std::set<std::string> fractions; // measures with denominators
        for (std::size_t row = 0; row < rows_.rows.size(); ++row)
            if (!rows_.at(row, denominator).empty()) fractions.insert(measure_of(row));
        for (std::size_t row = 0; row < rows_.rows.size(); ++row) {
            const auto upper = add(row, has_sides ? "numerator" : "value", measure_of(row));
            if (has_sides && fractions.contains(measure_of(row)))
                add_fraction(upper, add(row, "denominator", measure_of(row) + " denominator"));
        }
        if (!errors_.empty()) return std::move(errors_);
        for (const auto& measure : measures_)
            for (std::size_t i = 0; i < dimensions_.size(); ++i) add_sums(measure, i);
        return std::move(seen_);
    }

  private:
    /// Measure, period, and a code for each dimension; totals are empty.
    using place = std::vector<std::string>;

    std::string measure_of(std::size_t row) const {
        const auto &indicator = rows_.at(row, rows_.find("indicator")), &version = rows_.at(row, rows_.find("version"));
        return version.empty() ? indicator : indicator + ' ' + version;
    }

    std::uint32_t add(std::size_t row, std::string_view column, const std::string& measure) {
        place at{measure, rows_.at(row, rows_.find("period"))};
        for (const auto each : dimensions_) {
            const auto& code = rows_.at(row, each);
            at.push_back(code == options_.total ? std::string() : code);
        }
        const auto cell = static_cast<std::uint32_t>(seen_.cells.size());
        const auto [other, is_new] = cells_.emplace(at, cell);
        if (!is_new) add_error(errors_, "an earlier row is about the same: " + name_of(at), rows_.place_of(row));
        measures_.insert(measure);
        seen_.cells.push_back(cell_of(row, column));
        seen_.cells.back().name = name_of(at);
        return cell;
    }

    seen_cell cell_of(std::size_t row, std::string_view column) {
        const auto& text = rows_.at(row, rows_.find(column));
        const auto& status = rows_.at(row, rows_.find("status"));
        seen_cell cell{.name = {}, .needs = {.width = options_.least_width}};
        cell.is_suppressed =
            says_suppressed(text) || is_suppressed(status) || says_suppressed(rows_.at(row, rows_.find("value")));
        if (cell.is_suppressed || text.empty() || text == ".") return cell;
        const auto number = text == "-" ? std::optional(0.0) : number_of(text);
        if (!number || *number < 0) {
            add_error(errors_,
                      "\"" + text + "\" in column \"" + std::string(column) +
                          "\" is no number of 0 or more; suppressed cells are \"..\" or have a status",
                      rows_.place_of(row));
            return cell;
        }
        cell.least = (std::max)(0.0, *number - options_.rounded_to / 2);
        cell.most = *number + options_.rounded_to / 2;
        return cell;
    }

    void add_fraction(std::uint32_t upper, std::uint32_t lower) {
        seen_.sums.push_back({lower, {upper, add_rest(seen_.cells[upper].name)}});
    }

    std::uint32_t add_rest(const std::string& of) {
        seen_.cells.push_back({.name = "rest of " + of});
        return static_cast<std::uint32_t>(seen_.cells.size() - 1);
    }

    std::string name_of(const place& at) const {
        auto name = at[0];
        if (!at[1].empty()) name += (name.empty() ? "" : " ") + at[1];
        for (std::size_t i = 0; i < dimensions_.size(); ++i)
            if (!at[i + 2].empty())
                name += (name.empty() ? "" : ", ") + rows_.columns[dimensions_[i]] + '=' + at[i + 2];
        return name.empty() ? "total" : name;
    }

    /// The code that includes a code; the total's is empty, and nothing includes that.
    std::optional<std::string> parent_of(std::size_t dimension, const std::string& code) const {
        if (code.empty()) return std::nullopt;
        const auto tree = options_.parents.find(rows_.columns[dimensions_[dimension]]);
        if (tree == options_.parents.end()) return std::string();
        const auto found = tree->second.find(code);
        return found == tree->second.end() ? std::string() : found->second;
    }

    struct line {
        sum_relation sum;
        double least_rest = 0, most_rest = 0; ///< of a line without gaps
        bool has_gaps = false;
    };

    void add_sums(const std::string& measure, std::size_t dimension) {
        std::map<std::string, std::set<std::string>> parts; // by the code that includes them
        for (const auto& [at, cell] : cells_)
            if (const auto parent = parent_of(dimension, at[dimension + 2]); parent && at[0] == measure)
                parts[*parent].insert(at[dimension + 2]);
        for (const auto& [parent, codes] : parts) {
            std::vector<line> lines;
            for (const auto& [at, cell] : cells_)
                if (at[0] == measure && at[dimension + 2] == parent)
                    if (auto found = line_at(at, dimension, codes)) lines.push_back(std::move(*found));
            add_lines(std::move(lines));
        }
    }

    std::optional<line> line_at(place at, std::size_t dimension, const std::set<std::string>& codes) const {
        line found;
        found.sum.total = cells_.at(at);
        const auto& total = seen_.cells[found.sum.total];
        found.least_rest = total.least;
        found.most_rest = total.most;
        found.has_gaps = std::isinf(total.most);
        for (const auto& code : codes) {
            at[dimension + 2] = code;
            const auto part = cells_.find(at);
            if (part == cells_.end()) return std::nullopt;
            found.sum.parts.push_back(part->second);
            found.least_rest -= seen_.cells[part->second].most;
            found.most_rest -= seen_.cells[part->second].least;
            found.has_gaps = found.has_gaps || std::isinf(seen_.cells[part->second].most);
        }
        return found;
    }

    void add_lines(std::vector<line> lines) {
        constexpr double slack = 1e-6;
        bool has_rest = false;
        for (const auto& each : lines) {
            if (each.most_rest < -slack) return; // parts are more than the total: no sum
            has_rest = has_rest || (!each.has_gaps && each.least_rest > slack);
        }
        for (auto& each : lines) {
            if (has_rest) each.sum.parts.push_back(add_rest(seen_.cells[each.sum.total].name));
            seen_.sums.push_back(std::move(each.sum));
        }
    }

    const text_rows& rows_;
    const printed_tables_options& options_;
    std::vector<std::size_t> dimensions_; ///< columns
    std::map<place, std::uint32_t> cells_;
    std::set<std::string> measures_;
    seen_release seen_;
    error_list errors_;
};

} // namespace

result<code_parents> parse_code_parents(std::string_view text, const std::string& name) {
    const auto rows = parse_text_rows(text, name, {"dimension", "code", "parent"});
    if (!rows) return rows.errors();
    code_parents parents;
    error_list errors;
    for (std::size_t row = 0; row < rows->rows.size(); ++row) {
        const auto& code = rows->at(row, rows->find("code"));
        auto& tree = parents[rows->at(row, rows->find("dimension"))];
        if (!tree.emplace(code, rows->at(row, rows->find("parent"))).second)
            add_error(errors, "\"" + code + "\" has a parent already", rows->place_of(row));
        auto above = tree.find(code);
        for (std::size_t steps = 0; above != tree.end() && steps <= tree.size(); ++steps) {
            above = tree.find(above->second);
            if (above == tree.end() || above->first != code) continue;
            add_error(errors, "\"" + code + "\" is part of itself", rows->place_of(row));
            break;
        }
    }
    if (!errors.empty()) return errors;
    return parents;
}

result<seen_release> parse_printed_tables(std::string_view text, const std::string& name,
                                          const printed_tables_options& options) {
    const auto rows = parse_text_rows(text, name, {"value"});
    if (!rows) return rows.errors();
    return reader(*rows, options).read();
}

} // namespace kohort::disclosure
