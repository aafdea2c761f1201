// The C API beside the C++ API: the same figures, and errors where errors are due.
#include <c_api/example.hpp>
#include <c_api/handles.hpp>
#include <data/arrow_batches.hpp>

#include <kohort/audit/relations.hpp>
#include <kohort/data/arrow_reader.hpp>
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/explain.hpp>
#include <kohort/publish/table_writer.hpp>
#include <kohort/version.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <thread>

namespace {

using namespace c_api;
namespace example = c_api_example;

/// What C++ computes of the same text.
std::vector<kohort::indicator_table> expected_tables(const std::string& csv) {
    const auto schemas = kohort::parse_schemas(example::schema).value();
    kohort::data_set set(schemas.codes);
    EXPECT_FALSE(set.read_text(schemas.registers.front(), csv, "jobbtorg"));
    kohort::evaluate_options options;
    options.periods = kohort::parse_period_literal("2023..2024").value();
    return kohort::evaluate(kohort::parse_definitions(example::definitions).value(), set, options).value();
}

data filled(const context& with, const std::string& csv) {
    auto set = make_data(with.get(), example::schema);
    kohort_error error = KOHORT_ERROR_INIT;
    EXPECT_EQ(kohort_data_read_csv_text(set.get(), "jobbtorg", csv.data(), csv.size(), &error), KOHORT_OK)
        << error.message;
    return set;
}

TEST(c_api, evaluates_as_cpp_does) {
    const auto csv = example::register_csv(200);
    const auto with = make_context();
    const auto set = filled(with, csv);
    const auto compiled = make_plan(with.get(), set.get(), example::definitions, example::options);
    EXPECT_EQ(csv_of(evaluate(compiled, set)), kohort::to_csv(expected_tables(csv)));
}

TEST(c_api, cells_and_axes_by_plain_pointers) {
    const auto csv = example::register_csv(200);
    const auto expected = expected_tables(csv);
    const auto with = make_context();
    const auto set = filled(with, csv);
    const auto found = evaluate(make_plan(with.get(), set.get(), example::definitions, example::options), set);
    ASSERT_EQ(kohort_table_count(found.get()), expected.size());
    for (std::size_t t = 0; t < expected.size(); ++t) {
        kohort_table_info info{};
        info.struct_size = sizeof info;
        ASSERT_EQ(kohort_table_describe(found.get(), t, &info, nullptr), KOHORT_OK);
        EXPECT_EQ(info.id, expected[t].indicator.id);
        EXPECT_EQ(info.version, expected[t].indicator.version);
        EXPECT_EQ(info.name_sv, expected[t].indicator.name.sv);
        EXPECT_EQ(info.name_en, expected[t].indicator.name.en);
        EXPECT_EQ(info.unit, name_of(expected[t].indicator.unit));
        EXPECT_EQ(info.decimals, expected[t].indicator.decimals);
        EXPECT_EQ(info.definition_hash, expected[t].definition_hash);
        const auto& axes = expected[t].figures.axes();
        ASSERT_EQ(info.axis_count, axes.size());
        for (std::size_t a = 0; a < axes.size(); ++a) {
            kohort_axis axis{};
            axis.struct_size = sizeof axis;
            ASSERT_EQ(kohort_table_axis(found.get(), t, a, &axis, nullptr), KOHORT_OK);
            EXPECT_EQ(axis.name, axes[a].name());
            EXPECT_EQ(axis.is_period != 0, axes[a].is_period());
            ASSERT_EQ(axis.size, axes[a].size());
            for (std::size_t i = 0; i < axis.size; ++i) {
                EXPECT_EQ(axis.codes[i], axes[a][i].code);
                EXPECT_EQ(axis.roles[i], static_cast<int>(axes[a][i].is));
                EXPECT_EQ(axis.parents[i], -1);
            }
        }
        kohort_cells cells{};
        cells.struct_size = sizeof cells;
        ASSERT_EQ(kohort_table_cells(found.get(), t, &cells, nullptr), KOHORT_OK);
        const auto figures = expected[t].figures.cells();
        ASSERT_EQ(cells.size, figures.size());
        ASSERT_EQ(info.cell_count, figures.size());
        for (std::size_t i = 0; i < cells.size; ++i) {
            EXPECT_EQ(cells.availability[i], static_cast<int>(figures[i].status.is));
            EXPECT_EQ(cells.flags[i], figures[i].status.flags);
            if (!figures[i].status.has_value()) {
                EXPECT_TRUE(std::isnan(cells.values[i]) && std::isnan(cells.printed[i]));
                continue;
            }
            EXPECT_EQ(kohort::ratio(cells.numerators[i], cells.numerator_divisors[i]), figures[i].numerator);
            EXPECT_EQ(kohort::ratio(cells.denominators[i], cells.denominator_divisors[i]), figures[i].denominator);
            const double unit = std::string_view(info.unit) == "percent" ? 100 : 1;
            EXPECT_DOUBLE_EQ(cells.values[i], figures[i].value().to_double() * unit);
            EXPECT_NEAR(cells.printed[i], cells.values[i], 0.5 * std::pow(10.0, -info.decimals) + 1e-12);
        }
    }
}

TEST(c_api, every_way_in_gives_the_same_bytes) {
    using namespace arrow_batches;
    const std::string csv = "person_id,start,end,birth,sex,reason\n"
                            "1,2023-02-01,2023-05-31,1990-01-01,K,A\n"
                            "2,2023-03-01,,1985-05-05,,\n"
                            "å3,2024-01-01,2024-02-01,,M,S\n";
    const auto with = make_context();
    const auto from_csv = filled(with, csv);
    const auto compiled = make_plan(with.get(), from_csv.get(), example::definitions, example::options);
    const auto expected = csv_of(evaluate(compiled, from_csv));

    const auto day = [](int y, unsigned m, unsigned d) { return kohort::from_civil({y, m, d}).count(); };
    auto stream = arrow_batches::stream({batch(
        {texts("person_id", {"1", "2", "å3"}),
         numbers<std::int32_t>("start", "tdD", {day(2023, 2, 1), day(2023, 3, 1), day(2024, 1, 1)}),
         numbers<std::int64_t>("end", "tss:", {day(2023, 5, 31) * 86'400LL + 5, {}, day(2024, 2, 1) * 86'400LL}),
         texts<std::int64_t>("birth", {"1990-01-01", "1985-05-05", {}}),
         dictionary<std::int8_t>("sex", "c", {1, {}, 0}, texts("", {"M", "K"})), texts("reason", {"A", {}, "S"})})});
    const auto from_arrow = make_data(with.get(), example::schema);
    kohort_error error = KOHORT_ERROR_INIT;
    ASSERT_EQ(kohort_data_read_arrow(from_arrow.get(), nullptr, &stream, &error), KOHORT_OK) << error.message;
    EXPECT_EQ(stream.release, nullptr);
    EXPECT_EQ(csv_of(evaluate(compiled, from_arrow)), expected);

    const char* const persons[] = {"1", "2", "å3"};
    const std::int32_t starts[] = {day(2023, 2, 1), day(2023, 3, 1), day(2024, 1, 1)};
    const std::int32_t ends[] = {day(2023, 5, 31), INT32_MIN, day(2024, 2, 1)};
    const std::int32_t births[] = {day(1990, 1, 1), day(1985, 5, 5), 0};
    const std::uint8_t has_birth[] = {1, 1, 0};
    const std::int32_t sexes[] = {1, -1, 0};
    const char* const sex_codes[] = {"M", "K"};
    const char* const reasons[] = {"A", nullptr, "S"};
    constexpr auto size = static_cast<std::uint32_t>(sizeof(kohort_column));
    const kohort_column columns[] = {{size, KOHORT_COLUMN_TEXT, "person_id", persons, nullptr, 0, nullptr},
                                     {size, KOHORT_COLUMN_DAYS, "start", starts, nullptr, 0, nullptr},
                                     {size, KOHORT_COLUMN_DAYS, "end", ends, nullptr, 0, nullptr},
                                     {size, KOHORT_COLUMN_DAYS, "birth", births, nullptr, 0, has_birth},
                                     {size, KOHORT_COLUMN_CODES, "sex", sexes, sex_codes, 2, nullptr},
                                     {size, KOHORT_COLUMN_TEXT, "reason", reasons, nullptr, 0, nullptr}};
    const auto from_columns = make_data(with.get(), example::schema);
    ASSERT_EQ(kohort_data_read_columns(from_columns.get(), "jobbtorg", columns, 6, 3, &error), KOHORT_OK)
        << error.message;
    EXPECT_EQ(csv_of(evaluate(compiled, from_columns)), expected);
}

TEST(c_api, a_table_as_arrow_has_the_columns_of_its_csv) {
    const auto with = make_context();
    const auto set = filled(with, example::register_csv(120));
    const auto found = evaluate(make_plan(with.get(), set.get(), example::definitions, example::options), set);
    std::vector<kohort::csv_column_request> wanted;
    for (const auto* name : {"indicator", "version", "period", "sex", "status"})
        wanted.push_back({name, kohort::csv_type::category, kohort::date_format::iso, false});
    for (const auto* name : {"value", "numerator", "denominator"})
        wanted.push_back({name, kohort::csv_type::number, kohort::date_format::iso, false});

    ArrowArrayStream stream{};
    ASSERT_EQ(kohort_table_to_arrow(found.get(), &stream, nullptr), KOHORT_OK);
    const auto from_arrow = kohort::read_arrow(stream, "table", wanted).value();
    const auto csv = csv_of(found);
    const auto from_csv = kohort::parse_csv(csv, "table", wanted).value();
    ASSERT_GT(from_csv.rows, 10);
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        SCOPED_TRACE(wanted[c].name);
        EXPECT_EQ(from_arrow.columns[c].categories, from_csv.columns[c].categories);
        EXPECT_EQ(from_arrow.columns[c].texts, from_csv.columns[c].texts);
        for (std::size_t i = 0; i < from_csv.columns[c].numbers.size(); ++i) {
            const auto number = from_csv.columns[c].numbers[i];
            if (number == kohort::csv_column::bad_number) continue; // fractions are a/b in CSV
            EXPECT_EQ(from_arrow.columns[c].numbers[i], number) << i;
        }
    }

