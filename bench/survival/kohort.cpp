// Kaplan-Meier and cumulative incidence with standard errors and intervals, which the other peers leave out.
#include "../harness/kohort_forms.hpp"

#include <kohort/cohort/competing_exits.hpp>
#include <kohort/cohort/survival.hpp>

namespace bench {
namespace {

constexpr std::size_t groups = 16, durations = days + 1, causes = 3;

class curves_form : public form {
  public:
    [[nodiscard]] std::vector<double> answer() const override {
        std::vector<double> all(groups * durations * (causes + 1));
        for (std::size_t group = 0; group < groups; ++group) {
            auto* const of_group = &all[group * durations * (causes + 1)];
            fill(staying_[group].day, staying_[group].survival, 1, of_group);
            for (std::size_t cause = 0; cause < causes; ++cause) {
                const auto& curve = leaving_[group * causes + cause];
                fill(curve.day, curve.incidence, 0, of_group + cause + 1);
            }
        }
        return all;
    }

  protected:
    /// The curves of some groups, in the order of those of the task.
    void estimate(const kohort::duration_counts& counts) {
        for (auto& curve : kohort::kaplan_meier(counts).value()) staying_.push_back(std::move(curve));
        for (auto& curve : kohort::cumulative_incidences(counts).value()) leaving_.push_back(std::move(curve));
    }
    void forget() {
        staying_.clear();
        leaving_.clear();
    }

  private:
    static void fill(const std::vector<std::int32_t>& day, const std::vector<double>& share, double value, double* to) {
        std::size_t row = 0;
        for (std::size_t d = 0; d < durations; ++d) {
            if (row < day.size() && static_cast<std::size_t>(day[row]) == d) value = share[row++];
            to[d * (causes + 1)] = value;
        }
    }

    std::vector<kohort::survival_curve> staying_;
    std::vector<kohort::cumulative_incidence> leaving_;
};

class of_register : public curves_form {
    void load(const setting& with) override {
        data_ = read_register(with);
        query_.by = {"target_group", "sex"};
        query_.causes = {{"work", {"work"}}, {"studies", {"studies"}}}; // and "other"
    }

    void run() override {
        forget();
        estimate(kohort::count_durations({&data_.registers().front()}, query_).value());
    }

    kohort::data_set data_;
    kohort::duration_query query_;
};

/// From columns: durations, causes and groups are made first, as the other peers make them.
class of_columns : public curves_form {
    void load(const setting& with) override {
        start_ = read_column<std::int32_t>(with.folder, "start");
        end_ = read_column<std::int32_t>(with.folder, "end");
        sex_ = read_column<std::int8_t>(with.folder, "sex");
        target_group_ = read_column<std::int8_t>(with.folder, "target_group");
        exit_reason_ = read_column<std::int8_t>(with.folder, "exit_reason");
    }

    void run() override {
        forget();
        const auto rows = start_.size();
        std::vector<std::int32_t> duration(rows);
        std::vector<std::uint16_t> group(rows);
        std::vector<std::uint8_t> cause(exit_reason_.begin(), exit_reason_.end());
        for (std::size_t i = 0; i < rows; ++i) {
            duration[i] = (end_[i] == no_day ? last_day : end_[i]) + 1 - start_[i];
            group[i] = static_cast<std::uint16_t>(target_group_[i] * 2 + sex_[i]);
        }
        kohort::duration_columns columns;
        columns.exit = duration;
        columns.cause = cause;
        columns.group = group;
        columns.causes = {"work", "studies", "other"};
        columns.groups.assign(groups, {});
        estimate(kohort::count_durations(columns).value());
    }

    std::vector<std::int32_t> start_, end_;
    std::vector<std::int8_t> sex_, target_group_, exit_reason_;
};

const bool added = add_form<of_register>("survival", "register") && add_form<of_columns>("survival", "columns");

} // namespace
} // namespace bench
