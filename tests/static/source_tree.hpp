// The sources of kohort as text, for tests of how they hang together.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace source_tree {

inline const std::filesystem::path root = KOHORT_SOURCE_DIR;

/// What an `#include` line names, and whether in quotes or in angle brackets.
struct include_line {
    std::string name;
    bool quoted;
};

/// The C++ and C files below a folder of the repository, sorted.
inline std::vector<std::filesystem::path> files_below(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".hpp" || extension == ".cpp" || extension == ".h") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

inline std::vector<include_line> includes_of(std::istream& lines) {
    static const std::regex pattern(R"(\s*#\s*include\s*([<"])([^">]+)[">].*)");
    std::vector<include_line> includes;
    std::smatch match;
    for (std::string line; std::getline(lines, line);)
        if (std::regex_match(line, match, pattern)) includes.push_back({match[2], match[1] == "\""});
    return includes;
}

inline std::vector<include_line> includes_of(const std::filesystem::path& file) {
    std::ifstream lines(file);
    return includes_of(lines);
}

/// The C++ headers of the public API as they are included, e.g. "kohort/base/error.hpp", without the bridges of
/// interop/.
inline std::vector<std::string> public_headers() {
    std::vector<std::string> headers;
    for (const auto& file : files_below("include")) {
        const auto name = file.lexically_relative(root / "include").generic_string();
        if (file.extension() == ".hpp" && !name.starts_with("kohort/interop/")) headers.push_back(name);
    }
    return headers;
}

} // namespace source_tree
