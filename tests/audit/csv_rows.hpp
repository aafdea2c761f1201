// The rows of a small CSV file as texts, read without the library's own readers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace audit_test {

using row = std::map<std::string, std::string>;

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("no file " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::vector<std::string>> records_of(const std::string& text) {
    std::vector<std::vector<std::string>> records{{""}};
    bool is_quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        auto& record = records.back();
        if (letter == '"' && is_quoted && i + 1 < text.size() && text[i + 1] == '"')
            record.back() += text[++i];
        else if (letter == '"')
            is_quoted = !is_quoted;
        else if (letter == ',' && !is_quoted)
            record.emplace_back();
        else if (letter == '\n' && !is_quoted)
            records.emplace_back(1);
        else if (letter != '\r' || is_quoted)
            record.back() += letter;
    }
    records.pop_back();
    return records;
}

inline std::vector<row> rows_in(const std::string& text) {
    const auto records = records_of(text);
    std::vector<row> rows;
    for (std::size_t r = 1; r < records.size(); ++r) {
        row made;
        for (std::size_t c = 0; c < records[0].size(); ++c) made[records[0][c]] = records[r].at(c);
        rows.push_back(made);
    }
    return rows;
}

inline std::filesystem::path published(const std::string& name) {
    return std::filesystem::path(KOHORT_SOURCE_DIR) / "tests/published" / name;
}

inline std::vector<row> rows_of(const std::filesystem::path& path) { return rows_in(text_of(path)); }

} // namespace audit_test
