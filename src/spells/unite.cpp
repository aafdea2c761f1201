#include <kohort/spells/algebra.hpp>

#include "dimension_codes.hpp"
#include "pieces.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace kohort {

namespace {

constexpr std::string_view register_dimension = "register";

/// One dimension of one source. A null column: every spell has the only code of the list.
struct source_dimension {
    const dimension_column* column;
    code_list codes;
};

/// The lists as one; what becomes of hierarchies is said in algebra.hpp.
result<code_list> united_list(const std::vector<source_dimension>& parts) {
    const auto is_like_first = [&](const auto& part) { return part.codes.entries() == parts[0].codes.entries(); };
    if (std::all_of(parts.begin(), parts.end(), is_like_first)) return parts[0].codes;

    std::string id;
    std::vector<code_entry> entries;
    std::vector<std::pair<const code_list*, std::size_t>> taken_from;
    code_list known;
    for (const auto& part : parts) {
        id += (id.empty() ? "" : "+") + part.codes.id();
        for (std::size_t index = 0; index < part.codes.size(); ++index) {
            if (known.find(part.codes[index].code)) continue;
            entries.push_back(part.codes[index]);
            entries.back().parent.reset();
            entries.back().of_which = false;
            taken_from.emplace_back(&part.codes, index);
        }
        auto longer = code_list::from(id, entries);
        if (!longer) return longer.errors();
        known = std::move(*longer);
    }
    for (std::size_t index = 0; index < entries.size(); ++index) {
        const auto& [list, place] = taken_from[index];
        const auto& original = (*list)[place];
        if (!original.parent) continue;
        entries[index].parent = known.find((*list)[*original.parent].code);
        entries[index].of_which = original.of_which;
    }
    return code_list::from(id, std::move(entries));
}

class union_of_registers {
  public:
    explicit union_of_registers(std::span<const spell_source> sources) : sources_(sources), pieces_(in_order()) {}

    result<spell_register> make() {
        for (const auto& part : pieces_) {
            columns_.person.push_back(spells(part).person()[part.row]);
            columns_.start.push_back(part.start);
            columns_.end.push_back(part.end);
        }
        error_list problems;
        const auto add = [&](const std::string& name, const std::vector<source_dimension>& parts) {
            auto problem = add_dimension(name, parts);
            if (problem) problems.push_back(*std::move(problem));
        };
        add(std::string(register_dimension), register_names());
        for (const auto& dimension : first().dimensions())
            if (dimension.name != register_dimension)
                if (const auto parts = parts_of(dimension.name); parts.size() == sources_.size())
                    add(dimension.name, parts);
        if (!problems.empty()) return problems;
        add_values();
        add_births();
        add_weights();
        return spell_register(name(), first().exit_means(), horizon(), birth_is_year_, std::move(columns_));
    }

  private:
    [[nodiscard]] const spell_register& first() const noexcept { return *sources_[0].spells; }
    [[nodiscard]] const spell_register& spells(const piece& part) const noexcept {
        return *sources_[part.label].spells;
    }

    /// The kept spells of all sources in the order of the result.
    [[nodiscard]] std::vector<piece> in_order() const {
        constexpr auto nobody = ~std::uint32_t{0};
        std::vector<std::uint32_t> next(sources_.size(), 0);
        const auto person_of = [&](std::size_t source) {
            const auto persons = sources_[source].spells->person();
            return next[source] < persons.size() ? persons[next[source]] : nobody;
        };
        piece_list ordered;
        for (;;) {
            auto person = nobody;
            for (std::size_t s = 0; s < sources_.size(); ++s) person = std::min(person, person_of(s));
            if (person == nobody) return ordered.take();
            for (std::uint32_t s = 0; s < sources_.size(); ++s)
                for (; person_of(s) == person; ++next[s])
                    if (const auto row = next[s]; passes(sources_[s].filters, row))
                        ordered.add(person, {row, s, sources_[s].spells->start()[row], sources_[s].spells->end()[row]});
        }
    }

    [[nodiscard]] std::vector<source_dimension> parts_of(std::string_view name) const {
        std::vector<source_dimension> parts;
        for (const auto& source : sources_)
            if (const auto* column = source.spells->find_dimension(name)) parts.push_back({column, column->codes});
        return parts;
    }

    [[nodiscard]] std::vector<source_dimension> register_names() const {
        std::vector<source_dimension> parts;
        for (const auto& source : sources_) {
            const auto& name = source.spells->name();
            const auto* column = source.spells->find_dimension(register_dimension);
            // A register without a name yields the empty list, which `add_dimension` refuses.
            auto only = code_list::from(std::string(register_dimension), {{name, {name, name}, {}, false}});
            parts.push_back({column, column ? column->codes : only ? std::move(*only) : code_list()});
        }
        return parts;
    }

