#include <kohort/data/arrow_reader.hpp>

#include <kohort/base/suggest.hpp>

#include "arrow_values.hpp"
#include "csv_text.hpp"
#include "csv_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace kohort {
namespace {

using namespace arrow;

/// A problem of one row; the caller knows the column.
struct row_error {
    std::int64_t row; ///< of the slice
    std::string message;
};

template <class Value>
constexpr bool is_integer = std::is_integral_v<Value> && !std::is_same_v<Value, bool>;

template <class Value>
constexpr bool is_days =
    std::is_same_v<Value, stored_days<std::int32_t>::value> || std::is_same_v<Value, stored_days<std::int64_t>::value>;

template <class Days>
bool is_supported(Days from) noexcept {
    constexpr auto first = from_civil({first_supported_year, 1, 1}), last = from_civil({last_supported_year, 12, 31});
    return from.days >= first.count() && from.days <= last.count();
}

/// How a value that is no date or number was written.
template <class Value>
std::string text_of(Value from) {
    if constexpr (std::is_same_v<Value, std::string_view>)
        return csv::is_utf8(from) ? std::string(from) : "(not UTF-8)";
    else if constexpr (is_days<Value>)
        return fmt::format("{} days after 1970-01-01", from.days);
    else
        return fmt::format("{}", from);
}

/// A number as a file would have it: of floating-point numbers the shortest that reads back the same.
class written_value {
  public:
    explicit written_value(double value) noexcept {
        auto* const end = text_.data() + text_.size();
        auto made = std::to_chars(text_.data(), end, value, std::chars_format::fixed);
        if (made.ec != std::errc()) made = std::to_chars(text_.data(), end, value);
        end_ = made.ptr;
    }
    template <class Value>
    requires is_integer<Value>
    explicit written_value(Value value) noexcept {
        if constexpr (std::is_signed_v<Value>)
            end_ = std::to_chars(text_.data(), text_.data() + text_.size(), std::int64_t{value}).ptr;
        else
            end_ = std::to_chars(text_.data(), text_.data() + text_.size(), std::uint64_t{value}).ptr;
    }
    [[nodiscard]] std::string_view text() const noexcept {
        return {text_.data(), static_cast<std::size_t>(end_ - text_.data())};
    }

  private:
    std::array<char, 24> text_{};
    char* end_;
};

void require_utf8(std::string_view text, std::int64_t row) {
    if (!csv::is_utf8(text)) throw row_error{row, "a text that is not UTF-8"};
}

/// Distinct texts of a column and their indices.
class distinct_texts {
  public:
    explicit distinct_texts(std::vector<std::string>& texts) : texts_(texts) {}

    std::uint32_t find_or_add(std::string_view text, std::int64_t row) {
        if (const auto found = indices_.find(text); found != indices_.end()) return found->second;
        require_utf8(text, row);
        const auto index = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        indices_.emplace(texts_.back(), index);
        return index;
    }

  private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
    };

    std::vector<std::string>& texts_;
    std::unordered_map<std::string, std::uint32_t, text_hash, std::equal_to<>> indices_;
};

// What a value of a batch becomes. `accepts<Value>` tells which it can be; `convert` makes it.

class key_target {
  public:
    using value = std::uint64_t;
    static constexpr auto missing = csv_column::missing_key;
    static constexpr auto expected = "integers, float32, float64, utf8, large_utf8 or a dictionary of these";
    template <class Value>
    static constexpr bool accepts =
        is_integer<Value> || std::is_floating_point_v<Value> || std::is_same_v<Value, std::string_view>;

    explicit key_target(csv_column& column) : texts_(column.texts) {}
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.keys; }

    template <class Integer>
    requires is_integer<Integer> value convert(Integer from, std::int64_t row) {
        if (std::cmp_greater_equal(from, 0) && std::cmp_less(from, std::uint64_t{1} << 62U))
            return static_cast<value>(from);
        return csv_column::text_key_bit | texts_.find_or_add(written_value(from).text(), row);
    }
    value convert(double from, std::int64_t row) {
        return std::isnan(from) ? missing : convert(written_value(from).text(), row);
    }
    value convert(std::string_view text, std::int64_t row) {
        if (text.empty()) return missing;
        value key = 0;
        constexpr std::size_t longest_integer = 19;
        if (text.size() <= longest_integer) { // read from where 8 bytes may be looked at
            std::array<char, longest_integer + 8> padded{};
            std::memcpy(padded.data(), text.data(), text.size());
            if (csv::read_canonical_integer({padded.data(), text.size()}, key)) return key;
        }
        return csv_column::text_key_bit | texts_.find_or_add(text, row);
    }

  private:
    distinct_texts texts_;
};

