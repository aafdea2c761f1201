// How did it develop? The enrolled at the end of every month: their trend, change and index, and the season in it.
#include <kohort/kohort.hpp>

#include <algorithm>
#include <cstdio>
#include <string>

using namespace kohort;

/// The enrolled on the last day of every month, as a series of a stock.
series enrolled_by_month(const data_set& data, const std::string& months) {
    const auto definition = parse_definitions(R"({
        "id": "example.enrolled", "name": {"en": "Enrolled at the end of the month"},
        "count": {"count": "spells", "register": "jobbtorg", "clock": {"on": "last_day"}},
        "per": "month", "unit": "spells"})")
                                .value();
    evaluate_options options;
    options.periods = parse_period_literal(months).value();
    const auto tables = evaluate(definition, data, options).value();
    return series::from(tables.front().figures, {.id = "example.enrolled",
                                                 .kind = series_kind::stock,
                                                 .unit = measurement_unit::spells,
                                                 .per = {frequency::month}})
        .value();
}

/// A letter per period, low to high; a blank where there is no figure.
std::string sparkline(const series& of) {
    const std::string marks = "_.-=*#";
    double least = 0, most = 0;
    bool is_first = true;
    for (const auto& each : of.cells()) {
        if (!each.status.has_value()) continue;
        const double value = each.value().to_double();
        least = is_first ? value : std::min(least, value);
        most = is_first ? value : std::max(most, value);
        is_first = false;
    }
    std::string line;
    for (const auto& each : of.cells()) {
        if (!each.status.has_value()) {
            line += ' ';
            continue;
        }
        const double part = most > least ? (each.value().to_double() - least) / (most - least) : 0;
        line += marks[static_cast<std::size_t>(part * static_cast<double>(marks.size() - 1) + 0.5)];
    }
    return line;
}

/// The figure of a period in percent or as it is, or its status.
std::string figure(const series& of, const char* label, int decimals) {
    const auto& found = of.cells()[of.find(parse_period(label).value()).value()];
    if (!found.status.has_value()) return to_string(found.status);
    const auto value = found.value() / in_base_units(of.about().unit);
    return to_plain(round(value, decimals, rounding_rule::half_away_from_zero));
}

int main() try {
    const std::string files[] = {"examples/data/code_lists.json", "examples/data/jobbtorg.json"};
    const schema_set schemas = read_schemas(files).value();
    data_set data(schemas.codes);
    if (const auto problems = data.read(schemas.registers.front(), schemas.registers.front().file))
        throw problems->front();

    const auto enrolled = enrolled_by_month(data, "2022-01..2024-12");
    const auto trend = rolling(rolling_statistic::mean, enrolled, {.periods = 12}).value();
    const auto change_in_a_year =
        change(enrolled, {.from = change_base::year_before, .as = change_expression::percent}).value();
    const auto index = indexed(enrolled, parse_period("2022").value()).value();
    const auto seasons = seasonally_adjusted(enrolled).value();
    const auto years = aggregated(enrolled, {frequency::year}, stock_rule::mean).value();

    std::printf("                     2022        2023        2024           December 2024\n");
    const auto row = [](const char* name, const series& of, int decimals) {
        std::printf("%-20s %s %10s\n", name, sparkline(of).c_str(), figure(of, "2024-12", decimals).c_str());
    };
    row("Enrolled", enrolled, 0);
    row("Mean of 12 months", trend, 1);
    row("Change in a year, %", change_in_a_year, 1);
    row("Index, 2022 = 100", index, 1);
    row("Season", seasons.seasonal, 1);
    row("Without the season", seasons.adjusted, 1);
    std::printf("\nMean of the year     %s (2022), %s (2023), %s (2024)\n", figure(years, "2022", 1).c_str(),
                figure(years, "2023", 1).c_str(), figure(years, "2024", 1).c_str());
} catch (const kohort::error& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
}
