// The page as text: whether it is whole, safe, and says what the CSV says. What a browser makes of it: tests/html/run.
#include <kohort/publish/html_report.hpp>

#include "publish/tables.hpp"

#include <kohort/publish/table_writer.hpp>

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace {

using namespace tables;

std::vector<std::string> attributes(const std::string& page, const std::string& name) {
    std::vector<std::string> found;
    const auto begin = " " + name + "=\"";
    for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
        const auto from = at + begin.size();
        found.push_back(page.substr(from, page.find('"', from) - from));
    }
    return found;
}

/// The first element that is not closed, or that closes another; empty when there is none.
std::string first_unbalanced(const std::string& page) {
    std::vector<std::string> open;
    for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
        const auto end = page.find('>', at);
        const bool closes = page[at + 1] == '/';
        const auto from = at + (closes ? 2 : 1);
        const auto name = page.substr(from, page.find_first_of(" >/\n", from) - from);
        if (name == "!DOCTYPE" || name == "meta" || name == "link" || page[end - 1] == '/') continue;
        if (!closes) {
            open.push_back(name);
            if (name == "script" || name == "style") at = page.find("</" + name, end) - 1;
        } else {
            if (open.empty() || open.back() != name) return name;
            open.pop_back();
        }
    }
    return open.empty() ? "" : open.back();
}

/// What the page is besides its programs, which hold names of elements as well.
std::string without_programs(std::string page) {
    for (auto at = page.find("<script>"); at != std::string::npos; at = page.find("<script>", at + 1))
        page.erase(at + 8, page.find("</script>", at) - at - 8);
    return page;
}

std::vector<indicator_table> some_tables() {
    const axis group = dimension("group", {{.code = "a", .label = {"A & <b>", "A & <b>"}},
                                           {.code = "b"},
                                           total,
                                           {.code = "long", .parent = 1, .of_which = true}});
    const obs_status provisional = obs_status().add(obs_flag::provisional);
    auto shares =
        table_of(percent(1, {"Andel \"till\" </script>", "Share \"to\" </script>"}),
                 {periods({"2023", "2024"}), sexes(), group}, {{1, 3, {}}, {0, 1, availability::suppressed},
                                                               {5, 7, {}}, {0, 0, availability::not_applicable},
                                                               {1, 2, {}}, {0, 1, availability::missing},
                                                               {5, 9, {}}, {0, 4, {}},
                                                               {1, 9, {}}, {2, 3, provisional},
                                                               {5, 8, {}}, {1, 4, {}},
                                                               {1, 3, {}}, {1, 6, {}},
                                                               {2, 7, {}}, {1, 5, {}},
                                                               {1, 2, {}}, {1, 7, {}},
                                                               {3, 9, {}}, {1, 6, {}},
                                                               {1, 9, {}}, {1, 8, {}},
                                                               {4, 8, {}}, {1, 7, {}}});
    auto alone = counts(persons(), {periods({"2022", "2023", "2024"})}, {1234, 0, 8567});
    auto beside = counts(persons({"Andra", "Others"}), {periods({"2022", "2023", "2024"})}, {-4, 5, 6});
    beside.indicator.id = "city.others";
    return {shares, alone, beside};
}

/// Value and status by what identifies them, as the page says it.
std::map<std::string, std::string> figures_of_page(const std::string& page) {
    const auto cells = attributes(page, "data-cell"), values = attributes(page, "data-value"),
               statuses = attributes(page, "data-status");
    std::map<std::string, std::string> found;
    for (std::size_t each = 0; each < cells.size(); ++each)
        found[cells[each]] = values.at(each) + "|" + statuses.at(each);
    EXPECT_EQ(found.size(), cells.size()) << "a figure stands there twice";
    return found;
}

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream parts(line + ",");
    for (std::string part; std::getline(parts, part, ',');) fields.push_back(part);
    return fields;
}

std::map<std::string, std::string> figures_of_csv(const std::string& csv) {
    std::map<std::string, std::string> found;
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    const auto names = fields_of(line);
    while (std::getline(lines, line)) {
        const auto fields = fields_of(line);
        auto place = fields[0];
        for (std::size_t each = 2; each + 4 < fields.size(); ++each)
            if (!fields[each].empty()) place += "|" + names[each] + "=" + fields[each];
        found[place] = fields[fields.size() - 4] + "|" + fields.back();
    }
    return found;
}

