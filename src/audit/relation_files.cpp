// Figures and relations from CSV.
#include <kohort/audit/relations.hpp>

#include "decimal.hpp"
#include "formula.hpp"
#include "problems.hpp"

#include <kohort/data/csv.hpp>

#include "data/csv_record.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

namespace kohort::audit {
namespace {

using names = std::vector<std::string>;

/// Which of these columns the file has.
names present(std::string_view text, const names& wanted) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto line = std::string(text.substr(0, text.find('\n'))) + "\n";
    const auto header = csv::read_record(line, ',');
    names found;
    for (const auto& name : wanted)
        if (std::find(header.cells.begin(), header.cells.end(), name) != header.cells.end()) found.push_back(name);
    return found;
}

/// A file as texts by column.
class text_table {
  public:
    static result<text_table> parse(std::string_view text, const std::string& name, const names& required,
                                    const names& optional = {}) {
        std::vector<csv_column_request> requests;
        for (const auto& column : required) requests.push_back({column, csv_type::key});
        for (const auto& column : present(text, optional)) requests.push_back({column, csv_type::key});
        auto table = parse_csv(text, name, requests);
        if (!table) return table.errors();
        return text_table(std::move(*table));
    }

    [[nodiscard]] std::int64_t rows() const noexcept { return table_.rows; }
    [[nodiscard]] std::int64_t line_of(std::int64_t row) const noexcept { return table_.line_of(row); }

    /// The text of a cell; empty also when the file has no such column.
    [[nodiscard]] std::string at(std::int64_t row, std::string_view column) const {
        for (const auto& each : table_.columns) {
            if (each.request.name != column) continue;
            const auto key = each.keys[static_cast<std::size_t>(row)];
            if (key == csv_column::missing_key) return {};
            return key & csv_column::text_key_bit ? each.texts[key & ~csv_column::text_key_bit] : std::to_string(key);
        }
        return {};
    }

  private:
    explicit text_table(csv_table table) : table_(std::move(table)) {}
    csv_table table_;
};

/// Refuses an empty id, and one that an earlier line has.
class id_check {
  public:
    explicit id_check(std::int64_t rows) { lines_.reserve(static_cast<std::size_t>(rows)); }

    /// The id must stay where it is.
    void take(const std::string& id, std::int64_t line, problem_list& problems) {
        if (id.empty()) return problems.add(line, "the id is empty");
        const auto [first, is_new] = lines_.emplace(id, line);
        if (!is_new) problems.add(line, "id \"" + id + "\" is already on line " + std::to_string(first->second));
    }

