#include <kohort/publish/kolada.hpp>

#include "data/json_writer.hpp"
#include "printed_number.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace kohort {
namespace {

using json::object_writer;
using role = axis_position::role;

/// Codes of women and men in registers and tables; total is T.
std::optional<char> gender_of(const publication_code& code) {
    if (code.is == role::total) return 'T';
    for (const auto* women : {"women", "K", "2", "F", "kvinnor", "kvinna"})
        if (code.code == women) return 'K';
    for (const auto* men : {"men", "M", "1", "män", "man"})
        if (code.code == men) return 'M';
    return std::nullopt;
}

bool is_gender(const publication_dimension& dimension) {
    return std::ranges::any_of(std::array{"sex", "kon", "Kon", "kön", "Kön", "gender", "SEX"},
                               [&](const char* name) { return dimension.id == name; });
}

std::string status_of(const printed_value& cell) {
    if (cell.status.has_value()) return {};
    const bool is_secret =
        cell.status.is == availability::suppressed || cell.status.is == availability::suppressed_secondary;
    return is_secret ? "Private" : "Missing";
}

class row_writer {
  public:
    row_writer(const publication& table, const kolada_options& options) : table_(table), options_(options) {}

    std::optional<error> add_to(std::vector<json_value>& rows) {
        if (auto problem = check()) return problem;
        std::vector<std::size_t> at(table_.dimensions.size(), 0);
        for (const auto& cell : table_.cells) {
            if (is_taken(at)) take(at, cell);
            for (auto each = at.size(); each-- > 0;) {
                if (++at[each] < table_.dimensions[each].codes.size()) break;
                at[each] = 0;
            }
        }
        for (auto& [key, values] : values_) {
            const auto& [kpi, municipality, period] = key;
            rows.push_back(object_writer()
                               .add("kpi", json::text(kpi))
                               .add("municipality", json::text(municipality))
                               .add("period", json::number(period))
                               .add("values", json::list_of(std::move(values))));
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::optional<error> check() const {
        const auto refuse = [this](std::string message) {
            return error(error_code::data, std::move(message), table_.id);
        };
        const auto time = table_.time_dimension();
        if (!time) return refuse("has no dimension of time, and Kolada has years");
        for (const auto& each : table_.dimensions[*time].codes)
            if (each.code.size() != 4) return refuse("Kolada has years, and \"" + each.code + "\" is none");
        for (const auto& each : table_.dimensions)
            if (each.role == dimension_role::classification && !is_gender(each) && !each.total())
                return refuse("the dimension \"" + each.id + "\" has no total, and Kolada has no such dimension");
        return std::nullopt;
    }

    /// Whether the cell is a total but for area, gender and time.
    [[nodiscard]] bool is_taken(const std::vector<std::size_t>& at) const {
        for (std::size_t each = 0; each < at.size(); ++each) {
            const auto& dimension = table_.dimensions[each];
            const auto& code = dimension.codes[at[each]];
            if (dimension.role != dimension_role::classification) continue;
            if (is_gender(dimension) ? !gender_of(code) : code.is != role::total) return false;
        }
        return true;
    }

    void take(const std::vector<std::size_t>& at, const printed_value& cell) {
        std::string kpi = table_.id, municipality = options_.municipality, period;
        char gender = 'T';
        for (std::size_t each = 0; each < at.size(); ++each) {
            const auto& dimension = table_.dimensions[each];
            const auto& code = dimension.codes[at[each]];
            if (dimension.role == dimension_role::contents) kpi = code.code;
            if (dimension.role == dimension_role::geo) municipality = code.code;
            if (dimension.role == dimension_role::time) period = code.code;
            if (is_gender(dimension)) gender = gender_of(code).value_or('T');
        }
        values_[{kpi, municipality, period}].push_back(
            object_writer()
                .add("gender", json::text({&gender, 1}))
                .add("value", cell.status.has_value() ? json::number(written_number(cell, 0)) : json::number("null"))
                .add("status", json::text(status_of(cell))));
    }

    const publication& table_;
    const kolada_options& options_;
    std::map<std::array<std::string, 3>, std::vector<json_value>> values_;
};

} // namespace

result<std::string> to_kolada(std::span<const publication> tables, const kolada_options& options) {
    std::vector<json_value> rows;
    error_list problems;
    for (const auto& each : tables)
        if (auto problem = row_writer(each, options).add_to(rows)) problems.push_back(std::move(*problem));
    if (!problems.empty()) return problems;
    const auto count = static_cast<std::int64_t>(rows.size());
    object_writer made;
    made.add("count", json::number(count)).add("values", json::list_of(std::move(rows)));
    return json::to_text(made) + "\n";
}

} // namespace kohort
