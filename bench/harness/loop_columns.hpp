// The columns that the plain loops read, and the month of each day.
#pragma once

#include "harness.hpp"

#include <algorithm>

namespace bench {

struct loop_columns {
    std::vector<std::int32_t> person, start, end;
    std::vector<std::int8_t> sex, age, district, target_group, exit_reason, self_supporting;
    std::vector<std::uint8_t> month_of = month_table();

    explicit loop_columns(const std::string& folder)
        : person(read_column<std::int32_t>(folder, "person")), start(read_column<std::int32_t>(folder, "start")),
          end(read_column<std::int32_t>(folder, "end")), sex(read_column<std::int8_t>(folder, "sex")),
          age(read_column<std::int8_t>(folder, "age")), district(read_column<std::int8_t>(folder, "district")),
          target_group(read_column<std::int8_t>(folder, "target_group")),
          exit_reason(read_column<std::int8_t>(folder, "exit_reason")),
          self_supporting(read_column<std::int8_t>(folder, "self_supporting")) {
        for (auto& state : self_supporting)
            if (state == no_code) state = 2;
    }

    [[nodiscard]] std::size_t rows() const { return person.size(); }
    /// 0..119
    [[nodiscard]] std::size_t start_month(std::size_t row) const {
        return month_of[static_cast<std::size_t>(start[row] - first_day)];
    }
    /// 0..119, 120 for an open spell
    [[nodiscard]] std::size_t end_month(std::size_t row) const {
        return month_of[static_cast<std::size_t>(end[row] < 0 ? days : end[row] - first_day)];
    }
    [[nodiscard]] std::size_t code(const std::vector<std::int8_t>& column, std::size_t row) const {
        return static_cast<std::size_t>(column[row]);
    }
};

/// A task of the plain loops: raw columns, dense arrays, no nulls but those that the data has, no checks.
class loop_form : public form {
  public:
    void load(const setting& with) override {
        threads_ = with.threads;
        static const auto columns = std::make_shared<const loop_columns>(with.folder); // the report's tasks share them
        columns_ = columns;
    }

  protected:
    [[nodiscard]] const loop_columns& columns() const { return *columns_; }
    unsigned threads_ = 1;

  private:
    std::shared_ptr<const loop_columns> columns_;
};

} // namespace bench
