// Plans, evaluation at once, and states.
#include "definitions.hpp"
#include "handles.hpp"

#include "../data/json_reader.hpp"

#include <kohort/indicator/evaluation.hpp>

#include <utility>

using namespace kohort;
using namespace kohort::c_api;

struct kohort_plan {
    kohort_context context;
    std::vector<definition> definitions;
    evaluate_options options;
    evaluation compiled;
};

struct kohort_state {
    kohort_context context;
    evaluation compiled;
    evaluation_state state;
};

namespace {

std::optional<period_literal> read_periods(const json_place& place) {
    const auto text = place.text();
    if (!text) return std::nullopt;
    auto read = parse_period_literal(*text);
    if (read) return *std::move(read);
    place.report(read.errors());
    return std::nullopt;
}

std::optional<periodicity> read_periodicity(const json_place& place) {
    const auto every = place.one_of<frequency>({{"week", frequency::week},
                                                {"month", frequency::month},
                                                {"quarter", frequency::quarter},
                                                {"tertial", frequency::tertial},
                                                {"half_year", frequency::half_year},
                                                {"year", frequency::year}});
    return every ? std::optional(periodicity{*every}) : std::nullopt;
}

evaluate_options options_of(std::string_view text, const kohort_context& context) {
    evaluate_options made;
    made.threads = context.threads;
    made.memory = context.memory;
    made.progress = context.step("counting");
    if (text.empty()) return made;
    json_document document(text, error_code::invalid_argument);
    if (document.is_json()) {
        json_object object(document.root());
        if (const auto periods = object.find("periods")) made.periods = read_periods(*periods);
        if (const auto per = object.find("per")) made.per = read_periodicity(*per);
        if (const auto by = object.find("by")) {
            made.by.emplace();
            for (const auto& each : by->elements("an array of dimensions"))
                if (auto name = each.text("a dimension")) made.by->push_back(*std::move(name));
        }
        object.finish();
    }
    return value_of(document.conclude(std::move(made)));
}

push_options push_options_of(const kohort_context& context, pushed_rows rows) {
    return {rows, context.threads, context.memory, context.step("counting")};
}

void require_no(const std::optional<error>& problem) {
    if (problem) throw *problem;
}

kohort_table finished(const evaluation_state& state) { return kohort_table(value_of(state.finish())); }

} // namespace

kohort_status kohort_plan_create(const kohort_context* context, const kohort_data* data, const char* definitions,
                                 std::size_t length, const char* options, std::size_t options_length, kohort_plan** out,
                                 kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& used = require(context, "context is NULL");
        const auto& set = require(data, "data is NULL").set;
        auto asked = options_of(text_of(options, options_length, "options is NULL"), used);
        auto read = read_definitions(text_of(definitions, length, "definitions is NULL"), asked.periods);
        auto compiled = value_of(evaluation::compile(read, set, asked));
        return kohort_plan{used, std::move(read), std::move(asked), std::move(compiled)};
    });
}

kohort_status kohort_plan_explain(const kohort_plan* plan, const kohort_data* data, kohort_text** out,
                                  kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& held = require(plan, "plan is NULL");
        return kohort_text{value_of(explain_plan(held.definitions, require(data, "data is NULL").set, held.options))};
    });
}

void kohort_plan_destroy(kohort_plan** plan) noexcept { destroy(plan); }

kohort_status kohort_evaluate(const kohort_plan* plan, const kohort_data* data, kohort_table** out,
                              kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& held = require(plan, "plan is NULL");
        evaluation_state state(held.compiled);
        c_api::require_no(
            state.push(require(data, "data is NULL").set, push_options_of(held.context, pushed_rows::of_new_persons)));
        return finished(state);
    });
}

kohort_status kohort_state_create(const kohort_plan* plan, kohort_state** out, kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& held = require(plan, "plan is NULL");
        return kohort_state{held.context, held.compiled, evaluation_state(held.compiled)};
    });
}

kohort_status kohort_state_push(kohort_state* state, const kohort_data* data, kohort_rows rows,
                                kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& held = require(state, "state is NULL");
        const auto& set = require(data, "data is NULL").set;
        if (rows != KOHORT_ROWS_OF_NEW_PERSONS && rows != KOHORT_ROWS_OF_ANY_PERSONS)
            throw argument_problem{"rows is none of kohort_rows"};
        const auto meaning =
            rows == KOHORT_ROWS_OF_ANY_PERSONS ? pushed_rows::of_any_persons : pushed_rows::of_new_persons;
        c_api::require_no(held.state.push(set, push_options_of(held.context, meaning)));
    });
}

kohort_status kohort_state_merge(kohort_state* into_state, const kohort_state* from, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& held = require(into_state, "into is NULL");
        require_no(held.state.merge(require(from, "from is NULL").state));
    });
}

kohort_status kohort_state_retract(kohort_state* from, const kohort_state* rows, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& held = require(from, "from is NULL");
        require_no(held.state.retract(require(rows, "rows is NULL").state));
    });
}

kohort_status kohort_state_save(const kohort_state* state, kohort_text** out, kohort_error* into) noexcept {
    return create(out, into, [&] { return kohort_text{require(state, "state is NULL").state.save()}; });
}

kohort_status kohort_state_load(const kohort_plan* plan, const char* bytes, std::size_t length, kohort_state** out,
                                kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& held = require(plan, "plan is NULL");
        auto loaded = value_of(evaluation_state::load(held.compiled, text_of(bytes, length, "bytes is NULL")));
        return kohort_state{held.context, held.compiled, std::move(loaded)};
    });
}

kohort_status kohort_state_finish(const kohort_state* state, kohort_table** out, kohort_error* into) noexcept {
    return create(out, into, [&] { return finished(require(state, "state is NULL").state); });
}

void kohort_state_destroy(kohort_state** state) noexcept { destroy(state); }
