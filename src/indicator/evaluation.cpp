#include <kohort/indicator/evaluation.hpp>

#include "compiled_evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

namespace kohort {

namespace {

using detail::compiled_evaluation;
using detail::evaluation_totals;
using detail::outline;

register_profiles profiles_of(const data_set& data) {
    register_profiles profiles;
    for (const auto& spells : data.registers()) profiles.emplace(spells.name(), profile_of(spells));
    return profiles;
}

/// The data set with registers that have these profiles and no rows.
data_set without_rows(const data_set& data, const register_profiles& profiles) {
    std::vector<spell_register> registers;
    for (const auto& spells : data.registers())
        registers.push_back(kohort::without_rows(spells, profiles.at(spells.name())));
    return data.with_registers(std::move(registers));
}

/// Why a register cannot be counted as the one that definitions were compiled against.
std::optional<std::string> difference_from(const spell_register& compiled, const spell_register& spells) {
    if (spells.exit_means() != compiled.exit_means()) return "another meaning of exit days";
    if (spells.has_birth() != compiled.has_birth() || spells.birth_is_year() != compiled.birth_is_year())
        return "other births";
    const auto same_value = [](const value_column& a, const value_column& b) {
        return a.name == b.name && a.unit == b.unit;
    };
    if (!std::ranges::equal(spells.values(), compiled.values(), same_value)) return "other numeric columns";
    const auto& dimensions = compiled.dimensions();
    if (!std::ranges::equal(spells.dimensions(), dimensions, {}, &dimension_column::name, &dimension_column::name))
        return "other dimensions";
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        const auto& here = spells.dimensions()[d];
        if (here.codes.entries() != dimensions[d].codes.entries() || here.unknown_code != dimensions[d].unknown_code ||
            here.is_exit_reason != dimensions[d].is_exit_reason)
            return fmt::format("other codes of \"{}\" (name them in the schema: recorded values differ from part to "
                               "part)",
                               here.name);
    }
    return std::nullopt;
}

error_list differences(const compiled_evaluation& compiled, const data_set& part) {
    error_list problems;
    const auto& declared = compiled.declared.data;
    for (const auto& known : declared.registers()) {
        const auto* spells = part.find(known.name());
        if (!spells) {
            problems.emplace_back(error_code::plan,
                                  fmt::format("there is no register \"{}\" in this part, with which the definitions "
                                              "were compiled; a part has all registers, some perhaps without rows",
                                              known.name()));
            continue;
        }
        if (const auto difference = difference_from(known, *spells))
            problems.emplace_back(error_code::plan,
                                  fmt::format("register \"{}\" has {} than the one with which the definitions were "
                                              "compiled",
                                              known.name(), *difference));
        const bool is_followed = std::ranges::find(compiled.followed, known.name()) != compiled.followed.end();
        if (is_followed && spells->horizon() != known.horizon())
            problems.emplace_back(
                error_code::plan,
                fmt::format("register \"{}\" is observed from {} to {}, and events were to be followed up from {} to "
                            "{}; give its \"horizon\" in the schema",
                            known.name(), to_string(spells->horizon().first), to_string(spells->horizon().last),
                            to_string(known.horizon().first), to_string(known.horizon().last)));
    }
    if (part.codes() != declared.codes() || part.parameters() != declared.parameters())
        problems.emplace_back(error_code::plan, "the part has other code lists or parameters than those with which the "
                                                "definitions were compiled");
    return problems;
}

error no_threads() { return {error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1"}; }

error another_evaluation() {
    return {error_code::plan, "the states are of different evaluations: definitions, periods, code lists or parameters "
                              "differ; compile both from the same"};
}

error too_large() {
    return {error_code::plan, "the values add up to more than 64 bits hold; give the column a larger unit, such as "
                              "kSEK"};
}

} // namespace

std::shared_ptr<const outline> compiled_evaluation::outline_with(const register_profiles& profiles) const {
    auto made = std::make_shared<outline>(outline{without_rows(declared.data, profiles), profiles, nullptr});
    made->call = std::make_unique<const prepared_call>(definitions, made->data, made->profiles, options, periods);
    return made;
}

result<evaluation> evaluation::compile(std::span<const definition> definitions, const data_set& data,
                                       const evaluate_options& options) {
    auto made = std::make_shared<compiled_evaluation>();
    made->definitions.assign(definitions.begin(), definitions.end());
    made->options.periods = options.periods;
    made->options.per = options.per;
    made->options.by = options.by;
    auto& declared = made->declared;
    declared.profiles = profiles_of(data);
    declared.data = without_rows(data, declared.profiles);
    declared.call =
        std::make_unique<const prepared_call>(made->definitions, declared.data, declared.profiles, made->options);
    if (!declared.call->problems().empty()) return declared.call->problems();
    for (const auto& indicator : declared.call->indicators()) made->periods.push_back(indicator.periods());
    auto asked = detail::asked_of_rows_by(made->definitions);
    made->needs_whole_persons = asked.whole_persons;
    made->depends_on_horizon = !options.periods || !asked.followed.empty();
    made->followed = std::move(asked.followed);
    made->fingerprint = detail::fingerprint_of(*made);
    return evaluation(std::move(made));
}

std::uint64_t evaluation::fingerprint() const noexcept { return made_->fingerprint; }
bool evaluation::needs_whole_persons() const noexcept { return made_->needs_whole_persons; }
bool evaluation::depends_on_horizon() const noexcept { return made_->depends_on_horizon; }

evaluation_state::evaluation_state(const evaluation& compiled)
    : compiled_(compiled.made_), totals_(std::make_unique<evaluation_totals>()) {}
evaluation_state::evaluation_state(const evaluation_state& other)
    : compiled_(other.compiled_), totals_(std::make_unique<evaluation_totals>(*other.totals_)) {}
evaluation_state& evaluation_state::operator=(const evaluation_state& other) {
    return *this = evaluation_state(other);
}
evaluation_state::evaluation_state(evaluation_state&&) noexcept = default;
evaluation_state& evaluation_state::operator=(evaluation_state&&) noexcept = default;
evaluation_state::~evaluation_state() = default;

bool operator==(const evaluation_state& a, const evaluation_state& b) noexcept {
    return a.compiled_->fingerprint == b.compiled_->fingerprint && *a.totals_ == *b.totals_;
}

std::optional<error_list> evaluation_state::push(const data_set& part, const push_options& options) {
    if (options.threads == 0) return error_list{no_threads()};
    if (options.rows == pushed_rows::of_any_persons && compiled_->needs_whole_persons)
        return error_list{error(error_code::invalid_argument,
                                "a measure looks at several rows of a person: push all rows of a person together, or "
                                "count everything again")};
    if (auto problems = differences(*compiled_, part); !problems.empty()) return problems;
    const prepared_call call(compiled_->definitions, part, compiled_->options, compiled_->periods);
    if (!call.problems().empty()) return call.problems();
    auto counted = call.count(
        {.threads = options.threads, .memory = options.memory, .limits = {}, .progress = options.progress});
    if (!counted) return counted.errors();
    auto totals = detail::totals_of(call, *std::move(counted));
    if (totals_->is_empty()) {
        *totals_ = std::move(totals);
    } else if (!totals_->combine(totals, detail::sign::add)) {
        return error_list{too_large()};
    }
    return std::nullopt;
}

std::optional<error> evaluation_state::merge(const evaluation_state& other) {
    if (compiled_->fingerprint != other.compiled_->fingerprint) return another_evaluation();
    if (other.totals_->is_empty()) return std::nullopt;
    if (totals_->is_empty()) {
        *totals_ = *other.totals_;
    } else if (!totals_->combine(*other.totals_, detail::sign::add)) {
        return too_large();
    }
    return std::nullopt;
}

std::optional<error> evaluation_state::retract(const evaluation_state& other) {
    if (compiled_->fingerprint != other.compiled_->fingerprint) return another_evaluation();
    if (compiled_->needs_whole_persons)
        return error(error_code::plan, "a measure looks at several rows of a person, who may have others; count "
                                       "everything again");
    if (other.totals_->is_empty()) return std::nullopt;
    if (totals_->is_empty()) *totals_ = other.totals_->emptied();
    if (!totals_->combine(*other.totals_, detail::sign::take))
        return error(error_code::plan, "the rows to be retracted are not in the state, or their values add up to more "
                                       "than 64 bits hold");
    return std::nullopt;
}

result<std::vector<indicator_table>> evaluation_state::finish() const {
    const auto& declared = compiled_->declared;
    if (totals_->is_empty()) return detail::finish(*declared.call, detail::nothing_counted(*declared.call));
    if (totals_->profiles == declared.profiles) return detail::finish(*declared.call, *totals_);
    return detail::finish(*compiled_->outline_with(totals_->profiles)->call, *totals_);
}

} // namespace kohort
