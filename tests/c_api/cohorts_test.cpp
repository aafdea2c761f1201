// Cohorts through the C API: the same figures as C++ computes, and errors where errors are due.
#include <c_api/example.hpp>
#include <c_api/handles.hpp>

#include <kohort/data/arrow_reader.hpp>
#include <kohort/data/schema_files.hpp>
#include <kohort/publish/cohort_findings.hpp>
#include <kohort/spells/data_set.hpp>

#include <cmath>

namespace {

using namespace c_api;
namespace example = c_api_example;

data filled(int rows) {
    const auto with = make_context();
    auto set = make_data(with.get(), example::schema);
    const auto csv = example::register_csv(rows);
    kohort_error error = KOHORT_ERROR_INIT;
    EXPECT_EQ(kohort_data_read_csv_text(set.get(), "jobbtorg", csv.data(), csv.size(), &error), KOHORT_OK)
        << error.message;
    return set;
}

/// What C++ finds of the first cohort of the example.
kohort::cohort_findings expected(int rows, const std::vector<std::string>& by, const kohort::cohort_query& query) {
    const auto schemas = kohort::parse_schemas(example::schema).value();
    kohort::data_set set(schemas.codes);
    EXPECT_FALSE(set.read_text(schemas.registers.front(), example::register_csv(rows), "jobbtorg"));
    const auto definitions = kohort::parse_cohorts(example::cohorts).value();
    const auto formed = kohort::form_cohort(definitions, definitions.front().id, set).value();
    const auto groups = kohort::group_by(formed.members, by).value();
    return kohort::findings_of({definitions.front(), formed, groups, set}, query).value();
}

std::string text_of(const cohort& of, kohort_format format) {
    return content(
        made<text>([&](auto** out, auto* error) { return kohort_cohort_to_text(of.get(), format, out, error); }));
}

TEST(c_api_cohorts, are_what_cpp_finds) {
    const auto set = filled(200);
    struct question {
        std::string options;
        std::vector<std::string> by;
        kohort::cohort_query query;
    };
    const kohort::interval_options plain{kohort::interval_kind::plain, 0.9};
    const question questions[] = {
        {"", {}, {}},
        {R"({"show": "incidence", "by": ["sex"], "interval": "plain", "level": 90})",
         {"sex"},
         {kohort::cohort_question::incidence, 12, kohort::frequency::month, plain}},
        {R"({"show": "retention", "months": 3, "per": "quarter"})",
         {},
         {kohort::cohort_question::retention, 3, kohort::frequency::quarter, {}}},
        {R"({"show": "attrition"})", {}, {kohort::cohort_question::attrition, 12, kohort::frequency::month, {}}}};
    for (const auto& [options, by, query] : questions) {
        SCOPED_TRACE(options);
        const auto found = make_cohort(set, example::cohorts, options);
        const auto findings = expected(200, by, query);
        EXPECT_EQ(text_of(found, KOHORT_FORMAT_CSV), to_csv(figures_of(findings)));
        EXPECT_EQ(text_of(found, KOHORT_FORMAT_JSON), to_json(findings));
    }
}

TEST(c_api_cohorts, columns_by_plain_pointers) {
    const auto set = filled(200);
    const auto found = make_cohort(set, example::cohorts);
    const auto columns = figures_of(expected(200, {}, {}));
    std::size_t rows = 0;
    ASSERT_EQ(kohort_cohort_columns(found.get(), &rows), columns.size());
    ASSERT_EQ(rows, columns.front().size());
    ASSERT_GT(rows, 20u);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        kohort_column column{};
        column.struct_size = sizeof column;
        ASSERT_EQ(kohort_cohort_column(found.get(), c, &column, nullptr), KOHORT_OK);
        EXPECT_EQ(column.name, columns[c].name);
        EXPECT_EQ(column.categories, nullptr);
        for (std::size_t row = 0; row < rows; ++row)
            if (const auto* texts = std::get_if<0>(&columns[c].values)) {
                ASSERT_EQ(column.type, KOHORT_COLUMN_TEXT);
                EXPECT_EQ(static_cast<const char* const*>(column.values)[row], (*texts)[row]);
            } else if (const auto* wholes = std::get_if<1>(&columns[c].values)) {
                ASSERT_EQ(column.type, KOHORT_COLUMN_INT64);
                EXPECT_EQ(static_cast<const std::int64_t*>(column.values)[row], (*wholes)[row]);
            } else {
                ASSERT_EQ(column.type, KOHORT_COLUMN_FLOAT64);
                const auto number = std::get<2>(columns[c].values)[row];
                const auto given = static_cast<const double*>(column.values)[row];
                EXPECT_TRUE(given == number || (std::isnan(given) && std::isnan(number)));
            }
    }
}

