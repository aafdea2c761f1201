// Partial evaluations: any division of the persons gives the tables of the whole; saved bytes are safe.
#include "indicator/random_definitions.hpp"

#include <kohort/indicator/evaluation.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace kohort {
namespace {

void expect_equal(const result<std::vector<indicator_table>>& made, const result<std::vector<indicator_table>>& whole) {
    ASSERT_EQ(made.has_value(), whole.has_value()) << to_string(made.errors()) << to_string(whole.errors());
    if (!whole) {
        EXPECT_EQ(to_string(made.errors()), to_string(whole.errors()));
        return;
    }
    ASSERT_EQ(made->size(), whole->size());
    for (std::size_t i = 0; i < whole->size(); ++i) {
        SCOPED_TRACE(to_json((*whole)[i].indicator));
        EXPECT_EQ((*made)[i].definition_hash, (*whole)[i].definition_hash);
        EXPECT_EQ((*made)[i].figures.axes(), (*whole)[i].figures.axes());
        EXPECT_EQ((*made)[i].figures.adds(), (*whole)[i].figures.adds());
        EXPECT_TRUE(std::ranges::equal((*made)[i].figures.cells(), (*whole)[i].figures.cells()));
    }
}

evaluation_state pushed(const evaluation& compiled, const data_set& part) {
    evaluation_state state(compiled);
    const auto problems = state.push(part);
    EXPECT_FALSE(problems) << to_string(*problems);
    return state;
}

evaluation_state loaded_again(const evaluation& compiled, const evaluation_state& state) {
    auto loaded = evaluation_state::load(compiled, state.save());
    EXPECT_TRUE(loaded) << to_string(loaded.errors());
    EXPECT_TRUE(*loaded == state);
    return *std::move(loaded);
}

/// The rows of the persons of each part.
std::vector<data_set> parts_of(const naive::world& whole, int parts) {
    std::vector<data_set> made;
    for (int part = 0; part < parts; ++part) {
        auto world = whole;
        for (auto& spells : world.registers)
            std::erase_if(spells.rows, [&](const naive::row& row) { return row.person % parts != part; });
        made.push_back(naive::data_set_of(world));
    }
    return made;
}

/// States of the parts, one after the other pushed into one, and merged from both ends; some saved in between.
void expect_parts_to_be_the_whole(const definition& indicator, const evaluate_options& options, const data_set& whole,
                                  const std::vector<data_set>& parts) {
    const std::span one(&indicator, 1);
    const auto compiled = evaluation::compile(one, whole, options);
    ASSERT_TRUE(compiled) << to_string(compiled.errors());
    const auto expected = evaluate(one, whole, options);
    evaluation_state forwards(*compiled), backwards(*compiled);
    for (const auto& part : parts) {
        const auto problems = forwards.push(part);
        ASSERT_FALSE(problems) << to_string(*problems) << to_json(indicator);
        forwards = loaded_again(*compiled, forwards);
        auto merged = pushed(*compiled, part);
        ASSERT_FALSE(merged.merge(backwards));
        backwards = std::move(merged);
    }
    EXPECT_TRUE(forwards == backwards) << to_json(indicator);
    expect_equal(forwards.finish(), expected);
}

TEST(evaluation_state_property, parts_of_the_persons_are_the_whole) {
    const char* const seeds = std::getenv("KOHORT_SEEDS");
    const unsigned last = seeds ? static_cast<unsigned>(std::atoi(seeds)) : 12;
    for (unsigned seed = 0; seed < last; ++seed) {
        SCOPED_TRACE(seed);
        const naive::world_maker world(seed + 500);
        const auto whole = naive::data_set_of(world.made());
        const auto parts = parts_of(world.made(), std::vector{1, 2, 3, 7}[seed % 4]);
        naive::definition_maker definition_of(seed + 2000, world.made().support_has_years);
        for (int i = 0; i < 25; ++i) {
            std::string problems;
            const auto indicator = naive::parsed(definition_of(), problems);
            if (!indicator) continue;
            evaluate_options options;
            options.periods = parse_period_literal(definition_of.periods()).value();
            expect_parts_to_be_the_whole(*indicator, options, whole, parts);
        }
    }
}

// Files of batches

constexpr auto schema = R"({"register": "jobs", "person": "id", "start": "from",
    "exit": {"column": "to", "means": "last_day"}, "exit_reason": "reason",
    "horizon": {"from": "2024-01-01", "to": "2024-12-31"},
    "values": {"income": {"column": "income", "unit": "kSEK"}},
    "dimensions": {"sex": {"column": "sex", "codes": {"women": "women", "men": "men"}, "unknown": "unknown"},
                   "reason": {"column": "reason", "codes": {"work": "work", "studies": "studies"},
                              "unknown": "not_exited"}}})";

