#include "input.hpp"

#include "failure.hpp"

#include <kohort/data/schema.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <variant>

namespace kohort_cli {
namespace {

namespace fs = std::filesystem;

constexpr auto definitions_name = "report.json";

/// The whole text of a small file.
std::string text_of(const std::string& path) {
    const auto fail = [&](const char* why) { throw failure(exit_status::input_output_failed, path + ": " + why); };
    std::error_code problem;
    if (!fs::exists(path, problem)) fail("there is no such file; check the path");
    if (fs::is_directory(path, problem)) fail("is a directory; name a file in it");
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) fail("cannot be read; is it yours to read?");
    return text;
}

/// Something that a schema file holds, with the file's name for messages.
template <class T>
struct from_file {
    T content;
    std::string file;
};

/// The documents of all schema files, by kind.
struct schema_documents {
    std::vector<from_file<kohort::register_schema>> registers;
    std::vector<from_file<kohort::code_list>> lists;
    std::vector<from_file<kohort::correspondence>> rules;

    void add(kohort::schema_document document, const std::string& file) {
        if (auto* schema = std::get_if<kohort::register_schema>(&document)) registers.push_back({*schema, file});
        if (auto* list = std::get_if<kohort::code_list>(&document)) lists.push_back({*list, file});
        if (auto* rule = std::get_if<kohort::correspondence>(&document)) rules.push_back({*rule, file});
    }
};

/// Collects what is wrong in several documents, to say it all at once.
class problem_list {
  public:
    void add(const kohort::error& problem, const std::string& file) {
        if (messages_.empty()) status_ = status_of(problem.code());
        messages_.push_back(line_of(problem, file));
    }
    void add(const kohort::error_list& problems, const std::string& file) {
        for (const auto& problem : problems) add(problem, file);
    }
    void throw_if_any() {
        if (!messages_.empty()) throw failure(status_, std::move(messages_));
    }

  private:
    exit_status status_ = exit_status::wrong_document;
    std::vector<std::string> messages_;
};

schema_documents read_schemas(const std::vector<std::string>& files) {
    schema_documents read;
    problem_list problems;
    for (const auto& file : files) {
        auto documents = kohort::parse_schema(text_of(file));
        problems.add(documents.errors(), file);
        if (!documents) continue;
        for (auto& document : *documents) read.add(std::move(document), file);
    }
    problems.throw_if_any();
    return read;
}

kohort::data_set data_with_codes(const schema_documents& schemas) {
    kohort::data_set data;
    problem_list problems;
    for (const auto& [list, file] : schemas.lists)
        if (const auto problem = data.add(list)) problems.add(*problem, file);
    for (const auto& [rule, file] : schemas.rules)
        if (const auto problem = data.add(rule)) problems.add(*problem, file);
    problems.throw_if_any();
    return data;
}

/// The file of each register: the command line's, else the schema's own beside the schema.
std::vector<std::string> register_files(const schema_documents& schemas, const std::vector<std::string>& replacements) {
    if (replacements.size() > schemas.registers.size())
        throw usage_failure("there are " + std::to_string(replacements.size()) + " --register but only " +
                            std::to_string(schemas.registers.size()) + " register schemas");
    auto files = replacements;
    for (std::size_t i = files.size(); i < schemas.registers.size(); ++i) {
        const auto& [schema, schema_file] = schemas.registers[i];
        if (schema.file.empty())
            throw usage_failure(schema_file + ": register '" + schema.name +
                                "' names no file; add --register FILE, or --register - for standard input");
        files.push_back((fs::path(schema_file).parent_path() / schema.file).string());
    }
    return files;
}

/// What stopped the reading of a register: named by a place in its file, or by a JSON pointer into its schema.
failure reading_failure(const kohort::error_list& errors, const std::string& schema_file) {
    const auto& path = errors.front().path();
    const bool is_in_schema = path.empty() || path.front() == '/';
    return failure(errors, is_in_schema ? schema_file : std::string());
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

} // namespace

bundled_files find_bundled_files() {
    const auto folder = bundled_folder();
    bundled_files found;
    found.definitions = (folder / definitions_name).string();
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json" && entry.path().filename() != definitions_name)
            found.schemas.push_back(entry.path().string());
    std::sort(found.schemas.begin(), found.schemas.end());
    return found;
}

kohort::data_set read_data(const data_arguments& arguments, progress_bar& progress) {
    const auto schemas = read_schemas(arguments.schemas);
    const auto files = register_files(schemas, arguments.registers);
    const auto is_dated = [](const auto& source) { return source.content.recorded_on.has_value(); };
    if (arguments.as_known_on && std::none_of(schemas.registers.begin(), schemas.registers.end(), is_dated))
        throw usage_failure(
            "--as-known-on needs a schema with \"recorded_on\": the day on which each row was recorded");
    auto data = data_with_codes(schemas);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto& [schema, schema_file] = schemas.registers[i];
        const auto shown = files[i] == "-" ? std::string("standard input") : files[i];
        const kohort::read_options options{arguments.threads, progress.step("reading " + shown), arguments.as_known_on};
        if (const auto problems = data.read(schema, files[i], options)) throw reading_failure(*problems, schema_file);
    }
    return data;
}

std::vector<kohort::definition> read_definitions(const std::vector<std::string>& files) {
    std::vector<kohort::definition> all;
    problem_list problems;
    for (const auto& file : files) {
        auto definitions = kohort::parse_definitions(text_of(file));
        problems.add(definitions.errors(), file);
        if (!definitions) continue;
        for (auto& each : *definitions) {
            const auto is_same = [&](const auto& other) {
                return other.id == each.id && other.version == each.version;
            };
            if (std::any_of(all.begin(), all.end(), is_same))
                problems.add(kohort::error(kohort::error_code::definition,
                                           each.id + " version " + each.version + " is defined in another file too"),
                             file);
            all.push_back(std::move(each));
        }
    }
    problems.throw_if_any();
    return all;
}

} // namespace kohort_cli
