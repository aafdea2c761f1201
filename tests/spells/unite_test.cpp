#include <spells/naive_spells.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using naive::list_of;
using naive::random_spells;
using naive::row_texts;
using naive::sorted;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using sources = std::vector<spell_source>;

std::vector<std::string> codes_of(const code_list& list) {
    std::vector<std::string> codes;
    for (const auto& entry : list.entries()) codes.push_back(entry.code);
    return codes;
}

/// The rows with the register's name before the other codes.
std::vector<std::string> named_rows(const spell_source& source) {
    return naive::pieces(
        *source.spells,
        [&](std::size_t row, std::int32_t) { return passes(source.filters, row) ? source.spells->name() : ""; }, true);
}

TEST(unite, has_every_row_of_every_register) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto a = random_spells(seed), b = random_spells(seed + 50, {.name = "b", .areas = {"east", "south"}}),
                   c = random_spells(seed + 70, {.name = "c", .areas = {"west"}, .rows = 12});
        const sources all{{&a}, {&b, {{b.find_dimension("area"), {1, 0, 1}}}}, {&c}};
        const auto made = unite(all).value();
        std::vector<std::string> expected;
        for (const auto& source : all) {
            const auto rows = named_rows(source);
            expected.insert(expected.end(), rows.begin(), rows.end());
        }
        ASSERT_EQ(sorted(row_texts(made)), sorted(expected)) << seed;
        ASSERT_TRUE(naive::is_ordered(made));

        const auto first = unite(sources{all[0], all[1]}).value();
        const auto nested = unite(sources{{&first}, all[2]}).value();
        ASSERT_EQ(sorted(row_texts(nested)), sorted(row_texts(made)));
        EXPECT_EQ(nested.name(), "a+b+c");
        EXPECT_THAT(codes_of(nested.find_dimension("register")->codes), ElementsAre("a", "b", "c"));
        EXPECT_THAT(codes_of(nested.find_dimension("area")->codes), ElementsAre("north", "south", "east", "west"));
        EXPECT_TRUE(made.find_dimension("exit_reason")->is_exit_reason);
        EXPECT_EQ(made.find_dimension("exit_reason")->codes.id(), "exit_reason");
    }
}

spell_register with_dimension(std::string name, dimension_column dimension, std::vector<std::uint32_t> persons = {0}) {
    spell_columns columns;
    columns.person = std::move(persons);
    columns.start.assign(columns.person.size(), 5);
    columns.end.assign(columns.person.size(), 5);
    columns.dimensions.push_back(std::move(dimension));
    return {std::move(name), exit_meaning::first_day_after, {day(0), day(9)}, false, std::move(columns)};
}

TEST(unite, codes_keep_the_place_of_the_first_list_that_has_them) {
    const auto entry = [](std::string code, std::optional<std::size_t> parent, bool of_which) {
        return code_entry{code, {code, code}, parent, of_which};
    };
    dimension_column older{"area",
                           code_list::from("1997", {entry("x", {}, false), entry("x1", 0, true)}).value(),
                           {},
                           std::vector<std::uint8_t>{2},
                           {0, 0, 1}};
    dimension_column newer{"area",
                           code_list::from("2007", {entry("y1", 2, true), entry("x1", 2, false), entry("y", {}, false),
                                                    entry("x2", 4, false), entry("x", {}, false)})
                               .value(),
                           "none", std::vector<std::uint8_t>{1}};
    const auto a = with_dimension("a", older), b = with_dimension("b", newer);
    const auto made = unite(sources{{&a}, {&b}}).value();
    const auto& area = *made.find_dimension("area");
    EXPECT_EQ(area.codes.id(), "1997+2007");
    EXPECT_THAT(codes_of(area.codes), ElementsAre("x", "x1", "y1", "y", "x2"));
    EXPECT_EQ(area.codes[1].parent, 0u);
    EXPECT_TRUE(area.codes[1].of_which);
    EXPECT_EQ(area.codes[2].parent, 3u);
    EXPECT_TRUE(area.codes[2].of_which);
    EXPECT_EQ(area.codes[4].parent, 0u);
    EXPECT_EQ(area[0], 2u);
    EXPECT_EQ(area[1], 3u);
    EXPECT_EQ(area.unknown_code, "none");
    EXPECT_THAT(area.occurs, ElementsAre(1, 1, 1, 1, 1, 1)) << "all codes of the second may occur";
    EXPECT_FALSE(area.fixed_per_person);
    older.occurs = {};
    const auto open_ended = with_dimension("c", older);
    EXPECT_TRUE(unite(sources{{&open_ended}, {&b}}).value().find_dimension("area")->occurs.empty());
}

