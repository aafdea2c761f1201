#include <kohort/data/parameter_table.hpp>

#include <kohort/base/suggest.hpp>

#include "json_reader.hpp"
#include "table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace kohort {
namespace {

using dated_value = parameter_table::dated_value;

constexpr int first_prisbasbelopp = 2007;
/// SEK by year from 2007, as published by SCB and decided by the government.
constexpr std::int64_t prisbasbelopp[] = {40'300, 41'000, 42'800, 42'400, 42'800, 44'000, 44'500,
                                          44'400, 44'500, 44'300, 44'800, 45'500, 46'500, 47'300,
                                          47'600, 48'300, 52'500, 57'300, 58'800};

bool is_earlier(const dated_value& a, const dated_value& b) noexcept {
    const auto key = [](const dated_value& each) {
        return std::tuple(each.period.first_day(), -each.period.span().days());
    };
    return key(a) < key(b);
}

auto find_period(std::vector<dated_value>& values, const period& wanted) {
    return std::ranges::find(values, wanted, &dated_value::period);
}

/// "2007..2025, 2026-01": neighbouring periods as ranges.
std::string periods_of(const std::vector<dated_value>& values) {
    std::string text;
    for (auto first = values.begin(); first != values.end();) {
        auto last = first;
        while (std::next(last) != values.end() && std::next(last)->period == last->period.next()) ++last;
        if (!text.empty()) text += ", ";
        text += first->period.label();
        if (last != first) text += ".." + last->period.label();
        first = std::next(last);
    }
    return text;
}

} // namespace

parameter_table parameter_table::with_built_in_values() {
    parameter built_in{"prisbasbelopp", {}};
    for (auto year = first_prisbasbelopp; const auto amount : prisbasbelopp)
        built_in.values.push_back({period({frequency::year}, year++), amount, true});
    parameter_table table;
    table.parameters_.push_back(std::move(built_in));
    return table;
}

std::optional<error_list> parameter_table::add(const parameter_schema& schema) {
    auto extended = *this;
    error_list errors;
    for (const auto& [name, written] : schema.parameters) {
        auto known = std::ranges::find(extended.parameters_, name, &parameter::name);
        if (known == extended.parameters_.end()) known = extended.parameters_.insert(known, parameter{name, {}});
        for (const auto& [label, number] : written) {
            const auto refuse = [&, &label = label](std::string message) {
                errors.emplace_back(error_code::schema, std::move(message),
                                    pointer_to(pointer_to("/parameters", name), label));
            };
            const auto time = parse_period(label);
            const auto value = read_decimal_number(number, '.');
            if (!time) refuse(fmt::format(R"({} is not a period such as "2020" or "2020-07")", in_quotes(label)));
            if (!value) refuse(fmt::format("{} is not a decimal number that fits into 64 bits", in_quotes(number)));
            if (!time || !value) continue;
            const auto before = find_period(known->values, *time);
            if (before == known->values.end()) {
                known->values.push_back({*time, *value});
            } else if (before->is_built_in) {
                *before = {*time, *value};
            } else if (before->value != *value) {
                refuse(fmt::format("{} has two values for {}: {} and {}; keep one", in_quotes(name), label,
                                   to_string(before->value), to_string(*value)));
            }
        }
        std::ranges::stable_sort(known->values, is_earlier);
    }
    if (!errors.empty()) return errors;
    *this = std::move(extended);
    return std::nullopt;
}

const parameter_table::parameter* parameter_table::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(parameters_, name, &parameter::name);
    return found == parameters_.end() ? nullptr : &*found;
}

result<ratio> parameter_table::value_at(std::string_view name, const reporting_period& when) const {
    const auto* const found = find(name);
    if (!found) {
        std::vector<std::string_view> names;
        for (const auto& each : parameters_) names.push_back(each.name);
        const auto meant = did_you_mean(name, names);
        return error(
            error_code::plan,
            fmt::format("there is no parameter {}{}", in_quotes(name),
                        !meant.empty()
                            ? meant
                            : fmt::format(R"(; add a schema file with {{"parameters": {{"{}": ...}}}})", name)));
    }
    const dated_value* shortest = nullptr;
    for (const auto& each : found->values) {
        const auto span = each.period.span();
        if (span.contains(when.span) && (!shortest || span.days() < shortest->period.span().days())) shortest = &each;
    }
    if (shortest) return shortest->value;
    return error(error_code::plan,
                 fmt::format("the parameter {} has no value for {} ({} to {}): it has values for {}; add one for a "
                             "period that contains this time, with {{\"parameters\": {{{}: ...}}}} in a schema file",
                             in_quotes(name), when.label, to_string(when.span.first), to_string(when.span.last),
                             periods_of(found->values), in_quotes(name)));
}

} // namespace kohort
