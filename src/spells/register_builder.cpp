#include <kohort/spells/register_builder.hpp>

#include "../data/recoding.hpp"
#include "../data/row_findings.hpp"
#include "dimension_codes.hpp"
#include "neighbour_findings.hpp"
#include "row_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <unordered_map>

namespace kohort {

namespace {

/// Where each item of a schema stands among the requested columns.
class column_plan {
  public:
    explicit column_plan(const register_schema& schema) {
        person = request(schema.person, csv_type::key);
        start = request(schema.start, csv_type::day, schema.dates);
        if (schema.exit) exit = request(*schema.exit, csv_type::day, schema.dates, true);
        if (schema.birth) {
            birth = schema.birth->is_year ? request(schema.birth->column, csv_type::number)
                                          : request(schema.birth->column, csv_type::day, schema.dates);
        }
        if (schema.spell) spell = request(*schema.spell, csv_type::key);
        if (schema.recorded_on) recorded_on = request(*schema.recorded_on, csv_type::day, schema.dates);
        if (schema.weight) weight = request(*schema.weight, csv_type::number);
        for (const auto& value : schema.values) values.push_back(request(value.column, csv_type::number));
        for (const auto& dimension : schema.dimensions)
            dimensions.push_back(request(dimension.column, csv_type::category));
    }

    std::vector<csv_column_request> requests;
    std::vector<unsigned> uses; ///< by request: how many items are read from it
    std::size_t person, start;
    std::optional<std::size_t> exit, birth, spell, recorded_on, weight;
    std::vector<std::size_t> values, dimensions;

  private:
    std::size_t request(const std::string& name, csv_type type, date_format dates = date_format::iso,
                        bool as_exit = false) {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto& known = requests[i];
            if (known.name != name || known.type != type || known.as_exit != as_exit) continue;
            ++uses[i];
            return i;
        }
        requests.push_back({name, type, dates, as_exit});
        uses.push_back(1);
        return requests.size() - 1;
    }
};

class builder {
  public:
    /// `used_up`: the table itself when its columns may go as soon as they have been read, else null.
    builder(const register_schema& schema, const csv_table& table, csv_table* used_up, const std::string& file,
            const code_book& codes, person_table& persons, const build_options& options)
        : schema_(schema), table_(table), used_up_(used_up), plan_(schema), book_(codes), persons_(persons),
          options_(options), rows_(static_cast<std::size_t>(table.rows)), findings_(file, table) {}

    result<built_register> build() {
        if (options_.threads == 0)
            return error(error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1");
        if (auto problems = recode_dimensions(); !problems.empty()) return problems;
        check_keys();
        check_days();
        check_numbers();
        check_codes();
        keep_latest_records();
        auto person = number_persons();
        row_order order(std::move(person), persons_.size(), options_.threads);
        sort(order);
        if (auto stop = findings_.stopped()) return *stop;
        return assemble(order);
    }

  private:
    [[nodiscard]] const csv_column& column(std::size_t index) const { return table_.columns[index]; }
    [[nodiscard]] row_policy policy(row_problem problem) const { return schema_.on_bad_row[problem]; }

    void found(row_problem problem, row_policy policy, const std::string& column, std::size_t row, std::string value) {
        findings_.add(problem, policy, column, row, std::move(value));
        if (policy == row_policy::reject) reject(row);
    }
    void reject(std::size_t row) {
        if (rejected_.empty()) rejected_.resize(rows_);
        rejected_[row] = 1;
    }
    [[nodiscard]] bool is_rejected(std::size_t row) const { return !rejected_.empty() && rejected_[row]; }

    /// Calls `visit(row)` for the rows of which `is_wanted(row)`, in the order of the file. Most columns have none or
    /// few: they are looked for many rows at a time, on all threads.
    template <class IsWanted, class Visit>
    void for_rows(const IsWanted& is_wanted, const Visit& visit) {
        constexpr std::size_t block_rows = 1u << 14;
        const auto end_of = [&](std::size_t block) { return std::min(rows_, (block + 1) * block_rows); };
        std::vector<std::uint8_t> has_some((rows_ + block_rows - 1) / block_rows);
        in_parallel(options_.threads, has_some.size(), [&] {
            return [&](std::size_t block) {
                unsigned found = 0;
                const auto end = end_of(block);
                for (auto row = block * block_rows; row < end; ++row) found |= is_wanted(row) ? 1u : 0u;
                has_some[block] = static_cast<std::uint8_t>(found);
            };
        });
        for (std::size_t block = 0; block < has_some.size(); ++block) {
            if (!has_some[block]) continue;
            for (auto row = block * block_rows; row < end_of(block); ++row)
                if (is_wanted(row)) visit(row);
        }
    }

    error_list recode_dimensions() {
        error_list problems;
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d) {
            auto made = recode(schema_.dimensions[d], column(plan_.dimensions[d]), book_);
            if (made) {
                recodings_.push_back(std::move(*made));
            } else {
                problems.insert(problems.end(), made.errors().begin(), made.errors().end());
            }
        }
        return problems;
    }