class category_target {
  public:
    using value = std::uint16_t;
    static constexpr value missing = 0;
    static constexpr auto expected =
        "utf8, large_utf8, integers, float32, float64, booleans, date32, date64, timestamps "
        "without a time zone or a dictionary of these";
    template <class Value>
    static constexpr bool accepts =
        is_integer<Value> || std::is_floating_point_v<Value> || std::is_same_v<Value, std::string_view> ||
        std::is_same_v<Value, bool> || is_days<Value>;

    explicit category_target(csv_column& column) : texts_(column.texts) {}
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.categories; }

    template <class Integer>
    requires is_integer<Integer> value convert(Integer from, std::int64_t row) {
        return convert(written_value(from).text(), row);
    }
    value convert(double from, std::int64_t row) {
        return std::isnan(from) ? missing : convert(written_value(from).text(), row);
    }
    value convert(bool from, std::int64_t row) { return convert(std::string_view(from ? "true" : "false"), row); }
    /// The day of a population is a category: as ISO 8601 writes it.
    template <class Days>
    requires is_days<Days> value convert(Days from, std::int64_t row) {
        return convert(is_supported(from) ? to_string(day(static_cast<std::int32_t>(from.days))) : text_of(from), row);
    }
    value convert(std::string_view text, std::int64_t row) {
        if (text.empty()) return missing;
        constexpr std::uint32_t most_texts = 65'535;
        const auto index = texts_.find_or_add(text, row);
        if (index >= most_texts)
            throw row_error{row, "more than 65,535 distinct texts, the most a category can hold; declare the column "
                                 "as a key, or group its values"};
        return static_cast<value>(index + 1);
    }

  private:
    distinct_texts texts_;
};

class day_target {
  public:
    using value = std::int32_t;
    static constexpr auto missing = csv_column::missing_day, bad = csv_column::bad_day;
    static constexpr auto expected = "date32, date64, timestamps without a time zone, texts or integers in the "
                                     "schema's date format, or a dictionary of these";
    template <class Value>
    static constexpr bool accepts = is_integer<Value> || std::is_same_v<Value, std::string_view> || is_days<Value>;

    explicit day_target(csv_column& column) : dates_(column.request.dates), as_exit_(column.request.as_exit) {}
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.days; }

    template <class Integer>
    requires is_integer<Integer>
    [[nodiscard]] value convert(Integer from, std::int64_t row) const {
        return convert(written_value(from).text(), row);
    }
    [[nodiscard]] value convert(std::string_view text, std::int64_t) const {
        if (text.empty()) return missing;
        day parsed;
        return parse_day(text.data(), text.data() + text.size(), dates_, as_exit_, parsed) ? parsed.count() : bad;
    }
    template <class Days>
    requires is_days<Days>
    [[nodiscard]] value convert(Days from, std::int64_t) const {
        return is_supported(from) ? static_cast<value>(from.days) : bad;
    }

  private:
    date_format dates_;
    bool as_exit_;
};

class number_target {
  public:
    using value = std::int64_t;
    static constexpr auto missing = csv_column::missing_number, bad = csv_column::bad_number;
    static constexpr auto expected = "integers, float32, float64, texts or a dictionary of these";
    template <class Value>
    static constexpr bool accepts =
        is_integer<Value> || std::is_floating_point_v<Value> || std::is_same_v<Value, std::string_view>;

