#include <kohort/publish/table_writer.hpp>

#include <kohort/publish/rounding.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kohort {
namespace {

/// One cell with everything that identifies it. Texts refer to the table.
struct table_row {
    std::string_view indicator;
    std::string_view version;
    std::string_view period;
    std::vector<std::string_view> codes; ///< one per dimension of all tables; empty where not broken down by it
    std::optional<decimal_number> value;
    std::optional<ratio> numerator;
    std::optional<ratio> denominator;
    obs_status status;
};

/// Names of the dimensions of all tables, in the order of first appearance.
std::vector<std::string_view> dimensions_of(std::span<const indicator_table> tables) {
    std::vector<std::string_view> names;
    for (const auto& table : tables)
        for (const auto& each : table.figures.axes())
            if (!each.is_period() && std::ranges::find(names, each.name()) == names.end())
                names.emplace_back(each.name());
    return names;
}

void set_codes(table_row& row, const cube& figures, std::size_t index,
               const std::vector<std::string_view>& dimensions) {
    row.codes.resize(dimensions.size());
    for (auto each = figures.axes().size(); each-- > 0;) {
        const auto& axis = figures.axes()[each];
        const std::string_view code = axis[index % axis.size()].code;
        index /= axis.size();
        if (axis.is_period())
            row.period = code;
        else
            row.codes[static_cast<std::size_t>(std::ranges::find(dimensions, axis.name()) - dimensions.begin())] = code;
    }
}

void set_figure(table_row& row, const definition& indicator, const cell& figure) {
    row.status = figure.status;
    if (!figure.status.has_value()) return;
    row.value = round(published_value(indicator, figure), indicator.decimals, indicator.rounding);
    row.numerator = figure.numerator;
    if (!std::holds_alternative<count_operator>(indicator.operation)) row.denominator = figure.denominator;
}

template <class Visitor>
void for_each_row(std::span<const indicator_table> tables, const std::vector<std::string_view>& dimensions,
                  Visitor visit) {
    for (const auto& table : tables)
        for (std::size_t index = 0; index < table.figures.cells().size(); ++index) {
            table_row row;
            row.indicator = table.indicator.id;
            row.version = table.indicator.version;
            set_codes(row, table.figures, index, dimensions);
            set_figure(row, table.indicator, table.figures.cells()[index]);
            visit(row);
        }
}

class csv_lines {
  public:
    void field(std::string_view text) {
        if (!at_start_) lines_ += ',';
        at_start_ = false;
        if (text.find_first_of(",\"\r\n") == std::string_view::npos)
            lines_ += text;
        else
            quote(text);
    }
    void end_line() {
        lines_ += '\n';
        at_start_ = true;
    }
    [[nodiscard]] std::string take() && { return std::move(lines_); }

  private:
    void quote(std::string_view text) {
        lines_ += '"';
        for (const char each : text) lines_.append(each == '"' ? 2 : 1, each);
        lines_ += '"';
    }

    std::string lines_;
    bool at_start_ = true;
};

std::string or_empty(const std::optional<ratio>& number) { return number ? to_string(*number) : std::string(); }

using ordered_json = nlohmann::ordered_json;

ordered_json text_or_null(std::string_view text) { return text.empty() ? ordered_json() : ordered_json(text); }

ordered_json number_or_null(const std::optional<ratio>& number) {
    if (!number) return {};
    return number->is_integer() ? ordered_json(number->numerator()) : ordered_json(to_string(*number));
}

ordered_json number_or_null(const std::optional<decimal_number>& number) {
    if (!number) return {};
    if (number->decimals == 0) return number->scaled;
    const auto digits = to_plain(*number);
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value); // strtod would obey the host's locale
    return value;
}

} // namespace

std::string to_csv(std::span<const indicator_table> tables) {
    const auto dimensions = dimensions_of(tables);
    csv_lines lines;
    for (const auto* name : {"indicator", "version", "period"}) lines.field(name);
    for (const auto name : dimensions) lines.field(name);
    for (const auto* name : {"value", "numerator", "denominator", "status"}) lines.field(name);
    lines.end_line();
    for_each_row(tables, dimensions, [&lines](const table_row& row) {
        for (const auto text : {row.indicator, row.version, row.period}) lines.field(text);
        for (const auto code : row.codes) lines.field(code);
        lines.field(row.value ? to_plain(*row.value) : std::string());
        lines.field(or_empty(row.numerator));
        lines.field(or_empty(row.denominator));
        lines.field(to_string(row.status));
        lines.end_line();
    });
    return std::move(lines).take();
}

std::string to_json(std::span<const indicator_table> tables) {
    const auto dimensions = dimensions_of(tables);
    std::string lines = "[";
    for_each_row(tables, dimensions, [&](const table_row& row) {
        ordered_json object{{"indicator", row.indicator}, {"version", row.version}, {"period", row.period}};
        for (std::size_t each = 0; each < dimensions.size(); ++each)
            object.emplace(dimensions[each], text_or_null(row.codes[each]));
        object.emplace("value", number_or_null(row.value));
        object.emplace("numerator", number_or_null(row.numerator));
        object.emplace("denominator", number_or_null(row.denominator));
        object.emplace("status", text_or_null(to_string(row.status)));
        lines += lines.size() == 1 ? "\n  " : ",\n  ";
        lines += object.dump(-1, ' ', /*ensure_ascii=*/false, ordered_json::error_handler_t::replace);
    });
    return lines += "\n]\n";
}

} // namespace kohort