constexpr auto january = "id,from,to,sex,reason,income\n"
                         "1,2024-01-01,2024-01-20,women,work,10\n"
                         "2,2024-01-05,2024-01-31,men,studies,20\n"
                         "3,2024-01-09,2024-01-19,men,work,30\n";
constexpr auto february = "id,from,to,sex,reason,income\n"
                          "1,2024-02-01,2024-02-20,women,studies,40\n"
                          "4,2024-02-03,2024-02-29,,studies,50\n";
constexpr auto both = "id,from,to,sex,reason,income\n"
                      "1,2024-01-01,2024-01-20,women,work,10\n"
                      "2,2024-01-05,2024-01-31,men,studies,20\n"
                      "3,2024-01-09,2024-01-19,men,work,30\n"
                      "1,2024-02-01,2024-02-20,women,studies,40\n"
                      "4,2024-02-03,2024-02-29,,studies,50\n";

data_set jobs(std::string_view text, const std::string& document = schema, person_part persons = {}) {
    data_set data;
    read_options options;
    options.persons = persons;
    const auto documents = parse_schema(document).value();
    const auto problems = data.read_text(std::get<register_schema>(documents.front()), text, "jobs.csv", options);
    EXPECT_FALSE(problems) << to_string(*problems);
    return data;
}

std::vector<definition> defined(const std::string& operation, const std::string& unit, const std::string& by = "") {
    return parse_definitions(R"({"id": "test", "name": {"en": "Test"}, "unit": ")" + unit + R"(", "per": "month", )" +
                             by + operation + "}")
        .value();
}

const auto exits_to_work =
    defined(R"("share": {"of": {"count": "exits", "register": "jobs"}, "where": {"reason": ["work"]}})", "percent",
            R"("by": ["sex"], )");
const auto persons = defined(R"("count": {"count": "persons", "register": "jobs"})", "persons", R"("by": ["sex"], )");
const auto median_days =
    defined(R"("quantile": {"of": "duration", "p": 0.5, "over": {"count": "exits", "register": "jobs"}})", "days");

evaluate_options first_quarter() {
    evaluate_options options;
    options.periods = parse_period_literal("2024-01..2024-03").value();
    return options;
}

TEST(evaluation_state, next_months_file_is_pushed_to_what_was_saved) {
    std::string bytes;
    {
        const auto compiled = evaluation::compile(exits_to_work, jobs(january), first_quarter()).value();
        bytes = pushed(compiled, jobs(january)).save();
    }
    const auto compiled = evaluation::compile(exits_to_work, jobs(february), first_quarter()).value();
    auto state = evaluation_state::load(compiled, bytes).value();
    ASSERT_FALSE(state.push(jobs(february), {.rows = pushed_rows::of_any_persons}));
    expect_equal(state.finish(), evaluate(exits_to_work, jobs(both), first_quarter()));
    // Somebody of unknown sex came in February only.
    EXPECT_TRUE(state.finish().value().front().figures.axes()[1].find("unknown"));
}

TEST(evaluation_state, counts_nothing_before_the_first_push) {
    const auto compiled = evaluation::compile(exits_to_work, jobs(february), first_quarter()).value();
    const auto tables = evaluation_state(compiled).finish().value();
    for (const auto& each : tables.front().figures.cells()) EXPECT_EQ(each.denominator, ratio(0));
    EXPECT_EQ(tables.front().figures.axes(),
              evaluate(exits_to_work, jobs(february), first_quarter())->front().figures.axes());
}

TEST(evaluation_state, rows_of_known_persons_are_refused_where_whole_persons_count) {
    const auto counts_rows = evaluation::compile(exits_to_work, jobs(january), first_quarter()).value();
    EXPECT_FALSE(counts_rows.needs_whole_persons());
    const auto compiled = evaluation::compile(persons, jobs(january), first_quarter()).value();
    EXPECT_TRUE(compiled.needs_whole_persons());
    auto state = pushed(compiled, jobs(january));
    const auto before = state;
    const auto problems = state.push(jobs(february), {.rows = pushed_rows::of_any_persons});
    ASSERT_TRUE(problems);
    EXPECT_THAT(problems->front().message(), testing::HasSubstr("push all rows of a person together"));
    EXPECT_TRUE(state == before);
}