    explicit number_target(csv_column&) {}
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.numbers; }

    template <class Integer>
    requires is_integer<Integer>
    [[nodiscard]] value convert(Integer from, std::int64_t) const {
        constexpr auto most = (std::numeric_limits<value>::max)() / csv_column::number_scale;
        if (std::cmp_greater(from, most) || std::cmp_less(from, -most)) return bad;
        return static_cast<value>(from) * csv_column::number_scale;
    }
    [[nodiscard]] value convert(double from, std::int64_t) const {
        if (std::isnan(from)) return missing;
        const auto scaled = from * static_cast<double>(csv_column::number_scale);
        constexpr double most = 9.2e18; // well inside 64 bits
        return std::abs(scaled) > most ? bad : static_cast<value>(std::llround(scaled));
    }
    [[nodiscard]] value convert(std::string_view text, std::int64_t) const {
        value read = missing;
        if (!text.empty() && !csv::read_decimal(text, '.', read)) return bad;
        return read;
    }
};

constexpr std::int64_t no_place = -1;

/// Where each row's entry stands in its dictionary; `no_place` for a missing one. Throws `row_error`. Read for itself,
/// so that the types of indices and those of entries add up in the compiled code and do not multiply.
std::vector<std::int64_t> places_of(const array_slice& slice, const value_format& indices) {
    std::vector<std::int64_t> places(static_cast<std::size_t>(slice.length), no_place);
    const auto entries = slice.array->dictionary->length;
    visit_values(indices, slice, [&](auto stored) {
        if constexpr (is_integer<decltype(stored[0])>)
            for (std::int64_t row = 0; row < slice.length; ++row) {
                if (!slice.is_valid(row)) continue;
                const auto place = stored[row];
                if (std::cmp_less(place, 0) || std::cmp_greater_equal(place, entries))
                    throw row_error{row, fmt::format("index {} in a dictionary of {} entries",
                                                     written_value(place).text(), entries)};
                places[static_cast<std::size_t>(row)] = static_cast<std::int64_t>(place);
            }
    });
    return places;
}

/// Appends batches to a column.
class column_appender {
  public:
    virtual ~column_appender() = default;
    /// Throws `row_error`.
    virtual void append(const array_slice& slice) = 0;
    /// How the values are stored, and the indices of a dictionary.
    value_format format{}, indices{};
    bool is_dictionary = false;
};

template <class Target>
class appender final : public column_appender {
  public:
    explicit appender(csv_column& column) : column_(column), target_(column) {}

    void append(const array_slice& slice) override {
        if (is_dictionary)
            append_entries(slice, places_of(slice, indices));
        else
            visit_values(format, slice, [&](auto stored) { append_values(slice, stored); });
    }

    [[nodiscard]] static bool accepts(const value_format& format) {
        bool accepted = false;
        visit_values(format, {&none, 0, 0},
                     [&](auto stored) { accepted = Target::template accepts<decltype(stored[0])>; });
        return accepted && !format.is_local;
    }

  private:
    using value = typename Target::value;

    template <class Stored>
    void append_values(const array_slice& slice, Stored stored) {
        using stored_value = decltype(stored[0]);
        if constexpr (Target::template accepts<stored_value>) {
            auto& values = Target::values_of(column_);
            const auto before = values.size();
            values.resize(before + static_cast<std::size_t>(slice.length));
            auto* const into = values.data() + before;
            for (std::int64_t row = 0; row < slice.length; ++row) {
                auto made = Target::missing;
                if (slice.is_valid(row)) {
                    const auto from = stored[row];
                    made = target_.convert(from, row);
                    note_bad(made, before, row, [&] { return text_of<stored_value>(from); });
                }
                into[row] = made;
            }
        }
    }

    /// Entries are converted when a row first has them: what no row has is no value of the column.
    void append_entries(const array_slice& slice, const std::vector<std::int64_t>& places) {
        const ArrowArray& dictionary = *slice.array->dictionary;
        const array_slice entries{&dictionary, dictionary.offset, dictionary.length};
        visit_values(format, entries, [&](auto entry) {
            using entry_value = decltype(entry[0]);
            if constexpr (Target::template accepts<entry_value>) {
                std::vector<value> made(static_cast<std::size_t>(entries.length));
                std::vector<bool> is_made(made.size());
                auto& values = Target::values_of(column_);
                const auto before = values.size();
                values.reserve(before + places.size());
                for (std::int64_t row = 0; row < slice.length; ++row) {
                    const auto index = places[static_cast<std::size_t>(row)];
                    if (index == no_place) {
                        values.push_back(Target::missing);
                        continue;
                    }
                    const auto place = static_cast<std::size_t>(index);
                    if (!is_made[place]) {
                        made[place] = entries.is_valid(index) ? target_.convert(entry[index], row) : Target::missing;
                        is_made[place] = true;
                    }
                    note_bad(made[place], before, row, [&] { return text_of<entry_value>(entry[index]); });
                    values.push_back(made[place]);
                }
            }
        });
    }

