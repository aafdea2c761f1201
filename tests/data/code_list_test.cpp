#include <kohort/data/code_list.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace {

using kohort::code_book;
using kohort::code_entry;
using kohort::code_list;
using kohort::correspondence;
using kohort::day;
using names = std::vector<std::string>;

const std::string v1997 = "stockholm.districts.1997", v2007 = "stockholm.districts.2007-01",
                  v2020 = "stockholm.districts.2020-07", v2023 = "stockholm.districts.2023-07",
                  all_versions = "stockholm.districts";
const names versions{v1997, v2007, v2020, v2023};

code_entry entry(std::string code, std::optional<std::size_t> parent = {}, bool of_which = false) {
    return {std::move(code), {}, parent, of_which};
}

code_list list_of(std::string id, const names& codes) {
    std::vector<code_entry> entries;
    for (const auto& code : codes) entries.push_back(entry(code));
    return code_list::from(std::move(id), std::move(entries)).value();
}

names codes_of(const code_list& list) {
    names codes;
    for (const auto& each : list.entries()) codes.push_back(each.code);
    return codes;
}

std::set<std::string> as_set(const names& codes) { return {codes.begin(), codes.end()}; }

/// What each code of one list becomes in another.
std::map<std::string, std::string> told_on(const code_book& book, const std::string& from, const std::string& to) {
    const auto translation = book.translate(from, to).value();
    const auto &source = *book.find(from), &target = *book.find(to);
    EXPECT_EQ(translation.target.size(), source.size());
    std::map<std::string, std::string> told;
    for (std::size_t i = 0; i < source.size(); ++i) told[source[i].code] = target[translation.target[i]].code;
    return told;
}

/// A book with the lists a (1, 2, 3), b (1, 2, 3), c (1, 2, 3), d (1, 2, 3).
code_book book_of_four() {
    code_book book;
    for (const auto* id : {"a", "b", "c", "d"}) EXPECT_FALSE(book.add(list_of(id, {"1", "2", "3"})));
    return book;
}

TEST(code_list, keeps_the_given_order_and_finds_every_code) {
    const auto list = list_of("reasons", {"work", "studies", "other", "moved", "died"});
    EXPECT_EQ(list.id(), "reasons");
    EXPECT_EQ(list.valid(), std::nullopt);
    EXPECT_EQ(codes_of(list), (names{"work", "studies", "other", "moved", "died"}));
    for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(list.find(list[i].code), i);
    for (const auto* text : {"", "wor", "works", "zzz", "Work"}) EXPECT_EQ(list.find(text), std::nullopt) << text;
}

TEST(code_list, may_be_empty) {
    const auto list = code_list::from("nothing", {}).value();
    EXPECT_EQ(list.size(), 0U);
    EXPECT_EQ(list.find("work"), std::nullopt);
    EXPECT_EQ(list.suggestions("work"), names{});
}

TEST(code_list, hierarchy) {
    // work (0) over employed (1) over subsidised (3); studies (2)
    const auto list = code_list::from("reasons", {entry("work"), entry("employed", 0), entry("studies"),
                                                  entry("subsidised", 1, true)})
                          .value();
    EXPECT_EQ(list.depth(0), 0U);
    EXPECT_EQ(list.depth(1), 1U);
    EXPECT_EQ(list.depth(2), 0U);
    EXPECT_EQ(list.depth(3), 2U);
    const std::set<std::pair<std::size_t, std::size_t>> within{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {1, 0}, {3, 1}, {3, 0}};
    for (std::size_t index = 0; index < 4; ++index)
        for (std::size_t above = 0; above < 4; ++above)
            EXPECT_EQ(list.is_within(index, above), within.contains({index, above})) << index << ' ' << above;
}

TEST(code_list, a_parent_may_come_after_its_children) {
    const auto list = code_list::from("reasons", {entry("employed", 1), entry("work")}).value();
    EXPECT_EQ(list.depth(0), 1U);
}

