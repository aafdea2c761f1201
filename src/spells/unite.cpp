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

/// From the codes of every source's column to those of the result. A null column: see `source_dimension`.
struct united_codes {
    std::vector<const dimension_column*> columns;
    std::vector<std::vector<std::size_t>> code_of; ///< by source, then by its code

    [[nodiscard]] std::size_t operator()(const piece& part) const noexcept {
        const auto* column = columns[part.label];
        return code_of[part.label][column ? (*column)[part.row] : 1];
    }
};

std::vector<std::size_t> translation(const code_list& from, const code_list& to) {
    std::vector<std::size_t> code_of{0};
    for (const auto& entry : from.entries()) code_of.push_back(*to.find(entry.code) + 1);
    return code_of;
}

class union_of_registers {
  public:
    explicit union_of_registers(std::span<const spell_source> sources) : sources_(sources) {
        for (const auto& source : sources_) rows_ += source.spells->size();
    }

    result<spell_register> make() {
        if (auto problems = plan_dimensions(); !problems.empty()) return problems;
        plan_values();
        plan_births_and_weights();
        columns_.person.reserve(rows_);
        columns_.start.reserve(rows_);
        columns_.end.reserve(rows_);
        piece_stream stream([this](std::span<const piece> pieces) { append(pieces); });
        add_rows(stream);
        stream.finish();
        for (auto& dimension : columns_.dimensions) describe_codes(dimension, columns_.person);
        return spell_register(name(), first().exit_means(), horizon(), birth_is_year_, std::move(columns_));
    }

  private:
    [[nodiscard]] const spell_register& first() const noexcept { return *sources_[0].spells; }
    [[nodiscard]] const spell_register& spells(const piece& part) const noexcept {
        return *sources_[part.label].spells;
    }