TEST(evaluation_state, needs_whole_persons_for_everything_that_looks_at_several_rows) {
    const auto needs = [](const std::string& measure) {
        const auto asked = defined(R"("count": )" + measure, "count");
        return evaluation::compile(asked, jobs(january), first_quarter()).value().needs_whole_persons();
    };
    EXPECT_FALSE(needs(R"({"count": "entries", "register": "jobs", "where": {"sex": ["men"]}})"));
    EXPECT_TRUE(needs(R"({"count": "entries", "register": "jobs", "first": "ever"})"));
    EXPECT_TRUE(needs(R"({"count": "exits", "register": "jobs", "merge_gaps": "5 days"})"));
    EXPECT_TRUE(needs(R"({"count": "exits", "register": "jobs",
                          "where": {"not": {"present_in": {"register": "jobs", "clock": {"on": "last_day"}}}}})"));
}

TEST(evaluation_state, changed_rows_are_retracted_and_pushed_again) {
    for (const auto& indicators : {exits_to_work, median_days}) {
        const auto compiled = evaluation::compile(indicators, jobs(both), first_quarter()).value();
        auto state = pushed(compiled, jobs(both));
        ASSERT_FALSE(state.retract(pushed(compiled, jobs(february))));
        const auto left = state.finish().value(),
                   expected = evaluate(indicators, jobs(january), first_quarter()).value();
        const auto& cells = expected.front().figures;
        const auto cell_of = [](const cube& figures, std::string_view period) {
            return *(figures.axes().size() == 1 ? figures.find({period}) : figures.find({period, "women"}));
        };
        for (const auto& period : cells.axes()[0].positions())
            EXPECT_EQ(cell_of(left.front().figures, period.code), cell_of(cells, period.code)) << period.code;
        ASSERT_FALSE(state.push(jobs(february)));
        expect_equal(state.finish(), evaluate(indicators, jobs(both), first_quarter()));
    }
    const auto compiled = evaluation::compile(persons, jobs(both), first_quarter()).value();
    auto state = pushed(compiled, jobs(both));
    EXPECT_TRUE(state.retract(pushed(compiled, jobs(february))));
}

TEST(evaluation_state, numbers_that_are_not_there_cannot_be_retracted) {
    const auto compiled = evaluation::compile(median_days, jobs(both), first_quarter()).value();
    auto state = pushed(compiled, jobs(january));
    const auto before = state;
    EXPECT_TRUE(state.retract(pushed(compiled, jobs(february))));
    EXPECT_TRUE(state == before);
}

TEST(evaluation_state, refuses_what_is_not_comparable) {
    const auto compiled = evaluation::compile(exits_to_work, jobs(january), first_quarter()).value();
    evaluation_state state(compiled);
    const auto message_of = [&](const data_set& part) {
        const auto problems = state.push(part);
        return problems ? problems->front().message() : std::string();
    };
    EXPECT_THAT(message_of(data_set()), testing::HasSubstr("there is no register \"jobs\""));
    auto other = std::string(schema);
    other.replace(other.find("\"studies\": \"studies\""), 20, "\"school\": \"school\"");
    EXPECT_THAT(message_of(jobs(january, other)), testing::HasSubstr("other codes of \"reason\""));
    other = schema;
    other.replace(other.find("last_day"), 8, "first_day_after");
    EXPECT_THAT(message_of(jobs(january, other)), testing::HasSubstr("another meaning of exit days"));
    const auto others = evaluation::compile(median_days, jobs(january), first_quarter()).value();
    EXPECT_TRUE(state.merge(evaluation_state(others)));
    EXPECT_EQ(evaluation_state::load(others, pushed(compiled, jobs(january)).save()).errors().front().code(),
              error_code::plan);
}

TEST(evaluation_state, follow_up_wants_the_horizon_that_it_was_compiled_for) {
    const auto followed = defined(R"("share": {"of": {"count": "exits", "register": "jobs"},
        "follow_up": {"after": "30 days", "register": "jobs", "state": "present", "as": "on_day",
        "incomplete": "exclude"}})",
                                  "percent");
    const auto compiled = evaluation::compile(followed, jobs(january), first_quarter());
    ASSERT_TRUE(compiled) << to_string(compiled.errors());
    EXPECT_TRUE(compiled->depends_on_horizon());
    auto other = std::string(schema);
    other.replace(other.find("2024-12-31"), 10, "2024-06-30");
    evaluation_state state(*compiled);
    const auto problems = state.push(jobs(january, other));
    ASSERT_TRUE(problems);
    EXPECT_THAT(problems->front().message(), testing::HasSubstr("give its \"horizon\" in the schema"));
}

