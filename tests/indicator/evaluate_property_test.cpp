// Every figure of random definitions over random data, beside the brute-force twin.
#include "indicator/naive_evaluate.hpp"
#include "indicator/random_definitions.hpp"

#include <kohort/indicator/evaluate.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace kohort {
namespace {

naive::place place_of(const breakdown& by, const axis& shown, std::size_t position) {
    using role = axis_position::role;
    if (shown[position].is == role::total) return {naive::place::kind::total, "", 0};
    if (shown[position].is == role::unknown) return {naive::place::kind::unknown, "", 0};
    if (!by.is_by_dimension()) return {naive::place::kind::band, "", position};
    return {naive::place::kind::code, shown[position].code, 0};
}

naive::figure figure_of(const cell& made) {
    naive::figure figure;
    figure.status = made.status;
    if (!made.status.has_value()) return figure;
    const auto exactly = [](ratio value) { return naive::rational(value.numerator(), value.denominator()); };
    figure.value = exactly(made.numerator) / exactly(made.denominator);
    return figure;
}

/// Whether the engine's figure is the twin's. A fraction that does not fit into 64 bits is kept to many digits.
bool agree(const naive::figure& made, const naive::figure& expected) {
    if (made == expected || made.status != expected.status) return made == expected;
    const auto fits = [](const boost::multiprecision::cpp_int& number) {
        return abs(number) <= std::numeric_limits<std::int64_t>::max();
    };
    if (fits(numerator(expected.value)) && fits(denominator(expected.value))) return false;
    return abs(naive::rational(made.value - expected.value)) < abs(expected.value) / 1'000'000'000'000;
}

std::string text_of(const naive::figure& figure) {
    return (figure.status.has_value() ? figure.value.str() : "-") + " " + to_string(figure.status);
}

std::string rows_of(const naive::world& data) {
    std::string text;
    for (const auto& each : data.registers) text += each.name + "\n" + naive::csv_of(each, data.support_has_years);
    return text;
}

/// Whether rows counted in a table of a count have a code that its axes lack.
bool is_complete(const definition& indicator, const cube& figures, const std::vector<reporting_period>& periods,
                 const naive::world& data) {
    if (!std::holds_alternative<count_operator>(indicator.operation.alternatives())) return true;
    const auto& of = std::get<count_operator>(indicator.operation.alternatives()).of;
    if (!of.source.has_spells()) return true;
    for (std::size_t a = 0; a < indicator.by.size(); ++a) {
        const auto& by = indicator.by[a];
        if (!by.is_by_dimension()) continue;
        const auto& coding = by.code_list ? data.zones : data.codings.at(by.dimension);
        std::vector<naive::place> lacking;
        for (const auto& [code, above] : coding.codes)
            if (!figures.axes()[a + 1].find(code) && (!by.level || coding.chain(code).size() == std::size_t(*by.level)))
                lacking.push_back({naive::place::kind::code, code, 0});
        if (!figures.axes()[a + 1].find(coding.unknown)) lacking.push_back({naive::place::kind::unknown, "", 0});
        for (const auto& period : periods)
            for (const auto& place : lacking) {
                naive::asked cell{data, indicator.by, {}, period, indicator.per};
                cell.at.resize(indicator.by.size());
                cell.at[a] = place;
                if (naive::evaluate(indicator.operation, cell).value != 0) return false;
            }
    }
    return true;
}

/// Compares all cells; false when one differs.
bool compare(const definition& indicator, const naive::json& document, const indicator_table& table,
             const std::vector<reporting_period>& periods, const naive::world& data) {
    const auto& cube = table.figures;
    EXPECT_TRUE(is_complete(indicator, cube, periods, data)) << document.dump();
    std::vector<std::size_t> at(cube.axes().size(), 0);
    for (const auto& made : cube.cells()) {
        naive::asked cell{data, indicator.by, {}, periods[at[0]], indicator.per};
        std::string label = cell.period.label;
        for (std::size_t a = 1; a < at.size(); ++a) {
            cell.at.push_back(place_of(indicator.by[a - 1], cube.axes()[a], at[a]));
            label += " " + cube.axes()[a][at[a]].code;
        }
        const auto expected = naive::evaluate(indicator.operation, cell);
        if (!agree(figure_of(made), expected)) {
            ADD_FAILURE() << document.dump() << "\n"
                          << label << "\n  engine: " << text_of(figure_of(made)) << "\n  twin:   " << text_of(expected)
                          << "\n"
                          << rows_of(data);
            return false;
        }
        for (std::size_t a = at.size(); a-- > 0;) {
            if (++at[a] < cube.axes()[a].size()) break;
            at[a] = 0;
        }
    }
    return true;
}

/// All indicators in one call, on two threads, are what each is alone.
void compare_together(const std::vector<definition>& all, const data_set& data) {
    evaluate_options options;
    options.threads = 2;
    std::vector<definition> fit;
    std::vector<indicator_table> alone;
    for (const auto& each : all) {
        auto tables = evaluate(std::span(&each, 1), data); // the last two periods may not suit a clock
        if (!tables) continue;
        fit.push_back(each);
        alone.push_back(std::move(tables->front()));
    }
    const auto together = evaluate(fit, data, options);
    ASSERT_TRUE(together) << to_string(together.errors());
    for (std::size_t i = 0; i < fit.size(); ++i) {
        EXPECT_TRUE(std::ranges::equal((*together)[i].figures.cells(), alone[i].figures.cells())) << to_json(fit[i]);
        EXPECT_EQ((*together)[i].figures.axes(), alone[i].figures.axes());
    }
}

/// How many of the definitions the reader refused: the generator knows the words, not all that must fit together.
int check(unsigned seed, int definitions) {
    int refused = 0;
    const naive::world_maker world(seed);
    const auto data = naive::data_set_of(world.made());
    naive::definition_maker definition_of(seed + 1000, world.made().support_has_years);
    std::vector<definition> all;
    for (int i = 0; i < definitions; ++i) {
        const auto document = definition_of();
        std::string problems;
        const auto indicator = naive::parsed(document, problems);
        if (!indicator) {
            ++refused;
            continue;
        }
        evaluate_options options;
        options.periods = parse_period_literal(definition_of.periods()).value();
        const auto tables = evaluate(std::span(&*indicator, 1), data, options);
        if (!tables) {
            ADD_FAILURE() << document.dump() << "\n" << definition_of.periods() << " " << to_string(tables.errors());
            continue;
        }
        const auto axis = select_periods(indicator->per, *options.periods).value();
        compare(*indicator, document, tables->front(), {axis.begin(), axis.end()}, world.made());
        all.push_back(*indicator);
        all.back().id += std::to_string(i);
    }
    compare_together(all, data);
    return refused;
}

TEST(evaluate_property, every_figure_is_that_of_the_words) {
    const char* const seeds = std::getenv("KOHORT_SEEDS");
    const char* const first = std::getenv("KOHORT_FIRST");
    const unsigned from = first ? static_cast<unsigned>(std::atoi(first)) : 0;
#if defined(KOHORT_FEW_SEEDS) // a sanitized program, which looks for other things
    constexpr unsigned usual = 10;
#else
    constexpr unsigned usual = 40;
#endif
    const unsigned to = from + (seeds ? static_cast<unsigned>(std::atoi(seeds)) : usual);
    constexpr int definitions = 40;
    int refused = 0;
    for (unsigned seed = from; seed < to; ++seed) {
        SCOPED_TRACE(seed);
        refused += check(seed, definitions);
    }
    EXPECT_LT(refused * 10, definitions * static_cast<int>(to - from));
}

} // namespace
} // namespace kohort
