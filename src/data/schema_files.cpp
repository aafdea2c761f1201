#include <kohort/data/schema_files.hpp>

#include "base/large_pages.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace kohort {

namespace {

namespace fs = std::filesystem;

/// A code list or correspondence waits until all files are read: lists go into the book before the rules between them.
template <class T>
struct from_file {
    T content;
    std::string file;
};

class schema_reader {
  public:
    void read(const std::string& file) {
        const auto text = read_text_file(file);
        if (!text) {
            problems_.insert(problems_.end(), text.errors().begin(), text.errors().end());
            return;
        }
        read_text(*text, file);
    }

    /// `file` is empty for a text that is none.
    void read_text(std::string_view text, const std::string& file) {
        auto documents = parse_schema(text);
        for (const auto& problem : documents.errors()) problems_.push_back(at(problem, file));
        if (!documents) return;
        for (auto& document : *documents) std::visit([&](auto& content) { take(std::move(content), file); }, document);
    }

    result<schema_set> finish() {
        made_.codes = code_book::with_built_in_lists();
        for (auto& [list, file] : lists_)
            if (const auto problem = made_.codes.add(std::move(list))) problems_.push_back(at(*problem, file));
        for (auto& [rule, file] : rules_)
            if (const auto problem = made_.codes.add(std::move(rule))) problems_.push_back(at(*problem, file));
        if (!problems_.empty()) return std::move(problems_);
        return std::move(made_);
    }

  private:
    static error at(const error& problem, const std::string& file) {
        return file.empty() ? problem : located_in(problem, file);
    }

    void take(code_list list, const std::string& file) { lists_.push_back({std::move(list), file}); }
    void take(correspondence rule, const std::string& file) { rules_.push_back({std::move(rule), file}); }
    void take(parameter_schema schema, const std::string& file) {
        made_.parameters.push_back(std::move(schema));
        made_.parameter_sources.push_back(file);
    }
    void take(register_schema schema, const std::string& file) {
        take_table(std::move(schema), file, made_.registers, made_.register_sources);
    }
    void take(population_schema schema, const std::string& file) {
        take_table(std::move(schema), file, made_.populations, made_.population_sources);
    }
    void take(cells_schema schema, const std::string& file) {
        take_table(std::move(schema), file, made_.cells, made_.cells_sources);
    }

    template <class Schema>
    static void take_table(Schema schema, const std::string& file, std::vector<Schema>& into,
                           std::vector<std::string>& sources) {
        if (!schema.file.empty()) schema.file = (fs::path(file).parent_path() / schema.file).string();
        into.push_back(std::move(schema));
        sources.push_back(file);
    }

    schema_set made_;
    std::vector<from_file<code_list>> lists_;
    std::vector<from_file<correspondence>> rules_;
    error_list problems_;
};

} // namespace

result<std::string> read_text_file(const std::string& path) {
    const auto refuse = [&path](std::string message) {
        return error(error_code::input_output, std::move(message), path);
    };
    std::error_code problem;
    if (!fs::exists(path, problem)) return refuse("there is no such file; check the path");
    if (fs::is_directory(path, problem)) return refuse("is a directory; name a file in it");
    std::ifstream file(path, std::ios::binary);
    std::string text;
    if (const auto size = fs::file_size(path, problem); !problem && size > 0) { // what is no regular file has none
        text.reserve(size);
        prefer_large_pages(text.data(), size);
        text.resize(size);
        file.read(text.data(), static_cast<std::streamsize>(size));
        text.resize(static_cast<std::size_t>(file.gcount()));
        if (!file.eof()) file.clear();
    }
    text.append(std::istreambuf_iterator<char>(file), {});
    if (!file) return refuse("cannot be read; is it yours to read?");
    return text;
}

result<schema_set> read_schemas(std::span<const std::string> files) {
    schema_reader reader;
    for (const auto& file : files) reader.read(file);
    return reader.finish();
}

result<schema_set> parse_schemas(std::string_view json) {
    schema_reader reader;
    reader.read_text(json, {});
    return reader.finish();
}

} // namespace kohort
