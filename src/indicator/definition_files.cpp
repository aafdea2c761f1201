#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/definition.hpp>

#include <algorithm>
#include <utility>

namespace kohort {

result<std::vector<definition>> read_definitions(std::span<const std::string> files) {
    std::vector<definition> all;
    error_list problems;
    const auto report = [&problems](const error_list& found, const std::string& in_front) {
        for (const auto& problem : found)
            problems.emplace_back(problem.code(), problem.message(), in_front + problem.path());
    };
    for (const auto& file : files) {
        const auto text = read_text_file(file);
        report(text.errors(), {});
        if (!text) continue;
        auto read = parse_definitions(*text);
        report(read.errors(), file + ":");
        if (!read) continue;
        for (auto& one : *read) {
            const bool is_known = std::any_of(all.begin(), all.end(), [&one](const definition& other) {
                return other.id == one.id && other.version == one.version;
            });
            if (is_known)
                problems.emplace_back(error_code::definition,
                                      one.id + " version " + one.version +
                                          " is defined in another file too; give one of them another version",
                                      file);
            all.push_back(std::move(one));
        }
    }
    if (!problems.empty()) return problems;
    return all;
}

} // namespace kohort