    error_list plan_dimensions() {
        error_list problems;
        const auto plan = [&](const std::string& name, const std::vector<source_dimension>& parts) {
            if (auto problem = plan_dimension(name, parts)) problems.push_back(*std::move(problem));
        };
        plan(std::string(register_dimension), register_names());
        for (const auto& dimension : first().dimensions()) {
            const auto parts = parts_of(dimension.name);
            if (dimension.name != register_dimension && parts.size() == sources_.size()) plan(dimension.name, parts);
        }
        return problems;
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
            // A register without a name yields the empty list, which `plan_dimension` refuses.
            auto only = code_list::from(std::string(register_dimension), {{name, {name, name}, {}, false}});
            parts.push_back({column, column ? column->codes : only ? std::move(*only) : code_list()});
        }
        return parts;
    }

    [[nodiscard]] std::optional<error> plan_dimension(const std::string& name,
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
        united_codes codes;
        for (const auto& part : parts) {
            codes.columns.push_back(part.column);
            codes.code_of.push_back(translation(part.codes, *list));
        }
        dimension_column made;
        made.name = name;
        made.codes = std::move(*list);
        describe(made, codes);
        make_room(made, rows_);
        columns_.dimensions.push_back(std::move(made));
        codes_.push_back(std::move(codes));
        return {};
    }

    static void describe(dimension_column& made, const united_codes& from) {
        bool restricts = false;
        std::vector<std::uint8_t> occurs(made.codes.size() + 1, 0);
        for (std::size_t source = 0; source < from.columns.size(); ++source) {
            const auto* column = from.columns[source];
            const bool lists_codes = column && !column->occurs.empty();
            for (std::size_t code = 0; code < from.code_of[source].size(); ++code)
                if (!lists_codes || column->occurs[code]) occurs[from.code_of[source][code]] = 1;
            restricts = restricts || lists_codes;
            if (!column) continue;
            made.is_exit_reason = made.is_exit_reason || column->is_exit_reason;
            if (!made.unknown_code) made.unknown_code = column->unknown_code;
        }
        if (restricts) made.occurs = std::move(occurs);
    }

    void plan_values() {
        for (const auto& wanted : first().values()) {
            std::vector<const value_column*> found;
            for (const auto& source : sources_)
                for (const auto& value : source.spells->values())
                    if (value.name == wanted.name && value.unit == wanted.unit) found.push_back(&value);
            if (found.size() != sources_.size()) continue;
            columns_.values.push_back({wanted.name, wanted.unit, {}});
            columns_.values.back().values.reserve(rows_);
            values_.push_back(std::move(found));
        }
    }

    void plan_births_and_weights() {
        for (const auto& source : sources_) {
            has_weights_ = has_weights_ || !source.spells->weight().empty();
            if (!source.spells->has_birth()) continue;
            has_births_ = true;
            birth_is_year_ = birth_is_year_ || source.spells->birth_is_year();
        }
        columns_.has_birth = has_births_;
        if (has_births_) columns_.birth.reserve(rows_);
        if (has_weights_) columns_.weight.reserve(rows_);
    }

    /// Adds the kept spells of all sources, person by person; `label` is the source.
    void add_rows(piece_stream& stream) const {
        constexpr auto nobody = ~std::uint32_t{0};
        std::vector<std::uint32_t> next(sources_.size(), 0);
        const auto person_of = [&](std::size_t source) {
            const auto persons = sources_[source].spells->person();
            return next[source] < persons.size() ? persons[next[source]] : nobody;
        };
        for (;;) {
            auto person = nobody;
            for (std::size_t s = 0; s < sources_.size(); ++s) person = std::min(person, person_of(s));
            if (person == nobody) return;
            for (std::uint32_t s = 0; s < sources_.size(); ++s)
                for (; person_of(s) == person; ++next[s])
                    if (const auto row = next[s]; passes(sources_[s].filters, row))
                        stream.add(person, {row, s, sources_[s].spells->start()[row], sources_[s].spells->end()[row]});
        }
    }

    void append(std::span<const piece> pieces) {
        for (const auto& part : pieces) {
            columns_.person.push_back(spells(part).person()[part.row]);
            columns_.start.push_back(part.start);
            columns_.end.push_back(part.end);
        }
        for (std::size_t d = 0; d < codes_.size(); ++d)
            append_codes(columns_.dimensions[d], pieces.size(), [&](std::size_t i) { return codes_[d](pieces[i]); });
        for (std::size_t v = 0; v < values_.size(); ++v)
            for (const auto& part : pieces)
                columns_.values[v].values.push_back(values_[v][part.label]->values[part.row]);
        if (has_births_)
            for (const auto& part : pieces) columns_.birth.push_back(birth_of(part));
        if (has_weights_)
            for (const auto& part : pieces) {
                const auto weights = spells(part).weight();
                columns_.weight.push_back(weights.empty() ? value_column::scale : weights[part.row]);
            }
    }

    [[nodiscard]] std::int32_t birth_of(const piece& part) const noexcept {
        const auto& from = spells(part);
        const auto birth = from.birth().empty() ? spell_register::unknown_birth : from.birth()[part.row];
        const bool becomes_year = birth_is_year_ && !from.birth_is_year() && birth != spell_register::unknown_birth;
        return becomes_year ? to_civil(day(birth)).year : birth;
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
    std::size_t rows_ = 0;
    std::vector<united_codes> codes_;                      ///< by dimension of the result
    std::vector<std::vector<const value_column*>> values_; ///< by value of the result, then by source
    bool has_births_ = false;
    bool birth_is_year_ = false;
    bool has_weights_ = false;
    spell_columns columns_;
};

/// Adds the parts of a source's spells on the days that neither an earlier source nor an earlier spell of the source
/// covers.
void add_exclusive(const spell_source& source, std::span<const spell_source> earlier, piece_stream& pieces) {
    const auto& spells = *source.spells;
    days_of_person days(earlier);
    for (std::size_t row = 0; row < spells.size();) {
        const auto person = spells.person()[row];
        const auto free = days.not_covered(person);
        std::size_t first = 0;
        auto own_end = all_days.start; // on and after this day no spell so far
        for (const auto next_person = spells.person_boundary(row + 1); row < next_person; ++row) {
            if (!passes(source.filters, row)) continue;
            const auto rest = common_days({spells.start()[row], spells.end()[row]}, {own_end, all_days.end});
            own_end = std::max(own_end, spells.end()[row]);
            if (!rest) continue;
            for_parts(*rest, free, first, [&](day_span part) {
                pieces.add(person, {static_cast<std::uint32_t>(row), 0, part.start, part.end});
            });
        }
    }
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
        const auto& spells = *by_priority[s].spells;
        states.push_back(of_pieces(spells, spells.horizon(), [&](piece_stream& pieces) {
            add_exclusive(by_priority[s], by_priority.first(s), pieces);
        }));
        sources.push_back({&states.back()});
    }
    return unite(sources);
}

} // namespace kohort