    template <class Text>
    void note_bad(value made, std::size_t before, std::int64_t row, Text text) {
        if constexpr (requires { Target::bad; }) {
            constexpr std::size_t most_examples = 5;
            if (made != Target::bad) return;
            ++column_.bad_cells;
            if (column_.first_bad.size() < most_examples)
                column_.first_bad.push_back({static_cast<std::int64_t>(before) + row, text()});
        }
    }

    /// For asking what a format's values are, without any.
    static inline const void* const no_buffers[3]{};
    static inline const ArrowArray none{0,       0,       0,       3,      0, const_cast<const void**>(no_buffers),
                                        nullptr, nullptr, nullptr, nullptr};

    csv_column& column_;
    Target target_;
};

std::string_view format_of(const ArrowSchema& schema) noexcept { return schema.format == nullptr ? "" : schema.format; }

template <class Target>
std::unique_ptr<column_appender> make_appender(csv_column& into, const ArrowSchema& schema, const std::string& name) {
    const auto refuse = [&](std::string_view format, const std::string& why) {
        return error(error_code::data,
                     fmt::format("column \"{}\" has the Arrow format \"{}\"{}; it can be read from {}",
                                 into.request.name, format, why, Target::expected),
                     name);
    };
    auto made = std::make_unique<appender<Target>>(into);
    made->is_dictionary = schema.dictionary != nullptr;
    const ArrowSchema& values = made->is_dictionary ? *schema.dictionary : schema;
    const auto format = parse_format(format_of(values));
    if (!format) throw refuse(format_of(values), made->is_dictionary ? " in its dictionary" : "");
    if (format->is_local)
        throw refuse(format_of(values),
                     ", whose days depend on a time zone: convert it to dates where that zone is known");
    if (!appender<Target>::accepts(*format))
        throw refuse(format_of(values), made->is_dictionary ? " in its dictionary" : "");
    made->format = *format;
    if (made->is_dictionary) {
        const auto indices = parse_format(format_of(schema));
        if (!indices || indices->type > value_type::uint64)
            throw refuse(format_of(schema), " as the index of a dictionary");
        made->indices = *indices;
    }
    return made;
}

std::unique_ptr<column_appender> make_appender(csv_column& into, const ArrowSchema& schema, const std::string& name) {
    switch (into.request.type) {
    case csv_type::key:
        return make_appender<key_target>(into, schema, name);
    case csv_type::day:
        return make_appender<day_target>(into, schema, name);
    case csv_type::category:
        return make_appender<category_target>(into, schema, name);
    case csv_type::number:
        return make_appender<number_target>(into, schema, name);
    }
    __builtin_unreachable();
}

class stream_reader {
  public:
    stream_reader(ArrowArrayStream& stream, const std::string& name, std::span<const csv_column_request> columns)
        : stream_(stream), name_(name) {
        table_.line_shifts.push_back({0, 1 - csv_table::line_of_first_row});
        for (const auto& request : columns) table_.columns.emplace_back().request = request;
    }

    csv_table read(const progress_callback& progress) {
        read_schema();
        for (;;) {
            owned<ArrowArray> batch;
            check(stream_.get_next(&stream_, &*batch));
            if (batch->release == nullptr) return std::move(table_);
            append(*batch);
            if (progress && !progress(table_.rows, 0)) throw error(error_code::cancelled, "cancelled", name_);
        }
    }

  private:
    void check(int status) const {
        if (status == 0) return;
        const char* const why = stream_.get_last_error(&stream_);
        throw error(error_code::input_output,
                    fmt::format("the Arrow stream failed: {}", why == nullptr ? std::strerror(status) : why), name_);
    }

