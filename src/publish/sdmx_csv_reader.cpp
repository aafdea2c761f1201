#include <kohort/publish/sdmx_csv.hpp>

#include "csv_fields.hpp"
#include "period_codes.hpp"
#include "printed_number.hpp"
#include "reading_limits.hpp"

#include <kohort/base/status_codes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace kohort {
namespace {

/// Attributes that may stand before OBS_VALUE, where dimensions are.
constexpr std::array known_attributes{"OBS_STATUS",  "CONF_STATUS", "DECIMALS",       "UNIT_MEASURE", "UNIT_MULT",
                                      "TITLE",       "OBS_FLAG",    "TIME_FORMAT",    "COLLECTION",   "OBS_COM",
                                      "COMMENT_OBS", "LAST UPDATE", "PRE_BREAK_VALUE"};
constexpr std::array technical{"DATAFLOW", "STRUCTURE",  "STRUCTURE_ID", "STRUCTURE_NAME",
                               "ACTION",   "SERIES_KEY", "OBS_KEY"};

template <class Names>
bool is_one_of(const Names& names, std::string_view text) {
    return std::ranges::find(names, text) != names.end();
}

/// "A: Value A" in two.
std::pair<std::string, std::string> id_and_name(const std::string& text) {
    const auto colon = text.find(": ");
    if (colon == std::string::npos) return {text, ""};
    return {text.substr(0, colon), text.substr(colon + 2)};
}

/// A column that is a dimension.
struct coded_column {
    std::size_t field = 0;
    std::optional<std::size_t> name_field{}; ///< of the labels, when they have a column of their own
    std::unordered_map<std::string, std::size_t> positions{};
};

class message_reader {
  public:
    message_reader(std::vector<csv_line> lines, const std::string& file, char delimiter)
        : lines_(std::move(lines)), file_(file), decimal_(delimiter == ';' ? ',' : '.') {}

    result<publication> read() {
        made_.languages = {"und"};
        if (!read_header() || !read_structure()) return std::move(problems_);
        for (std::size_t row = 1; row < lines_.size(); ++row) read_codes(lines_[row]);
        make_cells();
        for (std::size_t row = 1; row < lines_.size() && problems_.empty(); ++row) read_observation(row);
        if (!problems_.empty()) return std::move(problems_);
        finish();
        return std::move(made_);
    }

  private:
    bool refuse(std::size_t line, std::string message) {
        if (problems_.size() < most_errors)
            problems_.emplace_back(error_code::data, std::move(message), fmt::format("{}:{}", file_, line));
        return false;
    }

