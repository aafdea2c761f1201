#include <kohort/spells/register_builder.hpp>

#include "../data/recoding.hpp"
#include "../data/row_findings.hpp"
#include "dimension_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
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
    std::size_t person, start;
    std::optional<std::size_t> exit, birth, spell, recorded_on, weight;
    std::vector<std::size_t> values, dimensions;

  private:
    std::size_t request(const std::string& name, csv_type type, date_format dates = date_format::iso,
                        bool as_exit = false) {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto& known = requests[i];
            if (known.name == name && known.type == type && known.as_exit == as_exit) return i;
        }
        requests.push_back({name, type, dates, as_exit});
        return requests.size() - 1;
    }
};

/// A row of the file with what decides its place in the register.
struct placed_row {
    std::uint32_t person;
    std::int32_t start, end;
    std::uint32_t row;
};

class builder {
  public:
    builder(const register_schema& schema, const csv_table& table, const std::string& file, const code_book& codes,
            person_table& persons, std::optional<day> as_known_on)
        : schema_(schema), table_(table), plan_(schema), book_(codes), persons_(persons), as_known_on_(as_known_on),
          rows_(static_cast<std::size_t>(table.rows)), findings_(file, table), rejected_(rows_, 0) {}

    result<built_register> build() {
        if (auto problems = recode_dimensions(); !problems.empty()) return problems;
        check_keys();
        check_days();
        check_numbers();
        check_codes();
        keep_latest_records();
        number_persons();
        sort_rows();
        check_neighbours();
        if (auto stop = findings_.stopped()) return *stop;
        return assemble();
    }

  private:
    [[nodiscard]] const csv_column& column(std::size_t index) const { return table_.columns[index]; }
    [[nodiscard]] row_policy policy(row_problem problem) const { return schema_.on_bad_row[problem]; }

    void found(row_problem problem, row_policy policy, const std::string& column, std::size_t row, std::string value) {
        findings_.add(problem, policy, column, row, std::move(value));
        if (policy == row_policy::reject) rejected_[row] = 1;
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
        for (std::size_t row = 0; row < rows_; ++row)
            if (keys[row] == csv_column::missing_key)
                found(row_problem::missing_key, policy(row_problem::missing_key), schema_.person, row, {});
    }

    void check_days() {
        const auto& starts = column(plan_.start).days;
        check_day_column(plan_.start, schema_.start, true);
        if (plan_.birth && !schema_.birth->is_year) check_day_column(*plan_.birth, schema_.birth->column, false);
        if (plan_.recorded_on) check_day_column(*plan_.recorded_on, *schema_.recorded_on, true);
        if (plan_.exit) check_day_column(*plan_.exit, *schema_.exit, false);
        for (std::size_t row = 0; row < rows_; ++row) {
            if (rejected_[row]) continue;
            const auto start = starts[row], exit = exit_of(row);
            if (exit != spell_register::open_end && exit < start)
                found(row_problem::exit_before_start, policy(row_problem::exit_before_start), *schema_.exit, row,
                      fmt::format("start {}, exit {}", to_string(day(start)), to_string(day(exit))));
            if (!schema_.horizon) continue;
            const bool before = exit != spell_register::open_end && exit < schema_.horizon->first.count();
            if (before || start > schema_.horizon->last.count())
                found(row_problem::outside_horizon, policy(row_problem::outside_horizon), {}, row,
                      to_string(day(before ? exit : start)));
        }
    }

