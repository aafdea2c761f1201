#include <kohort/indicator/definition.hpp>

#include "documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace kohort;
using namespace kohort::test;

/// FNV-1a as its authors state it, on the bytes of a text.
std::uint64_t fnv1a(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : bytes) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
    return hash;
}

TEST(definition_hash, is_fnv1a_of_the_canonical_document) {
    EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8) << "test vector of the algorithm's authors";
    for (const auto document : canonical_documents) EXPECT_EQ(hash_of(parsed(document)), fnv1a(document));
    EXPECT_EQ(hash_of(parsed(exits_to_work)), 0x16d56c7fab245087) << "hashes that users have stored must stay";
    EXPECT_EQ(hash_of(parsed(full_share)), 0x217cd7ed36be9fcd);
}

TEST(definition_hash, does_not_depend_on_the_order_of_keys_or_on_white_space) {
    constexpr std::string_view reordered = R"(  {"decimals":0,"unit":"percent","by":["sex","target_group"],"per":"year",
        "share":{"where":{"exit_reason":["work","studies"]},"of":{"register":"jobbtorg","count":"exits"}},
        "version":"2024","name":{"en":"Exits to work or studies","sv":"Andel avslut till arbete eller studier"},
        "id":"stockholm.jobbtorg.exit_to_work_or_studies"})";
    EXPECT_EQ(hash_of(parsed(reordered)), hash_of(parsed(exits_to_work)));
    auto two = parsed(full_share);
    auto& conditions = std::get<share_operator>(two.operation).of.where.codes;
    std::ranges::reverse(conditions);
    EXPECT_EQ(hash_of(two), hash_of(parsed(full_share)));
}

TEST(definition_hash, changes_with_every_field) {
    const auto share = [](definition& made) -> share_operator& { return std::get<share_operator>(made.operation); };
    const std::vector<std::function<void(definition&)>> changes{
        [](auto& made) { made.id += "x"; },
        [](auto& made) { made.version = "3"; },
        [](auto& made) { made.valid_from = *made.valid_from + 1; },
        [](auto& made) { made.valid_from.reset(); },
        [](auto& made) { made.valid_to.reset(); },
        [](auto& made) { made.name.sv += "x"; },
        [](auto& made) { made.name.en = "x"; },
        [](auto& made) { made.description.sv = "x"; },
        [](auto& made) { made.description.en = "x"; },
        [](auto& made) { made.source.document = "x"; },
        [](auto& made) { made.source.section = "x"; },
        [](auto& made) { made.source.owner = "x"; },
        [&](auto& made) { made.operation = count_operator{share(made).of}; },
        [&](auto& made) {
            made.operation = mean_operator{{spell_quantity::kind::duration, {}}, share(made).of};
        },
        [&](auto& made) {
            made.operation = mean_operator{{spell_quantity::kind::elapsed, {}}, share(made).of};
        },
        [&](auto& made) { share(made).of.unit_counted = counted::persons; },
        [&](auto& made) { share(made).of.source = "x"; },
        [&](auto& made) { share(made).of.when.kind = clock_kind::on; },
        [&](auto& made) { share(made).of.when.reference.is = reference_kind::last_day; },
        [&](auto& made) { share(made).of.when.reference.is = reference_kind::first_day; },
        [&](auto& made) {
            share(made).of.when.reference.date = {12, 30};
        },
        [&](auto& made) { share(made).of.when.reference.years_back = 2; },
        [&](auto& made) { share(made).of.when = {}; },
        [&](auto& made) {
            share(made).of.when = {clock_kind::during, {}, duration{1, duration_unit::week}};
        },
        [&](auto& made) { share(made).of.where.codes[0].negated = false; },
        [&](auto& made) { share(made).of.where.codes[0].dimension = "x"; },
        [&](auto& made) { share(made).of.where.codes[0].codes.emplace_back("x"); },
        [&](auto& made) { share(made).of.age->from = 17; },
        [&](auto& made) { share(made).of.age->to.reset(); },
        [&](auto& made) { share(made).of.age->at = age_reference::start; },
        [&](auto& made) { share(made).of.elapsed->lower->inclusive = false; },
        [&](auto& made) { share(made).of.elapsed->upper->inclusive = true; },
        [&](auto& made) { share(made).of.elapsed->upper->value.count = 13; },
        [&](auto& made) { share(made).of.elapsed->upper->value.unit = duration_unit::year; },
        [&](auto& made) { share(made).of.once_per = {"sex"}; },
        [&](auto& made) { share(made).of.followed.reset(); },
        [&](auto& made) { share(made).where = {}; },
        [&](auto& made) { share(made).age.reset(); },
        [&](auto& made) { share(made).elapsed.reset(); },
        [&](auto& made) { share(made).followed->after.count = 91; },
        [&](auto& made) { share(made).followed->registers[0] = "x"; },
        [&](auto& made) { share(made).followed->registers.emplace_back("x"); },
        [&](auto& made) { share(made).followed->where = {}; },
        [&](auto& made) { share(made).followed->state = follow_up_state::absent; },
        [&](auto& made) { share(made).followed->as = follow_up_form::within; },
        [&](auto& made) { share(made).followed->lasting.reset(); },
        [&](auto& made) { share(made).followed->include_incomplete = false; },
        [](auto& made) { made.per = {frequency::month}; },
        [](auto& made) { made.per.year_start.day = 2; },
        [](auto& made) { made.per.label = labelled_by::end; },
        [](auto& made) { made.by.pop_back(); },
        [](auto& made) { std::ranges::reverse(made.by); },
        [](auto& made) { made.by.back().code_list.reset(); },
        [](auto& made) { made.by.back().code_list = "x"; },
        [](auto& made) { made.unit = measurement_unit::percent; },
        [](auto& made) { made.decimals = 8; },
        [](auto& made) { made.rounding = rounding_rule::half_away_from_zero; },
        [](auto& made) { made.small_counts_below = 4; },
        [](auto& made) { made.small_counts_below.reset(); },
        [](auto& made) { made.target->side = indicator_target::direction::at_least; },
        [](auto& made) { made.target->value = "70.51"; },
        [](auto& made) { made.target->margin = ""; },
        [](auto& made) { made.breaks[0].at = "2019"; },
        [](auto& made) { made.breaks[0].why = "x"; },
        [](auto& made) { made.undefined_in_source.pop_back(); },
        [](auto& made) { made.confused_with.pop_back(); },
    };
    const auto original = parsed(full_share);
    std::map<std::uint64_t, std::string> seen{{hash_of(original), to_json(original)}};
    for (const auto& change : changes) {
        auto changed = original;
        change(changed);
        const auto [found, is_new] = seen.try_emplace(hash_of(changed), to_json(changed));
        EXPECT_TRUE(is_new) << found->second;
    }
}

} // namespace
