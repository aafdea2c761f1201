// From the names of files to data and definitions.
#pragma once

#include "arguments.hpp"
#include "failure.hpp"
#include "terminal.hpp"

#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/indicator/memory_plan.hpp>
#include <kohort/spells/data_set.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {

/// The register that comes with kohort: its schemas, the definitions of its report and those of its cohorts.
struct bundled_files {
    std::vector<std::string> schemas; ///< in the order of their names
    std::string definitions;
    std::string cohorts;
};

/// Finds the bundled register: installed beside the program, or in the source tree that the program was built from.
[[nodiscard]] bundled_files find_bundled_files();

/// Schemas, and the file of each of their registers.
struct data_files {
    kohort::schema_set schemas;
    std::vector<std::string> registers;
};

/// Reads the schemas. Throws `failure` with everything that is wrong with them.
[[nodiscard]] data_files find_data(const data_arguments& arguments);

/// The code lists and parameters of schemas, before anything is read.
[[nodiscard]] kohort::data_set without_rows(const data_files& files);

/// Reads all tables into a data set. Throws `failure`.
void read_tables(kohort::data_set& into, const data_files& files, const data_arguments& arguments,
                 progress_bar& progress);

/// Reads one part of all registers into a data set that has none. Throws `failure`.
void read_registers(kohort::data_set& into, const data_files& files, const data_arguments& arguments,
                    const kohort::memory_plan& plan, std::uint32_t part, progress_bar& progress);

/// Reads schemas and the registers and tables that they describe. Code lists, correspondences and parameters come
/// first, in whatever order they are given. Throws `failure` with everything that is wrong with the schemas, or with
/// the first wrong file.
[[nodiscard]] kohort::data_set read_data(const data_arguments& arguments, progress_bar& progress);

/// Reads definitions; throws `failure` with everything that is wrong with them.
[[nodiscard]] std::vector<kohort::definition> read_definitions(const std::vector<std::string>& files);

/// That neither the definitions of these ids nor the catalogue has an indicator. `where` begins the message.
[[nodiscard]] failure unknown_indicator(const std::string& where, const std::string& id,
                                        const std::vector<std::string_view>& known);

} // namespace kohort_cli
