#include "compiled_evaluation.hpp"
#include "for_each_measure.hpp"

#include "../base/fnv1a.hpp"

#include <algorithm>
#include <string_view>

namespace kohort::detail {
namespace {

bool looks_elsewhere(const condition& where) {
    const auto looks = [](const condition& each) { return looks_elsewhere(each); };
    return !where.presences.empty() || !where.totals.empty() || std::ranges::any_of(where.negations, looks) ||
           std::ranges::any_of(where.alternatives, [&](const auto& any) { return std::ranges::any_of(any, looks); });
}

bool looks_at_several_rows(const row_restrictions& to) {
    return to.months || to.first || to.followed || looks_elsewhere(to.where);
}

bool looks_at_several_rows(const measure& of) {
    using kind = measure_source::kind;
    const bool counts_rows = of.unit_counted == counted::spells || of.unit_counted == counted::entries ||
                             of.unit_counted == counted::exits || of.unit_counted == counted::person_days ||
                             of.unit_counted == counted::total;
    const bool is_made_of_rows = of.source.is == kind::one_register || of.source.is == kind::united;
    return of.source.has_spells() && (!counts_rows || !is_made_of_rows || of.merge_gaps ||
                                      looks_at_several_rows(static_cast<const row_restrictions&>(of)));
}

struct row_questions {
    asked_of_rows& asked;

    void look(const row_restrictions& to) const {
        if (!to.followed) return;
        asked.followed.insert(asked.followed.end(), to.followed->registers.begin(), to.followed->registers.end());
    }
    void operator()(const measure& of) const {
        asked.whole_persons |= looks_at_several_rows(of);
        look(of);
    }
    void operator()(const measure& of, const row_restrictions& part) const {
        (*this)(of);
        asked.whole_persons |= of.source.has_spells() && looks_at_several_rows(part);
        look(part);
    }
};

/// Texts and numbers in an order, told apart from each other.
class hasher {
  public:
    void add(std::uint64_t number) noexcept {
        for (int byte = 0; byte < 8; ++byte) hash_.add(static_cast<unsigned char>(number >> (8 * byte) & 0xFFU));
    }
    void add(std::string_view text) noexcept {
        add(static_cast<std::uint64_t>(text.size()));
        hash_.add(text);
    }
    void add_day(day when) noexcept { add(static_cast<std::uint64_t>(when.count())); }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_.value(); }

  private:
    fnv1a hash_;
};

void add(hasher& hash, const code_list& list) {
    hash.add(list.id());
    hash.add(list.size());
    for (const auto& entry : list.entries()) {
        hash.add(entry.code);
        hash.add(entry.parent ? *entry.parent + 1 : 0);
        hash.add(std::uint64_t{entry.of_which});
    }
}

void add(hasher& hash, const spell_register& spells) {
    hash.add(spells.name());
    hash.add(static_cast<std::uint64_t>(spells.exit_means()));
    for (const auto& dimension : spells.dimensions()) {
        hash.add(dimension.name);
        hash.add(dimension.unknown_code.value_or(""));
        hash.add(std::uint64_t{dimension.is_exit_reason});
        add(hash, dimension.codes);
    }
    hash.add(spells.values().size());
    for (const auto& value : spells.values()) {
        hash.add(value.name);
        hash.add(value.unit);
    }
}

} // namespace

asked_of_rows asked_of_rows_by(const std::vector<definition>& definitions) {
    asked_of_rows asked;
    for (const auto& each : definitions) for_each_measure(each.operation, row_questions{asked});
    return asked;
}

std::uint64_t fingerprint_of(const compiled_evaluation& compiled) {
    hasher hash;
    for (const auto& indicator : compiled.declared.call->indicators()) {
        hash.add(to_json(indicator.indicator()));
        hash.add(indicator.periods().size());
        for (const auto& period : indicator.periods()) {
            hash.add(period.label);
            hash.add_day(period.span.first);
            hash.add_day(period.span.last);
        }
    }
    const auto& data = compiled.declared.data;
    for (const auto& spells : data.registers()) add(hash, spells);
    for (const auto& list : data.codes().lists()) add(hash, list);
    for (const auto& rule : data.codes().correspondences()) {
        hash.add(rule.from + " " + rule.to);
        for (const auto& [from, to] : rule.map) {
            hash.add(from);
            hash.add(to);
        }
    }
    for (const auto& parameter : data.parameters().parameters()) {
        hash.add(parameter.name);
        for (const auto& each : parameter.values) {
            hash.add(each.period.label());
            hash.add(static_cast<std::uint64_t>(each.value.numerator()));
            hash.add(static_cast<std::uint64_t>(each.value.denominator()));
        }
    }
    for (const auto& name : compiled.followed)
        if (const auto* spells = data.find(name)) {
            hash.add_day(spells->horizon().first);
            hash.add_day(spells->horizon().last);
        }
    return hash.value();
}

} // namespace kohort::detail
