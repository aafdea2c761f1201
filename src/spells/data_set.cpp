#include <kohort/spells/data_set.hpp>

#include <kohort/spells/register_builder.hpp>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace kohort {
namespace {

template <class Table>
const Table* table_named(const std::vector<Table>& tables, std::string_view name) noexcept {
    const auto found =
        std::find_if(tables.begin(), tables.end(), [name](const Table& each) { return each.name() == name; });
    return found == tables.end() ? nullptr : &*found;
}

template <class Schema>
csv_options reading_of(const Schema& schema, const read_options& options) {
    csv_options reading{schema.dialect, options.threads, options.progress, {}};
    if constexpr (std::is_same_v<Schema, register_schema>) {
        constexpr std::size_t person_column = 0; // of `columns_of`
        if (options.persons.of != 1) reading.part = {person_column, options.persons.number, options.persons.of};
        reading.most_rows = options.most_rows;
    }
    return reading;
}

} // namespace

template <class Schema>
std::optional<error_list> data_set::read_file(const Schema& schema, const std::string& path,
                                              const read_options& options) {
    const auto requests = columns_of(schema);
    const auto reading = reading_of(schema, options);
    const bool is_piped = path == "-";
    auto table = is_piped ? read_csv_stream(0, "standard input", requests, reading) : read_csv(path, requests, reading);
    if (!table) return table.errors();
    return take(schema, std::move(*table), is_piped ? "standard input" : path, options);
}

template <class Schema>
std::optional<error_list> data_set::parse(const Schema& schema, std::string_view text, const std::string& name,
                                          const read_options& options) {
    auto table = parse_csv(text, name, columns_of(schema), reading_of(schema, options));
    if (!table) return table.errors();
    return take(schema, std::move(*table), name, options);
}

std::optional<error_list> data_set::read(const register_schema& schema, const std::string& path,
                                         const read_options& options) {
    return read_file(schema, path, options);
}

std::optional<error_list> data_set::read(const population_schema& schema, const std::string& path,
                                         const read_options& options) {
    return read_file(schema, path, options);
}

std::optional<error_list> data_set::read(const cells_schema& schema, const std::string& path,
                                         const read_options& options) {
    return read_file(schema, path, options);
}

std::optional<error_list> data_set::read_text(const register_schema& schema, std::string_view text,
                                              const std::string& name, const read_options& options) {
    return parse(schema, text, name, options);
}

std::optional<error_list> data_set::read_text(const population_schema& schema, std::string_view text,
                                              const std::string& name, const read_options& options) {
    return parse(schema, text, name, options);
}

std::optional<error_list> data_set::read_text(const cells_schema& schema, std::string_view text,
                                              const std::string& name, const read_options& options) {
    return parse(schema, text, name, options);
}

std::optional<error_list> data_set::read_columns(const register_schema& schema, csv_table columns,
                                                 const std::string& name, const read_options& options) {
    return take(schema, std::move(columns), name, options);
}

std::optional<error_list> data_set::read_columns(const population_schema& schema, csv_table columns,
                                                 const std::string& name, const read_options& options) {
    return take(schema, std::move(columns), name, options);
}

std::optional<error_list> data_set::read_columns(const cells_schema& schema, csv_table columns, const std::string& name,
                                                 const read_options& options) {
    return take(schema, std::move(columns), name, options);
}

const spell_register* data_set::find(std::string_view register_name) const noexcept {
    return table_named(registers_, register_name);
}

const population_table* data_set::find_population(std::string_view name) const noexcept {
    return table_named(populations(), name);
}

const published_table* data_set::find_published(std::string_view cell) const noexcept {
    const auto found = std::find_if(published().begin(), published().end(),
                                    [cell](const published_table& each) { return each.has(cell); });
    return found == published().end() ? nullptr : &*found;
}

data_set data_set::with_registers(std::vector<spell_register> registers) const {
    data_set made(codes_);
    made.registers_ = std::move(registers);
    made.populations_ = populations_;
    made.published_ = published_;
    made.parameters_ = parameters_;
    return made;
}

void data_set::observe(std::string_view register_name, window horizon) {
    for (auto& spells : registers_)
        if (spells.name() == register_name) spells = std::move(spells).observed_in(horizon);
}

std::optional<error_list> data_set::refuse_taken(const std::string& name) const {
    if (find(name))
        return error_list{error(error_code::schema, "there is already a register \"" + name +
                                                        "\"; give each schema a register name of its own")};
    if (find_population(name))
        return error_list{error(error_code::schema, "there is already a population table \"" + name +
                                                        "\"; give each schema a name of its own")};
    return std::nullopt;
}

error_list data_set::cells_taken(const published_table& table, const std::string& file) const {
    if (table_named(published(), table.name()))
        return {error(error_code::schema, "there is already a published table \"" + table.name() +
                                              "\"; give each table a name of its own")};
    error_list errors;
    for (const auto& cell : table.cells())
        if (const auto* const other = find_published(cell))
            errors.emplace_back(error_code::data,
                                "the cell \"" + cell + "\" is also in the published table \"" + other->name() +
                                    "\"; a cell belongs to one table: rename it, or put its rows into one file",
                                file);
    return errors;
}

std::optional<error_list> data_set::add(published_table table) {
    if (auto errors = cells_taken(table, table.name()); !errors.empty()) return errors;
    published_.push_back(std::move(table));
    return std::nullopt;
}

std::optional<error_list> data_set::take(const register_schema& schema, csv_table&& table, const std::string& file,
                                         const read_options& options) {
    if (auto taken = refuse_taken(schema.name)) return taken;
    auto built =
        build_register(schema, std::move(table), file, codes_, persons_, {options.as_known_on, options.threads});
    if (!built) return built.errors();
    registers_.push_back(std::move(built->spells));
    quality_.push_back(std::move(built->quality));
    return std::nullopt;
}

std::optional<error_list> data_set::take(const population_schema& schema, const csv_table& table,
                                         const std::string& file, const read_options&) {
    if (auto taken = refuse_taken(schema.name)) return taken;
    auto built = build_population(schema, table, file, codes_);
    if (!built) return built.errors();
    populations_.push_back(std::move(built->table));
    quality_.push_back(std::move(built->quality));
    return std::nullopt;
}

std::optional<error_list> data_set::take(const cells_schema& schema, const csv_table& table, const std::string& file,
                                         const read_options&) {
    auto built = build_published_table(schema, table, file, codes_);
    if (!built) return built.errors();
    if (auto errors = cells_taken(built->table, file); !errors.empty()) return errors;
    published_.push_back(std::move(built->table));
    quality_.push_back(std::move(built->quality));
    return std::nullopt;
}

} // namespace kohort
