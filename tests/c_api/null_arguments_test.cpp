// Every function with NULL for everything, for each argument in turn, and with structs of wrong sizes.
#include <c_api/example.hpp>
#include <c_api/handles.hpp>

#include <functional>
#include <map>

namespace {

using namespace c_api;
namespace example = c_api_example;

/// Handles of every kind, to be taken away one at a time.
struct handles {
    context with = make_context();
    data set = make_data(with.get(), example::schema);
    plan compiled;
    state partial;
    table found;
    cohort followed;

    handles() {
        const auto csv = example::register_csv(30);
        EXPECT_EQ(kohort_data_read_csv_text(set.get(), "jobbtorg", csv.data(), csv.size(), nullptr), KOHORT_OK);
        compiled = make_plan(with.get(), set.get(), example::definitions, example::options);
        partial = made<state>([&](auto** out, auto* error) { return kohort_state_create(compiled.get(), out, error); });
        found = evaluate(compiled, set);
        followed = make_cohort(set, example::cohorts);
    }
};

/// `value`, or NULL where the argument with this number is taken away.
class arguments {
  public:
    explicit arguments(std::size_t without) : without_(without) {}
    template <class T>
    T* operator()(T* value) {
        return next_++ == without_ ? nullptr : value;
    }
    [[nodiscard]] std::size_t count() const { return next_; }

