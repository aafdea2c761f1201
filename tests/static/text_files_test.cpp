// What no text file of the repository may hold.
#include <static/source_tree.hpp>

#include <gtest/gtest.h>

namespace {

/// Regular files of the source tree, builds left out.
std::vector<std::filesystem::path> source_files() {
    std::vector<std::filesystem::path> files;
    auto entry = std::filesystem::recursive_directory_iterator(source_tree::root);
    for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        const auto name = entry->path().filename();
        if (entry.depth() == 0 && (name == ".git" || name == "build")) {
            entry.disable_recursion_pending();
            continue;
        }
        if (entry->is_regular_file()) files.push_back(entry->path());
    }
    return files;
}

TEST(text_files, hold_no_marks_of_an_unfinished_merge) {
    const auto files = source_files();
    ASSERT_GT(files.size(), 300u);
    for (const auto& file : files) {
        std::ifstream lines(file);
        std::size_t number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            EXPECT_FALSE(line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")) << file << ':' << number;
        }
    }
}

} // namespace