    [[nodiscard]] std::optional<std::size_t> field_of(std::string_view id) const {
        const auto found = std::ranges::find(ids_, id);
        return found == ids_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - ids_.begin()));
    }
    [[nodiscard]] static const std::string& field(const csv_line& line, std::optional<std::size_t> at) {
        static const std::string nothing;
        return at ? line.fields[*at] : nothing;
    }

    bool read_header() {
        if (lines_.empty()) return refuse(1, "the file is empty");
        const auto& header = lines_.front().fields;
        const bool has_names = std::ranges::find(header, "STRUCTURE_NAME") != header.end();
        is_labelled_ =
            std::ranges::any_of(header, [](const auto& each) { return each.find(": ") != std::string::npos; });
        // A title behind the structure says so too.
        for (std::size_t each = 0; lines_.size() > 1 && each < header.size(); ++each)
            is_labelled_ |= (header[each] == "STRUCTURE_ID" || header[each] == "DATAFLOW") &&
                            lines_[1].fields[each].find(": ") != std::string::npos;
        for (std::size_t each = 0; each < header.size(); ++each) {
            auto id = id_and_name(header[each]).first;
            if (const auto bracket = id.find('['); bracket != std::string::npos) id.resize(bracket);
            // With names, each component is followed by the column of its labels.
            const bool is_component = !is_one_of(technical, id);
            ids_.push_back(std::move(id));
            if (has_names && is_component && each + 1 < header.size()) {
                ids_.emplace_back();
                ++each;
            }
        }
        if (ids_.front() != "STRUCTURE" && ids_.front() != "DATAFLOW")
            return refuse(1, fmt::format("the first column is \"{}\"; SDMX-CSV begins with STRUCTURE (2.x) or DATAFLOW "
                                         "(1.0)",
                                         ids_.front()));
        for (const auto& id : ids_)
            if (!id.empty() && std::ranges::count(ids_, id) > 1)
                return refuse(1, fmt::format("two columns are called \"{}\"", id));
        value_ = field_of("OBS_VALUE");
        if (!value_) return refuse(1, "there is no column OBS_VALUE");
        find_dimensions(has_names);
        if (made_.dimensions.empty()) return refuse(1, "there is no column of a dimension before OBS_VALUE");
        return true;
    }

    void find_dimensions(bool has_names) {
        const auto first =
            std::ranges::find_if(ids_, [](const auto& id) { return !id.empty() && !is_one_of(technical, id); });
        const bool value_is_first = static_cast<std::size_t>(first - ids_.begin()) == *value_;
        for (std::size_t each = 0; each < ids_.size(); ++each) {
            const auto& id = ids_[each];
            if (id.empty() || is_one_of(technical, id) || each == *value_) continue;
            const bool is_dimension =
                (value_is_first || each < *value_ || id == "TIME_PERIOD") && !is_one_of(known_attributes, id);
            if (!is_dimension) {
                if (!is_one_of(std::array{"OBS_STATUS", "CONF_STATUS", "DECIMALS", "UNIT_MEASURE", "TITLE"}, id))
                    made_.losses.push_back(fmt::format("the column {}: attributes of this name are not kept", id));
                continue;
            }
            columns_.push_back({each, has_names ? std::optional(each + 1) : std::nullopt, {}});
            publication_dimension dimension{id, {}, dimension_role::classification, {}, {}};
            const auto& written = lines_.front().fields;
            if (has_names && each + 1 < written.size()) dimension.name = written[each + 1];
            if (is_labelled_) dimension.name = id_and_name(written[each]).second;
            if (id == "TIME_PERIOD") dimension.role = dimension_role::time;
            made_.dimensions.push_back(std::move(dimension));
        }
    }

    bool read_structure() {
        const bool is_first_version = ids_.front() == "DATAFLOW";
        const auto structure = is_first_version ? std::optional<std::size_t>(0) : field_of("STRUCTURE_ID");
        if (!structure) return refuse(1, "there is no column STRUCTURE_ID");
        const auto action = field_of("ACTION");
        for (std::size_t row = 1; row < lines_.size(); ++row) {
            const auto& line = lines_[row];
            if (line.fields[*structure] != lines_[1].fields[*structure])
                return refuse(line.number, "is about another structure than the first line; give a file for each");
            if (field(line, action) == "D") return refuse(line.number, "deletes observations; give data to keep");
        }
        if (lines_.size() > 1) read_structure_name(lines_[1].fields[*structure]);
        if (const auto name = field_of("STRUCTURE_NAME"); name && lines_.size() > 1)
            made_.title = lines_[1].fields[*name];
        return true;
    }

    /// AGENCY:ID(VERSION), perhaps with a name behind it.
    void read_structure_name(const std::string& text) {
        const auto [written, title] = id_and_name(text);
        made_.title = title;
        const auto colon = written.find(':') == std::string::npos ? 0 : written.find(':') + 1;
        const auto bracket = std::min(written.find('(', colon), written.size());
        made_.id = written.substr(colon, bracket - colon);
        if (bracket < written.size()) made_.version = written.substr(bracket + 1, written.find(')') - bracket - 1);
    }

    [[nodiscard]] std::string code_in(const csv_line& line, std::size_t column) const {
        const auto& text = line.fields[columns_[column].field];
        return is_labelled_ ? id_and_name(text).first : text;
    }

    /// Codes in the order of their first appearance.
    void read_codes(const csv_line& line) {
        for (std::size_t each = 0; each < columns_.size(); ++each) {
            auto& dimension = made_.dimensions[each];
            auto code = code_in(line, each);
            if (code.empty()) {
                refuse(line.number, fmt::format("has no code of {}", dimension.id));
                continue;
            }
            const auto [position, is_new] = columns_[each].positions.try_emplace(code, dimension.codes.size());
            if (!is_new) continue;
            const auto& written = line.fields[columns_[each].field];
            translated_text label;
            if (is_labelled_) label = id_and_name(written).second;
            if (columns_[each].name_field) label = line.fields[*columns_[each].name_field];
            if (label.empty() || label.in(0) == code) label = {};
            dimension.codes.push_back({std::move(code), std::move(label)});
        }
    }

    void make_cells() {
        std::size_t cells = 1;
        constexpr std::size_t most_cells = 100'000'000;
        for (const auto& each : made_.dimensions) cells = std::min(cells * each.codes.size(), most_cells + 1);
        if (cells > most_cells)
            refuse(1, "the dimensions make more than 100 million cells, which are too many");
        else
            made_.cells.assign(cells, {0, 0, availability::missing});
        is_read_.assign(made_.cells.size(), false);
        made_.figures.resize(1);
        made_.figures.front().decimals = -1;
    }

    void read_observation(std::size_t row) {
        const auto& line = lines_[row];
        std::size_t at = 0;
        for (std::size_t each = 0; each < columns_.size(); ++each)
            at = at * made_.dimensions[each].codes.size() + columns_[each].positions.find(code_in(line, each))->second;
        if (is_read_[at]) {
            refuse(line.number, "is about the same observation as a line before; keep one");
            return;
        }
        is_read_[at] = true;
        auto& cell = made_.cells[at];
        auto written = line.fields[*value_];
        if (decimal_ == ',') std::ranges::replace(written, ',', '.');
        const bool has_value = !written.empty() && written != "NaN" && written != "#N/A";
        if (has_value) {
            const auto number = read_number(written);
            if (!number) {
                refuse(line.number, fmt::format("\"{}\" is no number of at most 18 digits", written));
                return;
            }
            cell = *number;
        }
        read_status(line, cell, has_value);
        read_attributes(line);
    }

    void read_status(const csv_line& line, printed_value& cell, bool has_value) {
        const auto take_id = [this](const std::string& text) { return is_labelled_ ? id_and_name(text).first : text; };
        const auto observed = take_id(field(line, field_of("OBS_STATUS")));
        const auto confidential = take_id(field(line, field_of("CONF_STATUS")));
        const auto [known, is_new] = meanings_.try_emplace({observed, confidential, has_value}, std::nullopt);
        if (is_new) known->second = from_sdmx(observed, confidential, has_value);
        if (!known->second) {
            refuse(line.number,
                   fmt::format("the statuses \"{}\" and \"{}\" are not in CL_OBS_STATUS and CL_CONF_STATUS", observed,
                               confidential));
            return;
        }
        if (is_new && !known->second->is_exact)
            made_.losses.push_back(fmt::format("OBS_STATUS \"{}\" with CONF_STATUS \"{}\" was read as \"{}\"", observed,
                                               confidential, to_string(known->second->status)));
        cell.status = known->second->status;
        if (!cell.status.has_value()) cell.scaled = 0;
    }

    void read_attributes(const csv_line& line) {
        auto& figure = made_.figures.front();
        if (const auto& decimals = field(line, field_of("DECIMALS")); figure.decimals < 0 && !decimals.empty()) {
            const auto number = read_number(decimals);
            constexpr std::int64_t most = 18;
            if (number && number->decimals == 0 && number->scaled >= 0 && number->scaled <= most)
                figure.decimals = static_cast<int>(number->scaled);
        }
        const auto& unit = field(line, field_of("UNIT_MEASURE"));
        if (unit.empty() || units_.contains(unit)) return;
        units_.insert(unit);
        if (units_.size() == 1)
            figure.unit = is_labelled_ ? id_and_name(unit).first : unit;
        else if (units_.size() == 2)
            made_.losses.push_back(
                fmt::format("the observations have several units; the first, {}, was taken", figure.unit.in(0)));
    }

    void finish() {
        auto& figure = made_.figures.front();
        if (figure.decimals < 0) {
            figure.decimals = 0;
            for (const auto& each : made_.cells) figure.decimals = std::max(figure.decimals, needed_decimals(each));
        }
        made_.heading = made_.time_dimension() ? 1 : 0;
        const bool has_time = made_.time_dimension().has_value();
        for (auto& each : made_.dimensions) {
            if (each.role == dimension_role::time || !has_time) find_periods(each);
            find_totals_and_parts(each);
        }
    }

    std::vector<csv_line> lines_;
    const std::string& file_;
    char decimal_;
    std::vector<std::string> ids_; ///< of the columns; empty for names
    bool is_labelled_ = false;     ///< "id: name" in the fields
    std::optional<std::size_t> value_;
    std::vector<coded_column> columns_;
    std::map<std::tuple<std::string, std::string, bool>, std::optional<foreign_status>> meanings_;
    std::set<std::string> units_;
    std::vector<bool> is_read_;
    publication made_;
    error_list problems_;
};

/// The character behind the first term of the header.
char delimiter_of(std::string_view text) {
    for (const std::string_view term : {"STRUCTURE", "DATAFLOW"}) {
        auto rest = text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
        if (rest.starts_with('"')) rest.remove_prefix(1);
        if (!rest.starts_with(term)) continue;
        rest.remove_prefix(term.size());
        if (rest.starts_with('[')) rest.remove_prefix(std::min(rest.find(']') + 1, rest.size()));
        if (rest.starts_with('"')) rest.remove_prefix(1);
        if (!rest.empty() && (rest.front() == ';' || rest.front() == '\t' || rest.front() == '|')) return rest.front();
    }
    return ',';
}

} // namespace

result<publication> parse_sdmx_csv(std::string_view text, const std::string& name) {
    const auto delimiter = delimiter_of(text);
    auto lines = read_csv_lines(text, delimiter, name);
    if (!lines) return std::move(lines).errors();
    return message_reader(std::move(*lines), name, delimiter).read();
}

} // namespace kohort