    // A consumer may keep a column longer than the batch, and the table is not needed.
    ASSERT_EQ(kohort_table_to_arrow(found.get(), &stream, nullptr), KOHORT_OK);
    ArrowArray array{};
    ASSERT_EQ(stream.get_next(&stream, &array), 0);
    ArrowArray kept = *array.children[0];
    array.children[0]->release = nullptr;
    array.release(&array);
    stream.release(&stream);
    EXPECT_EQ(kept.length, from_csv.rows);
    const auto* const offsets = static_cast<const std::int32_t*>(kept.buffers[1]);
    EXPECT_EQ(std::string(static_cast<const char*>(kept.buffers[2]), static_cast<std::size_t>(offsets[1])),
              "city.enrolled");
    kept.release(&kept);
}

TEST(c_api, states_merge_save_and_load) {
    const auto with = make_context();
    const auto whole = filled(with, example::register_csv(90) + example::register_csv(60, 1000).substr(37));
    const auto compiled = make_plan(with.get(), whole.get(), example::definitions, example::options);
    const auto first = filled(with, example::register_csv(90));
    const auto second = filled(with, example::register_csv(60, 1000));
    const auto expected = csv_of(evaluate(compiled, whole));

    const auto new_state = [&] {
        return made<state>([&](auto** out, auto* error) { return kohort_state_create(compiled.get(), out, error); });
    };
    const auto a = new_state(), b = new_state();
    ASSERT_EQ(kohort_state_push(a.get(), first.get(), KOHORT_ROWS_OF_NEW_PERSONS, nullptr), KOHORT_OK);
    ASSERT_EQ(kohort_state_push(b.get(), second.get(), KOHORT_ROWS_OF_NEW_PERSONS, nullptr), KOHORT_OK);
    const auto bytes =
        content(made<text>([&](auto** out, auto* error) { return kohort_state_save(b.get(), out, error); }));
    const auto loaded = made<state>([&](auto** out, auto* error) {
        return kohort_state_load(compiled.get(), bytes.data(), bytes.size(), out, error);
    });
    ASSERT_EQ(kohort_state_merge(a.get(), loaded.get(), nullptr), KOHORT_OK);
    EXPECT_EQ(csv_of(made<table>([&](auto** out, auto* error) { return kohort_state_finish(a.get(), out, error); })),
              expected);

    kohort_error error = KOHORT_ERROR_INIT;
    kohort_state* none = nullptr;
    EXPECT_EQ(kohort_state_load(compiled.get(), bytes.data(), bytes.size() / 2, &none, &error), KOHORT_DATA);
    EXPECT_EQ(none, nullptr);
    EXPECT_EQ(kohort_state_push(a.get(), second.get(), KOHORT_ROWS_OF_ANY_PERSONS, &error), KOHORT_INVALID_ARGUMENT);
    EXPECT_EQ(kohort_state_retract(a.get(), b.get(), &error), KOHORT_PLAN); // distinct persons
}

