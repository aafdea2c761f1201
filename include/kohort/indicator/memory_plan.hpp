// How many parts a data set must be read in to fit into memory.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/spells/data_set.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// A register and the file that has its rows.
struct register_file {
    const register_schema* schema;
    std::string path;
};

/// How to read registers with `read_options` and count them with `evaluate_in_parts`.
struct memory_plan {
    std::uint32_t parts = 1;
    unsigned threads = 1;       ///< of those allowed, as many as have room to read
    std::int64_t rows = 0;      ///< of all registers, about
    std::size_t part_bytes = 0; ///< that a part needs, with what all parts need
    std::size_t all_bytes = 0;  ///< that would do for all at once
    /// By register: rows that a part may have. Persons have different numbers of rows, and the rows at the beginning of
    /// a file may be longer than others: up to half as many again as expected.
    std::vector<std::int64_t> most_rows;
};

/// Plans from the size of the files, and their first rows as a sample: an estimate, usually some tenths above what is
/// used. `tables` has code lists, parameters and tables, and no register. Of the options, `memory` and `progress` are
/// not used.
///
/// Errors: a register with `recorded_on`, whose records may move a spell to another person, must be read in parts; a
/// pipe, which cannot be read several times; (`out_of_memory`) the program and the counts alone need more, or
/// the parts would be more than a thousand: the message says how much would do. What is wrong with the files themselves
/// is left to their reading.
[[nodiscard]] result<memory_plan> plan_memory(std::span<const definition> definitions,
                                              std::span<const register_file> files, const data_set& tables,
                                              const evaluate_options& options, std::size_t memory);

} // namespace kohort