    void check_keys() {
        const auto& keys = column(plan_.person).keys;
        for_rows([&](std::size_t row) { return keys[row] == csv_column::missing_key; },
                 [&](std::size_t row) {
                     found(row_problem::missing_key, policy(row_problem::missing_key), schema_.person, row, {});
                     reject(row);
                 });
    }

    void check_days() {
        check_day_column(plan_.start, schema_.start, true);
        if (plan_.birth && !schema_.birth->is_year) check_day_column(*plan_.birth, schema_.birth->column, false);
        if (plan_.recorded_on) check_day_column(*plan_.recorded_on, *schema_.recorded_on, true);
        if (plan_.exit) check_day_column(*plan_.exit, *schema_.exit, false);
        const auto& starts = column(plan_.start).days;
        const auto horizon = schema_.horizon.value_or(
            window{day(std::numeric_limits<std::int32_t>::min()), day(std::numeric_limits<std::int32_t>::max())});
        const auto first = horizon.first.count(), last = horizon.last.count();
        const auto ends_before = [&](std::size_t row, std::int32_t other) {
            const auto exit = exit_of(row);
            return exit != spell_register::open_end && exit < other;
        };
        for_rows(
            [&](std::size_t row) { return (starts[row] > last) | ends_before(row, (std::max)(starts[row], first)); },
            [&](std::size_t row) {
                if (is_rejected(row)) return;
                if (ends_before(row, starts[row]))
                    found(row_problem::exit_before_start, policy(row_problem::exit_before_start), *schema_.exit, row,
                          fmt::format("start {}, exit {}", to_string(day(starts[row])), to_string(day(exit_of(row)))));
                const bool is_before = ends_before(row, first);
                if (is_before || starts[row] > last)
                    found(row_problem::outside_horizon, policy(row_problem::outside_horizon), {}, row,
                          to_string(day(is_before ? exit_of(row) : starts[row])));
            });
    }

    void check_day_column(std::size_t index, const std::string& name, bool is_required) {
        const auto& days = column(index).days;
        const auto& shown = column(index).first_bad;
        std::size_t bad = 0;
        for_rows(
            [&](std::size_t row) {
                return (days[row] == csv_column::bad_day) | (is_required & (days[row] == csv_column::missing_day));
            },
            [&](std::size_t row) {
                std::string text;
                if (days[row] == csv_column::bad_day && bad < shown.size()) text = shown[bad++].text;
                found(row_problem::bad_date, policy(row_problem::bad_date), name, row, std::move(text));
            });
    }

    /// A number that cannot be read is an unknown value: counted, and missing in the register.
    void check_numbers() {
        auto check = [&](std::size_t index, const std::string& name) {
            const auto& numbers = column(index).numbers;
            const auto& shown = column(index).first_bad;
            std::size_t bad = 0;
            for_rows([&](std::size_t row) { return numbers[row] == csv_column::bad_number; },
                     [&](std::size_t row) {
                         found(row_problem::unknown_code, unknown_policy(true), name, row,
                               bad < shown.size() ? shown[bad++].text : std::string());
                     });
        };
        if (plan_.birth && schema_.birth->is_year) check(*plan_.birth, schema_.birth->column);
        if (plan_.weight) check(*plan_.weight, *schema_.weight);
        for (std::size_t v = 0; v < schema_.values.size(); ++v) check(plan_.values[v], schema_.values[v].column);
    }