TEST(c_api, handles_end_in_any_order) {
    auto with = make_context();
    auto set = filled(with, example::register_csv(50));
    auto compiled = make_plan(with.get(), set.get(), example::definitions, example::options);
    auto partial =
        made<state>([&](auto** out, auto* error) { return kohort_state_create(compiled.get(), out, error); });
    with.reset();
    compiled.reset();
    ASSERT_EQ(kohort_state_push(partial.get(), set.get(), KOHORT_ROWS_OF_NEW_PERSONS, nullptr), KOHORT_OK);
    set.reset();
    auto found = made<table>([&](auto** out, auto* error) { return kohort_state_finish(partial.get(), out, error); });
    partial.reset();
    EXPECT_NE(csv_of(found).find("city.enrolled,1,2023,women,"), std::string::npos);
    auto* handle = found.release();
    kohort_table_destroy(&handle);
    EXPECT_EQ(handle, nullptr);
    kohort_table_destroy(&handle);
    kohort_table_destroy(nullptr);
}

TEST(c_api, the_quality_report_accounts_for_every_row) {
    const auto with = make_context();
    const auto set = filled(with, example::register_csv(200));
    const auto report = nlohmann::json::parse(
        content(made<text>([&](auto** out, auto* error) { return kohort_data_quality(set.get(), out, error); })));
    ASSERT_EQ(report.size(), 1u);
    const auto& one = report[0];
    EXPECT_EQ(one["name"], "jobbtorg");
    EXPECT_EQ(one["rows_read"], 200);
    EXPECT_GT(one["rows_rejected"], 0);
    EXPECT_EQ(one["rows_read"], one["rows_kept"].get<int>() + one["rows_rejected"].get<int>());
    EXPECT_EQ(one["findings"][0]["problem"], "exit_before_start");
}

