#include "input.hpp"

#include "failure.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/indicator/catalogue.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace kohort_cli {
namespace {

namespace fs = std::filesystem;

constexpr auto definitions_name = "report.json";
constexpr auto cohorts_name = "cohorts/jobbtorg.json";

/// The file of each register: the command line's, else the schema's own beside the schema.
std::vector<std::string> register_files(const kohort::schema_set& schemas,
                                        const std::vector<std::string>& replacements) {
    if (replacements.size() > schemas.registers.size())
        throw usage_failure("there are " + std::to_string(replacements.size()) + " --register but only " +
                            std::to_string(schemas.registers.size()) + " register schemas");
    auto files = replacements;
    for (std::size_t i = files.size(); i < schemas.registers.size(); ++i) {
        const auto& schema = schemas.registers[i];
        if (schema.file.empty())
            throw usage_failure(schemas.register_sources[i] + ": register '" + schema.name +
                                "' names no file; add --register FILE, or --register - for standard input");
        files.push_back(schema.file);
    }
    return files;
}

/// What stopped the reading of a register or table: something in its schema, or a place in its file that the errors
/// name.
failure reading_failure(const kohort::error_list& errors, const std::string& schema_file) {
    return failure(errors, errors.front().code() == kohort::error_code::schema ? schema_file : std::string());
}

/// The value, or the end of the program with all that is wrong.
template <class T>
T value_or_failure(kohort::result<T> read) {
    if (!read) throw failure(read.errors());
    return *std::move(read);
}

/// The folder of the bundled register.
fs::path bundled_folder() {
    std::error_code problem;
    const auto program = fs::read_symlink("/proc/self/exe", problem);
    const auto installed = program.parent_path() / KOHORT_BUNDLED_DATA_INSTALL;
    if (!problem && fs::is_directory(installed, problem)) return installed.lexically_normal();
    if (fs::is_directory(KOHORT_BUNDLED_DATA_BUILD, problem)) return KOHORT_BUNDLED_DATA_BUILD;
    throw failure(exit_status::input_output_failed, installed.lexically_normal().string() +
                                                        ": the bundled register is not there; install kohort again, "
                                                        "or give a register of your own with --schema");
}

/// Reads one register or table; `part` is added to what the progress bar says.
template <class Schema>
void read(kohort::data_set& into, const Schema& schema, const std::string& file, const std::string& source,
          const std::string& part, kohort::read_options options, progress_bar& progress) {
    options.progress = progress.step("reading " + (file == "-" ? std::string("standard input") : file) + part);
    if (const auto problems = into.read(schema, file, options)) throw reading_failure(*problems, source);
}

} // namespace

bundled_files find_bundled_files() {
    const auto folder = bundled_folder();
    bundled_files found;
    found.definitions = (folder / definitions_name).string();
    found.cohorts = (folder / cohorts_name).string();
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json" && entry.path().filename() != definitions_name)
            found.schemas.push_back(entry.path().string());
    std::sort(found.schemas.begin(), found.schemas.end());
    return found;
}

data_files find_data(const data_arguments& arguments) {
    auto schemas = value_or_failure(kohort::read_schemas(arguments.schemas));
    auto files = register_files(schemas, arguments.registers);
    const auto is_dated = [](const auto& schema) { return schema.recorded_on.has_value(); };
    if (arguments.as_known_on && std::none_of(schemas.registers.begin(), schemas.registers.end(), is_dated))
        throw usage_failure(
            "--as-known-on needs a schema with \"recorded_on\": the day on which each row was recorded");
    return {std::move(schemas), std::move(files)};
}

kohort::data_set without_rows(const data_files& files) {
    const auto& schemas = files.schemas;
    kohort::data_set data(schemas.codes);
    for (std::size_t i = 0; i < schemas.parameters.size(); ++i)
        if (const auto problems = data.add(schemas.parameters[i]))
            throw failure(*problems, schemas.parameter_sources[i]);
    return data;
}

void read_tables(kohort::data_set& into, const data_files& files, const data_arguments& arguments,
                 progress_bar& progress) {
    const auto& schemas = files.schemas;
    kohort::read_options options;
    options.threads = arguments.threads;
    for (std::size_t i = 0; i < schemas.populations.size(); ++i)
        read(into, schemas.populations[i], schemas.populations[i].file, schemas.population_sources[i], {}, options,
             progress);
    for (std::size_t i = 0; i < schemas.cells.size(); ++i)
        read(into, schemas.cells[i], schemas.cells[i].file, schemas.cells_sources[i], {}, options, progress);
}

void read_registers(kohort::data_set& into, const data_files& files, const data_arguments& arguments,
                    const kohort::memory_plan& plan, std::uint32_t part, progress_bar& progress) {
    kohort::read_options options;
    options.threads = plan.threads;
    options.as_known_on = arguments.as_known_on;
    options.persons = {part, plan.parts};
    const auto step =
        plan.parts == 1 ? std::string() : " (" + std::to_string(part + 1) + " of " + std::to_string(plan.parts) + ")";
    for (std::size_t i = 0; i < files.registers.size(); ++i) {
        if (plan.parts != 1) options.most_rows = plan.most_rows[i];
        read(into, files.schemas.registers[i], files.registers[i], files.schemas.register_sources[i], step, options,
             progress);
    }
}

kohort::data_set read_data(const data_arguments& arguments, progress_bar& progress) {
    const auto files = find_data(arguments);
    auto data = without_rows(files);
    kohort::memory_plan at_once;
    at_once.threads = arguments.threads;
    read_registers(data, files, arguments, at_once, 0, progress);
    read_tables(data, files, arguments, progress);
    return data;
}

std::vector<kohort::definition> read_definitions(const std::vector<std::string>& files) {
    return value_or_failure(kohort::read_definitions(files));
}

failure unknown_indicator(const std::string& where, const std::string& id, const std::vector<std::string_view>& known) {
    auto suggestion = kohort::did_you_mean(id, known);
    if (suggestion.empty()) suggestion = kohort::catalogue::did_you_mean(id);
    if (suggestion.empty()) suggestion = "; 'kohort catalogue' lists those that kohort knows";
    return usage_failure(where + "there is no indicator '" + id + "'" + suggestion);
}

} // namespace kohort_cli
