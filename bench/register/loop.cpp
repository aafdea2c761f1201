// Sorting by person with a counting sort, then by start within each person.
#include "../harness/harness.hpp"

#include <algorithm>
#include <numeric>

namespace bench {
namespace {

class sort_register : public form {
    void load(const setting& with) override {
        const auto folder = with.folder + "/unsorted";
        person_ = read_column<std::int32_t>(folder, "person");
        start_ = read_column<std::int32_t>(folder, "start");
        end_ = read_column<std::int32_t>(folder, "end");
        for (const auto* name : {"sex", "age", "district", "target_group", "exit_reason", "self_supporting"})
            codes_.push_back(read_column<std::int8_t>(folder, name));
    }

    void run() override {
        const auto rows = person_.size();
        std::vector<std::uint32_t> next(static_cast<std::size_t>(*std::ranges::max_element(person_)) + 2);
        for (const auto person : person_) ++next[static_cast<std::size_t>(person) + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        std::vector<std::uint32_t> order(rows);
        for (std::uint32_t row = 0; row < rows; ++row) order[next[static_cast<std::size_t>(person_[row])]++] = row;
        const auto before = [this](std::uint32_t a, std::uint32_t b) {
            return start_[a] != start_[b] ? start_[a] < start_[b]
                                          : static_cast<std::uint32_t>(end_[a]) < static_cast<std::uint32_t>(end_[b]);
        };
        for (std::size_t person = 0, first = 0; person + 1 < next.size(); first = next[person++])
            std::sort(order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + next[person], before);
        sorted_person_ = in_order(person_, order);
        sorted_start_ = in_order(start_, order);
        sorted_end_ = in_order(end_, order);
        sorted_codes_.clear();
        for (const auto& column : codes_) sorted_codes_.push_back(in_order(column, order));
    }

    template <class T>
    static std::vector<T> in_order(const std::vector<T>& column, const std::vector<std::uint32_t>& order) {
        std::vector<T> sorted(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
        return sorted;
    }

    std::vector<double> answer() const override {
        double persons = 1, steps = 0, starts = sorted_start_.front(), ends = 0, open = 0;
        for (std::size_t i = 0; i < sorted_person_.size(); ++i) {
            open += sorted_end_[i] == no_day;
            ends += sorted_end_[i] == no_day ? 0 : sorted_end_[i];
            if (i == 0) continue;
            starts += sorted_start_[i];
            const bool same = sorted_person_[i] == sorted_person_[i - 1];
            persons += !same;
            if (same) steps += sorted_start_[i] - sorted_start_[i - 1];
        }
        return {static_cast<double>(sorted_person_.size()), persons, steps, starts, ends, open};
    }

    std::vector<std::int32_t> person_, start_, end_, sorted_person_, sorted_start_, sorted_end_;
    std::vector<std::vector<std::int8_t>> codes_, sorted_codes_;
};

const bool added = add_form<sort_register>("register", "hand");

} // namespace
} // namespace bench
