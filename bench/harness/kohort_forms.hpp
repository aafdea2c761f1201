// What kohort's forms of the tasks share: the register, and one call of `evaluate` for the definitions of a task.
#pragma once

#include "harness.hpp"

#include <kohort/kohort.hpp>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace bench {

inline const std::string sources = KOHORT_BENCH_SOURCES;

/// The register of a generated file, as a user reads it.
inline kohort::data_set read_register(const setting& with) {
    const std::array files{sources + "/harness/schema.json"};
    const auto schemas = kohort::read_schemas(files).value();
    kohort::data_set data(schemas.codes);
    kohort::read_options options;
    options.threads = with.threads;
    if (const auto problems = data.read(schemas.registers.front(), with.folder + "/unsorted/spells.csv", options))
        throw problems->front();
    return data;
}

/// The cells of a table at the ordinary positions of all axes, the first slowest: totals and unknown codes left out.
inline std::vector<kohort::cell> ordinary_cells(const kohort::cube& figures) {
    std::vector<std::vector<std::size_t>> wanted;
    for (const auto& axis : figures.axes()) {
        auto& positions = wanted.emplace_back();
        for (std::size_t i = 0; i < axis.size(); ++i)
            if (axis[i].is == kohort::axis_position::role::ordinary) positions.push_back(i);
    }
    std::vector<std::size_t> places{0};
    for (std::size_t a = 0; a < wanted.size(); ++a) {
        std::vector<std::size_t> finer;
        for (const auto place : places)
            for (const auto position : wanted[a]) finer.push_back(place * figures.axes()[a].size() + position);
        places = std::move(finer);
    }
    std::vector<kohort::cell> cells;
    for (const auto place : places) cells.push_back(figures.cells()[place]);
    return cells;
}

inline double as_double(const kohort::ratio& value) {
    return static_cast<double>(value.numerator()) / static_cast<double>(value.denominator());
}
inline double numerator(const kohort::cell& of) { return as_double(of.numerator); }
inline double denominator(const kohort::cell& of) { return as_double(of.denominator); }
inline double value(const kohort::cell& of) { return share_of(numerator(of), denominator(of)); }

/// Definitions of a task (the file `definitions.json` of its folder) and what their tables say, cell by cell.
struct task_definitions {
    const char* task;
    std::size_t tables;
    std::vector<double> (*answer)(std::span<const kohort::indicator_table>);
};

std::vector<double> exit_cube_answer(std::span<const kohort::indicator_table> tables);
std::vector<double> stock_answer(std::span<const kohort::indicator_table> tables);
std::vector<double> means_answer(std::span<const kohort::indicator_table> tables);
std::vector<double> persons_answer(std::span<const kohort::indicator_table> tables);
std::vector<double> long_term_answer(std::span<const kohort::indicator_table> tables);
std::vector<double> follow_up_answer(std::span<const kohort::indicator_table> tables);

inline const std::array report_tasks{
    task_definitions{"exit_cube", 2, exit_cube_answer}, task_definitions{"stock", 1, stock_answer},
    task_definitions{"means", 2, means_answer},         task_definitions{"persons", 2, persons_answer},
    task_definitions{"long_term", 1, long_term_answer}, task_definitions{"follow_up", 1, follow_up_answer}};

/// The definitions of one or more tasks, evaluated in one call.
class definitions_form : public form {
  public:
    explicit definitions_form(std::span<const task_definitions> tasks) : tasks_(tasks) {}

    void load(const setting& with) override {
        data_ = read_register(with);
        std::vector<std::string> files;
        for (const auto& each : tasks_) files.push_back(sources + "/" + each.task + "/definitions.json");
        definitions_ = kohort::read_definitions(files).value();
        options_.threads = with.threads;
        options_.periods = kohort::parse_period_literal("2015..2024").value();
    }

    void run() override { tables_ = kohort::evaluate(definitions_, data_, options_).value(); }

    [[nodiscard]] std::vector<double> answer() const override {
        std::vector<double> all;
        std::span rest(tables_);
        for (const auto& each : tasks_) {
            const auto one = each.answer(rest.first(each.tables));
            all.insert(all.end(), one.begin(), one.end());
            rest = rest.subspan(each.tables);
        }
        return all;
    }

  private:
    std::span<const task_definitions> tasks_;
    kohort::data_set data_;
    std::vector<kohort::definition> definitions_;
    kohort::evaluate_options options_;
    std::vector<kohort::indicator_table> tables_;
};

/// The definitions of the i-th of `report_tasks` alone.
template <std::size_t Task>
class one_task : public definitions_form {
  public:
    one_task() : definitions_form(std::span(report_tasks).subspan(Task, 1)) {}
};

/// A task as measures, compiled and run without definitions: what the core costs alone.
class core_form : public form {
  public:
    void load(const setting& with) override {
        data_ = read_register(with);
        threads_ = with.threads;
    }
    void run() override {
        const auto compiled = kohort::plan::compile(spells(), measures()).value();
        counts_ = kohort::run(compiled, threads_).value();
    }

  protected:
    [[nodiscard]] virtual std::vector<kohort::aggregate_measure> measures() const = 0;
    [[nodiscard]] const kohort::spell_register& spells() const { return data_.registers().front(); }
    [[nodiscard]] const std::vector<kohort::measure_counts>& counts() const { return counts_; }

    /// An axis with a position per code; unknown codes are not counted.
    [[nodiscard]] kohort::measure_axis axis_of(const char* dimension) const {
        kohort::measure_axis made;
        made.dimension = spells().find_dimension(dimension);
        made.position_of_code.push_back(kohort::measure_axis::unwanted);
        for (std::uint32_t i = 0; i < made.dimension->codes.size(); ++i) {
            made.position_of_code.push_back(i);
            made.parent.push_back(kohort::measure_axis::root);
        }
        return made;
    }
    /// The counts without the totals of the axes.
    [[nodiscard]] static std::vector<double> without_totals(const kohort::measure_counts& of) {
        std::vector<double> kept;
        for (std::size_t i = 0; i < of.counts.size(); ++i) {
            auto left = i;
            bool is_total = false;
            for (auto extent = of.extents.rbegin(); extent != of.extents.rend(); left /= *extent++)
                is_total |= left % *extent == *extent - 1;
            if (!is_total) kept.push_back(static_cast<double>(of.counts[i]));
        }
        return kept;
    }

  private:
    kohort::data_set data_;
    unsigned threads_ = 1;
    std::vector<kohort::measure_counts> counts_;
};

/// The windows of the register's years, quarters or months.
inline std::vector<kohort::window> windows_per(kohort::frequency per) {
    const kohort::window all{kohort::from_civil({2015, 1, 1}), kohort::from_civil({2024, 12, 31})};
    std::vector<kohort::window> windows;
    for (const auto& period : kohort::periods_within(kohort::periodicity(per), all)) windows.push_back(period.span);
    return windows;
}

/// The last days of the register's months, for stocks.
inline std::vector<kohort::window> month_ends() {
    auto windows = windows_per(kohort::frequency::month);
    for (auto& month : windows) month.first = month.last;
    return windows;
}

} // namespace bench
