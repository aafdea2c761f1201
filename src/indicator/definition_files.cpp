#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/definition.hpp>

#include <algorithm>
#include <utility>

namespace kohort {

result<std::vector<definition>> read_definitions(std::span<const std::string> files) {
    std::vector<definition> all;
    error_list problems;
    for (const auto& file : files) {
        const auto text = read_text_file(file);
        problems.insert(problems.end(), text.errors().begin(), text.errors().end());
        if (!text) continue;
        auto read = parse_definitions(*text);
        for (const auto& problem : read.errors()) problems.push_back(located_in(problem, file));
        if (!read) continue;
        for (auto& one : *read) {
            const bool is_known = std::any_of(all.begin(), all.end(), [&one](const definition& other) {
                return other.id == one.id && other.version == one.version;
            });
            if (is_known)
                problems.emplace_back(error_code::definition,
                                      one.id + " version " + one.version + " is defined in another file too", file);
            all.push_back(std::move(one));
        }
    }
    if (!problems.empty()) return problems;
    return all;
}

} // namespace kohort