TEST(c_api_cohorts, as_arrow_have_the_columns_of_their_csv) {
    const auto found = make_cohort(filled(120), example::cohorts); // the data set is gone
    ArrowArrayStream stream{};
    ASSERT_EQ(kohort_cohort_to_arrow(found.get(), &stream, nullptr), KOHORT_OK);
    std::vector<kohort::csv_column_request> wanted;
    for (const auto* name : {"cohort", "estimator", "status"})
        wanted.push_back({name, kohort::csv_type::category, kohort::date_format::iso, false});
    for (const auto* name : {"day", "at_risk", "exits", "value", "lower"})
        wanted.push_back({name, kohort::csv_type::number, kohort::date_format::iso, false});
    const auto from_arrow = kohort::read_arrow(stream, "cohort", wanted).value(); // releases the stream
    const auto from_csv = kohort::parse_csv(text_of(found, KOHORT_FORMAT_CSV), "cohort", wanted).value();
    ASSERT_GT(from_csv.rows, 10);
    ASSERT_EQ(from_arrow.rows, from_csv.rows);
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        SCOPED_TRACE(wanted[c].name);
        EXPECT_EQ(from_arrow.columns[c].categories, from_csv.columns[c].categories);
        EXPECT_EQ(from_arrow.columns[c].texts, from_csv.columns[c].texts);
        if (wanted[c].name == "day" || wanted[c].name == "at_risk") {
            EXPECT_EQ(from_arrow.columns[c].numbers, from_csv.columns[c].numbers);
        }
    }
}

TEST(c_api_cohorts, errors_say_what_and_where) {
    const auto set = filled(50);
    const auto refused = [&](std::string_view cohorts, std::string_view options, kohort_status expected) {
        kohort_error error = KOHORT_ERROR_INIT;
        kohort_cohort* none = nullptr;
        EXPECT_EQ(kohort_cohort_create(set.get(), cohorts.data(), cohorts.size(), options.data(), options.size(), &none,
                                       &error),
                  expected)
            << error.message;
        EXPECT_EQ(none, nullptr);
        return std::string(error.path) + ": " + error.message;
    };
    const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(has(refused(R"({"cohort": "a", "register": "r", "from": {"enterd": "2023"}, "members": "spells"})", "",
                            KOHORT_DEFINITION),
                    "/from"));
    EXPECT_TRUE(has(refused(example::cohorts, R"({"show": "survial", "month": 3})", KOHORT_INVALID_ARGUMENT),
                    "did you mean \"survival\""));
    EXPECT_TRUE(has(refused(example::cohorts, R"({"by": ["sx"]})", KOHORT_INVALID_ARGUMENT), "did you mean"));
    EXPECT_TRUE(has(refused(example::cohorts, R"({"months": 0})", KOHORT_INVALID_ARGUMENT), "/months"));
    EXPECT_TRUE(has(refused(example::cohorts, R"({"cohort": "city.leaver"})", KOHORT_INVALID_ARGUMENT),
                    "did you mean \"city.leavers\""));
    EXPECT_TRUE(
        has(refused(example::cohorts, R"({"cohort": "city.leavers"})", KOHORT_INVALID_ARGUMENT), "members who exited"));
    EXPECT_TRUE(has(refused(example::cohorts, R"({"show": "states"})", KOHORT_DEFINITION), "/states"));
}

} // namespace
