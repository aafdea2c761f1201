// Rooms include only what the house plan lets them: the arrows of its section 2, as data.
#include <static/source_tree.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

/// Per room the rooms it builds on; it may include those, what they build on, and itself.
const std::map<std::string, std::set<std::string>> builds_on{
    {"version.hpp", {}},
    {"base", {"version.hpp"}},
    {"time", {"base"}},
    {"arrow.h", {}},
    {"data", {"time", "arrow.h"}},
    {"spells", {"data"}},
    {"cube", {"data"}},
    {"aggregate", {"spells", "cube"}},
    {"stats", {"base"}},
    {"cohort", {"spells", "cube", "stats"}},
    {"series", {"cube"}},
    {"indicator", {"aggregate", "cohort", "series"}},
    {"publish", {"cube", "series", "cohort", "stats", "indicator"}},
    {"audit", {"publish"}},
    {"kohort.hpp", {"audit"}},
    {"interop", {"kohort.hpp"}},
    {"kohort.h", {"arrow.h"}},
    {"c_api", {"interop", "kohort.h"}},
};

bool may_include(const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto below = builds_on.find(from);
    return below != builds_on.end() &&
           std::ranges::any_of(below->second, [&](const std::string& room) { return may_include(room, to); });
}

/// The room of a file given relative to `src/` or `include/kohort/`: its first folder, or its name when it is in none.
std::string room_of(const fs::path& relative) { return relative.begin()->string(); }

/// Where an included file of ours is, relative to `src/` or `include/kohort/`; nothing for other libraries' headers.
std::optional<fs::path> included_file(const fs::path& from, const source_tree::include_line& include) {
    if (include.name.starts_with("kohort/")) return fs::path(include.name).lexically_relative("kohort");
    if (!include.quoted) return std::nullopt;
    const auto beside = from.parent_path() / include.name;
    const auto found = fs::exists(beside) ? beside : source_tree::root / "src" / include.name;
    return found.lexically_normal().lexically_relative(source_tree::root / "src");
}

/// Every `#include` of the files below `folder` that its room may not have.
std::vector<std::string> arrows_against_the_table(const fs::path& folder) {
    std::vector<std::string> arrows;
    for (const auto& file : source_tree::files_below(folder)) {
        const auto room = room_of(file.lexically_relative(source_tree::root / folder));
        if (!builds_on.contains(room)) arrows.push_back(file.string() + ": " + room + " is no room of the table");
        for (const auto& include : source_tree::includes_of(file)) {
            const auto target = included_file(file, include);
            if (target && !may_include(room, room_of(*target)))
                arrows.push_back(file.string() + ": " + room + " may not include " + include.name);
        }
    }
    return arrows;
}

using arrows = std::vector<std::string>;

TEST(layering, headers_follow_the_table) { EXPECT_EQ(arrows_against_the_table("include/kohort"), arrows{}); }

TEST(layering, sources_follow_the_table) { EXPECT_EQ(arrows_against_the_table("src"), arrows{}); }

TEST(layering, headers_include_no_private_header) {
    for (const auto& file : source_tree::files_below("include"))
        for (const auto& include : source_tree::includes_of(file))
            EXPECT_FALSE(include.quoted) << file << ' ' << include.name;
}

TEST(layering, the_table_has_a_direction) {
    EXPECT_TRUE(may_include("audit", "base"));
    EXPECT_TRUE(may_include("interop", "audit"));
    EXPECT_TRUE(may_include("c_api", "kohort.h"));
    EXPECT_FALSE(may_include("base", "time"));
    EXPECT_FALSE(may_include("spells", "cube"));
    EXPECT_FALSE(may_include("stats", "data"));
    EXPECT_FALSE(may_include("publish", "kohort.hpp"));
    EXPECT_FALSE(may_include("kohort.hpp", "interop"));
    EXPECT_FALSE(may_include("base", "a room that is not there"));
}

TEST(layering, includes_are_found_however_they_are_written) {
    std::istringstream lines("#include <a.hpp>\n  #  include \"b.hpp\" // why\n// #include <c.hpp>\n#include<d.hpp>\n");
    const auto includes = source_tree::includes_of(lines);
    ASSERT_EQ(includes.size(), 3U);
    EXPECT_EQ(includes[0].name, "a.hpp");
    EXPECT_FALSE(includes[0].quoted);
    EXPECT_EQ(includes[1].name, "b.hpp");
    EXPECT_TRUE(includes[1].quoted);
    EXPECT_EQ(includes[2].name, "d.hpp");
}

} // namespace
