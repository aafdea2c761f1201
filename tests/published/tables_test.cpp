// Printed tables as cubes: what their parts add up to, where they do not, and their shares.
#include <kohort/audit/table_check.hpp>
#include <kohort/publish/rounding.hpp>

#include "printed_table.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace kohort {
namespace {

using namespace published_test;

/// "sex: total total 8104 7614 contradiction, of-which row added"
std::string text_of(const audit::table_finding& found, const audit::table_audit& of) {
    auto text = of.sums[found.sum].axis + ":";
    for (const auto& code : found.place) text += " " + code;
    text += " " + to_string(found.computed) + " " + to_string(found.printed) + " ";
    text += name_of(found.is);
    if (found.looks_like != audit::mistake::unknown) text.append(", ").append(name_of(found.looks_like));
    return text;
}

/// Where an audit found that the total of an axis is not the sum of its parts.
std::set<place> wrong_totals(const audit::table_audit& made, const std::string& axis_name) {
    std::set<place> wrong;
    for (const auto& found : made.findings)
        if (made.sums[found.sum].axis == axis_name && made.sums[found.sum].total == "total") wrong.insert(found.place);
    return wrong;
}

/// The codes of a cell of a cube.
place codes_at(const cube& table, std::size_t index) {
    place codes(table.axes().size());
    for (auto a = table.axes().size(); a-- > 0; index /= table.axes()[a].size())
        codes[a] = table.axes()[a][index % table.axes()[a].size()].code;
    return codes;
}

TEST(published_tables, are_audited_without_being_told_what_is_wrong) {
    for (const auto& table : printed_tables()) {
        SCOPED_TRACE(table.name);
        const auto made = audit::check(cube_of(table), {.rounded_to = table.rounded_to});
        std::vector<std::string> found;
        for (const auto& each : made.findings) found.push_back(text_of(each, made));
        EXPECT_EQ(found, table.findings);
    }
}

TEST(published_tables, have_the_totals_that_roll_up_gives_unless_the_audit_says_otherwise) {
    std::size_t compared = 0;
    for (const auto& table : printed_tables()) {
        const auto printed = cube_of(table);
        const auto made = audit::check(printed, {.rounded_to = table.rounded_to});
        for (std::size_t a = 0; a < printed.axes().size(); ++a) {
            const auto& over = printed.axes()[a].name();
            const auto sums = without_total(printed, a).roll_up(over);
            if (table.adds != additivity()) {
                EXPECT_FALSE(sums) << table.name << ": distinct persons were added";
                continue;
            }
            const auto totals = printed.slice(over, "total").value();
            const auto wrong = wrong_totals(made, over);
            ASSERT_EQ(sums->axes(), totals.axes());
            for (std::size_t i = 0; i < totals.cells().size(); ++i) {
                const auto &sum = sums->cells()[i], &total = totals.cells()[i];
                if (!sum.status.has_value() || !total.status.has_value()) continue; // not printed
                auto codes = codes_at(totals, i);
                codes.insert(codes.begin() + static_cast<std::ptrdiff_t>(a), "total");
                EXPECT_EQ(sum.value() == total.value(), !wrong.contains(codes))
                    << table.name << ", over " << over << ": " << to_string(sum.value()) << ", printed "
                    << to_string(total.value());
                ++compared;
            }
        }
    }
    EXPECT_EQ(compared, 184U);
}

/// The figures of a table by where they stand in it.
std::map<std::string, place> places_in(const printed_table& table) {
    std::map<std::string, place> places;
    for (const auto& figure : figures_of(table)) places[figure.at("id")] = place_of(figure, table);
    return places;
}

/// Whether a relation says of a cell what a sum of the table says: that it is the sum of these parts.
bool is_same_sum(const row& relation, const std::map<std::string, place>& places, const audit::table_sum& sum,
                 std::size_t axis_index) {
    const auto output = places.find(relation.at("output"));
    if (relation.at("kind") != "sum" || output == places.end() || output->second[axis_index] != sum.total) return false;
    std::set<std::string> parts;
    for (const auto& input : parts_of(relation.at("inputs"), ';')) {
        const auto part = places.find(input);
        if (part == places.end()) return false;
        auto beside = part->second;
        parts.insert(std::exchange(beside[axis_index], sum.total));
        if (beside != output->second) return false;
    }
    return parts == std::set<std::string>(sum.parts.begin(), sum.parts.end());
}

TEST(published_tables, agree_with_the_relations_about_the_same_sums) {
    const auto relations = audit_test::rows_of(audit_test::published("relations.csv"));
    std::set<std::string> covered;
    for (const auto& table : printed_tables()) {
        const auto places = places_in(table);
        const auto printed = cube_of(table);
        const auto made = audit::check(printed, {.rounded_to = table.rounded_to});
        for (std::size_t s = 0; s < made.sums.size(); ++s) {
            if (made.sums[s].rule != audit::sum_rule::equal) continue;
            for (const auto& relation : relations) {
                if (!is_same_sum(relation, places, made.sums[s], printed.find_axis(made.sums[s].axis).value()))
                    continue;
                const auto& at = places.at(relation.at("output"));
                const bool is_found = std::ranges::any_of(
                    made.findings, [&](const auto& each) { return each.sum == s && each.place == at; });
                EXPECT_EQ(is_found, relation.at("matches") == "no") << table.name << ": " << relation.at("id");
                covered.insert(relation.at("id"));
            }
        }
    }
    EXPECT_EQ(covered.size(), 132U);
}

TEST(published_tables, of_flows_roll_up_over_districts_and_columns) {
    std::map<std::string, std::string> sums;
    const printed_axis column{"column", "B+C+D+E"};
    for (const auto* jobbtorg : {"Järva", "Västerort", "City", "Södermalm", "Sydost", "Sydväst", "Hemlösa"}) {
        const auto flow = cube_of({"jobbtorg-2007",
                                   "Flödesschema",
                                   {{"region", jobbtorg}, {"column", "B|C|D|E|B+C+D+E"}},
                                   {{"district", jobbtorg}, column},
                                   true});
        const auto by_column = without_total(without_total(flow, 0), 1).roll_up("district").value();
        const auto whole = by_column.roll_up("column").value().cells().front().value();
        const auto printed = flow.find({"total", "total"})->value();
        if (whole != printed) sums[jobbtorg] = to_string(whole) + ", printed " + to_string(printed);
    }
    EXPECT_EQ(sums, (std::map<std::string, std::string>{{"City", "154, printed 153"}}));
}

// ------------------------------------------------------------------------------------------------------------ shares

/// The share that one cell of a table is of another with more totals; nothing when it is no part of it.
std::optional<definition> share_of(const printed_table& table, const place& part, const place& whole) {
    auto of = cell_named("printed");
    std::vector<code_condition> where;
    for (std::size_t a = 0; a < part.size(); ++a) {
        const auto& dimension = table.axes[a].name;
        if (part[a] == whole[a] && whole[a] != "total") of = of.where(dimension, {whole[a]});
        if (part[a] != whole[a] && whole[a] != "total") return std::nullopt;
        if (part[a] != whole[a]) where.push_back({.dimension = dimension, .codes = {part[a]}});
    }
    if (where.empty()) return std::nullopt;
    auto made = share("published.share").of(of).percent(0);
    for (const auto& each : where) made = made.where(each.dimension, each.codes);
    return made.build().value();
}

TEST(published_tables, have_shares_of_their_totals_as_the_relations_say) {
    const auto relations = audit_test::rows_of(audit_test::published("relations.csv"));
    std::size_t compared = 0;
    for (const auto& table : printed_tables()) {
        const auto figures = figures_of(table);
        const auto places = places_in(table);
        const auto data = data_of(table, figures);
        for (const auto& relation : relations) {
            const auto inputs = parts_of(relation.at("inputs"), ';');
            if (relation.at("kind") != "share" || inputs.size() != 2) continue;
            if (!places.contains(inputs[0]) || !places.contains(inputs[1])) continue;
            const auto indicator = share_of(table, places.at(inputs[0]), places.at(inputs[1]));
            if (!indicator) continue;
            const auto made = figures_in(*indicator, data, edition_of(figures.front()));
            const auto computed = published_value(*indicator, made.cells().front());
            EXPECT_EQ(to_string(computed) + (computed.denominator() == 1 ? "/1" : ""), relation.at("exact"))
                << relation.at("id");
            EXPECT_EQ(to_plain(round(computed, 0, {})) == relation.at("printed"), relation.at("matches") == "yes")
                << relation.at("id");
            ++compared;
        }
    }
    EXPECT_EQ(compared, 32U);
}

/// The measures of a printed table as cells, by district and period.
data_set read_measures(const std::string& document, const std::string& title) {
    std::map<measurement_unit, std::string> rows;
    for (const auto& figure : figures_of({document, title, {}, {}})) {
        const auto district = property_of(figure, "district");
        const bool is_city = district == "Stockholms stad" || district == "Stockholm stad";
        rows[unit_of(figure)] += field(figure.at("measure_en")) + ',' + period_of(figure) + ',' + figure.at("value") +
                                 ',' + (is_city ? "" : field(district)) + '\n';
    }
    data_set data;
    for (const auto& [unit, text] : rows)
        add_table(data, title + " in " + std::string(name_of(unit)), unit, text,
                  {{"district", "district", {}, std::nullopt, {}}});
    return data;
}

/// A share that a table prints beside its parts.
struct printed_share {
    std::string of, over, share; ///< measures
    int decimals;
};

/// The places of a table at which the share of two measures is not the share that it prints: "2005: 25, printed 24".
std::vector<std::string> wrong_shares(const data_set& data, const printed_share& share, const std::string& period,
                                      std::optional<frequency> per = {}) {
    std::vector<definition> wanted{
        define("published.computed", ratio_of(cell_named(share.of).made(), cell_named(share.over).made()))
            .percent(share.decimals),
        count("published.printed").of(cell_named(share.share)).percent(share.decimals)};
    evaluate_options options;
    options.periods = parse_period_literal(period).value();
    if (per) options.per = periodicity{*per};
    options.by = {"district"};
    const auto tables = evaluate(wanted, data, options).value();
    EXPECT_EQ(tables[0].figures.axes(), tables[1].figures.axes());
    std::vector<std::string> wrong;
    std::size_t compared = 0;
    for (std::size_t i = 0; i < tables[1].figures.cells().size(); ++i) {
        const auto &computed = tables[0].figures.cells()[i], &printed = tables[1].figures.cells()[i];
        if (!computed.status.has_value() || !printed.status.has_value()) continue;
        ++compared;
        const auto number = to_plain(round(published_value(tables[0].indicator, computed), share.decimals, {}));
        const auto there = to_plain(round(published_value(tables[1].indicator, printed), share.decimals, {}));
        const auto codes = codes_at(tables[1].figures, i);
        if (number != there) wrong.push_back(codes[0] + " " + codes[1] + ": " + number + ", printed " + there);
    }
    EXPECT_GT(compared, 0U) << share.share;
    return wrong;
}

using texts = std::vector<std::string>;

TEST(published_tables, of_results_by_jobbtorg_have_shares_of_their_measures) {
    const auto data = read_measures("arbetsmarknadsnamnden-2019", "Resultat fördelat över Jobbtorgen");
    const auto wrong = [&](const char* of, const char* over, const char* share) {
        return wrong_shares(data, {of, over, share, 0}, "2019");
    };
    EXPECT_EQ(wrong("Exited", "Registered", "Share exited of registered"), texts());
    // Three are truncated, as relations.csv says: 53 of 119, 44 of 187, 516 of 764.
    EXPECT_EQ(wrong("Exits to studies", "Exited", "Share of exits to studies"),
              texts{"2019 Jobbtorg Skärholmen unga: 45, printed 44"});
    EXPECT_EQ(wrong("Exits to work", "Exited", "Share of exits to work"),
              texts{"2019 Jobbtorg Globen: 24, printed 23"});
    EXPECT_EQ(wrong("Exits to studies or work", "Exited", "Share of exits to studies or work"),
              texts{"2019 total: 68, printed 67"});
}

TEST(published_tables, of_series_have_shares_of_their_measures) {
    const auto refugees = read_measures("jobbtorg-2007", "Uppnådd självförsörjningsgrad");
    const printed_share self_sufficient{"number who became self-sufficient",
                                        "participants who completed/left introduction programme",
                                        "share self-sufficient", 0};
    EXPECT_EQ(wrong_shares(refugees, self_sufficient, "1998..2006"), texts());
    EXPECT_EQ(wrong_shares(refugees, self_sufficient, "2007-01-01..2007-03-31"), texts());

    const auto youth = read_measures("jobbtorg-2007", "Arbetslösa ungdomar 18-24 år");
    const printed_share in_programmes{"youth in labour market programmes",
                                      "total unemployment (open + programme), youth",
                                      "programme participants, share of open unemployed + programme participants", 1};
    EXPECT_EQ(wrong_shares(youth, in_programmes, "2006-01..2007-03", frequency::month), texts());
}

TEST(published_tables, of_series_roll_up_over_time) {
    const auto data = read_measures("jobbtorg-2007", "Uppnådd självförsörjningsgrad");
    for (const auto* measure :
         {"participants who completed/left introduction programme", "number who became self-sufficient"}) {
        const definition counted = count("published.series").of(cell_named(measure)).in(measurement_unit::persons);
        const auto in = [&](const char* periods) {
            evaluate_options options;
            options.periods = parse_period_literal(periods).value();
            return evaluate(counted, data, options).figures;
        };
        const auto years = in("1998..2006"), quarter = in("2007-01-01..2007-03-31");
        EXPECT_FALSE(years.roll_up("period")) << "whether cells of a published table add is not known";
        auto periods = years.axes().front().positions();
        periods.push_back(quarter.axes().front()[0]);
        cube flow({axis(axis::kind::period, "period", periods)}, {});
        std::ranges::copy(years.cells(), flow.cells().begin());
        flow.cells().back() = quarter.cells().front();
        EXPECT_EQ(flow.roll_up("period").value().cells().front(), in("1998-01-01..2007-03-31").cells().front())
            << measure;
    }
}

TEST(published_tables, of_holiday_jobs_have_the_share_of_the_city_as_a_roll_up_of_fractions) {
    for (const auto& [sex, exactly] :
         std::map<std::string, ratio>{{"men", {191433, 386000}}, {"women", {194567, 386000}}}) {
        const printed_table jobs{"arbetsmarknadsrapport-2024",
                                 "Feriejobbande ungdomar 2024",
                                 {{"measure_en", "Youth in holiday jobs"}},
                                 {{"district", ""}}};
        auto shares = jobs;
        shares.only = {{"measure_en", sex == "men" ? "Share of boys" : "Share of girls"}};
        const auto counted = cube_of(jobs), printed = cube_of(shares);
        ASSERT_EQ(counted.axes(), printed.axes());
        cube persons(counted.axes(), {.fractions = true});
        for (std::size_t i = 0; i < persons.cells().size(); ++i)
            persons.cells()[i] = {
                printed.cells()[i].value() * counted.cells()[i].value(), counted.cells()[i].value(), {}};
        const auto city = without_total(persons, 0).roll_up("district").value().cells().front();
        EXPECT_EQ(to_string(city.value()), to_string(exactly)) << sex;
        EXPECT_EQ(round(city.value() * 100, 0, {}), round(printed.find({"total"})->value() * 100, 0, {})) << sex;
    }
}

} // namespace
} // namespace kohort