    [[nodiscard]] row_policy unknown_policy(bool has_unknown) const {
        return policy_for_unlisted(schema_.on_bad_row, schema_.on_unknown_code_given, has_unknown);
    }

    void check_codes() {
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d) {
            const auto& dimension = schema_.dimensions[d];
            const auto& values = column(plan_.dimensions[d]);
            auto& coding = recodings_[d];
            const auto on_unknown = unknown_policy(dimension.unknown.has_value());
            if (on_unknown == row_policy::keep) add_unlisted(coding, values);
            const auto report = [&](std::size_t row) {
                const auto category = values.categories[row];
                if (category == 0 && schema_.exit_reason == dimension.name && exit_of(row) == spell_register::open_end)
                    return;
                if (category == 0)
                    findings_.add(row_problem::unknown_code, row_policy::count_as_unknown, dimension.column, row, {});
                else
                    found(row_problem::unknown_code, on_unknown, dimension.column, row, values.texts[category - 1u]);
            };
            const auto& categories = values.categories;
            const bool reports_empty = !dimension.unknown;
            const bool has_unlisted = std::ranges::find(coding.code_of, recoding::not_in_list) != coding.code_of.end();
            if (has_unlisted)
                for_rows(
                    [&](std::size_t row) {
                        return (reports_empty & (categories[row] == 0)) |
                               (coding.code_of[categories[row]] == recoding::not_in_list);
                    },
                    report);
            else if (reports_empty && schema_.exit_reason == dimension.name && plan_.exit)
                for_rows([&, &exits = column(*plan_.exit).days](
                             std::size_t row) { return (categories[row] == 0) & (exits[row] > csv_column::bad_day); },
                         report);
            else if (reports_empty)
                for_rows([&](std::size_t row) { return categories[row] == 0; }, report);
            std::ranges::replace(coding.code_of, recoding::not_in_list, 0u);
        }
    }