TEST(c_api, definitions_may_be_ids_of_the_catalogue) {
    const auto list = nlohmann::json::parse(
        content(made<text>([](auto** out, auto* error) { return kohort_catalogue(nullptr, out, error); })));
    EXPECT_EQ(list.size(), kohort::catalogue::all().size());
    const std::string id = list[0]["id"];
    const auto versions = nlohmann::json::parse(
        content(made<text>([&](auto** out, auto* error) { return kohort_catalogue(id.c_str(), out, error); })));
    EXPECT_EQ(versions.size(), kohort::catalogue::versions(id).size());
    EXPECT_EQ(versions[0]["id"], id);

    const auto quoted = "\"" + id + "\"";
    const auto told = content(made<text>([&](auto** out, auto* error) {
        return kohort_explain(quoted.data(), quoted.size(), KOHORT_LANGUAGE_SV, out, error);
    }));
    EXPECT_EQ(told, kohort::explain(*kohort::catalogue::find(id), kohort::language::sv));

    kohort_error error = KOHORT_ERROR_INIT;
    kohort_text* none = nullptr;
    EXPECT_EQ(kohort_catalogue("stockholm.jobbtorg.enroled", &none, &error), KOHORT_DEFINITION);
    EXPECT_NE(std::string(error.message).find("did you mean"), std::string::npos) << error.message;
    const std::string mixed = R"([{"id": "x", "name": {"en": "x"}, "unit": "persons"}, "no.such.id"])";
    EXPECT_EQ(kohort_explain(mixed.data(), mixed.size(), KOHORT_LANGUAGE_EN, &none, &error), KOHORT_DEFINITION);
    EXPECT_STREQ(error.path, "/1");
}