  private:
    std::unordered_map<std::string_view, std::int64_t> lines_;
};

bool has_any(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// "target" and "mål" as words of their own; a target group is none.
bool is_target(const std::string& words) {
    if (has_any(words, {" Mål ", " Mål:", " mål ", "Årsmål", "årsmål", "Målsättning", "målsättning", "=goal", "Goal"}))
        return true;
    for (auto at = words.find("arget"); at != std::string::npos; at = words.find("arget", at + 1)) {
        const auto after = std::string_view(words).substr(at + 5);
        if (at > 0 && (words[at - 1] == 't' || words[at - 1] == 'T') && !after.starts_with(" group") &&
            !after.starts_with("-group") && !after.starts_with("_group"))
            return true;
    }
    return false;
}

recorded_figure figure_at(const text_table& table, std::int64_t row, problem_list& problems) {
    recorded_figure figure;
    figure.line = table.line_of(row);
    figure.id = table.at(row, "id");
    figure.document = table.at(row, "document");
    figure.period = table.at(row, "period");
    figure.sex = table.at(row, "sex");
    figure.printed = table.at(row, "printed");
    const auto unit = table.at(row, "unit");
    figure.unit = unit == "percentage_points" ? measurement_unit::points : parse_measurement_unit(unit);
    const auto words = figure.id + " " + table.at(row, "measure_sv") + " " + table.at(row, "measure_en") + " " +
                       table.at(row, "target_group") + " " + table.at(row, "other_dims");
    figure.of_which = has_any(words, {"varav", "Varav", "därav", "Därav", "of which", "Of which"});
    figure.counts_persons_once = has_any(words, {"unika", "Unika", "unique", "Unique", "distinct", "net persons"});
    figure.is_target = is_target(words);
    if (const auto value = table.at(row, "value"); !value.empty()) {
        const auto number = parse_decimal(value);
        if (!number)
            problems.add(figure.line,
                         "value \"" + value +
                             "\" is no number; write it with a decimal point and without blanks: 39300, 7.3");
        else
            figure.value = number->value, figure.value_decimals = number->decimals;
    }
    return figure;
}

names ids_in(const std::string& list) {
    names ids;
    for (std::size_t from = 0; from <= list.size();) {
        const auto end = std::min(list.find(';', from), list.size());
        const auto first = std::min(list.find_first_not_of(' ', from), end);
        auto last = end;
        while (last > first && list[last - 1] == ' ') --last;
        ids.push_back(list.substr(first, last - first));
        from = end + 1;
    }
    return ids;
}

class relation_reader {
  public:
    relation_reader(const text_table& table, problem_list& problems) : table_(table), problems_(problems) {}

    relation read(std::int64_t row) {
        relation made;
        made.line = table_.line_of(row);
        made.id = table_.at(row, "id");
        made.document = table_.at(row, "document");
        made.kind = table_.at(row, "kind");
        made.output = table_.at(row, "output");
        if (made.output.empty()) problems_.add(made.line, "output is empty; give the id of a figure");
        read_numbers(made, row);
        read_inputs(made, table_.at(row, "inputs"));
        read_formula(made, table_.at(row, "formula"));
        return made;
    }

  private:
    void read_numbers(relation& into, std::int64_t row) {
        const auto printed = table_.at(row, "printed"), decimals = table_.at(row, "decimals");
        if (const auto number = parse_decimal(printed))
            into.printed = number->value;
        else
            problems_.add(into.line, "printed \"" + printed + "\" is no number; write it like 39300 or 7.3");
        const auto* end = decimals.data() + decimals.size();
        constexpr int most = 9;
        const auto [rest, problem] = std::from_chars(decimals.data(), end, into.decimals);
        if (problem != std::errc{} || rest != end || into.decimals > most || into.decimals < -most)
            problems_.add(into.line, "decimals \"" + decimals + "\" is no whole number from -9 to 9");
    }

    void read_inputs(relation& into, const std::string& list) {
        into.inputs = ids_in(list);
        if (std::find(into.inputs.begin(), into.inputs.end(), "") != into.inputs.end())
            problems_.add(into.line, "inputs \"" + list + "\" has an empty id; give ids with semicolons between");
    }

    void read_formula(relation& into, std::string text) {
        const auto known = highest_input_.find(text);
        if (known == highest_input_.end()) {
            const auto parsed = formula::parse(text);
            if (!parsed) return problems_.add(into.line, parsed.errors().front().message());
            highest_input_.emplace(text, parsed->inputs());
            check_inputs(into, text, parsed->inputs());
        } else {
            check_inputs(into, text, known->second);
        }
        into.formula = std::move(text);
    }

    void check_inputs(const relation& of, const std::string& text, std::size_t highest) {
        if (highest > of.inputs.size())
            problems_.add(of.line, "formula \"" + text + "\" uses i" + std::to_string(highest) +
                                       ", but inputs are only " + std::to_string(of.inputs.size()));
    }

    const text_table& table_;
    problem_list& problems_;
    std::unordered_map<std::string, std::size_t> highest_input_; ///< of the formulas seen
};

} // namespace

result<figure_list> parse_figures(std::string_view text, const std::string& name) {
    const auto table = text_table::parse(text, name, {"document", "id", "unit", "period", "value", "printed"},
                                         {"measure_sv", "measure_en", "sex", "target_group", "other_dims"});
    if (!table) return table.errors();
    problem_list problems(name);
    id_check ids(table->rows());
    figure_list made{name, {}};
    made.figures.reserve(static_cast<std::size_t>(table->rows()));
    for (std::int64_t row = 0; row < table->rows(); ++row) {
        made.figures.push_back(figure_at(*table, row, problems));
        ids.take(made.figures.back().id, made.figures.back().line, problems);
    }
    if (!problems.empty()) return std::move(problems).list();
    return made;
}

result<relation_list> parse_relations(std::string_view text, const std::string& name) {
    const auto table =
        text_table::parse(text, name, {"id", "document", "kind", "formula", "inputs", "output", "printed", "decimals"});
    if (!table) return table.errors();
    problem_list problems(name);
    id_check ids(table->rows());
    relation_reader reader(*table, problems);
    relation_list made{name, {}};
    made.relations.reserve(static_cast<std::size_t>(table->rows()));
    for (std::int64_t row = 0; row < table->rows(); ++row) {
        made.relations.push_back(reader.read(row));
        ids.take(made.relations.back().id, made.relations.back().line, problems);
    }
    if (!problems.empty()) return std::move(problems).list();
    return made;
}

} // namespace kohort::audit