    /// Of a spell's records on or before the day `as_known_on`, the latest stays; the later row wins a tie.
    void keep_latest_records() {
        if (!plan_.recorded_on || !plan_.spell) return;
        const auto& recorded = column(*plan_.recorded_on).days;
        const auto& spells = column(*plan_.spell).keys;
        superseded_.assign(rows_, 0);
        std::unordered_map<std::uint64_t, std::size_t> latest;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (is_rejected(row)) continue;
            if (options_.as_known_on && recorded[row] > options_.as_known_on->count()) {
                superseded_[row] = 1;
                continue;
            }
            const auto [entry, is_first] = latest.try_emplace(spells[row], row);
            if (is_first) continue;
            const bool is_later = recorded[row] >= recorded[entry->second];
            superseded_[is_later ? entry->second : row] = 1;
            if (is_later) entry->second = row;
        }
    }

    [[nodiscard]] bool is_kept(std::size_t row) const {
        return !is_rejected(row) && (superseded_.empty() || !superseded_[row]);
    }

    /// By row the number of its person.
    std::vector<std::uint32_t> number_persons() {
        const auto& source = column(plan_.person);
        auto person = large_column(rows_, row_order::left_out);
        if (source.texts.empty() && rejected_.empty() && superseded_.empty()) {
            persons_.number(source.keys, person);
            return person;
        }
        std::vector<std::uint32_t> by_text(source.texts.size(), row_order::left_out);
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!is_kept(row)) continue;
            const auto key = source.keys[row];
            if (!(key & csv_column::text_key_bit)) {
                person[row] = persons_.number_of(key);
                continue;
            }
            const auto text = static_cast<std::size_t>(key & ~csv_column::text_key_bit);
            if (by_text[text] == row_order::left_out)
                by_text[text] = persons_.number_of(std::string_view(source.texts[text]));
            person[row] = by_text[text];
        }
        return person;
    }

    /// Starts, ends and births into the register's order, with what is found on the way.
    void sort(row_order& order) {
        columns_.start =
            order.deal<std::int32_t>([&, &days = column(plan_.start).days](auto row) { return days[row]; });
        columns_.end = order.deal<std::int32_t>([&](auto row) { return end_of(row); });
        if (plan_.birth) columns_.birth = order.deal<std::int32_t>([&](auto row) { return birth_of(row); });
        const neighbour_findings nothing(table_, schema_.on_bad_row, columns_.birth);
        auto all = nothing;
        std::mutex adding;
        order.sort(columns_.start, columns_.end, [&](auto spells, auto rows, std::size_t first) {
            auto found = nothing;
            found.look_at(spells, rows, first);
            const std::lock_guard lock(adding);
            all.add(found);
        });
        columns_.person = order.take_persons();
        if (plan_.birth) order.arrange(columns_.birth);
        for (const auto problem :
             {row_problem::duplicate, row_problem::overlap, row_problem::contradicting_person_attribute})
            findings_.add(problem, policy(problem),
                          problem == row_problem::contradicting_person_attribute && schema_.birth
                              ? schema_.birth->column
                              : std::string(),
                          all.of(problem).count(), all.of(problem).first());
        rejected_neighbours_ = all.rejected();
        for (const auto index : {plan_.start, plan_.person}) release(index);
        for (const auto& index : {plan_.exit, plan_.birth, plan_.spell, plan_.recorded_on})
            if (index) release(*index);
    }

    /// Gives the memory of a column back when nothing else is read from it.
    void release(std::size_t index) {
        if (--plan_.uses[index] > 0 || !used_up_) return;
        auto& column = used_up_->columns[index];
        std::vector<std::uint64_t>().swap(column.keys);
        std::vector<std::int32_t>().swap(column.days);
        std::vector<std::uint16_t>().swap(column.categories);
        std::vector<std::int64_t>().swap(column.numbers);
    }

    /// The recorded exit day, or `open_end`. A bad date counts as none: its row is rejected for that.
    [[nodiscard]] std::int32_t exit_of(std::size_t row) const {
        if (!plan_.exit) return spell_register::open_end;
        const auto exit = column(*plan_.exit).days[row];
        return exit <= csv_column::bad_day ? spell_register::open_end : exit;
    }
    [[nodiscard]] std::int32_t end_of(std::size_t row) const {
        const auto exit = exit_of(row);
        return exit == spell_register::open_end ? exit : exit + exit_offset();
    }
    [[nodiscard]] std::int32_t exit_offset() const { return schema_.exit_means == exit_meaning::last_day ? 1 : 0; }
    [[nodiscard]] std::int32_t birth_of(std::size_t row) const {
        if (schema_.birth->is_year) {
            const auto number = column(*plan_.birth).numbers[row];
            if (number <= csv_column::bad_number) return spell_register::unknown_birth;
            return static_cast<std::int32_t>(number / csv_column::number_scale);
        }
        const auto birth = column(*plan_.birth).days[row];
        return birth <= csv_column::bad_day ? spell_register::unknown_birth : birth;
    }

    [[nodiscard]] dimension_column dimension_from(std::size_t d, const row_order& order) {
        auto& coding = recodings_[d];
        dimension_column made;
        made.name = schema_.dimensions[d].name;
        made.unknown_code = schema_.dimensions[d].unknown;
        made.is_exit_reason = schema_.exit_reason == made.name;
        if (coding.codes.size() < 256) {
            made.values = codes_from<std::uint8_t>(d, order);
        } else {
            made.values = codes_from<std::uint16_t>(d, order);
        }
        made.occurs = occurring(schema_.dimensions[d], coding);
        made.codes = std::move(coding.codes);
        describe_codes(made, columns_.person);
        return made;
    }

    template <class Code>
    [[nodiscard]] std::vector<Code> codes_from(std::size_t d, const row_order& order) {
        const auto& categories = column(plan_.dimensions[d]).categories;
        const std::vector<Code> code_of(recodings_[d].code_of.begin(), recodings_[d].code_of.end());
        auto codes = order.deal<Code>(
            [from = categories.data(), as = code_of.data()](std::size_t row) { return as[from[row]]; });
        release(plan_.dimensions[d]);
        order.arrange(codes);
        return codes;
    }

    /// The codes that the schema names or the file has, when the schema names some of a list.
    [[nodiscard]] static std::vector<std::uint8_t> occurring(const dimension_schema& dimension,
                                                             const recoding& coding) {
        if (dimension.codes.empty() || !dimension.code_list) return {};
        std::vector<std::uint8_t> occurs(coding.codes.size() + 1, 0);
        for (const auto code : coding.code_of) occurs[code] = 1;
        for (const auto& [recorded, code] : dimension.codes)
            if (const auto index = coding.codes.find(code)) occurs[*index + 1] = 1;
        return occurs;
    }

    [[nodiscard]] std::vector<std::int64_t> numbers_from(std::size_t index, const row_order& order) {
        const auto& source = column(index).numbers;
        auto numbers = order.deal<std::int64_t>([&](std::size_t row) {
            return source[row] == csv_column::bad_number ? csv_column::missing_number : source[row];
        });
        release(index);
        order.arrange(numbers);
        return numbers;
    }

    [[nodiscard]] window observed() const {
        if (schema_.horizon) return *schema_.horizon;
        if (columns_.start.empty()) return {day(0), day(0)};
        auto [first, last] = std::ranges::minmax(columns_.start);
        for (const auto end : columns_.end)
            if (end != spell_register::open_end) last = std::max(last, end - exit_offset());
        return {day(first), day(last)};
    }

    result<built_register> assemble(const row_order& order) {
        for (const auto& coding : recodings_)
            if (coding.codes.size() > most_codes)
                return error(error_code::data, "a dimension can have at most 65,534 codes; group the values of \"" +
                                                   coding.codes.id() + "\" before reading them");
        columns_.has_birth = plan_.birth.has_value();
        if (plan_.weight) columns_.weight = numbers_from(*plan_.weight, order);
        for (std::size_t v = 0; v < schema_.values.size(); ++v)
            columns_.values.push_back(
                {schema_.values[v].name, schema_.values[v].unit, numbers_from(plan_.values[v], order)});
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d)
            columns_.dimensions.push_back(dimension_from(d, order));

        auto quality = findings_.report(schema_.name);
        quality.rows_rejected = std::count(rejected_.begin(), rejected_.end(), 1) + rejected_neighbours_;
        quality.rows_kept = static_cast<std::int64_t>(order.size());
        quality.rows_superseded = quality.rows_read - quality.rows_kept - quality.rows_rejected;
        quality.open_spells = std::count(columns_.end.begin(), columns_.end.end(), spell_register::open_end);
        quality.persons = columns_.person.empty() ? 0 : 1;
        for (std::size_t i = 1; i < columns_.person.size(); ++i)
            quality.persons += columns_.person[i] != columns_.person[i - 1];
        const bool birth_is_year = schema_.birth && schema_.birth->is_year;
        const auto horizon = observed();
        return built_register{
            spell_register(schema_.name, schema_.exit_means, horizon, birth_is_year, std::move(columns_)),
            std::move(quality)};
    }

    const register_schema& schema_;
    const csv_table& table_;
    csv_table* used_up_;
    column_plan plan_;
    const code_book& book_;
    person_table& persons_;
    const build_options& options_;
    std::size_t rows_;
    row_findings findings_;
    std::vector<std::uint8_t> rejected_;   ///< by row of the file; empty while there are none
    std::vector<std::uint8_t> superseded_; ///< empty when the register has no record dates
    std::vector<recoding> recodings_;
    spell_columns columns_;
    std::int64_t rejected_neighbours_ = 0; ///< rows that are bad beside others
};

} // namespace

std::vector<csv_column_request> columns_of(const register_schema& schema) { return column_plan(schema).requests; }

result<built_register> build_register(const register_schema& schema, const csv_table& table, const std::string& file,
                                      const code_book& codes, person_table& persons, const build_options& options) {
    return builder(schema, table, nullptr, file, codes, persons, options).build();
}

result<built_register> build_register(const register_schema& schema, csv_table&& table, const std::string& file,
                                      const code_book& codes, person_table& persons, const build_options& options) {
    return builder(schema, table, &table, file, codes, persons, options).build();
}

} // namespace kohort