TEST(code_list, all_errors_at_once_with_their_paths) {
    const auto list = code_list::from("reasons", {entry("work"), entry(""), entry("work"), entry("a/b", 17),
                                                  entry("alone", {}, true), entry("self", 5)});
    ASSERT_FALSE(list);
    EXPECT_EQ(to_string(list.errors()),
              "/codes/: a code must not be empty\n"
              "/codes/work: the code \"work\" is there twice; keep one\n"
              "/codes/a~1b/parent: there is no code number 17\n"
              "/codes/alone/of_which: a code can only be an \"of which\" of its parent: name "
              "the parent\n"
              "/codes/self/parent: \"self\" is above itself; a parent must not be below its child");
    for (const auto& each : list.errors()) EXPECT_EQ(each.code(), kohort::error_code::schema);
}

TEST(code_list, a_cycle_is_found_once_wherever_it_is_entered) {
    const auto list = code_list::from(
        "cycle", {entry("below", 1), entry("x", 2), entry("y", 3), entry("z", 1), entry("apart"), entry("too", 2)});
    ASSERT_EQ(list.errors().size(), 1U);
    EXPECT_EQ(list.errors().front().path(), "/codes/x/parent");
}

TEST(code_list, a_long_hierarchy_is_checked_in_linear_time) {
    std::vector<code_entry> entries{entry("0")};
    for (std::size_t i = 1; i < 60'000; ++i) entries.push_back(entry(std::to_string(i), i - 1));
    entries.front().parent = entries.size() - 1;
    EXPECT_EQ(code_list::from("ring", entries).errors().size(), 1U);
    entries.front().parent.reset();
    EXPECT_EQ(code_list::from("ladder", entries).value().depth(59'999), 59'999U);
}

TEST(code_list, suggestions_know_codes_and_labels) {
    const auto book = code_book::with_built_in_lists();
    const auto& list = *book.find(v2023);
    EXPECT_EQ(list.suggestions("Hägersten-Älvsjö"), names{"hagersten-alvsjo"});
    EXPECT_EQ(list.suggestions("Hägersten-Ålvsjö"), names{"hagersten-alvsjo"}) << "as misprinted in 2023";
    EXPECT_EQ(list.suggestions("Övriga"), names{"other"});
    EXPECT_EQ(list.suggestions("Järv", 1), names{"jarva"});
    EXPECT_EQ(list.suggestions("norra innerstad"), (names{"norra-innerstaden", "norra-innerstaden-och-kungsholmen"}));
    EXPECT_EQ(list.suggestions("Göteborg"), names{});
}

TEST(code_book, is_empty_at_first) {
    const code_book book;
    EXPECT_TRUE(book.lists().empty());
    EXPECT_EQ(book.find(v2023), nullptr);
}

TEST(code_book, a_list_may_be_added_again_but_not_changed) {
    code_book book;
    EXPECT_FALSE(book.add(list_of("a", {"1", "2"})));
    EXPECT_FALSE(book.add(list_of("a", {"1", "2"})));
    EXPECT_EQ(book.lists().size(), 1U);
    const auto problem = book.add(list_of("a", {"1", "3"}));
    ASSERT_TRUE(problem);
    EXPECT_STREQ(problem->what(),
                 "/code_list: there already is another code list \"a\"; give this one an id of its own");
    EXPECT_TRUE(book.add(code_list::from("a", {entry("1"), entry("2")}, kohort::window{day(0), day(1)}).value()));
    EXPECT_EQ(codes_of(*book.find("a")), (names{"1", "2"}));
}

TEST(code_book, a_correspondence_needs_lists_and_codes_that_exist) {
    auto book = book_of_four();
    const auto message = [&book](correspondence rule) {
        const auto problem = book.add(std::move(rule));
        return problem ? std::string(problem->what()) : std::string();
    };
    EXPECT_EQ(message({"aa", "b", {}}), "/correspondence/from: there is no code list \"aa\"; did you mean \"a\"?");
    EXPECT_EQ(message({"a", "xyz", {}}), "/correspondence/to: there is no code list \"xyz\"");
    EXPECT_EQ(message({"a", "a", {}}), "/correspondence/to: a correspondence must lead to another code list");
    EXPECT_EQ(message({"a", "b", {{"11", "1"}}}), "/map/11: a has no code \"11\"; did you mean \"1\"?");
    EXPECT_EQ(message({"a", "b", {{"1", "22"}}}), "/map/1: b has no code \"22\"; did you mean \"2\"?");
    EXPECT_EQ(message({"a", "b", {{"1", "2"}, {"1", "3"}}}),
              "/map/1: '1' is mapped twice; one code cannot be split into several");
    EXPECT_EQ(message({"a", "b", {{"1", "2"}}}), "");
    EXPECT_EQ(message({"a", "b", {{"1", "2"}}}), "") << "the same again";
    EXPECT_EQ(message({"a", "b", {{"1", "3"}}}),
              "/correspondence: there already is another correspondence from a to b");
}

TEST(code_book, a_list_translates_to_itself) {
    const auto book = book_of_four();
    const auto same = book.translate("a", "a").value();
    EXPECT_EQ(same.target, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_TRUE(same.exact);
}

TEST(code_book, the_shortest_chain_is_taken) {
    auto book = book_of_four();
    EXPECT_FALSE(book.add({"a", "b", {{"1", "2"}}}));
    EXPECT_FALSE(book.add({"b", "c", {{"2", "3"}}}));
    EXPECT_FALSE(book.add({"c", "d", {}}));
    EXPECT_EQ(told_on(book, "a", "d"), (std::map<std::string, std::string>{{"1", "3"}, {"2", "3"}, {"3", "3"}}));
    EXPECT_FALSE(book.add({"a", "d", {{"2", "1"}}}));
    EXPECT_EQ(told_on(book, "a", "d"), (std::map<std::string, std::string>{{"1", "1"}, {"2", "1"}, {"3", "3"}}));
}

TEST(code_book, a_chain_is_as_exact_as_its_weakest_link) {
    auto book = book_of_four();
    EXPECT_FALSE(book.add({"a", "b", {}}));
    EXPECT_FALSE(book.add({"b", "c", {}, false}));
    EXPECT_FALSE(book.add({"c", "d", {}}));
    EXPECT_TRUE(book.translate("a", "b").value().exact);
    EXPECT_FALSE(book.translate("b", "c").value().exact);
    EXPECT_FALSE(book.translate("a", "d").value().exact);
    EXPECT_TRUE(book.translate("c", "d").value().exact);
}

TEST(code_book, a_longer_exact_chain_goes_before_a_shorter_inexact_one) {
    auto book = book_of_four();
    EXPECT_FALSE(book.add({"a", "d", {{"1", "2"}}, false}));
    EXPECT_EQ(told_on(book, "a", "d").at("1"), "2");
    EXPECT_FALSE(book.translate("a", "d").value().exact);
    EXPECT_FALSE(book.add({"a", "b", {}}));
    EXPECT_FALSE(book.add({"b", "d", {{"1", "3"}}}));
    EXPECT_EQ(told_on(book, "a", "d").at("1"), "3");
    EXPECT_TRUE(book.translate("a", "d").value().exact);
}

/// Reachability by definition: what a list leads to, and what those lead to, until nothing is new.
TEST(code_book, a_chain_is_found_exactly_when_there_is_one) {
    const names ids{"a", "b", "c", "d"};
    std::minstd_rand random(2);
    for (int graph = 0; graph < 200; ++graph) {
        auto book = book_of_four();
        std::set<std::pair<std::string, std::string>> exactly, somehow;
        for (const auto& id : ids) exactly.emplace(id, id), somehow.emplace(id, id);
        for (int step = 0; step < 4; ++step) {
            const auto &from = ids[random() % 4], &to = ids[random() % 4];
            const bool exact = random() % 2 == 0;
            if (from == to) continue;
            EXPECT_FALSE(book.add({from, to, {}, exact}));
            somehow.emplace(from, to);
            if (exact) exactly.emplace(from, to);
        }
        for (auto* leads : {&exactly, &somehow})
            for (const auto& via : ids)
                for (const auto& from : ids)
                    for (const auto& to : ids)
                        if (leads->contains({from, via}) && leads->contains({via, to})) leads->emplace(from, to);
        for (const auto& from : ids)
            for (const auto& to : ids) {
                const auto found = book.translate(from, to);
                ASSERT_EQ(found.has_value(), somehow.contains({from, to})) << graph << from << to;
                if (found) {
                    ASSERT_EQ(found->exact, exactly.contains({from, to})) << graph << from << to;
                }
            }
    }
}

TEST(code_book, a_code_that_covers_many_is_told_with_all_of_them) {
    code_book book;
    EXPECT_FALSE(book.add(list_of("old", {"x", "y", "z"})));
    EXPECT_FALSE(book.add(list_of("new", {"all"})));
    EXPECT_FALSE(book.add({"old", "new", {{"x", "all"}, {"y", "all"}, {"z", "all"}}}));
    EXPECT_NE(to_string(book.translate("new", "old").errors()).find("'all' of new covers x, y and z of old"),
              std::string::npos);
}

TEST(code_book, what_cannot_be_told_says_why_and_what_can) {
    code_book book;
    EXPECT_FALSE(book.add(list_of("old", {"x", "y", "z"})));
    EXPECT_FALSE(book.add(list_of("new", {"xy", "z"})));
    EXPECT_FALSE(book.add(list_of("apart", {"q"})));
    EXPECT_FALSE(book.add({"old", "new", {{"x", "xy"}}}));
    EXPECT_EQ(to_string(book.translate("old", "new").errors()),
              "'y' of old has no code in new; name one in the map of the correspondence between them");
    EXPECT_EQ(to_string(book.translate("old", "apart").errors()),
              "no correspondence leads from old to apart; old can be told on new. Declare one with "
              R"({"correspondence": {"from": "old", "to": "apart"}, "map": ..., "exact": ...})");
    EXPECT_EQ(to_string(book.translate("apart", "new").errors()),
              "no correspondence leads from apart to new. Declare one with "
              R"({"correspondence": {"from": "apart", "to": "new"}, "map": ..., "exact": ...})");
    EXPECT_EQ(to_string(book.translate("old", "nev").errors()), "there is no code list \"nev\"; did you mean \"new\"?");
    EXPECT_EQ(to_string(book.translate("odl", "new").errors()), "there is no code list \"odl\"; did you mean \"old\"?");
}

TEST(code_book, each_code_without_a_target_is_an_error_of_its_own) {
    code_book book;
    EXPECT_FALSE(book.add(list_of("old", {"x", "y", "z"})));
    EXPECT_FALSE(book.add(list_of("new", {"z"})));
    EXPECT_FALSE(book.add({"old", "new", {}}));
    EXPECT_EQ(book.translate("old", "new").errors().size(), 2U);
}

TEST(code_book, a_renamed_list_is_not_told_back_without_being_asked_to) {
    code_book book;
    EXPECT_FALSE(book.add(list_of("old", {"x"})));
    EXPECT_FALSE(book.add(list_of("new", {"y"})));
    EXPECT_FALSE(book.add({"old", "new", {{"x", "y"}}}));
    EXPECT_EQ(to_string(book.translate("new", "old").errors()),
              "there is a correspondence from old to new, but none back. Tell the series on new instead.");
}

// Stockholm's district areas.

const std::set<std::string> no_area{"hemlosa", "other", "norra-innerstaden-och-kungsholmen"};

names areas_of(const code_list& list) {
    auto codes = codes_of(list);
    std::erase_if(codes, [](const std::string& code) { return no_area.contains(code); });
    return codes;
}

TEST(stockholm_districts, numbers_of_areas) {
    const auto book = code_book::with_built_in_lists();
    EXPECT_EQ(areas_of(*book.find(v1997)).size(), 18U);
    EXPECT_EQ(areas_of(*book.find(v2007)).size(), 14U);
    EXPECT_EQ(areas_of(*book.find(v2020)).size(), 13U);
    EXPECT_EQ(areas_of(*book.find(v2023)).size(), 11U);
    EXPECT_EQ(book.lists().size(), 5U);
}

TEST(stockholm_districts, versions_follow_each_other_without_a_gap) {
    const auto book = code_book::with_built_in_lists();
    EXPECT_EQ(to_string(book.find(v1997)->valid()->last), "2006-12-31");
    EXPECT_EQ(to_string(book.find(v2007)->valid()->first), "2007-01-01");
    EXPECT_EQ(to_string(book.find(v2007)->valid()->last), "2020-06-30");
    EXPECT_EQ(to_string(book.find(v2020)->valid()->first), "2020-07-01");
    EXPECT_EQ(to_string(book.find(v2020)->valid()->last), "2023-06-30");
    EXPECT_EQ(to_string(book.find(v2023)->valid()->first), "2023-07-01");
    EXPECT_TRUE(book.find(v2023)->valid()->contains(kohort::from_civil({2100, 1, 1})));
    EXPECT_EQ(book.find(all_versions)->valid(), std::nullopt);
}

TEST(stockholm_districts, codes_are_plain_and_have_a_name_in_both_languages) {
    const auto book = code_book::with_built_in_lists();
    std::map<std::string, std::string> name_of;
    for (const auto& list : book.lists())
        for (const auto& each : list.entries()) {
            EXPECT_EQ(each.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos) << each.code;
            EXPECT_FALSE(each.label.sv.empty());
            EXPECT_EQ(each.label.en, each.label.sv);
            EXPECT_FALSE(each.parent);
            EXPECT_EQ(name_of.emplace(each.code, each.label.sv).first->second, each.label.sv)
                << "one name in all lists";
        }
    EXPECT_EQ(name_of.at("hagersten-alvsjo"), "Hägersten-Älvsjö");
    EXPECT_EQ(name_of.at("enskede-arsta-vantor"), "Enskede-Årsta-Vantör");
    EXPECT_EQ(name_of.at("hemlosa"), "Enheten för hemlösa");
    EXPECT_EQ(name_of.at("other"), "Övriga");
}

TEST(stockholm_districts, every_list_ends_with_what_is_no_area) {
    const auto book = code_book::with_built_in_lists();
    for (const auto& list : book.lists()) {
        EXPECT_EQ(list[list.size() - 2].code, "hemlosa") << list.id();
        EXPECT_EQ(list[list.size() - 1].code, "other") << list.id();
        EXPECT_EQ(list.find("norra-innerstaden-och-kungsholmen").has_value(),
                  list.id() == v2023 || list.id() == all_versions);
    }
}

/// The documents' tables, in their order: Bilaga 2 of 2007, and preparatory measures by district of 2023 and 2024.
TEST(stockholm_districts, areas_are_those_of_the_printed_tables) {
    const auto book = code_book::with_built_in_lists();
    const auto names_of = [&book](const std::string& id) {
        names printed;
        for (const auto& each : book.find(id)->entries())
            if (!no_area.contains(each.code)) printed.push_back(each.label.sv);
        return printed;
    };
    EXPECT_EQ(names_of(v1997),
              (names{"Kista", "Rinkeby", "Spånga-Tensta", "Hässelby-Vällingby", "Bromma", "Kungsholmen", "Norrmalm",
                     "Östermalm", "Maria-Gamla stan", "Katarina-Sofia", "Enskede-Årsta", "Skarpnäck", "Farsta",
                     "Vantör", "Älvsjö", "Liljeholmen", "Hägersten", "Skärholmen"}));
    EXPECT_EQ(names_of(v2023),
              (names{"Bromma", "Enskede-Årsta-Vantör", "Farsta", "Hägersten-Älvsjö", "Hässelby-Vällingby", "Järva",
                     "Kungsholmen", "Norra innerstaden", "Skarpnäck", "Skärholmen", "Södermalm"}));
}

/// Each change of the issue: what merged, and that all else stayed.
TEST(stockholm_districts, mergers) {
    const auto book = code_book::with_built_in_lists();
    const auto expect_only = [&book](const std::string& from, const std::string& to,
                                     const std::map<std::string, std::string>& merged) {
        EXPECT_TRUE(book.translate(from, to).value().exact);
        for (const auto& [code, became] : told_on(book, from, to))
            EXPECT_EQ(became, merged.contains(code) ? merged.at(code) : code) << from << " to " << to;
        for (const auto& [code, became] : merged) EXPECT_TRUE(book.find(from)->find(code)) << code;
    };
    expect_only(v1997, v2007,
                {{"rinkeby", "rinkeby-kista"},
                 {"kista", "rinkeby-kista"},
                 {"maria-gamla-stan", "sodermalm"},
                 {"katarina-sofia", "sodermalm"},
                 {"enskede-arsta", "enskede-arsta-vantor"},
                 {"vantor", "enskede-arsta-vantor"},
                 {"hagersten", "hagersten-liljeholmen"},
                 {"liljeholmen", "hagersten-liljeholmen"}});
    expect_only(v2007, v2020, {{"hagersten-liljeholmen", "hagersten-alvsjo"}, {"alvsjo", "hagersten-alvsjo"}});
    expect_only(v2020, v2023,
                {{"rinkeby-kista", "jarva"},
                 {"spanga-tensta", "jarva"},
                 {"norrmalm", "norra-innerstaden"},
                 {"ostermalm", "norra-innerstaden"}});
}

TEST(stockholm_districts, every_area_of_a_version_comes_from_one_before) {
    const auto book = code_book::with_built_in_lists();
    for (std::size_t i = 1; i < versions.size(); ++i) {
        names reached;
        for (const auto& [code, became] : told_on(book, versions[i - 1], versions[i])) reached.push_back(became);
        for (const auto& area : areas_of(*book.find(versions[i]))) EXPECT_TRUE(as_set(reached).contains(area)) << area;
    }
}

TEST(stockholm_districts, telling_twice_is_telling_once) {
    const auto book = code_book::with_built_in_lists();
    for (std::size_t a = 0; a < versions.size(); ++a)
        for (std::size_t b = a; b < versions.size(); ++b)
            for (std::size_t c = b; c < versions.size(); ++c) {
                const auto first = told_on(book, versions[a], versions[b]),
                           second = told_on(book, versions[b], versions[c]);
                for (const auto& [code, became] : told_on(book, versions[a], versions[c]))
                    EXPECT_EQ(became, second.at(first.at(code))) << code;
            }
}

TEST(stockholm_districts, areas_are_never_split) {
    const auto book = code_book::with_built_in_lists();
    for (std::size_t newer = 1; newer < versions.size(); ++newer)
        for (std::size_t older = 0; older < newer; ++older) {
            const auto refused = book.translate(versions[newer], versions[older]);
            ASSERT_EQ(refused.errors().size(), 1U) << versions[newer] << " to " << versions[older];
            EXPECT_NE(refused.errors().front().message().find("cannot be split"), std::string::npos);
        }
    EXPECT_EQ(to_string(book.translate(v2023, v2020).errors()),
              "'jarva' of stockholm.districts.2023-07 covers rinkeby-kista and spanga-tensta of "
              "stockholm.districts.2020-07; figures for an area cannot be split. Tell the series on "
              "stockholm.districts.2023-07 instead.");
    EXPECT_EQ(to_string(book.translate(v2020, v1997).errors()),
              "'rinkeby-kista' of stockholm.districts.2020-07 covers kista and rinkeby of stockholm.districts.1997; "
              "figures for an area cannot be split. Tell the series on stockholm.districts.2020-07 instead.");
}

TEST(stockholm_districts, the_union_holds_every_code_of_every_version_once) {
    const auto book = code_book::with_built_in_lists();
    names every;
    for (const auto& version : versions)
        for (const auto& code : codes_of(*book.find(version))) every.push_back(code);
    const auto all = codes_of(*book.find(all_versions));
    EXPECT_EQ(as_set(all), as_set(every));
    EXPECT_EQ(all.size(), as_set(all).size());
}

TEST(stockholm_districts, the_union_is_told_exactly_on_todays_areas_as_each_version_is) {
    const auto book = code_book::with_built_in_lists();
    const auto to_today = told_on(book, all_versions, v2023);
    EXPECT_TRUE(book.translate(all_versions, v2023).value().exact);
    for (const auto& version : versions)
        for (const auto& [code, became] : told_on(book, version, v2023)) EXPECT_EQ(to_today.at(code), became);
}

TEST(stockholm_districts, the_union_holds_areas_that_older_versions_do_not_have) {
    const auto book = code_book::with_built_in_lists();
    for (const auto& version : {v1997, v2007, v2020})
        EXPECT_NE(to_string(book.translate(all_versions, version).errors())
                      .find("stockholm.districts can be told on stockholm.districts.2023-07"),
                  std::string::npos);
}

TEST(stockholm_districts, a_users_list_joins_the_chain) {
    auto book = code_book::with_built_in_lists();
    EXPECT_FALSE(book.add(list_of("mine", {"a", "b"})));
    EXPECT_FALSE(book.add({"mine", v2007, {{"a", "alvsjo"}, {"b", "norrmalm"}}, false}));
    EXPECT_EQ(told_on(book, "mine", v2023),
              (std::map<std::string, std::string>{{"a", "hagersten-alvsjo"}, {"b", "norra-innerstaden"}}));
    EXPECT_FALSE(book.translate("mine", v2023).value().exact);
}

} // namespace