TEST(unite, gives_births_weights_and_values_that_all_can_have) {
    spell_columns dated, yearly, plain;
    dated.person = yearly.person = plain.person = {0};
    dated.start = yearly.start = plain.start = {5};
    dated.end = yearly.end = plain.end = {7};
    dated.birth = {from_civil({1990, 12, 31}).count()};
    yearly.birth = {1991};
    yearly.weight = {2 * value_column::scale};
    dated.values = {{"income", "SEK", {1}}, {"hours", "h", {2}}};
    yearly.values = {{"income", "kSEK", {3}}, {"hours", "h", {4}}};
    const spell_register a("a", exit_meaning::last_day, {day(3), day(9)}, false, dated),
        b("b", exit_meaning::first_day_after, {day(0), day(8)}, true, yearly),
        c("c", exit_meaning::first_day_after, {day(0), day(20)}, false, plain);
    const auto made = unite(sources{{&a}, {&b}}).value();
    EXPECT_TRUE(made.birth_is_year());
    EXPECT_THAT(made.birth(), ElementsAre(1990, 1991));
    EXPECT_THAT(made.weight(), ElementsAre(value_column::scale, 2 * value_column::scale));
    ASSERT_EQ(made.values().size(), 1u);
    EXPECT_THAT(made.values()[0].values, ElementsAre(2, 4));
    EXPECT_EQ(made.exit_day(1), 6) << "by the first register's meaning";
    EXPECT_EQ(made.horizon(), (window{day(3), day(8)}));

    const auto partly = unite(sources{{&a}, {&c}}).value();
    EXPECT_FALSE(partly.birth_is_year());
    EXPECT_THAT(partly.birth(), ElementsAre(dated.birth[0], spell_register::unknown_birth));
    EXPECT_TRUE(partly.weight().empty());
    EXPECT_TRUE(unite(sources{{&c}}).value().birth().empty());
}

TEST(unite, says_what_it_cannot_unite) {
    EXPECT_THAT(unite({}).errors().front().message(), HasSubstr("there is no register to unite"));
    EXPECT_THAT(overlay({}).errors().front().message(), HasSubstr("there is no register to unite"));
    const auto nameless = random_spells(1, {.name = ""});
    EXPECT_THAT(unite(sources{{&nameless}}).errors().front().message(), HasSubstr("a register without a name"));

    const auto many = [](const std::string& name, int from, int to) {
        std::vector<std::string> codes;
        for (int code = from; code < to; ++code) codes.push_back(std::to_string(code));
        return with_dimension(name, {"area", list_of("area", codes), {}, std::vector<std::uint16_t>{40'000}});
    };
    const auto a = many("a", 0, 40'000), b = many("b", 25'535, 65'535), c = many("c", 20'000, 60'000);
    EXPECT_THAT(unite(sources{{&a}, {&b}}).errors().front().message(),
                HasSubstr("65535 different codes in the dimension \"area\""));
    const auto made = unite(sources{{&a}, {&c}}).value();
    EXPECT_EQ((*made.find_dimension("area"))[1], 60'000u) << "the last code of the second";
}

TEST(overlay, gives_each_day_to_the_first_spell_of_the_first_register) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto a = random_spells(seed), b = random_spells(seed + 50, {.name = "b", .areas = {"east", "south"}}),
                   c = random_spells(seed + 70, {.name = "c", .areas = {"west"}, .rows = 60});
        const sources states{{&a, {{a.find_dimension("area"), {1, 1, 0}}}}, {&b}, {&c}};
        const auto made = overlay(states).value();
        std::vector<std::string> expected;
        for (std::size_t s = 0; s < states.size(); ++s) {
            const auto& [spells, filters] = states[s];
            const sources before(states.begin(), states.begin() + static_cast<std::ptrdiff_t>(s));
            const auto owns = [&](std::size_t row, std::int32_t d) {
                if (!passes(filters, row) || naive::covers(before, spells->person()[row], d)) return false;
                for (std::size_t earlier = 0; earlier < row; ++earlier)
                    if (spells->person()[earlier] == spells->person()[row] && passes(filters, earlier) &&
                        spells->start()[earlier] <= d && d < spells->end()[earlier])
                        return false;
                return true;
            };
            const auto rows = naive::pieces(
                *spells, [&](std::size_t row, std::int32_t d) { return owns(row, d) ? spells->name() : ""; }, true);
            expected.insert(expected.end(), rows.begin(), rows.end());
        }
        ASSERT_EQ(sorted(row_texts(made)), sorted(expected)) << seed;
        ASSERT_TRUE(naive::is_ordered(made));
        std::set<std::pair<std::uint32_t, std::int32_t>> taken;
        for (std::size_t row = 0; row < made.size(); ++row)
            for (auto d = made.start()[row]; d < std::min(made.end()[row], naive::far_day); ++d)
                ASSERT_TRUE(taken.emplace(made.person()[row], d).second) << "a day of two states";
    }
}

} // namespace
} // namespace kohort