    [[nodiscard]] std::optional<error> add_dimension(const std::string& name,
                                                     const std::vector<source_dimension>& parts) {
        for (const auto& part : parts)
            if (!part.column && part.codes.size() == 0)
                return error(error_code::invalid_argument, "a register without a name cannot be united: name it");
        auto list = united_list(parts);
        if (!list) return list.errors().front();
        if (list->size() > most_codes)
            return error(error_code::invalid_argument,
                         fmt::format("the registers have {} different codes in the dimension \"{}\", and a dimension "
                                     "can have at most {}; group them first",
                                     list->size(), name, most_codes));
        dimension_column made;
        made.name = name;
        made.codes = std::move(*list);
        describe(made, parts);
        std::vector<std::vector<std::size_t>> code_of;
        for (const auto& part : parts) code_of.push_back(translation(part.codes, made.codes));
        fill_codes(made, pieces_.size(), [&](std::size_t i) {
            const auto [row, source, start, end] = pieces_[i];
            return code_of[source][parts[source].column ? (*parts[source].column)[row] : 1];
        });
        describe_codes(made, columns_.person);
        columns_.dimensions.push_back(std::move(made));
        return {};
    }

    static std::vector<std::size_t> translation(const code_list& from, const code_list& to) {
        std::vector<std::size_t> code_of{0};
        for (const auto& entry : from.entries()) code_of.push_back(*to.find(entry.code) + 1);
        return code_of;
    }

    static void describe(dimension_column& made, const std::vector<source_dimension>& parts) {
        bool restricts = false;
        std::vector<std::uint8_t> occurs(made.codes.size() + 1, 0);
        for (const auto& part : parts) {
            const auto code_of = translation(part.codes, made.codes);
            const bool lists_codes = part.column && !part.column->occurs.empty();
            for (std::size_t code = 0; code < code_of.size(); ++code)
                if (!lists_codes || part.column->occurs[code]) occurs[code_of[code]] = 1;
            restricts = restricts || lists_codes;
            if (!part.column) continue;
            made.is_exit_reason = made.is_exit_reason || part.column->is_exit_reason;
            if (!made.unknown_code) made.unknown_code = part.column->unknown_code;
        }
        if (restricts) made.occurs = std::move(occurs);
    }

    void add_values() {
        for (const auto& wanted : first().values()) {
            std::vector<const value_column*> found;
            for (const auto& source : sources_)
                for (const auto& value : source.spells->values())
                    if (value.name == wanted.name && value.unit == wanted.unit) found.push_back(&value);
            if (found.size() != sources_.size()) continue;
            value_column made{wanted.name, wanted.unit, {}};
            made.values.reserve(pieces_.size());
            for (const auto& part : pieces_) made.values.push_back(found[part.label]->values[part.row]);
            columns_.values.push_back(std::move(made));
        }
    }

    void add_births() {
        bool is_known = false;
        for (const auto& source : sources_) {
            if (source.spells->birth().empty()) continue;
            is_known = true;
            birth_is_year_ = birth_is_year_ || source.spells->birth_is_year();
        }
        if (!is_known) return;
        columns_.birth.reserve(pieces_.size());
        for (const auto& part : pieces_) {
            const auto births = spells(part).birth();
            auto birth = births.empty() ? spell_register::unknown_birth : births[part.row];
            if (birth != spell_register::unknown_birth && birth_is_year_ && !spells(part).birth_is_year())
                birth = to_civil(day(birth)).year;
            columns_.birth.push_back(birth);
        }
    }

    void add_weights() {
        const auto has_weights = [](const auto& source) { return !source.spells->weight().empty(); };
        if (std::none_of(sources_.begin(), sources_.end(), has_weights)) return;
        columns_.weight.reserve(pieces_.size());
        for (const auto& part : pieces_) {
            const auto weights = spells(part).weight();
            columns_.weight.push_back(weights.empty() ? value_column::scale : weights[part.row]);
        }
    }

    [[nodiscard]] std::string name() const {
        std::string joined;
        for (const auto& source : sources_) joined += (joined.empty() ? "" : "+") + source.spells->name();
        return joined;
    }

    [[nodiscard]] window horizon() const noexcept {
        auto days = first().horizon();
        for (const auto& source : sources_) days = common_horizon(days, source.spells->horizon());
        return days;
    }

    std::span<const spell_source> sources_;
    std::vector<piece> pieces_; ///< `label` is the source
    spell_columns columns_;
    bool birth_is_year_ = false;
};

/// The kept spells, each without the days that an earlier one of the person covers.
spell_register without_own_overlaps(const spell_source& source) {
    const auto& spells = *source.spells;
    std::vector<piece> pieces;
    auto covered_until = all_days.start;
    for (std::uint32_t row = 0; row < spells.size(); ++row) {
        if (row == 0 || spells.person()[row] != spells.person()[row - 1]) covered_until = all_days.start;
        if (!passes(source.filters, row)) continue;
        const day_span spell{spells.start()[row], spells.end()[row]};
        if (const auto left = common_days(spell, {covered_until, all_days.end}))
            pieces.push_back({row, 0, left->start, left->end});
        covered_until = std::max(covered_until, spell.end);
    }
    return of_pieces(spells, spells.horizon(), pieces);
}

} // namespace

result<spell_register> unite(std::span<const spell_source> sources) {
    if (sources.empty()) return error(error_code::invalid_argument, "there is no register to unite; give one or more");
    return union_of_registers(sources).make();
}

result<spell_register> overlay(std::span<const spell_source> by_priority) {
    std::vector<spell_register> states;
    states.reserve(by_priority.size());
    std::vector<spell_source> sources;
    for (std::size_t s = 0; s < by_priority.size(); ++s) {
        states.push_back(subtract(without_own_overlaps(by_priority[s]), by_priority.first(s)));
        sources.push_back({&states.back()});
    }
    return unite(sources);
}

} // namespace kohort
