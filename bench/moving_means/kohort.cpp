// The mean of a series, and the same from definitions: each series as cells of a published table, each mean as one.
#include "../harness/kohort_forms.hpp"
#include "../harness/series_table.hpp"

#include <cstdio>
#include <optional>
#include <string>

namespace bench {
namespace {

constexpr auto schema = R"({
  "cells": "series", "file": "series.csv",
  "cell": "cell", "period": "month", "value": "figure", "unit": "count",
  "dimensions": {"series": {"column": "series"}}
})";
constexpr auto moving_mean = R"({
  "id": "bench.moving_mean", "name": {"en": "Mean of the last twelve months"},
  "mean_over": {"of": {"cell": "figure"}, "each": "month", "in": "12 months"},
  "per": "month", "by": ["series"], "unit": "count", "decimals": 1
})";

class moving_means_of_series : public form {
    void load(const setting&) override {
        std::vector<kohort::axis_position> names, months;
        for (std::size_t series = 0; series < series_count; ++series)
            names.push_back({.code = "s" + std::to_string(series)});
        const auto first = kohort::parse_period("2015-01").value();
        for (std::size_t month = 0; month < series_months; ++month)
            months.push_back({.code = (first + static_cast<std::int32_t>(month)).label()});
        kohort::cube figures({{kohort::axis::kind::dimension, "series", std::move(names)},
                              {kohort::axis::kind::period, "period", std::move(months)}},
                             {});
        for (std::size_t cell = 0; cell < figures.cells().size(); ++cell)
            figures.cells()[cell].numerator = series_figure(cell / series_months, cell % series_months);
        figures_ = kohort::series::from(figures, {.kind = kohort::series_kind::stock}).value();
    }

    void run() override { means_ = kohort::rolling(kohort::rolling_statistic::mean, *figures_).value(); }

    std::vector<double> answer() const override {
        std::vector<double> all;
        for (const auto& mean : means_->cells()) all.push_back(mean.status.has_value() ? value(mean) : 0);
        return all;
    }

    std::optional<kohort::series> figures_, means_;
};

class moving_means : public form {
    void load(const setting&) override {
        std::string text = "cell,month,series,figure\n";
        char line[64];
        for (std::size_t series = 0; series < series_count; ++series)
            for (std::size_t month = 0; month < series_months; ++month) {
                std::snprintf(line, sizeof line, "figure,%zu-%02zu,s%03zu,%d\n", 2015 + month / 12, month % 12 + 1,
                              series, series_figure(series, month));
                text += line;
            }
        const auto documents = kohort::parse_schema(schema).value();
        if (const auto problems =
                data_.read_text(std::get<kohort::cells_schema>(documents.front()), text, "series.csv"))
            throw problems->front();
        definitions_ = kohort::parse_definitions(moving_mean).value();
        options_.periods = kohort::parse_period_literal("2015..2024").value();
    }

    void run() override { tables_ = kohort::evaluate(definitions_, data_, options_).value(); }

    std::vector<double> answer() const override {
        const auto cells = ordinary_cells(tables_[0].figures); // month by month
        std::vector<double> all;
        for (std::size_t series = 0; series < series_count; ++series)
            for (std::size_t month = 0; month < series_months; ++month) {
                const auto& mean = cells[month * series_count + series];
                all.push_back(mean.status.has_value() ? value(mean) : 0);
            }
        return all;
    }

    kohort::data_set data_;
    std::vector<kohort::definition> definitions_;
    kohort::evaluate_options options_;
    std::vector<kohort::indicator_table> tables_;
};

const bool added =
    add_form<moving_means_of_series>("moving_means", "series") && add_form<moving_means>("moving_means", "definitions");

} // namespace
} // namespace bench