  private:
    std::size_t without_, next_ = 0;
};

/// Calls of functions; each passes all its required pointers through `take`.
std::map<std::string, std::function<kohort_status(arguments&)>> calls(handles& h) {
    static kohort_context* context_out;
    static kohort_data* data_out;
    static kohort_plan* plan_out;
    static kohort_state* state_out;
    static kohort_table* table_out;
    static kohort_cohort* cohort_out;
    static kohort_text* text_out;
    static ArrowArrayStream stream_out;
    static kohort_table_info info{sizeof(kohort_table_info), 0, nullptr, nullptr, nullptr, nullptr, nullptr, 0, 0, 0};
    static kohort_axis axis{sizeof(kohort_axis), 0, nullptr, 0, nullptr, nullptr, nullptr, nullptr, nullptr};
    static kohort_column column_out{sizeof(kohort_column), 0, nullptr, nullptr, nullptr, 0, nullptr};
    static kohort_cells cells{
        sizeof(kohort_cells), 0, 0, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
    return {
        {"kohort_context_create",
         [](auto& take) { return kohort_context_create(nullptr, take(&context_out), nullptr); }},
        {"kohort_data_create",
         [&](auto& take) {
             return kohort_data_create(take(h.with.get()), take(example::schema), std::strlen(example::schema), nullptr,
                                       take(&data_out), nullptr);
         }},
        {"kohort_data_read_csv",
         [&](auto& take) { return kohort_data_read_csv(take(h.set.get()), nullptr, take("no such file"), nullptr); }},
        {"kohort_data_read_csv_text",
         [&](auto& take) { return kohort_data_read_csv_text(take(h.set.get()), nullptr, take("x"), 1, nullptr); }},
        {"kohort_data_read_arrow",
         [&](auto& take) {
             ArrowArrayStream released{};
             return kohort_data_read_arrow(take(h.set.get()), nullptr, take(&released), nullptr);
         }},
        {"kohort_data_read_columns",
         [&](auto& take) {
             const kohort_column column{};
             return kohort_data_read_columns(take(h.set.get()), nullptr, take(&column), 1, 1, nullptr);
         }},
        {"kohort_data_quality",
         [&](auto& take) { return kohort_data_quality(take(h.set.get()), take(&text_out), nullptr); }},
        {"kohort_catalogue", [](auto& take) { return kohort_catalogue(nullptr, take(&text_out), nullptr); }},
        {"kohort_explain",
         [](auto& take) { return kohort_explain(take("\"x\""), 3, KOHORT_LANGUAGE_EN, take(&text_out), nullptr); }},
        {"kohort_plan_create",
         [&](auto& take) {
             return kohort_plan_create(take(h.with.get()), take(h.set.get()), take(example::definitions),
                                       std::strlen(example::definitions), take(example::options),
                                       std::strlen(example::options), take(&plan_out), nullptr);
         }},
        {"kohort_plan_explain",
         [&](auto& take) {
             return kohort_plan_explain(take(h.compiled.get()), take(h.set.get()), take(&text_out), nullptr);
         }},
        {"kohort_evaluate",
         [&](auto& take) {
             return kohort_evaluate(take(h.compiled.get()), take(h.set.get()), take(&table_out), nullptr);
         }},
        {"kohort_table_describe",
         [&](auto& take) { return kohort_table_describe(take(h.found.get()), 0, take(&info), nullptr); }},
        {"kohort_table_axis",
         [&](auto& take) { return kohort_table_axis(take(h.found.get()), 0, 0, take(&axis), nullptr); }},
        {"kohort_table_cells",
         [&](auto& take) { return kohort_table_cells(take(h.found.get()), 0, take(&cells), nullptr); }},
        {"kohort_table_suppress_small_counts",
         [&](auto& take) { return kohort_table_suppress_small_counts(take(h.found.get()), 0, nullptr); }},
        {"kohort_table_to_text",
         [&](auto& take) {
             return kohort_table_to_text(take(h.found.get()), KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, take(&text_out),
                                         nullptr);
         }},
        {"kohort_table_to_arrow",
         [&](auto& take) { return kohort_table_to_arrow(take(h.found.get()), take(&stream_out), nullptr); }},
        {"kohort_state_create",
         [&](auto& take) { return kohort_state_create(take(h.compiled.get()), take(&state_out), nullptr); }},
        {"kohort_state_push",
         [&](auto& take) {
             return kohort_state_push(take(h.partial.get()), take(h.set.get()), KOHORT_ROWS_OF_NEW_PERSONS, nullptr);
         }},
        {"kohort_state_merge",
         [&](auto& take) { return kohort_state_merge(take(h.partial.get()), take(h.partial.get()), nullptr); }},
        {"kohort_state_retract",
         [&](auto& take) { return kohort_state_retract(take(h.partial.get()), take(h.partial.get()), nullptr); }},
        {"kohort_state_save",
         [&](auto& take) { return kohort_state_save(take(h.partial.get()), take(&text_out), nullptr); }},
        {"kohort_state_load",
         [&](auto& take) {
             return kohort_state_load(take(h.compiled.get()), take("x"), 1, take(&state_out), nullptr);
         }},
        {"kohort_state_finish",
         [&](auto& take) { return kohort_state_finish(take(h.partial.get()), take(&table_out), nullptr); }},
        {"kohort_cohort_create",
         [&](auto& take) {
             return kohort_cohort_create(take(h.set.get()), take(example::cohorts), std::strlen(example::cohorts),
                                         take("{}"), 2, take(&cohort_out), nullptr);
         }},
        {"kohort_cohort_column",
         [&](auto& take) { return kohort_cohort_column(take(h.followed.get()), 0, take(&column_out), nullptr); }},
        {"kohort_cohort_to_text",
         [&](auto& take) {
             return kohort_cohort_to_text(take(h.followed.get()), KOHORT_FORMAT_CSV, take(&text_out), nullptr);
         }},
        {"kohort_cohort_to_arrow",
         [&](auto& take) { return kohort_cohort_to_arrow(take(h.followed.get()), take(&stream_out), nullptr); }},
        {"kohort_audit",
         [](auto& take) {
             return kohort_audit(take("x"), 1, take("x"), 1, KOHORT_FORMAT_CSV, take(&text_out), nullptr);
         }},
    };
}

TEST(c_api_null, each_required_pointer_in_turn) {
    handles h;
    for (const auto& [name, call] : calls(h)) {
        SCOPED_TRACE(name);
        std::size_t required = 1;
        for (std::size_t without = 0; without < required; ++without) {
            arguments take(without);
            EXPECT_EQ(call(take), KOHORT_INVALID_ARGUMENT) << "argument " << without;
            required = take.count();
        }
        EXPECT_GE(required, 1u);
    }
}

TEST(c_api_null, functions_without_a_status_take_null) {
    kohort_context_destroy(nullptr);
    kohort_data_destroy(nullptr);
    kohort_plan_destroy(nullptr);
    kohort_state_destroy(nullptr);
    kohort_table_destroy(nullptr);
    kohort_cohort_destroy(nullptr);
    kohort_text_destroy(nullptr);
    std::size_t rows = 1;
    EXPECT_EQ(kohort_cohort_columns(nullptr, &rows), 0u);
    EXPECT_EQ(rows, 0u);
    EXPECT_GT(kohort_cohort_columns(handles().followed.get(), nullptr), 0u);
    EXPECT_EQ(kohort_table_count(nullptr), 0u);
    EXPECT_STREQ(kohort_text_data(nullptr, nullptr), "");
}

TEST(c_api_null, structs_of_wrong_sizes) {
    handles h;
    kohort_error error = KOHORT_ERROR_INIT;
    kohort_table_info info{};
    EXPECT_EQ(kohort_table_describe(h.found.get(), 0, &info, &error), KOHORT_INVALID_ARGUMENT);
    EXPECT_NE(std::string(error.message).find("struct_size"), std::string::npos);
    kohort_axis axis{};
    EXPECT_EQ(kohort_table_axis(h.found.get(), 0, 0, &axis, &error), KOHORT_INVALID_ARGUMENT);
    kohort_cells cells{};
    EXPECT_EQ(kohort_table_cells(h.found.get(), 0, &cells, &error), KOHORT_INVALID_ARGUMENT);
    kohort_column column{};
    EXPECT_EQ(kohort_cohort_column(h.followed.get(), 0, &column, &error), KOHORT_INVALID_ARGUMENT);
    kohort_context_options options{};
    kohort_context* none = nullptr;
    EXPECT_EQ(kohort_context_create(&options, &none, &error), KOHORT_INVALID_ARGUMENT);

    // A caller compiled against an earlier, shorter struct: the rest keeps its defaults and is not written.
    kohort_axis shorter{};
    shorter.struct_size = offsetof(kohort_axis, codes);
    const char* const untouched = "untouched";
    shorter.codes = &untouched;
    ASSERT_EQ(kohort_table_axis(h.found.get(), 0, 0, &shorter, &error), KOHORT_OK);
    EXPECT_STREQ(shorter.name, "period");
    EXPECT_EQ(shorter.codes, &untouched);
    EXPECT_EQ(shorter.struct_size, offsetof(kohort_axis, codes));
}

TEST(c_api_null, indices_and_numbers_out_of_range) {
    handles h;
    kohort_table_info info{};
    info.struct_size = sizeof info;
    EXPECT_EQ(kohort_table_describe(h.found.get(), 3, &info, nullptr), KOHORT_INVALID_ARGUMENT);
    kohort_axis axis{};
    axis.struct_size = sizeof axis;
    EXPECT_EQ(kohort_table_axis(h.found.get(), 0, 2, &axis, nullptr), KOHORT_INVALID_ARGUMENT);
    EXPECT_EQ(kohort_table_suppress_small_counts(h.found.get(), -1, nullptr), KOHORT_INVALID_ARGUMENT);
    kohort_text* text = nullptr;
    EXPECT_EQ(kohort_table_to_text(h.found.get(), 9, KOHORT_LANGUAGE_EN, &text, nullptr), KOHORT_INVALID_ARGUMENT);
    EXPECT_EQ(kohort_table_to_text(h.found.get(), KOHORT_FORMAT_TEXT, 2, &text, nullptr), KOHORT_INVALID_ARGUMENT);
    EXPECT_EQ(kohort_state_push(h.partial.get(), h.set.get(), 7, nullptr), KOHORT_INVALID_ARGUMENT);
    kohort_column taken{};
    taken.struct_size = sizeof taken;
    EXPECT_EQ(kohort_cohort_column(h.followed.get(), 99, &taken, nullptr), KOHORT_INVALID_ARGUMENT);
    EXPECT_EQ(kohort_cohort_to_text(h.followed.get(), KOHORT_FORMAT_TEXT, &text, nullptr), KOHORT_INVALID_ARGUMENT);
    const kohort_column column{sizeof(kohort_column), 17, "person_id", "x", nullptr, 0, nullptr};
    kohort_error error = KOHORT_ERROR_INIT;
    EXPECT_EQ(kohort_data_read_columns(h.set.get(), nullptr, &column, 1, 1, &error), KOHORT_INVALID_ARGUMENT);
    EXPECT_NE(std::string(error.message).find("person_id"), std::string::npos);
    EXPECT_EQ(kohort_data_read_columns(h.set.get(), nullptr, nullptr, 0, -1, nullptr), KOHORT_INVALID_ARGUMENT);
}

TEST(c_api_null, empty_texts) {
    handles h;
    kohort_data* data = nullptr;
    EXPECT_EQ(kohort_data_create(h.with.get(), nullptr, 0, nullptr, &data, nullptr), KOHORT_SCHEMA);
    EXPECT_EQ(kohort_data_create(h.with.get(), "[]", 2, nullptr, &data, nullptr), KOHORT_SCHEMA);
    const std::string no_table = R"({"code_list": "city.sex", "codes": {"women": {"en": "Women"}}})";
    ASSERT_EQ(kohort_data_create(h.with.get(), no_table.data(), no_table.size(), nullptr, &data, nullptr), KOHORT_OK);
    kohort_plan* plan = nullptr;
    EXPECT_EQ(kohort_plan_create(h.with.get(), data, "", 0, nullptr, 0, &plan, nullptr), KOHORT_DEFINITION);
    EXPECT_EQ(kohort_data_read_csv(data, nullptr, nullptr, nullptr), KOHORT_INVALID_ARGUMENT); // no schema
    EXPECT_EQ(kohort_plan_create(h.with.get(), data, example::definitions, std::strlen(example::definitions), nullptr,
                                 0, &plan, nullptr),
              KOHORT_PLAN); // no register
    kohort_data_destroy(&data);
    kohort_cohort* none = nullptr;
    EXPECT_EQ(kohort_cohort_create(h.set.get(), nullptr, 0, nullptr, 0, &none, nullptr), KOHORT_DEFINITION);
    EXPECT_EQ(kohort_cohort_create(h.set.get(), "[]", 2, nullptr, 0, &none, nullptr), KOHORT_DEFINITION);
    kohort_text* text = nullptr;
    EXPECT_EQ(kohort_audit(nullptr, 0, nullptr, 0, KOHORT_FORMAT_CSV, &text, nullptr), KOHORT_DATA);
}

} // namespace
