#include "printing_order.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace kohort {
namespace {

using role = axis_position::role;

/// Whether anything was counted: a number, a fraction over something, or something suppressed.
bool counts_something(const indicator_table& table, const cell& figure) {
    const auto is = figure.status.is;
    if (is != availability::normal) return is == availability::suppressed || is == availability::suppressed_secondary;
    return figure.numerator != ratio(0) || !std::holds_alternative<count_operator>(table.indicator.operation);
}

class ordered_positions {
  public:
    ordered_positions(const indicator_table& table, std::size_t axis_index, language in)
        : table_(table), axis_index_(axis_index), in_(in), children_(axis().size()) {
        for (std::size_t index = 0; index < axis().size(); ++index)
            if (const auto parent = axis()[index].parent) children_[*parent].push_back(index);
    }

    [[nodiscard]] std::vector<shown_position> take() && {
        for (std::size_t index = 0; index < axis().size(); ++index)
            if (axis().is_root(index) && axis()[index].is == role::ordinary) show(index, 0);
        for (std::size_t index = 0; index < axis().size(); ++index)
            if (axis()[index].is == role::unknown && has_rows(index)) show(index, 0);
        if (const auto total = axis().total()) show(*total, 0);
        for (std::size_t index = 0; index < axis().size(); ++index)
            if (axis()[index].of_which && !axis()[index].parent) show(index, 1);
        return std::move(shown_);
    }

  private:
    [[nodiscard]] const kohort::axis& axis() const noexcept { return table_.figures.axes()[axis_index_]; }

    void show(std::size_t index, std::size_t depth) {
        const auto& position = axis()[index];
        shown_.push_back({index, depth, position.is == role::total, label_of(position, in_)});
        for (const auto child : children_[index])
            if (axis()[child].is == role::ordinary) show(child, depth + 1);
    }

    [[nodiscard]] bool has_rows(std::size_t index) const {
        const auto& axes = table_.figures.axes();
        std::size_t inner = 1;
        for (auto each = axis_index_ + 1; each < axes.size(); ++each) inner *= axes[each].size();
        const auto cells = table_.figures.cells();
        for (std::size_t at = 0; at < cells.size(); ++at)
            if (at / inner % axis().size() == index && counts_something(table_, cells[at])) return true;
        return false;
    }

    const indicator_table& table_;
    std::size_t axis_index_;
    language in_;
    std::vector<std::vector<std::size_t>> children_;
    std::vector<shown_position> shown_;
};

} // namespace

std::string label_of(const axis_position& position, language in) {
    if (position.label.empty() && position.is == role::total) return std::string(in_language(in, "Totalt", "Total"));
    if (position.label.empty() && position.is == role::unknown) return std::string(in_language(in, "Okänt", "Unknown"));
    const auto& label = position.label.empty() ? position.code : position.label.in(in);
    return position.of_which ? std::string(in_language(in, "varav ", "of which ")) + label : label;
}

std::vector<shown_position> printing_order(const indicator_table& table, std::size_t axis_index, language in) {
    return ordered_positions(table, axis_index, in).take();
}

} // namespace kohort
