#include <kohort/publish/sdmx_csv.hpp>

#include "csv_fields.hpp"
#include "printed_number.hpp"

#include <kohort/base/status_codes.hpp>

#include <algorithm>
#include <utility>

namespace kohort {
namespace {

/// An id as SDMX allows: letters, digits, "_", "-", "@" and "$"; others become "_".
std::string sdmx_id(std::string_view text) {
    std::string made;
    for (const char each : text) {
        const bool is_allowed = (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z') ||
                                (each >= '0' && each <= '9') || each == '_' || each == '-' || each == '@' ||
                                each == '$';
        made += is_allowed ? each : '_';
    }
    return made.empty() ? "TABLE" : made;
}

class message_writer {
  public:
    message_writer(const publication& table, const sdmx_csv_options& options) : table_(table), options_(options) {
        if (options.labels) language_ = table.language_index(*options.labels);
        const auto time = table.time_dimension();
        for (std::size_t each = 0; each < table.dimensions.size(); ++each)
            if (each != time) order_.push_back(each);
        if (time) order_.push_back(*time);
        has_several_ = std::ranges::any_of(
            table.cells, [](const printed_value& each) { return to_sdmx(each.status).obs_status.size() > 1; });
    }

    std::string write() {
        write_header();
        std::vector<std::size_t> at(table_.dimensions.size(), 0);
        for (std::size_t cell = 0; cell < table_.cells.size(); ++cell) {
            write_observation(cell, at);
            for (auto each = at.size(); each-- > 0;) {
                if (++at[each] < table_.dimensions[each].codes.size()) break;
                at[each] = 0;
            }
        }
        return std::move(out_);
    }

  private:
    void field(std::string_view text) {
        add_csv_field(out_, text, ',', is_first_);
        is_first_ = false;
    }
    void end_line() {
        out_ += "\r\n";
        is_first_ = true;
    }
    /// "id: name" where labels are asked for.
    void labelled(const std::string& id, const std::string& label) {
        field(options_.labels && !label.empty() ? id + ": " + label : id);
    }

    void write_header() {
        field(has_several_ ? "STRUCTURE[;]" : "STRUCTURE");
        field("STRUCTURE_ID");
        field("ACTION");
        for (const auto each : order_) {
            const auto& dimension = table_.dimensions[each];
            labelled(each == table_.time_dimension() ? "TIME_PERIOD" : dimension.id, dimension.name.in(language_));
        }
        for (const auto* each :
             {"OBS_VALUE", has_several_ ? "OBS_STATUS[]" : "OBS_STATUS", "CONF_STATUS", "DECIMALS", "UNIT_MEASURE"})
            field(each);
        end_line();
    }

    void write_observation(std::size_t cell, const std::vector<std::size_t>& at) {
        const auto& printed = table_.cells[cell];
        const auto& figure = table_.figure_of(cell);
        field("dataflow");
        labelled(structure_, table_.title.in(language_));
        field("R");
        for (const auto each : order_) {
            const auto& code = table_.dimensions[each].codes[at[each]];
            labelled(code.code, code.label.in(language_));
        }
        field(printed.status.has_value() ? written_number(printed, figure.decimals) : "NaN");
        const auto codes = to_sdmx(printed.status);
        std::string statuses;
        for (const char each : codes.obs_status) (statuses += statuses.empty() ? "" : ";") += each;
        field(statuses);
        field({&codes.conf_status, 1});
        field(std::to_string(figure.decimals));
        field(figure.unit.in(language_));
        end_line();
    }

    const publication& table_;
    const sdmx_csv_options& options_;
    std::size_t language_ = 0;
    std::vector<std::size_t> order_; ///< of the dimensions, time last
    bool has_several_ = false;       ///< codes of OBS_STATUS in one cell
    std::string structure_ =
        options_.agency + ":" + sdmx_id(table_.id) + "(" + (table_.version.empty() ? "1.0" : table_.version) + ")";
    std::string out_;
    bool is_first_ = true;
};

} // namespace

std::string to_sdmx_csv(const publication& table, const sdmx_csv_options& options) {
    return message_writer(table, options).write();
}

} // namespace kohort
