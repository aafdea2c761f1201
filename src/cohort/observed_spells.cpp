#include "observed_spells.hpp"

#include "register_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort {

namespace {

constexpr std::uint16_t unassigned = 0xffff;
constexpr std::size_t most_causes = 254, most_groups_of_spells = 65'535;

} // namespace

observed_spells::observed_spells(const spell_source& source, const duration_query& query)
    : spells_(*source.spells), filters_(source.filters) {
    prepare_window(query);
    prepare_groups(query);
    prepare_causes(query);
    if (std::any_of(spells_.weight().begin(), spells_.weight().end(), [](std::int64_t weight) { return weight < 0; }))
        fail(fmt::format("a weight of the register \"{}\" is negative or missing", spells_.name()), "/weight");
}

void observed_spells::fail(std::string message, std::string path) {
    problems_.emplace_back(error_code::invalid_argument, std::move(message), std::move(path));
}

void observed_spells::prepare_window(const duration_query& query) {
    const auto horizon = spells_.horizon();
    const auto asked = query.observed.value_or(horizon);
    if (!asked.is_valid() || !asked.overlaps(horizon))
        fail(fmt::format("no day from {} to {} is observed: the register \"{}\" is observed from {} to {}",
                         to_string(asked.first), to_string(asked.last), spells_.name(), to_string(horizon.first),
                         to_string(horizon.last)),
             "/observed");
    first_ = (std::max)(asked.first, horizon.first).count();
    last_ = (std::min)(asked.last, horizon.last).count();
}

void observed_spells::prepare_groups(const duration_query& query) {
    groups_ = {""};
    for (std::size_t i = 0; i < query.by.size(); ++i) {
        const auto path = fmt::format("/by/{}", i);
        if (const auto* dimension = spells_.find_dimension(query.by[i]))
            divide_by(*dimension, path);
        else
            problems_.push_back(no_dimension(spells_, query.by[i], path));
    }
}

/// Divides every group by the codes of a dimension.
void observed_spells::divide_by(const dimension_column& dimension, const std::string& path) {
    std::vector<std::string> codes;
    recoded_column numbered;
    numbered.read(dimension);
    if (dimension.has_unknown) codes.push_back(dimension.unknown_code.value_or("unknown"));
    for (const auto& entry : dimension.codes.entries()) {
        numbered.numbers().push_back(static_cast<std::uint16_t>(codes.size()));
        codes.push_back(entry.code);
    }
    if (groups_.size() * codes.size() > most_groups_of_spells)
        return fail(fmt::format("there are more than {} groups", most_groups_of_spells), path);
    for (auto& column : group_of_)
        for (auto& number : column.numbers()) number = static_cast<std::uint16_t>(number * codes.size());
    std::vector<std::string> divided;
    for (const auto& group : groups_)
        for (const auto& code : codes) divided.push_back(group_of_.empty() ? code : group + ", " + code);
    groups_ = std::move(divided);
    group_of_.push_back(std::move(numbered));
}

void observed_spells::assign(const dimension_column& reason, const std::vector<std::string>& names,
                             std::uint16_t number, const std::string& path) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto place = fmt::format("{}/{}", path, i);
        const auto found = reason.codes.find(names[i]);
        if (!found) {
            problems_.push_back(not_among_exit_reasons(spells_, reason, names[i], place));
            continue;
        }
        for (std::size_t code = 0; code < reason.codes.size(); ++code) {
            if (!reason.codes.is_within(code, *found)) continue;
            auto& numbered = cause_of_.numbers()[code + 1];
            if (numbered != unassigned) fail(fmt::format("\"{}\" is given twice", reason.codes[code].code), place);
            numbered = number;
        }
    }
}

void observed_spells::prepare_causes(const duration_query& query) {
    if (query.causes.empty() && query.censoring.empty()) {
        causes_ = {"exit"};
        cause_of_.numbers() = {1};
        return;
    }
    const auto* reason = exit_reason_of(spells_);
    if (!reason) {
        problems_.push_back(no_exit_reason(spells_, "/causes"));
        return;
    }
    if (query.causes.size() > most_causes)
        return fail(fmt::format("there are more than {} causes", most_causes), "/causes");

    cause_of_.read(*reason);
    auto& numbers = cause_of_.numbers();
    numbers.assign(reason->codes.size() + 1, unassigned);
    for (const auto& cause : query.causes) {
        const auto path = fmt::format("/causes/{}/codes", causes_.size());
        causes_.push_back(cause.name);
        assign(*reason, cause.codes, static_cast<std::uint16_t>(causes_.size()), path);
    }
    assign(*reason, query.censoring, 0, "/censoring");

    const bool is_complete = std::find(numbers.begin() + 1, numbers.end(), unassigned) == numbers.end();
    if (causes_.empty())
        causes_.push_back("exit");
    else if (!is_complete || reason->has_unknown)
        causes_.push_back(query.other_cause);
    std::replace(numbers.begin(), numbers.end(), unassigned, static_cast<std::uint16_t>(causes_.size()));
}

void observed_spells::read(std::size_t first, block& into) const noexcept {
    into.first = first;
    into.rows = (std::min)(block::most_rows, spells_.size() - first);
    std::fill_n(into.group.begin(), into.rows, std::uint16_t{0});
    for (const auto& column : group_of_)
        column.for_each(first, into.rows, [&](std::size_t i, std::uint16_t number) {
            into.group[i] = static_cast<std::uint16_t>(into.group[i] + number);
        });
    cause_of_.for_each(first, into.rows, [&](std::size_t i, std::uint16_t number) { into.cause[i] = number; });
    const auto* const starts = spells_.start().data() + first;
    const auto* const ends = spells_.end().data() + first;
    const auto offset = spells_.exit_offset(), last = last_, begin = first_;
    for (std::size_t i = 0; i < into.rows; ++i) {
        const auto start = starts[i], end = ends[i];
        const bool exits = end <= last + offset; // an open spell's end is later than any day
        into.is_seen[i] = static_cast<std::uint8_t>((start <= last) & (end >= begin + offset));
        into.first_day[i] = start < begin ? begin + offset - start : 0;
        into.last_day[i] = (exits ? end : last + offset) - start;
        into.cause[i] = exits ? into.cause[i] : std::uint16_t{0};
    }
    std::fill_n(into.counts.begin(), into.rows, std::uint8_t{1});
    for (const auto& filter : filters_) {
        const auto keep = [&](const auto& codes) {
            for (std::size_t i = 0; i < into.rows; ++i) {
                const std::size_t code = codes[first + i];
                const bool keeps = code < filter.keeps.size() && filter.keeps[code] != 0;
                into.counts[i] = static_cast<std::uint8_t>(into.counts[i] & (keeps ? 1 : 0));
            }
        };
        if (const auto* bytes = std::get_if<row_bytes>(&filter.column))
            keep(**bytes);
        else
            std::visit(keep, std::get<0>(filter.column)->values);
    }
}

std::size_t observed_spells::longest_seen() const noexcept {
    const auto starts = spells_.start(), ends = spells_.end();
    const auto begin = first_ + spells_.exit_offset(), last = last_ + spells_.exit_offset();
    std::int32_t longest = 0;
    for (std::size_t row = 0; row < spells_.size(); ++row) {
        const auto start = starts[row], end = ends[row];
        const bool is_seen = (start <= last_) & (end >= begin);
        longest = (std::max)(longest, is_seen ? (std::min)(end, last) - start : 0);
    }
    return static_cast<std::size_t>(longest);
}

} // namespace kohort