    void check_day_column(std::size_t index, const std::string& name, bool is_required) {
        const auto& days = column(index).days;
        std::size_t bad = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            const bool is_bad = days[row] == csv_column::bad_day;
            if (!is_bad && !(is_required && days[row] == csv_column::missing_day)) continue;
            const auto& shown = column(index).first_bad;
            std::string text;
            if (is_bad && bad < shown.size()) text = shown[bad].text;
            bad += is_bad ? 1 : 0;
            found(row_problem::bad_date, policy(row_problem::bad_date), name, row, std::move(text));
        }
    }

    /// A number that cannot be read is an unknown value: counted, and missing in the register.
    void check_numbers() {
        auto check = [&](std::size_t index, const std::string& name) {
            const auto& numbers = column(index).numbers;
            std::size_t bad = 0;
            for (std::size_t row = 0; row < rows_; ++row) {
                if (numbers[row] != csv_column::bad_number) continue;
                const auto& shown = column(index).first_bad;
                found(row_problem::unknown_code, unknown_policy(true), name, row,
                      bad < shown.size() ? shown[bad].text : std::string());
                ++bad;
            }
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
            const bool reports_empty = !dimension.unknown;
            const bool is_exit_reason = schema_.exit_reason == dimension.name;
            for (std::size_t row = 0; row < rows_; ++row) {
                const auto category = values.categories[row];
                if (category == 0) {
                    if (!reports_empty || (is_exit_reason && exit_of(row) == spell_register::open_end)) continue;
                    findings_.add(row_problem::unknown_code, row_policy::count_as_unknown, dimension.column, row, {});
                } else if (coding.code_of[category] == recoding::not_in_list) {
                    found(row_problem::unknown_code, on_unknown, dimension.column, row, values.texts[category - 1u]);
                }
            }
            for (auto& code : coding.code_of)
                if (code == recoding::not_in_list) code = 0;
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
            if (rejected_[row]) continue;
            if (as_known_on_ && recorded[row] > as_known_on_->count()) {
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
        return !rejected_[row] && (superseded_.empty() || !superseded_[row]);
    }

    void number_persons() {
        const auto& source = column(plan_.person);
        constexpr auto not_numbered = ~std::uint32_t{0};
        constexpr std::size_t ahead = 16; // rows between asking the memory for a person's slot and reading it
        std::vector<std::uint32_t> by_text(source.texts.size(), not_numbered);
        person_.assign(rows_, 0);
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!is_kept(row)) continue;
            const auto key = source.keys[row];
            if (row + ahead < rows_) persons_.prefetch(source.keys[row + ahead]);
            if (!(key & csv_column::text_key_bit)) {
                person_[row] = persons_.number_of(key);
                continue;
            }
            const auto text = static_cast<std::size_t>(key & ~csv_column::text_key_bit);
            if (by_text[text] == not_numbered) by_text[text] = persons_.number_of(std::string_view(source.texts[text]));
            person_[row] = by_text[text];
        }
    }

    /// Counting sort by person, then by start, end and row within each person: O(rows) for registers of short
    /// histories. What decides the order travels with the row: looking it up in the columns would miss the cache at
    /// every step.
    void sort_rows() {
        std::vector<std::uint32_t> first(persons_.size() + 1, 0);
        std::size_t kept = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!is_kept(row)) continue;
            ++first[person_[row] + 1];
            ++kept;
        }
        std::partial_sum(first.begin(), first.end(), first.begin());
        sorted_.resize(kept);
        const auto& starts = column(plan_.start).days;
        for (std::size_t row = 0; row < rows_; ++row) // afterwards `first` holds where each person's rows end
            if (is_kept(row))
                sorted_[first[person_[row]]++] = {person_[row], starts[row], end_of(row),
                                                  static_cast<std::uint32_t>(row)};
        std::vector<std::uint32_t>().swap(person_);
        const auto earlier = [](const placed_row& a, const placed_row& b) {
            return std::tie(a.start, a.end, a.row) < std::tie(b.start, b.end, b.row);
        };
        std::uint32_t begin = 0;
        for (const auto end : first) {
            if (end - begin > 1) std::sort(sorted_.begin() + begin, sorted_.begin() + end, earlier);
            begin = end;
        }
    }

    /// Duplicates, overlaps and contradictions, which show between the rows of a person.
    void check_neighbours() {
        std::vector<std::uint32_t> alike; // rows of the person with this start and end that are not duplicates
        const placed_row* first_alike = nullptr;
        const placed_row* previous = nullptr; // the last kept row of the person
        std::int32_t busy_until = 0;          // the latest end so far of the person's kept spells
        for (const auto& row : sorted_) {
            if (previous && previous->person != row.person) previous = nullptr;
            if (!first_alike || first_alike->person != row.person || first_alike->start != row.start ||
                first_alike->end != row.end) {
                first_alike = &row;
                alike.clear();
            }
            const auto is_same = [&](std::uint32_t other) { return is_duplicate(other, row.row); };
            if (std::any_of(alike.begin(), alike.end(), is_same)) {
                found(row_problem::duplicate, policy(row_problem::duplicate), {}, row.row, {});
            } else {
                alike.push_back(row.row);
            }
            if (rejected_[row.row]) continue;
            if (previous && row.start < busy_until)
                found(row_problem::overlap, policy(row_problem::overlap), {}, row.row, {});
            if (previous && births_contradict(previous->row, row.row))
                found(row_problem::contradicting_person_attribute, policy(row_problem::contradicting_person_attribute),
                      schema_.birth->column, row.row, {});
            if (rejected_[row.row]) continue;
            busy_until = previous ? std::max(busy_until, row.end) : row.end;
            previous = &row;
        }
        std::erase_if(sorted_, [&](const placed_row& row) { return rejected_[row.row] != 0; });
    }

    /// Equal in every column that the schema names; the spell's id among them.
    [[nodiscard]] bool is_duplicate(std::uint32_t a, std::uint32_t b) const {
        return std::all_of(table_.columns.begin(), table_.columns.end(), [&](const csv_column& c) {
            switch (c.request.type) {
            case csv_type::key:
                return c.keys[a] == c.keys[b];
            case csv_type::day:
                return c.days[a] == c.days[b];
            case csv_type::category:
                return c.categories[a] == c.categories[b];
            case csv_type::number:
                return c.numbers[a] == c.numbers[b];
            }
            return false;
        });
    }

    [[nodiscard]] bool births_contradict(std::uint32_t a, std::uint32_t b) const {
        if (!plan_.birth) return false;
        const auto first = birth_of(a), second = birth_of(b);
        return first != spell_register::unknown_birth && second != spell_register::unknown_birth && first != second;
    }

    /// The recorded exit day, or `open_end`. A bad date counts as none: its row is rejected for that.
    [[nodiscard]] std::int32_t exit_of(std::size_t row) const {
        if (!plan_.exit) return spell_register::open_end;
        const auto exit = column(*plan_.exit).days[row];
        return exit <= csv_column::bad_day ? spell_register::open_end : exit;
    }
    [[nodiscard]] std::int32_t end_of(std::size_t row) const {
        const auto exit = exit_of(row);
        return exit == spell_register::open_end ? exit : exit + (schema_.exit_means == exit_meaning::last_day ? 1 : 0);
    }
    [[nodiscard]] std::int32_t birth_of(std::size_t row) const {
        if (schema_.birth->is_year) {
            const auto number = column(*plan_.birth).numbers[row];
            if (number <= csv_column::bad_number) return spell_register::unknown_birth;
            return static_cast<std::int32_t>(number / csv_column::number_scale);
        }
        const auto birth = column(*plan_.birth).days[row];
        return birth <= csv_column::bad_day ? spell_register::unknown_birth : birth;
    }

    template <class T, class Read>
    [[nodiscard]] std::vector<T> gather(Read read) const {
        std::vector<T> gathered(sorted_.size());
        for (std::size_t i = 0; i < sorted_.size(); ++i) gathered[i] = static_cast<T>(read(sorted_[i].row));
        return gathered;
    }

    [[nodiscard]] dimension_column dimension_from(std::size_t d) {
        const auto& categories = column(plan_.dimensions[d]).categories;
        auto& coding = recodings_[d];
        const auto code = [&](std::uint32_t row) { return coding.code_of[categories[row]]; };
        dimension_column made;
        made.name = schema_.dimensions[d].name;
        made.unknown_code = schema_.dimensions[d].unknown;
        made.is_exit_reason = schema_.exit_reason == made.name;
        if (coding.codes.size() < 256) {
            made.values = gather<std::uint8_t>(code);
        } else {
            made.values = gather<std::uint16_t>(code);
        }
        made.occurs = occurring(schema_.dimensions[d], coding);
        made.codes = std::move(coding.codes);
        return made;
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

    [[nodiscard]] std::vector<std::int64_t> numbers_from(std::size_t index) const {
        const auto& numbers = column(index).numbers;
        return gather<std::int64_t>([&](std::uint32_t row) {
            return numbers[row] == csv_column::bad_number ? csv_column::missing_number : numbers[row];
        });
    }

    [[nodiscard]] window observed() const {
        if (schema_.horizon) return *schema_.horizon;
        if (sorted_.empty()) return {day(0), day(0)};
        auto first = sorted_.front().start, last = first;
        for (const auto& row : sorted_) {
            const auto exit = exit_of(row.row);
            first = std::min(first, row.start);
            last = std::max({last, row.start, exit == spell_register::open_end ? last : exit});
        }
        return {day(first), day(last)};
    }

    result<built_register> assemble() {
        for (const auto& coding : recodings_)
            if (coding.codes.size() > most_codes)
                return error(error_code::data, "a dimension can have at most 65,534 codes; group the values of \"" +
                                                   coding.codes.id() + "\" before reading them");
        spell_columns columns;
        for (const auto& row : sorted_) {
            columns.person.push_back(row.person);
            columns.start.push_back(row.start);
            columns.end.push_back(row.end);
        }
        columns.has_birth = plan_.birth.has_value();
        if (plan_.birth) columns.birth = gather<std::int32_t>([&](auto row) { return birth_of(row); });
        if (plan_.weight) columns.weight = numbers_from(*plan_.weight);
        for (std::size_t v = 0; v < schema_.values.size(); ++v)
            columns.values.push_back({schema_.values[v].name, schema_.values[v].unit, numbers_from(plan_.values[v])});
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d) {
            columns.dimensions.push_back(dimension_from(d));
            describe_codes(columns.dimensions.back(), columns.person);
        }

        auto quality = findings_.report(schema_.name);
        quality.rows_rejected = std::count(rejected_.begin(), rejected_.end(), 1);
        quality.rows_kept = static_cast<std::int64_t>(sorted_.size());
        quality.rows_superseded = quality.rows_read - quality.rows_kept - quality.rows_rejected;
        quality.open_spells = std::count(columns.end.begin(), columns.end.end(), spell_register::open_end);
        for (std::size_t i = 0; i < columns.person.size(); ++i)
            quality.persons += i == 0 || columns.person[i] != columns.person[i - 1];
        const bool birth_is_year = schema_.birth && schema_.birth->is_year;
        return built_register{
            spell_register(schema_.name, schema_.exit_means, observed(), birth_is_year, std::move(columns)),
            std::move(quality)};
    }

    const register_schema& schema_;
    const csv_table& table_;
    column_plan plan_;
    const code_book& book_;
    person_table& persons_;
    std::optional<day> as_known_on_;
    std::size_t rows_;
    row_findings findings_;
    std::vector<std::uint8_t> rejected_;
    std::vector<std::uint8_t> superseded_; ///< empty when the register has no record dates
    std::vector<recoding> recodings_;
    std::vector<std::uint32_t> person_; ///< by row of the file, until the rows are sorted
    std::vector<placed_row> sorted_;    ///< the kept rows in the register's order
};

} // namespace

std::vector<csv_column_request> columns_of(const register_schema& schema) { return column_plan(schema).requests; }

result<built_register> build_register(const register_schema& schema, const csv_table& table, const std::string& file,
                                      const code_book& codes, person_table& persons, std::optional<day> as_known_on) {
    return builder(schema, table, file, codes, persons, as_known_on).build();
}

} // namespace kohort