TEST(c_api, errors_say_what_where_and_all) {
    const auto with = make_context();
    kohort_error error = KOHORT_ERROR_INIT;
    kohort_data* none = nullptr;
    const std::string wrong = R"({"register": "r", "person": "p", "strat": "s", "exti": "e"})";
    EXPECT_EQ(kohort_data_create(with.get(), wrong.data(), wrong.size(), nullptr, &none, &error), KOHORT_SCHEMA);
    EXPECT_EQ(error.status, KOHORT_SCHEMA);
    EXPECT_NE(std::string(error.message).find("strat"), std::string::npos) << error.message;
    EXPECT_NE(std::string(error.message).find("exti"), std::string::npos) << error.message;

    const auto set = make_data(with.get(), example::schema);
    const std::string torn = "person_id,start,end,birth,sex,reason\n1,2\n";
    EXPECT_EQ(kohort_data_read_csv_text(set.get(), "jobbtorg", torn.data(), torn.size(), &error), KOHORT_DATA);
    EXPECT_STREQ(error.path, "jobbtorg:2");
    EXPECT_EQ(error.row, 2u);
    EXPECT_EQ(kohort_data_read_csv(set.get(), "jobtorg", nullptr, &error), KOHORT_INVALID_ARGUMENT);
    EXPECT_NE(std::string(error.message).find("did you mean \"jobbtorg\""), std::string::npos) << error.message;
    EXPECT_EQ(kohort_data_read_csv(set.get(), "jobbtorg", "no such file.csv", &error), KOHORT_INPUT_OUTPUT);

    kohort_plan* plan = nullptr;
    const auto full = filled(with, example::register_csv(20));
    const std::string unknown = R"({"per": "fortnight", "bye": []})";
    EXPECT_EQ(kohort_plan_create(with.get(), full.get(), example::definitions, std::strlen(example::definitions),
                                 unknown.data(), unknown.size(), &plan, &error),
              KOHORT_INVALID_ARGUMENT);
    EXPECT_STREQ(error.path, "/per");
    EXPECT_NE(std::string(error.message).find("bye"), std::string::npos) << error.message;
}

