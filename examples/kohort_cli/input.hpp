// From the names of files to data and definitions.
#pragma once

#include "arguments.hpp"
#include "failure.hpp"
#include "terminal.hpp"

#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>

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
