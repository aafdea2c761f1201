#include <kohort/cohort/cohort.hpp>

#include "register_columns.hpp"

#include <kohort/spells/history.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace kohort {

namespace {

std::int64_t persons_of(const std::vector<cohort_member>& members) noexcept {
    std::int64_t persons = 0;
    for (std::size_t i = 0; i < members.size(); ++i) persons += i == 0 || members[i].person != members[i - 1].person;
    return persons;
}

auto order_of(const cohort_member& member) noexcept {
    return std::tuple(member.person, member.origin, member.in_register, member.row);
}

/// Sorts members that are in order of person.
void sort_within_persons(std::vector<cohort_member>& members) {
    for (auto first = members.begin(); first != members.end();) {
        const auto next = std::find_if(first, members.end(),
                                       [&](const cohort_member& member) { return member.person != first->person; });
        std::sort(first, next, [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
        first = next;
    }
}

constexpr std::int32_t no_origin = spell_register::open_end;

} // namespace

std::int64_t cohort::persons() const noexcept { return persons_of(members); }

// Selection

cohort_selection::cohort_selection(std::shared_ptr<const spell_register> spells) : spells_(std::move(spells)) {
    made_.registers.push_back(spells_);
    made_.members.resize(spells_->size());
    for (std::size_t row = 0; row < spells_->size(); ++row) {
        made_.members[row].person = spells_->person()[row];
        made_.members[row].row = static_cast<std::uint32_t>(row);
    }
    const auto persons = made_.persons();
    made_.attrition.push_back({spells_->name(), 0, 0, static_cast<std::int64_t>(spells_->size()), persons});
}

void cohort_selection::note(std::string condition) {
    const auto& before = made_.attrition.back();
    const auto rows = static_cast<std::int64_t>(made_.members.size()), persons = made_.persons();
    made_.attrition.push_back(
        {std::move(condition), before.rows_left - rows, before.persons_left - persons, rows, persons});
}

template <class Keeps>
void cohort_selection::keep_where(Keeps keeps, std::string condition) {
    std::erase_if(made_.members, [&](const cohort_member& member) { return !keeps(member); });
    note(std::move(condition));
}

/// `origin_of(row)` is the origin, or `no_origin`.
template <class OriginOf>
void cohort_selection::begin(cohort_event event, OriginOf origin_of, std::string condition) {
    for (auto& member : made_.members) {
        member.event = event;
        member.origin = origin_of(member.row);
    }
    std::erase_if(made_.members, [](const cohort_member& member) { return member.origin == no_origin; });
    sort_within_persons(made_.members);
    note(std::move(condition));
}

void cohort_selection::entered(window time, std::string condition) {
    const auto starts = spells_->start();
    begin(
        cohort_event::entered,
        [&](std::size_t row) { return time.contains(day(starts[row])) ? starts[row] : no_origin; },
        std::move(condition));
}

void cohort_selection::exited(window time, std::string condition) {
    begin(
        cohort_event::exited,
        [&](std::size_t row) {
            const auto exit = spells_->exit_day(row);
            return exit != spell_register::open_end && time.contains(day(exit)) ? exit : no_origin;
        },
        std::move(condition));
}

void cohort_selection::in_stock(day on, std::string condition) {
    const auto t = on.count();
    begin(
        cohort_event::in_stock,
        [&](std::size_t row) { return spells_->start()[row] <= t && t < spells_->end()[row] ? t : no_origin; },
        std::move(condition));
}

void cohort_selection::born(window time, int at_age, std::string condition) {
    const auto births = spells_->birth();
    begin(
        cohort_event::born,
        [&](std::size_t row) {
            const auto born = births.empty() ? spell_register::unknown_birth : births[row];
            if (born == spell_register::unknown_birth) return no_origin;
            if (!spells_->birth_is_year())
                return time.contains(day(born)) ? birthday(day(born), at_age).count() : no_origin;
            const window year{from_civil({born, 1, 1}), from_civil({born, 12, 31})};
            return time.contains(year) ? from_civil({born + at_age, 12, 31}).count() : no_origin;
        },
        std::move(condition));
}

void cohort_selection::keep(std::span<const row_filter> filters, std::string condition) {
    keep_where(
        [filters](const cohort_member& member) {
            return std::all_of(filters.begin(), filters.end(),
                               [&](const row_filter& filter) { return filter(member.row); });
        },
        std::move(condition));
}

void cohort_selection::keep_first_entries(std::optional<duration> without_earlier_in, std::string condition) {
    const auto is_first = first_entries(*spells_, without_earlier_in);
    const auto observed_from = spells_->horizon().first;
    for (auto& member : made_.members)
        member.history_is_cut =
            !without_earlier_in || subtract(day(spells_->start()[member.row]), *without_earlier_in) < observed_from;
    keep_where([&](const cohort_member& member) { return (*is_first)[member.row] != 0; }, std::move(condition));
}

void cohort_selection::keep_first_per_person(std::string condition) {
    auto& members = made_.members;
    const auto same_person = [](const auto& a, const auto& b) { return a.person == b.person; };
    members.erase(std::unique(members.begin(), members.end(), same_person), members.end());
    note(std::move(condition));
}

cohort cohort_selection::finish(std::string id) && {
    made_.id = std::move(id);
    return std::move(made_);
}

// Sets

namespace {

using members = std::span<const cohort_member>;

/// The members of a person at the front of `rest`, which are taken off.
members take_person(members& rest, std::uint32_t person) noexcept {
    std::size_t count = 0;
    while (count < rest.size() && rest[count].person == person) ++count;
    const auto taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
}

bool second_stands(members first, members second, origin_choice origin) noexcept {
    if (origin == origin_choice::earliest) return second.front().origin < first.front().origin;
    if (origin == origin_choice::latest) return second.back().origin > first.back().origin;
    return false;
}

class set_operation {
  public:
    set_operation(const cohort& first, const cohort& second) : first_(first), second_(second) {
        made_.registers = first.registers;
        for (const auto& spells : second.registers) {
            const auto known = std::find(made_.registers.begin(), made_.registers.end(), spells);
            number_of_.push_back(static_cast<std::uint16_t>(known - made_.registers.begin()));
            if (known == made_.registers.end()) made_.registers.push_back(spells);
        }
    }

    /// `choose(first, second)` tells whose members stand: 0 nobody's, 1 the first's, 2 the second's. Either list may be
    /// empty.
    template <class Choose>
    void run(Choose choose) {
        members first = first_.members, second = second_.members;
        while (!first.empty() || !second.empty()) {
            const auto person = first.empty()    ? second.front().person
                                : second.empty() ? first.front().person
                                                 : (std::min)(first.front().person, second.front().person);
            const auto a = take_person(first, person), b = take_person(second, person);
            switch (choose(a, b)) {
            case 1:
                made_.members.insert(made_.members.end(), a.begin(), a.end());
                break;
            case 2:
                add_second(b);
                break;
            default:
                break;
            }
        }
    }

    /// `begin` is what there was, `condition` what removed the rest.
    cohort finish(std::string id, attrition_step begin, std::string condition) {
        made_.id = std::move(id);
        const auto rows = static_cast<std::int64_t>(made_.members.size()), persons = made_.persons();
        made_.attrition.push_back(std::move(begin));
        const auto& before = made_.attrition.front();
        made_.attrition.push_back(
            {std::move(condition), before.rows_left - rows, before.persons_left - persons, rows, persons});
        return std::move(made_);
    }

  private:
    void add_second(members theirs) {
        const auto begin = made_.members.size();
        for (auto member : theirs) {
            member.in_register = number_of_[member.in_register];
            made_.members.push_back(member);
        }
        std::sort(made_.members.begin() + static_cast<std::ptrdiff_t>(begin), made_.members.end(),
                  [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    }

    const cohort& first_;
    const cohort& second_;
    cohort made_;
    std::vector<std::uint16_t> number_of_; ///< of the second's registers in the new cohort
};

attrition_step everything_of(const cohort& of) {
    return {of.id, 0, 0, static_cast<std::int64_t>(of.members.size()), of.persons()};
}

} // namespace

cohort united(const cohort& first, const cohort& second, origin_choice origin, std::string id) {
    set_operation operation(first, second);
    std::int64_t persons = 0;
    operation.run([&](members a, members b) {
        ++persons;
        return a.empty() || (!b.empty() && second_stands(a, b, origin)) ? 2 : 1;
    });
    const auto rows = static_cast<std::int64_t>(first.members.size() + second.members.size());
    return operation.finish(std::move(id), {fmt::format("{} or {}", first.id, second.id), 0, 0, rows, persons},
                            "each person's members of one cohort");
}

cohort intersected(const cohort& first, const cohort& second, origin_choice origin, std::string id) {
    set_operation operation(first, second);
    attrition_step begin{fmt::format("{} or {}", first.id, second.id), 0, 0,
                         static_cast<std::int64_t>(first.members.size() + second.members.size()), 0};
    operation.run([&](members a, members b) {
        ++begin.persons_left;
        if (a.empty() || b.empty()) return 0;
        return second_stands(a, b, origin) ? 2 : 1;
    });
    return operation.finish(std::move(id), begin, "persons in both, each person's members of one cohort");
}

cohort without(const cohort& first, const cohort& second, std::string id) {
    set_operation operation(first, second);
    operation.run([](members, members b) { return b.empty() ? 1 : 0; });
    return operation.finish(std::move(id), everything_of(first), fmt::format("not in {}", second.id));
}

// Groups

std::string member_groups::name(std::size_t group) const { return fmt::format("{}", fmt::join(codes[group], ", ")); }

namespace {

/// The columns of one dimension in all registers of a cohort.
struct grouping_dimension {
    std::vector<const dimension_column*> column;       ///< by register
    std::vector<std::string> codes;                    ///< all that occur in any list, in order; unknown last
    std::vector<std::vector<std::uint16_t>> number_of; ///< by register and code of the column

    void read(const dimension_column& from) {
        auto& numbers = number_of.emplace_back();
        column.push_back(&from);
        numbers.push_back(0); // unknown: set when all lists are known
        for (const auto& entry : from.codes.entries()) {
            const auto known = std::find(codes.begin(), codes.end(), entry.code);
            numbers.push_back(static_cast<std::uint16_t>(known - codes.begin()));
            if (known == codes.end()) codes.push_back(entry.code);
        }
    }
    void finish() {
        for (auto& numbers : number_of) numbers[0] = static_cast<std::uint16_t>(codes.size());
        codes.push_back(column.empty() ? "unknown" : column.front()->unknown_code.value_or("unknown"));
    }
};

constexpr std::size_t most_groups = 0xffff;

error too_many_groups() {
    return {error_code::invalid_argument, "there are more than 65,535 groups; ask for fewer dimensions", "/by"};
}

/// Whether all combinations of codes have numbers of 64 bits.
bool have_numbers(const std::vector<grouping_dimension>& columns) noexcept {
    std::uint64_t combinations = 1;
    for (const auto& each : columns)
        if (__builtin_mul_overflow(combinations, each.codes.size(), &combinations)) return false;
    return true;
}

/// The codes of a combination.
std::vector<std::string> codes_of(std::uint64_t key, const std::vector<grouping_dimension>& columns) {
    std::vector<std::string> codes(columns.size());
    for (auto d = columns.size(); d-- > 0; key /= columns[d].codes.size())
        codes[d] = columns[d].codes[key % columns[d].codes.size()];
    return codes;
}

} // namespace

result<member_groups> group_by(const cohort& of, std::span<const std::string> dimensions) {
    error_list problems;
    std::vector<grouping_dimension> columns(dimensions.size());
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        for (const auto& spells : of.registers) {
            if (const auto* found = spells->find_dimension(dimensions[d])) {
                columns[d].read(*found);
                continue;
            }
            problems.push_back(no_dimension(*spells, dimensions[d], fmt::format("/by/{}", d)));
        }
        columns[d].finish();
    }
    if (!problems.empty()) return problems;

    member_groups groups;
    groups.dimensions.assign(dimensions.begin(), dimensions.end());
    groups.group_of.resize(of.members.size());
    if (dimensions.empty()) return groups;
    if (!have_numbers(columns)) return too_many_groups();
    std::map<std::uint64_t, std::uint16_t> number_of; // by the places of the codes as digits, the first the highest
    std::vector<std::uint64_t> keys(of.members.size());
    for (std::size_t i = 0; i < of.members.size(); ++i) {
        const auto& member = of.members[i];
        for (const auto& each : columns)
            keys[i] = keys[i] * each.codes.size() +
                      each.number_of[member.in_register][(*each.column[member.in_register])[member.row]];
        number_of.emplace(keys[i], std::uint16_t{0});
    }
    if (number_of.size() > most_groups) return too_many_groups();
    groups.codes.clear();
    for (auto& [key, number] : number_of) {
        number = static_cast<std::uint16_t>(groups.codes.size());
        groups.codes.push_back(codes_of(key, columns));
    }
    for (std::size_t i = 0; i < keys.size(); ++i) groups.group_of[i] = number_of.find(keys[i])->second;
    return groups;
}

} // namespace kohort
