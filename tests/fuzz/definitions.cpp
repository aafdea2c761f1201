// Definitions of indicators and of cohorts: the same text is read as either, told in words, and computed.
#include <c_api/example.hpp>
#include <fuzz/harness.hpp>

#include <kohort/indicator/cohort_definition.hpp>
#include <kohort/indicator/definition.hpp>

namespace {

using namespace fuzz;

const c_api::data& some_data() {
    static const auto data = [] {
        auto made = make_data(c_api_example::schema);
        const auto rows = c_api_example::register_csv(20);
        kohort_data_read_csv_text(made.get(), nullptr, rows.data(), rows.size(), nullptr);
        return made;
    }();
    return data;
}

void as_indicators(std::string_view text) {
    using c_api::plan;
    for (const auto language : {KOHORT_LANGUAGE_EN, KOHORT_LANGUAGE_SV})
        made<c_api::text>([&](auto** out, auto* error) {
            return kohort_explain(text.data(), text.size(), static_cast<kohort_language>(language), out, error);
        });
    if (const auto compiled = make_plan(some_data(), text, c_api_example::options)) use(some_data(), compiled);
    const auto read = kohort::parse_definitions(text);
    if (!read) return;
    for (const auto& each : *read) {
        const auto again = kohort::parse_definitions(kohort::to_json(each));
        require(again && again->size() == 1 && again->front() == each, "to_json is the inverse of parse_definitions");
    }
}

void as_cohorts(std::string_view text) {
    for (const std::string_view options : {R"({"show": "survival", "by": ["sex"]})", R"({"show": "retention"})",
                                           R"({"show": "returns"})", R"({"show": "transitions"})"})
        made<c_api::cohort>([&](auto** out, auto* error) {
            return kohort_cohort_create(some_data().get(), text.data(), text.size(), options.data(), options.size(),
                                        out, error);
        });
    const auto read = kohort::parse_cohorts(text);
    if (!read) return;
    for (const auto& each : *read) {
        if (each.combination) continue; // names others of the text
        const auto again = kohort::parse_cohorts(kohort::to_json(each));
        require(again && again->size() == 1 && again->front() == each, "to_json is the inverse of parse_cohorts");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = view_of(bytes, size);
    as_indicators(text);
    as_cohorts(text);
    return 0;
}
