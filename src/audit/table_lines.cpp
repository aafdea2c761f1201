#include "table_lines.hpp"

namespace kohort::audit {

table_lines::table_lines(const cube& table, std::size_t axis_index) : table_(table), axis_(axis_index) {
    const auto& axes = table.axes();
    std::vector<std::size_t> place(axes.size(), 0);
    for (const auto& each : axes)
        if (each.size() == 0) return;
    for (;;) {
        places_.push_back(place);
        auto digit = axes.size();
        while (digit > 0 && (digit - 1 == axis_ || place[digit - 1] + 1 == axes[digit - 1].size())) place[--digit] = 0;
        if (digit == 0) return;
        ++place[digit - 1];
    }
}

std::optional<ratio> table_lines::at(std::size_t line, std::size_t position) const {
    return beside(line, position, axis_, position);
}

std::optional<ratio> table_lines::beside(std::size_t line, std::size_t position, std::size_t other_axis,
                                         std::size_t other_position) const {
    auto place = places_[line];
    place[axis_] = position;
    place[other_axis] = other_position;
    return number_at(place);
}

std::optional<ratio> table_lines::number_at(const std::vector<std::size_t>& place) const {
    const auto& found = table_.at(place);
    if (found.status.is == availability::nil) return ratio(0);
    if (!found.status.has_value()) return std::nullopt;
    return table_.adds().fractions ? found.numerator : found.value();
}

std::vector<std::string> table_lines::codes_of(std::size_t line, std::size_t position) const {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < places_[line].size(); ++i)
        codes.push_back(table_.axes()[i][i == axis_ ? position : places_[line][i]].code);
    return codes;
}

} // namespace kohort::audit
