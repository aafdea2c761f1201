// Data for every register and table that the catalogue names: the bundled registers, the published tables of
// catalogue_data/, and rows made up for the schemas there that have none.
#pragma once

#include <kohort/data/schema_files.hpp>
#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::test {

/// Whole numbers that look random and are the same everywhere: splitmix64.
class number_source {
  public:
    explicit number_source(std::string_view seed) {
        for (const char letter : seed) state_ = state_ * 31 + static_cast<unsigned char>(letter);
    }
    /// A number from 0 to `below` - 1.
    int below(int below) {
        auto mixed = state_ += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<int>((mixed >> 33U) % static_cast<std::uint64_t>(below));
    }

  private:
    std::uint64_t state_ = 0;
};

/// The recorded values of a dimension.
inline std::vector<std::string> recorded_values(const dimension_schema& dimension, const code_book& book) {
    std::vector<std::string> values;
    for (const auto& [recorded, code] : dimension.codes) values.push_back(recorded);
    const auto* list = dimension.code_list ? book.find(*dimension.code_list) : nullptr;
    if (values.empty() && list)
        for (const auto& entry : list->entries()) values.push_back(entry.code);
    return values;
}

/// The day on which a person was born: half of them in 1940-1979, half in 1980-2009.
inline day birth_of(int person) {
    const int year = person % 2 == 0 ? 1940 + person % 40 : 1980 + person % 30;
    return from_civil({year, 1U + static_cast<unsigned>(person % 12), 1U + static_cast<unsigned>(person % 28)});
}

/// Spells of some hundred persons over the time that the register observes, with every code of every dimension.
inline std::string made_up_rows(const register_schema& schema, const code_book& book) {
    constexpr int persons = 400, spells_per_person = 12, lengths[] = {7, 25, 60, 120, 250, 500, 1200};
    number_source numbers(schema.name);
    const auto horizon = schema.horizon.value();
    std::string csv = schema.person + "," + schema.start + "," + schema.exit.value();
    if (schema.birth) csv += "," + schema.birth->column;
    std::vector<std::vector<std::string>> codes;
    for (const auto& dimension : schema.dimensions) {
        csv += "," + dimension.column;
        codes.push_back(recorded_values(dimension, book));
    }
    for (const auto& value : schema.values) csv += "," + value.column;
    csv += "\n";
    for (int person = 0; person < persons; ++person) {
        const auto first = std::max(horizon.first, add_years(birth_of(person), 14));
        for (int spell = 0; spell < spells_per_person; ++spell) {
            const auto start = first + numbers.below(horizon.last - first);
            const auto end = start + lengths[numbers.below(7)];
            csv += std::to_string(person) + "," + to_string(start) + "," + (end < horizon.last ? to_string(end) : "");
            if (schema.birth) csv += "," + to_string(birth_of(person));
            for (std::size_t i = 0; i < codes.size(); ++i) {
                const auto most = static_cast<int>(codes[i].size());
                const auto pick = schema.dimensions[i].name == "sex" ? person / 2 % most : numbers.below(most);
                csv += "," + codes[i][static_cast<std::size_t>(pick)];
            }
            for (std::size_t i = 0; i < schema.values.size(); ++i) csv += "," + std::to_string(numbers.below(60'000));
            csv += "\n";
        }
    }
    return csv;
}

/// Counts for each month of 2004-2007 and 2016-2024 and each year of age from 15 to 80.
inline std::string made_up_rows(const population_schema& schema, const code_book& book) {
    constexpr int first_age = 15, last_age = 80, rows_per_age = 2;
    number_source numbers(schema.name);
    std::vector<std::vector<std::string>> codes;
    std::string csv = schema.at + "," + schema.count + "," + schema.age_from;
    for (const auto& dimension : schema.dimensions) {
        csv += "," + dimension.column;
        codes.push_back(recorded_values(dimension, book));
    }
    csv += "\n";
    for (int year = 2004; year <= 2024; year = year == 2007 ? 2013 : year + 1)
        for (int month = 1; month <= 12; ++month)
            for (int age = first_age; age <= last_age; ++age)
                for (int row = 0; row < rows_per_age; ++row) {
                    csv += std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "," +
                           std::to_string(1 + numbers.below(500)) + "," + std::to_string(age);
                    // The first dimension's codes in turn: no two rows of an age are alike.
                    for (std::size_t i = 0; i < codes.size(); ++i) {
                        const auto most = static_cast<int>(codes[i].size());
                        const auto turn = (numbers.below(most) / rows_per_age * rows_per_age + row) % most;
                        csv += "," + codes[i][static_cast<std::size_t>(i == 0 ? turn : numbers.below(most))];
                    }
                    csv += "\n";
                }
    return csv;
}

inline std::vector<std::string> schema_files(const std::filesystem::path& folder, std::string_view without) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".json" && entry.path().filename() != without)
            files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
}

/// The bundled registers and everything of catalogue_data/.
inline const data_set& catalogue_registers() {
    static const auto made = [] {
        const std::filesystem::path root = KOHORT_SOURCE_DIR;
        auto files = schema_files(root / "examples/data", "report.json");
        std::ranges::move(schema_files(root / "tests/indicator/catalogue_data", ""), std::back_inserter(files));
        const auto schemas = read_schemas(files).value();
        data_set data(schemas.codes);
        const auto expect_none = [](const auto& problems) { EXPECT_FALSE(problems) << to_string(*problems); };
        for (const auto& schema : schemas.registers)
            expect_none(std::filesystem::exists(schema.file)
                            ? data.read(schema, schema.file)
                            : data.read_text(schema, made_up_rows(schema, schemas.codes), schema.name));
        for (const auto& schema : schemas.populations)
            expect_none(data.read_text(schema, made_up_rows(schema, schemas.codes), schema.name));
        for (const auto& schema : schemas.cells) expect_none(data.read(schema, schema.file));
        for (const auto& schema : schemas.parameters) expect_none(data.add(schema));
        return data;
    }();
    return made;
}

} // namespace kohort::test