TEST(evaluation_state, sums_beyond_64_bits_are_refused) {
    const auto total = defined(R"("count": {"total": "income", "register": "jobs"})", "kSEK");
    const std::string most = "id,from,to,sex,reason,income\n7,2024-01-01,2024-01-20,women,work,9000000000000\n";
    const auto compiled = evaluation::compile(total, jobs(most), first_quarter());
    ASSERT_TRUE(compiled) << to_string(compiled.errors());
    auto state = pushed(*compiled, jobs(most));
    const auto before = state;
    EXPECT_TRUE(state.push(jobs(most)));
    EXPECT_TRUE(state.merge(before));
    EXPECT_TRUE(state == before);
}

TEST(evaluation_state, damaged_bytes_are_refused) {
    for (const auto& indicators : {exits_to_work, median_days}) {
        const auto compiled = evaluation::compile(indicators, jobs(both), first_quarter()).value();
        const auto bytes = pushed(compiled, jobs(both)).save();
        for (std::size_t length = 0; length < bytes.size(); ++length)
            EXPECT_FALSE(evaluation_state::load(compiled, std::string_view(bytes).substr(0, length))) << length;
        for (std::size_t place = 0; place < bytes.size(); ++place)
            for (const int flip : {1, 16, 128, 255}) {
                auto changed = bytes;
                changed[place] = static_cast<char>(changed[place] ^ flip);
                EXPECT_FALSE(evaluation_state::load(compiled, changed)) << place;
            }
        EXPECT_FALSE(evaluation_state::load(compiled, bytes + "x"));
    }
}

/// The bytes with another checksum: as somebody would write them who knows how.
std::string sealed(std::string bytes) {
    bytes.resize(bytes.size() - 8);
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(hash >> (8 * i) & 0xFFU);
    return bytes;
}

TEST(evaluation_state, well_sealed_nonsense_does_no_harm) {
    for (const auto& indicators : {exits_to_work, median_days, persons}) {
        const auto compiled = evaluation::compile(indicators, jobs(both), first_quarter()).value();
        const auto bytes = pushed(compiled, jobs(both)).save();
        int accepted = 0;
        for (std::size_t place = 16; place + 8 < bytes.size(); ++place)
            for (int value = 0; value < 256; value += 5) {
                auto changed = bytes;
                changed[place] = static_cast<char>(value);
                const auto loaded = evaluation_state::load(compiled, sealed(changed));
                if (!loaded) continue;
                ++accepted; // other counts, or another horizon: as good as any
                (void)loaded->finish();
            }
        EXPECT_GT(accepted, 0);
    }
}

TEST(evaluation_state, times_elapsed_that_no_spells_can_have_are_errors) {
    const auto elapsed = defined(R"("mean": {"of": "elapsed", "over": {"count": "spells", "register": "jobs",
                                     "clock": {"close_of": "last_day"}}})",
                                 "days");
    const auto compiled = evaluation::compile(elapsed, jobs(both), first_quarter()).value();
    const auto bytes = pushed(compiled, jobs(both)).save();
    const std::string huge = "\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"; // 2^62 - 1 spells, or starts on that day
    int refused = 0;
    for (std::size_t place = 16; place + 8 < bytes.size(); ++place) {
        auto changed = bytes;
        changed.replace(place, 1, huge);
        const auto loaded = evaluation_state::load(compiled, sealed(changed));
        if (loaded && !loaded->finish()) ++refused;
    }
    EXPECT_GT(refused, 0);
}

// Reading in parts

