#include "attack_methods.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <set>

namespace kohort::disclosure {
namespace {

constexpr auto infinity = (std::numeric_limits<double>::infinity)();

/// A sum of ends of intervals, some of which may be infinite: what is left when one is taken away.
class end_sum {
  public:
    void add(double end) noexcept {
        if (std::isinf(end))
            ++infinite_, sign_ = end;
        else
            finite_ += end;
    }
    [[nodiscard]] double all() const noexcept { return infinite_ > 0 ? sign_ : finite_; }
    [[nodiscard]] double without(double end) const noexcept {
        if (std::isinf(end)) return infinite_ > 1 ? sign_ : finite_;
        return infinite_ > 0 ? sign_ : finite_ - end;
    }

  private:
    double finite_ = 0, sign_ = infinity;
    int infinite_ = 0;
};

class propagation {
  public:
    explicit propagation(const seen_release& release)
        : release_(release), sums_of_(release.cells.size()), causes_(release.cells.size()) {
        for (const auto& each : release.cells) found_.push_back({each.least, each.most});
        for (std::uint32_t i = 0; i < release.sums.size(); ++i) {
            sums_of_[release.sums[i].total].push_back(i);
            for (const auto part : release.sums[i].parts) sums_of_[part].push_back(i);
            waiting_.push_back(i);
        }
        is_waiting_.assign(release.sums.size(), true);
    }

    /// Bounds could creep towards a limit for ever; each sum is looked at so often at most.
    bool run() {
        constexpr std::size_t most_visits = 50;
        for (auto visits = most_visits * release_.sums.size(); !waiting_.empty() && visits > 0; --visits) {
            const auto sum = waiting_.front();
            waiting_.pop_front();
            is_waiting_[sum] = false;
            if (!look_at(sum)) return false;
        }
        return true;
    }

    std::vector<bounds> result() {
        for (std::uint32_t cell = 0; cell < found_.size(); ++cell)
            if (release_.cells[cell].is_suppressed) found_[cell].sums = causes_of(cell);
        return std::move(found_);
    }

  private:
    bool look_at(std::uint32_t index) {
        const auto& sum = release_.sums[index];
        end_sum least, most;
        for (const auto part : sum.parts) {
            least.add(found_[part].least);
            most.add(found_[part].most);
        }
        if (!narrow(sum.total, least.all(), most.all(), index)) return false;
        const auto total = found_[sum.total];
        for (const auto part : sum.parts) {
            const auto was = found_[part];
            const auto others_least = least.without(was.least), others_most = most.without(was.most);
            if (!narrow(part, total.least - others_most, total.most - others_least, index)) return false;
        }
        return true;
    }

    /// Whether something is left of the interval.
    bool narrow(std::uint32_t cell, double least, double most, std::uint32_t by) {
        auto& now = found_[cell];
        const auto slack = 1e-9 * (1 + std::abs(std::isinf(now.most) ? now.least : now.most));
        const bool is_raised = least > now.least + slack, is_lowered = most < now.most - slack;
        if (least > now.most + slack || most < now.least - slack) return false;
        if (is_raised) now.least = (std::min)(least, now.most), causes_[cell][0] = by + 1;
        if (is_lowered) now.most = (std::max)(most, now.least), causes_[cell][1] = by + 1;
        if (!is_raised && !is_lowered) return true;
        for (const auto each : sums_of_[cell])
            if (!is_waiting_[each]) {
                is_waiting_[each] = true;
                waiting_.push_back(each);
            }
        return true;
    }

    /// The sums that a cell's bounds come from, and those that the bounds of their cells come from, nearest first.
    std::vector<std::uint32_t> causes_of(std::uint32_t cell) const {
        constexpr std::size_t most_causes = 20;
        std::vector<std::uint32_t> sums;
        std::set<std::uint32_t> seen{cell};
        std::deque<std::uint32_t> cells{cell};
        while (!cells.empty() && sums.size() < most_causes) {
            for (const auto cause : causes_[cells.front()]) {
                if (cause == 0 || std::find(sums.begin(), sums.end(), cause - 1) != sums.end()) continue;
                sums.push_back(cause - 1);
                auto members = release_.sums[cause - 1].parts;
                members.push_back(release_.sums[cause - 1].total);
                for (const auto each : members)
                    if (seen.insert(each).second) cells.push_back(each);
            }
            cells.pop_front();
        }
        return sums;
    }

    const seen_release& release_;
    std::vector<std::vector<std::uint32_t>> sums_of_;
    std::vector<std::array<std::uint32_t, 2>> causes_; ///< 1 + the sum that set the lower and the upper end last
    std::vector<bounds> found_;
    std::deque<std::uint32_t> waiting_;
    std::vector<bool> is_waiting_;
};

} // namespace

std::optional<std::vector<bounds>> bounds_by_propagation(const seen_release& release) {
    propagation passing(release);
    if (!passing.run()) return std::nullopt;
    return passing.result();
}

} // namespace kohort::disclosure