TEST(html_report, has_every_figure_of_the_csv_once_with_its_status) {
    const auto tables = some_tables();
    const auto of_page = figures_of_page(to_html(tables));
    EXPECT_EQ(of_page, figures_of_csv(to_csv(tables)));
    EXPECT_EQ(of_page.size(), 30U);
    EXPECT_EQ(of_page.at("city.to_work|period=2023|sex=women|group=b"), "|suppressed");
}

TEST(html_report, is_whole_and_nothing_in_a_text_becomes_an_element) {
    const auto page = to_html(some_tables(), {language::en, "<img src=x>", {"a & b"}, {}});
    EXPECT_EQ(first_unbalanced(page), "");
    EXPECT_EQ(without_programs(page).find("<img"), std::string::npos);
    EXPECT_NE(page.find("<h1>&lt;img src=x&gt;</h1>"), std::string::npos);
    EXPECT_NE(page.find("<p class=\"note\">a &amp; b</p>"), std::string::npos);
    EXPECT_NE(page.find(">A &amp; &lt;b&gt;</th>"), std::string::npos);
    EXPECT_EQ(page.find("to\" </script>"), std::string::npos) << "also within the charts' documents";
}

TEST(html_report, loads_nothing) {
    const auto page = without_programs(to_html(some_tables()));
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
    EXPECT_TRUE(attributes(page, "src").empty());
    for (const auto& link : attributes(page, "href")) EXPECT_TRUE(link.starts_with("#") || link == "data:,") << link;
}

TEST(html_report, tables_can_be_read_without_seeing_them) {
    const auto page = without_programs(to_html(some_tables(), {language::sv, {}, {}, {}}));
    EXPECT_NE(page.find("<html lang=\"sv\">"), std::string::npos);
    EXPECT_NE(page.find("<a class=\"skip\" href=\"#content\">"), std::string::npos);
    const auto count = [&page](const std::string& part) {
        std::size_t found = 0;
        for (auto at = page.find(part); at != std::string::npos; at = page.find(part, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count("<table>"), 2U);
    EXPECT_EQ(count("<caption "), 2U);
    // Group, then women, men and total crossed with the two years; indicator and three years.
    EXPECT_EQ(count("<th scope=\"col\" aria-sort=\"none\""), 7U + 4U);
    EXPECT_EQ(count("<th scope=\"row\""), 4U + 2U);
    EXPECT_NE(page.find("<span aria-hidden=\"true\">...</span><span class=\"unseen\"> ... sekretess</span>"),
              std::string::npos);
    EXPECT_EQ(count("<details class=\"definition\">"), 3U);
    EXPECT_EQ(count("<figure "), 3U) << "bars of groups, and a line for each indicator of three years";
}

TEST(html_report, names_dimensions_in_words) {
    const auto heads = [](const char* id, language in) {
        const axis group = dimension(id, {{.code = "a"}, {.code = "b"}});
        const std::vector<indicator_table> tables{counts(persons(), {periods({"2024"}), group}, {1, 2})};
        const auto page = to_html(tables, {in, {}, {}, {}});
        const auto from = page.find("<thead>");
        return page.substr(from, page.find("</thead>") - from);
    };
    EXPECT_NE(heads("target_group", language::sv).find("<span>Målgrupp</span>"), std::string::npos);
    EXPECT_NE(heads("target_group", language::en).find("<span>Target group</span>"), std::string::npos);
    EXPECT_NE(heads("their_own", language::sv).find("<span>Their own</span>"), std::string::npos);
}

TEST(html_report, many_groups_over_time_have_a_panel_each) {
    const auto page_of = [](std::size_t groups) {
        std::vector<axis_position> codes;
        for (std::size_t each = 0; each < groups; ++each) codes.push_back({.code = "d" + std::to_string(each)});
        const std::vector<std::int64_t> numbers(3 * groups, 1);
        return without_programs(to_html(std::vector<indicator_table>{
            counts(persons(), {periods({"2022", "2023", "2024"}), dimension("district", codes)}, numbers)}));
    };
    const std::string facet = "\"facet\"";
    EXPECT_NE(page_of(7).find(facet), std::string::npos);
    EXPECT_EQ(page_of(6).find(facet), std::string::npos);
}

TEST(html_report, of_no_tables_is_a_page) {
    const auto page = to_html({});
    EXPECT_EQ(first_unbalanced(page), "");
    EXPECT_EQ(without_programs(page).find("<table"), std::string::npos);
}

} // namespace