/// A register with everything that can be wrong, without a horizon.
std::string untidy_register(unsigned seed, int rows) {
    naive::randomness random(seed);
    const std::vector<std::string> keys{"1", "007", "7", "", "\xC3\xA5sa", "12345678901", "x", "9", "10"};
    const auto date = [&](int from) {
        return random.once_in(25) ? std::string("2024-02-31") : to_string(day(from + random(0, 200)));
    };
    std::string text = "id,from,to,sex,reason,income,spell,known,note\n", line;
    for (int i = 0; i < rows; ++i) {
        if (line.empty() || !random.once_in(8)) { // else a duplicate
            const auto key = random.of(keys) + (random.once_in(3) ? std::to_string(random(0, 30)) : "");
            line = key + "," + date(19500) + "," + (random.once_in(4) ? "" : date(19600)) + "," +
                   random.of(std::vector<std::string>{"women", "men", "", "both"}) + "," +
                   random.of(std::vector<std::string>{"work", "studies", "left"}) + "," +
                   random.of(std::vector<std::string>{"1.5", "2", "", "much"}) + "," + key + "-" +
                   std::to_string(random(0, 3)) + "," + to_string(day(19700 + random(0, 30)));
        }
        text += line;
        text += random.once_in(10) ? ",\"two\nlines\"\n" : ",\n";
        if (random.once_in(30)) text += "\n";
    }
    return text;
}

constexpr auto untidy_schema = R"({"register": "jobs", "person": "id", "start": "from",
    "exit": {"column": "to", "means": "last_day"}, "exit_reason": "reason",
    "values": {"income": {"column": "income", "unit": "kSEK"}},
    "on_bad_row": {"overlap": "reject"},
    "dimensions": {"sex": {"column": "sex", "codes": {"women": "women", "men": "men"}},
                   "reason": {"column": "reason"}}})";

std::string text_of(const quality_report& quality) {
    std::map<std::string, std::string> findings;
    for (const auto& each : quality.findings) {
        auto& told =
            findings[std::string(name_of(each.problem)) + " " + std::string(name_of(each.policy)) + " " + each.column];
        told = std::to_string(each.rows);
        for (const auto& [line, value] : each.examples) told += " " + std::to_string(line) + ":" + value;
    }
    std::string text = std::to_string(quality.rows_read) + " " + std::to_string(quality.rows_kept) + " " +
                       std::to_string(quality.rows_rejected) + " " + std::to_string(quality.rows_superseded) + " " +
                       std::to_string(quality.persons) + " " + std::to_string(quality.open_spells) + "\n";
    for (const auto& [what, told] : findings) text += what + ": " + told + "\n";
    return text;
}

TEST(evaluate_in_parts, is_the_whole_and_counts_every_bad_row_once) {
    auto definitions = exits_to_work;
    const auto add = [&](std::vector<definition> more, const std::string& id) {
        more.front().id = id;
        definitions.push_back(more.front());
    };
    add(persons, "persons");
    add(median_days, "median");
    add(defined(R"("share": {"of": {"count": "exits", "register": "jobs"},
        "follow_up": {"after": "30 days", "register": "jobs", "state": "present", "as": "on_day",
        "incomplete": "exclude"}})",
                "percent"),
        "followed");
    add(defined(R"("count": {"count": "entries", "register": "jobs", "first": "ever"})", "count"), "first");
    auto dated = std::string(untidy_schema);
    dated.insert(dated.find("\"values\""), R"("spell": "spell", "recorded_on": "known", )");
    for (unsigned seed = 0; seed < 12; ++seed)
        for (const auto& document : {std::string(untidy_schema), dated}) {
            SCOPED_TRACE(seed);
            const auto text = untidy_register(seed, 20 + static_cast<int>(seed) * 20);
            const auto whole = jobs(text, document);
            for (const std::uint32_t parts : {1U, 2U, 3U, 7U}) {
                std::map<std::uint32_t, quality_report> quality;
                const part_reader read = [&](person_part part) -> result<data_set> {
                    auto data = jobs(text, document, part);
                    quality[part.number] = data.quality().front();
                    return data;
                };
                expect_equal(evaluate_in_parts(definitions, read, parts, {}), evaluate(definitions, whole, {}));
                auto all = quality[0];
                for (std::uint32_t part = 1; part < parts; ++part) all.add(quality[part]);
                EXPECT_EQ(text_of(all), text_of(whole.quality().front()));
            }
        }
}

TEST(evaluate_in_parts, says_what_is_wrong_with_definitions) {
    const part_reader read = [](person_part part) -> result<data_set> { return jobs(both, schema, part); };
    const auto wrong = defined(R"("count": {"count": "entries", "register": "job"})", "count");
    const auto tables = evaluate_in_parts(wrong, read, 3, {});
    ASSERT_FALSE(tables);
    EXPECT_THAT(tables.errors().front().message(), testing::HasSubstr("did you mean \"jobs\""));
}

} // namespace
} // namespace kohort