TEST(c_api, figures_too_large_for_their_unit_are_an_error) {
    const auto with = make_context();
    const auto set = filled(with, example::register_csv(20));
    const auto exits = R"({"count": "exits", "register": "jobbtorg"})";
    const auto large = std::string(R"({"id": "a", "name": {"en": "A"}, "unit": "permille", "per": "year",
        "ratio": {"of": {"sum": [)") +
                       exits + ", 900000000000000001]}, \"over\": " + exits + "}}";
    const auto compiled = make_plan(with.get(), set.get(), large.c_str(), example::options);
    kohort_table* none = nullptr;
    kohort_error error = KOHORT_ERROR_INIT;
    EXPECT_EQ(kohort_evaluate(compiled.get(), set.get(), &none, &error), KOHORT_PLAN);
    EXPECT_EQ(none, nullptr);
    EXPECT_NE(std::string(error.message).find("64 bits"), std::string::npos) << error.message;
}

TEST(c_api, a_short_error_struct_gets_what_fits) {
    struct old_error {
        std::uint32_t struct_size = 8;
        kohort_status status = 77;
        std::uint64_t row = 77;
    } shorter;
    kohort_data* none = nullptr;
    const auto with = make_context();
    EXPECT_EQ(kohort_data_create(with.get(), "{", 1, nullptr, &none, reinterpret_cast<kohort_error*>(&shorter)),
              KOHORT_SCHEMA);
    EXPECT_EQ(shorter.status, KOHORT_SCHEMA);
    EXPECT_EQ(shorter.row, 77u);
    shorter.struct_size = 0;
    shorter.status = 77;
    EXPECT_EQ(kohort_data_create(with.get(), "{", 1, nullptr, &none, reinterpret_cast<kohort_error*>(&shorter)),
              KOHORT_SCHEMA);
    EXPECT_EQ(shorter.status, 77);
}

TEST(c_api, long_messages_are_cut_between_characters) {
    const auto with = make_context();
    const auto set = make_data(with.get(), example::schema);
    std::string name;
    for (int i = 0; i < 2'000; ++i) name += "å";
    for (const auto* prefix : {"", "x"}) {
        kohort_error error = KOHORT_ERROR_INIT;
        EXPECT_EQ(kohort_data_read_csv(set.get(), (prefix + name).c_str(), nullptr, &error), KOHORT_INVALID_ARGUMENT);
        const std::string message = error.message;
        EXPECT_GE(message.size(), sizeof error.message - 2);
        EXPECT_TRUE(message.ends_with("å"));
    }
}

TEST(c_api, callbacks_are_told_and_asked) {
    struct heard {
        std::vector<std::string> steps, messages;
        int calls_before_cancel = 1'000'000;
    } ears;
    kohort_context_options options = KOHORT_CONTEXT_OPTIONS_INIT;
    options.user_data = &ears;
    options.log = [](void* user, kohort_log_level level, const char* message) {
        EXPECT_EQ(level, KOHORT_LOG_WARNING);
        static_cast<heard*>(user)->messages.emplace_back(message);
    };
    options.progress = [](void* user, const char* step, std::int64_t, std::int64_t) {
        static_cast<heard*>(user)->steps.emplace_back(step);
    };
    options.cancelled = [](void* user) { return --static_cast<heard*>(user)->calls_before_cancel < 0 ? 1 : 0; };
    const auto with = make_context(&options);
    const auto set = filled(with, example::register_csv(200));
    const auto compiled = make_plan(with.get(), set.get(), example::definitions, example::options);
    evaluate(compiled, set);
    ASSERT_EQ(ears.messages.size(), 1u);
    EXPECT_TRUE(ears.messages[0].starts_with("jobbtorg: ")) << ears.messages[0];
    EXPECT_NE(std::find(ears.steps.begin(), ears.steps.end(), "reading"), ears.steps.end());
    EXPECT_NE(std::find(ears.steps.begin(), ears.steps.end(), "counting"), ears.steps.end());

    ears.calls_before_cancel = 0;
    kohort_table* none = nullptr;
    EXPECT_EQ(kohort_evaluate(compiled.get(), set.get(), &none, nullptr), KOHORT_CANCELLED);
    EXPECT_EQ(none, nullptr);
}

TEST(c_api, suppressed_cells_lose_their_numbers) {
    const auto with = make_context();
    const auto set = filled(with, example::register_csv(12));
    const auto found = evaluate(make_plan(with.get(), set.get(), example::definitions, example::options), set);
    ASSERT_EQ(kohort_table_suppress_small_counts(found.get(), 100, nullptr), KOHORT_OK);
    kohort_cells cells{};
    cells.struct_size = sizeof cells;
    ASSERT_EQ(kohort_table_cells(found.get(), 0, &cells, nullptr), KOHORT_OK);
    int suppressed = 0;
    for (std::size_t i = 0; i < cells.size; ++i) {
        if (cells.availability[i] != KOHORT_SUPPRESSED) continue;
        ++suppressed;
        EXPECT_TRUE(std::isnan(cells.values[i]));
        EXPECT_EQ(cells.numerators[i], 0);
    }
    EXPECT_GT(suppressed, 2);
    EXPECT_NE(csv_of(found).find("suppressed"), std::string::npos);
}

TEST(c_api, audits_published_figures) {
    const std::string figures = "document,id,measure_sv,unit,period,value,printed\n"
                                "d,a,x,persons,2024,10,10\nd,b,x,persons,2024,5,5\nd,c,x,persons,2024,16,16\n";
    const std::string relations = "id,document,kind,formula,inputs,output,printed,decimals\n"
                                  "r1,d,sum,i1+i2,a;b,c,16,0\n";
    const auto found = content(made<text>([&](auto** out, auto* error) {
        return kohort_audit(figures.data(), figures.size(), relations.data(), relations.size(), KOHORT_FORMAT_CSV, out,
                            error);
    }));
    EXPECT_NE(found.find("r1,sum,15,16,"), std::string::npos) << found;
    EXPECT_NE(found.find("contradiction"), std::string::npos) << found;
}

TEST(c_api, versions_and_names) {
    EXPECT_EQ(kohort_version(), kohort::version);
    EXPECT_EQ(kohort_abi_version(), static_cast<std::uint32_t>(KOHORT_ABI_VERSION));
    EXPECT_STREQ(kohort_status_name(KOHORT_OK), "ok");
    for (const auto code :
         {kohort::error_code::invalid_argument, kohort::error_code::definition, kohort::error_code::schema,
          kohort::error_code::plan, kohort::error_code::data, kohort::error_code::input_output,
          kohort::error_code::out_of_memory, kohort::error_code::cancelled, kohort::error_code::internal})
        EXPECT_EQ(kohort_status_name(static_cast<kohort_status>(code)), name_of(code));
    EXPECT_STREQ(kohort_status_name(-5), "unknown");
    EXPECT_STREQ(kohort_text_data(nullptr, nullptr), "");
}

TEST(c_api_threads, a_plan_and_its_data_may_be_shared) {
    const auto csv = example::register_csv(300);
    const auto with = make_context();
    const auto set = filled(with, csv);
    const auto compiled = make_plan(with.get(), set.get(), example::definitions, example::options);
    const auto expected = csv_of(evaluate(compiled, set));
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (auto& each : found) threads.emplace_back([&] { each = csv_of(evaluate(compiled, set)); });
    for (auto& each : threads) each.join();
    for (const auto& each : found) EXPECT_EQ(each, expected);
}

} // namespace