    void read_schema() {
        owned<ArrowSchema> schema;
        check(stream_.get_schema(&stream_, &*schema));
        if (format_of(*schema) != "+s")
            throw error(
                error_code::data,
                fmt::format("the stream's rows have the Arrow format \"{}\" and must be record batches (\"+s\")",
                            format_of(*schema)),
                name_);
        children_ = schema->n_children;
        std::vector<std::string_view> names;
        for (std::int64_t i = 0; i < children_; ++i)
            names.emplace_back(schema->children[i]->name == nullptr ? "" : schema->children[i]->name);
        error_list problems;
        for (auto& column : table_.columns) {
            const auto first = std::find(names.begin(), names.end(), column.request.name);
            if (first == names.end()) {
                problems.push_back(missing(column.request.name, names));
                continue;
            }
            if (std::find(first + 1, names.end(), column.request.name) != names.end()) {
                problems.emplace_back(error_code::data,
                                      fmt::format("two columns are called \"{}\"", column.request.name), name_);
                continue;
            }
            const auto child = first - names.begin();
            try {
                appenders_.push_back({child, &column, make_appender(column, *schema->children[child], name_)});
            } catch (error& problem) {
                problems.push_back(std::move(problem));
            }
        }
        if (!problems.empty()) throw problems;
    }

    [[nodiscard]] error missing(const std::string& wanted, const std::vector<std::string_view>& names) const {
        std::string list;
        for (const auto each : names) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", each);
        return {error_code::data,
                fmt::format("no column \"{}\" in the stream; it has {}{}", wanted, list.empty() ? "none" : list,
                            did_you_mean(wanted, names)),
                name_};
    }

    void append(const ArrowArray& batch) {
        if (batch.n_children != children_)
            throw error(
                error_code::data,
                fmt::format("a batch has {} columns where the stream's schema has {}", batch.n_children, children_),
                name_);
        if (batch.null_count != 0 && batch.n_buffers > 0 && batch.buffers[0] != nullptr)
            throw error(error_code::data, "a batch has rows that are null as a whole", name_);
        for (const auto& [child, column, into] : appenders_) {
            const ArrowArray& array = *batch.children[child];
            check(array, *into, batch, *column);
            try {
                into->append({&array, array.offset + batch.offset, batch.length});
            } catch (const row_error& problem) {
                throw error(error_code::data, fmt::format("column \"{}\": {}", column->request.name, problem.message),
                            fmt::format("{}:{}", name_, table_.rows + problem.row + 1));
            }
        }
        table_.rows += batch.length;
    }

    /// What can be seen of a broken array without reading it.
    void check(const ArrowArray& array, const column_appender& as, const ArrowArray& batch,
               const csv_column& column) const {
        const auto has_buffers = [](const ArrowArray& each, const value_format& format) {
            return each.n_buffers >= (format.type >= value_type::utf8 ? 3 : 2) && each.offset >= 0 && each.length >= 0;
        };
        const bool is_whole = as.is_dictionary ? has_buffers(array, as.indices) && array.dictionary != nullptr &&
                                                     has_buffers(*array.dictionary, as.format)
                                               : has_buffers(array, as.format);
        // Each at least 0, so that the difference cannot overflow where the sum could.
        if (!is_whole || batch.offset < 0 || batch.length < 0 || array.length - batch.offset < batch.length)
            throw error(error_code::data,
                        fmt::format("column \"{}\": the array does not have the buffers, dictionary or length that its "
                                    "format and its batch tell",
                                    column.request.name),
                        name_);
    }

    struct bound_column {
        std::int64_t child;
        const csv_column* column;
        std::unique_ptr<column_appender> into;
    };

    ArrowArrayStream& stream_;
    const std::string& name_;
    csv_table table_;
    std::vector<bound_column> appenders_;
    std::int64_t children_ = 0;
};

} // namespace

result<csv_table> read_arrow(ArrowArrayStream& stream, const std::string& name,
                             std::span<const csv_column_request> columns, const progress_callback& progress) {
    struct releaser {
        ArrowArrayStream& stream;
        ~releaser() {
            if (stream.release != nullptr) stream.release(&stream);
        }
    } const guard{stream};
    if (stream.release == nullptr)
        return error(error_code::invalid_argument, "the Arrow stream has been released already", name);
    try {
        return stream_reader(stream, name, columns).read(progress);
    } catch (const error& problem) {
        return problem;
    } catch (const error_list& problems) {
        return problems;
    }
}

} // namespace kohort
