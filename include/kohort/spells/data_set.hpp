// A data set: several registers about the same persons, tables of figures beside them, and the code lists they use.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/base/shared_list.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/parameter_table.hpp>
#include <kohort/data/population_table.hpp>
#include <kohort/data/published_table.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/spells/person_table.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// The persons whose key has a hash of some value: part `number` of `of`. A person is in the same part of every
/// register; a row without a person is in part 0.
struct person_part {
    std::uint32_t number = 0;
    std::uint32_t of = 1;
};

/// How a register or a table is read.
struct read_options {
    unsigned threads = 1;
    progress_callback progress{};
    /// For registers with `recorded_on`: only rows recorded on or before this day, so that an old figure can be
    /// recomputed. Nothing: all rows.
    std::optional<day> as_known_on{};
    /// Of registers: only the rows of these persons, so that a register need not be in memory all at once. The parts
    /// have the same code lists, and their quality reports together are that of the whole. With `recorded_on`, all
    /// records of a spell must name the same person, or it is counted in several parts.
    person_part persons{};
    /// More rows than this are refused (`out_of_memory`).
    std::int64_t most_rows = (std::numeric_limits<std::int64_t>::max)();
};

/// Registers, the persons they share, population tables, published tables, parameters and the code book. Built once,
/// then constant; a constant data set may be shared between threads.
class data_set {
  public:
    data_set() : codes_(code_book::with_built_in_lists()) {}
    explicit data_set(code_book codes) : codes_(std::move(codes)) {}

    /// Reads a register file. `path` replaces the schema's file; "-" reads standard input. The quality report is kept
    /// (`quality()`). Errors: those of `read_csv`, a code list that is not in the book, a policy "stop" that was hit, a
    /// register of that name that is already there.
    [[nodiscard]] std::optional<error_list> read(const register_schema& schema, const std::string& path,
                                                 const read_options& options = {});

    /// The same from text in memory; `name` stands for the file in messages.
    [[nodiscard]] std::optional<error_list> read_text(const register_schema& schema, std::string_view text,
                                                      const std::string& name, const read_options& options = {});

    /// Reads a population table or a published table, like a register. Errors: those of `read_csv`,
    /// `build_population` and `build_published_table`; a register or population table of that name, a published table
    /// of that name or with a cell that another one has, that is already there.
    [[nodiscard]] std::optional<error_list> read(const population_schema& schema, const std::string& path,
                                                 const read_options& options = {});
    [[nodiscard]] std::optional<error_list> read(const cells_schema& schema, const std::string& path,
                                                 const read_options& options = {});
    [[nodiscard]] std::optional<error_list> read_text(const population_schema& schema, std::string_view text,
                                                      const std::string& name, const read_options& options = {});
    [[nodiscard]] std::optional<error_list> read_text(const cells_schema& schema, std::string_view text,
                                                      const std::string& name, const read_options& options = {});

    /// The same from columns in memory: those that `columns_of(schema)` asks for, in its order, from `read_arrow` or
    /// wherever they come. `name` stands for the file in messages; of the options only `as_known_on` is looked at.
    [[nodiscard]] std::optional<error_list> read_columns(const register_schema& schema, csv_table columns,
                                                         const std::string& name, const read_options& options = {});
    [[nodiscard]] std::optional<error_list> read_columns(const population_schema& schema, csv_table columns,
                                                         const std::string& name, const read_options& options = {});
    [[nodiscard]] std::optional<error_list> read_columns(const cells_schema& schema, csv_table columns,
                                                         const std::string& name, const read_options& options = {});

    /// Adds dated values to kohort's own. Errors: see `parameter_table::add`.
    [[nodiscard]] std::optional<error_list> add(const parameter_schema& schema) { return parameters_.add(schema); }

    /// Adds a table that was not read from a CSV file, for example a published PX table (`to_published_tables`).
    /// Errors: a published table of that name, or with a cell that another one has, that is already there.
    [[nodiscard]] std::optional<error_list> add(published_table table);

    /// Adds a code list or a correspondence. Errors: see `code_book::add`.
    [[nodiscard]] std::optional<error> add(code_list list) { return codes_.add(std::move(list)); }
    [[nodiscard]] std::optional<error> add(correspondence rule) { return codes_.add(std::move(rule)); }

    [[nodiscard]] const code_book& codes() const noexcept { return codes_; }
    [[nodiscard]] const std::vector<spell_register>& registers() const noexcept { return registers_; }
    [[nodiscard]] const spell_register* find(std::string_view register_name) const noexcept;
    [[nodiscard]] const std::vector<population_table>& populations() const noexcept { return populations_.items(); }
    /// The population table, or null.
    [[nodiscard]] const population_table* find_population(std::string_view name) const noexcept;
    [[nodiscard]] const std::vector<published_table>& published() const noexcept { return published_.items(); }
    /// The published table that has this cell, or null.
    [[nodiscard]] const published_table* find_published(std::string_view cell) const noexcept;
    /// kohort's own parameters and those added.
    [[nodiscard]] const parameter_table& parameters() const noexcept { return parameters_; }

    /// The same code lists, tables and parameters with these registers in place of its own, made for example by
    /// `without_rows`. Their persons must be numbered alike. Without quality reports.
    [[nodiscard]] data_set with_registers(std::vector<spell_register> registers) const;
    /// Says of a register that it is a part of what was observed in this time. Nothing when there is no such register.
    void observe(std::string_view register_name, window horizon);

    /// One report per register or table, in the order in which they were read.
    [[nodiscard]] const std::vector<quality_report>& quality() const noexcept { return quality_; }
    /// Distinct persons over all registers.
    [[nodiscard]] std::size_t persons() const noexcept { return persons_.size(); }

  private:
    [[nodiscard]] std::optional<error_list> take(const register_schema& schema, csv_table&& table,
                                                 const std::string& file, const read_options& options);
    [[nodiscard]] std::optional<error_list> take(const population_schema& schema, const csv_table& table,
                                                 const std::string& file, const read_options& options);
    [[nodiscard]] std::optional<error_list> take(const cells_schema& schema, const csv_table& table,
                                                 const std::string& file, const read_options& options);
    template <class Schema>
    [[nodiscard]] std::optional<error_list> read_file(const Schema& schema, const std::string& path,
                                                      const read_options& options);
    template <class Schema>
    [[nodiscard]] std::optional<error_list> parse(const Schema& schema, std::string_view text, const std::string& name,
                                                  const read_options& options);
    /// Errors for a published table's name and cells that are already there.
    [[nodiscard]] error_list cells_taken(const published_table& table, const std::string& file) const;
    /// The error for a name that a register or a population table already has.
    [[nodiscard]] std::optional<error_list> refuse_taken(const std::string& name) const;

    code_book codes_;
    person_table persons_;
    std::vector<spell_register> registers_;
    shared_list<population_table> populations_; ///< shared by the parts of an evaluation
    shared_list<published_table> published_;
    parameter_table parameters_ = parameter_table::with_built_in_values();
    std::vector<quality_report> quality_;
};

} // namespace kohort
