// Tables of figures and parameters beside the registers of a data set.
#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

template <class Schema>
Schema schema_from(std::string_view json) {
    return std::get<Schema>(parse_schema(json).value().front());
}

const auto population =
    schema_from<population_schema>(R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n"})");
const auto cells = schema_from<cells_schema>(
    R"({"cells": "printed", "file": "c.csv", "cell": "cell", "period": "at", "value": "n", "unit": "persons"})");
const auto spells = schema_from<register_schema>(R"({"register": "jobb", "person": "id", "start": "from"})");

std::string errors_of(const std::optional<error_list>& errors) { return errors ? to_string(*errors) : ""; }

TEST(data_set_tables, are_found_by_name_and_by_cell) {
    data_set data;
    ASSERT_EQ(errors_of(data.read_text(population, "at,n\n2023,5\n2024,6\n", "f.csv")), "");
    ASSERT_EQ(errors_of(data.read_text(cells, "cell,at,n\nenrolled,2024,7\n", "c.csv")), "");
    ASSERT_NE(data.find_population("folk"), nullptr);
    EXPECT_EQ(data.find_population("folk")->count_on(from_civil({2024, 12, 31}))->value, ratio(6));
    EXPECT_EQ(data.find_population("printed"), nullptr);
    ASSERT_NE(data.find_published("enrolled"), nullptr);
    EXPECT_EQ(data.find_published("enrolled")->find("enrolled", "2024")->value, ratio(7));
    EXPECT_EQ(data.find_published("exits"), nullptr);
    EXPECT_EQ(data.populations().size(), 1U);
    EXPECT_EQ(data.published().size(), 1U);
    ASSERT_EQ(data.quality().size(), 2U);
    EXPECT_EQ(data.quality()[0].file, "f.csv");
    EXPECT_EQ(data.quality()[1].register_name, "printed");
    EXPECT_EQ(data.find("folk"), nullptr) << "no register";
}

TEST(data_set_tables, names_are_given_once) {
    data_set data;
    ASSERT_EQ(errors_of(data.read_text(population, "at,n\n2023,5\n", "f.csv")), "");
    ASSERT_EQ(errors_of(data.read_text(cells, "cell,at,n\nenrolled,2024,7\nexits,2024,1\n", "c.csv")), "");
    ASSERT_EQ(errors_of(data.read_text(spells, "id,from\n1,2024-01-01\n", "s.csv")), "");

    auto second = population;
    EXPECT_EQ(errors_of(data.read_text(second, "at,n\n2023,5\n", "g.csv")),
              "there is already a population table \"folk\"; give each schema a name of its own");
    second.name = "jobb";
    EXPECT_EQ(errors_of(data.read_text(second, "at,n\n2023,5\n", "g.csv")),
              "there is already a register \"jobb\"; give each schema a register name of its own");
    auto other_spells = spells;
    other_spells.name = "folk";
    EXPECT_EQ(errors_of(data.read_text(other_spells, "id,from\n1,2024-01-01\n", "s.csv")),
              "there is already a population table \"folk\"; give each schema a name of its own");
    EXPECT_EQ(errors_of(data.read_text(cells, "cell,at,n\nx,2024,7\n", "d.csv")),
              "there is already a published table \"printed\"; give each table a name of its own");
    auto other_cells = cells;
    other_cells.name = "other";
    EXPECT_EQ(
        errors_of(data.read_text(other_cells, "cell,at,n\nexits,2023,7\nnew,2023,1\n", "d.csv")),
        "d.csv: the cell \"exits\" is also in the published table \"printed\"; a cell belongs to one table: rename "
        "it, or put its rows into one file");
    EXPECT_EQ(data.quality().size(), 3U);
    EXPECT_EQ(data.find_published("new"), nullptr) << "nothing of a refused table is there";
}

TEST(data_set_tables, errors_of_files_are_those_of_registers) {
    data_set data;
    EXPECT_EQ(errors_of(data.read(population, "no/such.csv")), "no/such.csv: there is no such file; check the path");
    EXPECT_EQ(errors_of(data.read(cells, "no/such.csv")), "no/such.csv: there is no such file; check the path");
    EXPECT_EQ(errors_of(data.read_text(population, "day,n\n", "f.csv")),
              "f.csv:1: no column \"at\" in the header; it has \"day\", \"n\"");
    EXPECT_TRUE(data.quality().empty());
}

TEST(data_set_tables, parameters_come_on_top_of_the_built_in_ones) {
    data_set data;
    const reporting_period year{"2024", {from_civil({2024, 1, 1}), from_civil({2024, 12, 31})}};
    EXPECT_EQ(data.parameters().value_at("prisbasbelopp", year).value(), ratio(57'300));
    ASSERT_EQ(errors_of(data.add(schema_from<parameter_schema>(R"({"parameters": {"limit": {"2024": 0.5}}})"))), "");
    EXPECT_EQ(data.parameters().value_at("limit", year).value(), ratio(1, 2));
    EXPECT_EQ(data.parameters().value_at("prisbasbelopp", year).value(), ratio(57'300));
}

} // namespace
} // namespace kohort
