#include "csv_column.hpp"

#include "../base/large_pages.hpp"
#include "csv_values.hpp"

#include "../base/fnv1a.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace kohort::csv {
namespace {

error error_at(const growing_column& column, const chunk& from, const char* place, std::string_view problem) {
    return {error_code::data, fmt::format("column \"{}\": {}", column.column.request.name, problem),
            fmt::format("{}:{}", column.file, from.line_at(place))};
}

void require_utf8(std::string_view text, const char* place, const growing_column& column, const chunk& from) {
    if (!is_utf8(text)) throw error_at(column, from, place, not_utf8);
}

/// The text of a cell. Throws when it is not UTF-8.
std::string text_of(std::string_view cell, const growing_column& column, const chunk& from) {
    auto text = decode(cell, column.dialect.encoding);
    require_utf8(text, cell.data(), column, from);
    return text;
}

/// Reserves, and asks for large pages: in a virtual machine, faults of small pages double the time of reading.
template <class Value>
void reserve_large(std::vector<Value>& values, std::size_t rows) {
    values.reserve(rows);
    prefer_large_pages(values.data(), values.capacity() * sizeof(Value));
}

template <class Value>
void append_values(std::vector<Value>& all, const std::vector<Value>& added) {
    if (all.capacity() - all.size() < added.size())
        reserve_large(all, std::max(2 * all.capacity(), all.size() + added.size()));
    all.insert(all.end(), added.begin(), added.end());
}

/// Cells whose texts must be looked up in the dictionary, when it is the chunk's turn.
class unresolved_cells {
  public:
    void clear() noexcept { cells_.clear(); }
    void add(std::size_t row, std::string_view cell, std::uint64_t print) { cells_.push_back({cell, print, row}); }

    /// Calls `resolve(row, cell, index of the text)` for each cell.
    template <class Resolve>
    void resolve(growing_column& column, const chunk& from, Resolve resolve) const {
        constexpr std::size_t ahead = 8; // enough look-ups on their way to hide the latency of memory
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (i + ahead < cells_.size()) column.dictionary.prefetch(cells_[i + ahead].print);
            const auto& [cell, print, row] = cells_[i];
            resolve(row, cell, index_of(cell, print, column, from));
        }
    }

  private:
    struct unresolved_cell {
        std::string_view cell;
        std::uint64_t print;
        std::size_t row;
    };

    static std::uint32_t index_of(std::string_view cell, std::uint64_t print, growing_column& column,
                                  const chunk& from) {
        if (!is_plain(cell, column.dialect.encoding))
            return column.dictionary.find_or_add(text_of(cell, column, from), print).first;
        const auto [index, is_new] = column.dictionary.find_or_add(cell, print);
        if (is_new) require_utf8(cell, cell.data(), column, from);
        return index;
    }

    std::vector<unresolved_cell> cells_;
};

class key_reader final : public column_reader {
  public:
    explicit key_reader(growing_column& into) noexcept : into_(into) {}

    void read(const cell_column& cells, const chosen_rows& chosen) override {
        unresolved_.clear();
        keys_.resize(cells.rows());
        auto next = chosen.rows.begin();
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            const auto cell = cells[row];
            const bool is_chosen = chosen.are_all || (next != chosen.rows.end() && *next == row);
            if (is_chosen && !chosen.are_all) ++next;
            std::uint64_t key = csv_column::missing_key;
            // The keys of other rows are not kept, but an error in one of them is.
            if (!read_canonical_integer(cell, key) && !cell.empty() && (is_chosen || is_broken(cell)))
                unresolved_.add(row, cell, fingerprint(cell));
            keys_[row] = key;
        }
    }

    void append(const chunk& from, std::int64_t, const chosen_rows& chosen) override {
        unresolved_.resolve(into_, from, [this](std::size_t row, auto, std::uint32_t index) {
            keys_[row] = csv_column::text_key_bit | index;
        });
        chosen.keep_only_in(keys_);
        append_values(into_.column.keys, keys_);
    }

  private:
    [[nodiscard]] bool is_broken(std::string_view cell) const noexcept {
        return into_.dialect.encoding == text_encoding::utf_8 && !is_utf8(cell);
    }

    growing_column& into_;
    std::vector<std::uint64_t> keys_;
    unresolved_cells unresolved_;
};

class category_reader final : public column_reader {
  public:
    explicit category_reader(growing_column& into) : into_(into) { known_.add({}, 0); }

    void read(const cell_column& cells, const chosen_rows&) override {
        unresolved_.clear();
        codes_.resize(cells.rows());
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            const auto cell = cells[row];
            const auto code = known_.find(cell);
            if (code == code_cache::unknown) unresolved_.add(row, cell, fingerprint(cell));
            codes_[row] = static_cast<std::uint16_t>(code);
        }
    }

    void append(const chunk& from, std::int64_t, const chosen_rows& chosen) override {
        unresolved_.resolve(into_, from, [&](std::size_t row, auto cell, std::uint32_t index) {
            if (index >= most_texts)
                throw error_at(into_, from, cell.data(),
                               "more than 65,535 distinct texts, the most a category can hold; declare the column as "
                               "a key, or group its values");
            codes_[row] = static_cast<std::uint16_t>(index + 1);
            if (known_.find(cell) == code_cache::unknown) known_.add(cell, codes_[row]);
        });
        chosen.keep_only_in(codes_);
        append_values(into_.column.categories, codes_);
    }

  private:
    static constexpr std::uint32_t most_texts = 65'535;

    growing_column& into_;
    std::vector<std::uint16_t> codes_;
    code_cache known_;
    unresolved_cells unresolved_;
};

struct day_format {
    using value = std::int32_t;
    static constexpr value missing = csv_column::missing_day, bad = csv_column::bad_day;
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.days; }

    explicit day_format(const growing_column& column) noexcept
        : dates(column.column.request.dates), as_exit(column.column.request.as_exit) {}

    bool parse(std::string_view cell, value& out) const noexcept {
        day parsed;
        if (!parse_day(cell.data(), cell.data() + cell.size(), dates, as_exit, parsed)) return false;
        out = parsed.count();
        return true;
    }

    date_format dates;
    bool as_exit;
};

struct number_format {
    using value = std::int64_t;
    static constexpr value missing = csv_column::missing_number, bad = csv_column::bad_number;
    static std::vector<value>& values_of(csv_column& column) noexcept { return column.numbers; }

    explicit number_format(const growing_column& column) noexcept : mark(column.dialect.decimal) {}

    bool parse(std::string_view cell, value& out) const noexcept { return read_decimal(cell, mark, out); }

    char mark;
};

/// Reads cells that hold a value in some format, or nothing, or are bad.
template <class Format>
class value_reader final : public column_reader {
  public:
    explicit value_reader(growing_column& into) : into_(into), format_(into) {}

    void read(const cell_column& cells, const chosen_rows&) override {
        const auto format = format_;
        bad_.clear();
        values_.resize(cells.rows());
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            const auto cell = cells[row];
            auto value = Format::missing;
            if (!cell.empty() && !format.parse(cell, value)) {
                value = Format::bad;
                bad_.push_back({cell, row});
            }
            values_[row] = value;
        }
    }

    void append(const chunk& from, std::int64_t first_row, const chosen_rows& chosen) override {
        for (const auto& bad : bad_) note(bad, from, first_row, chosen.place_of(bad.row));
        chosen.keep_only_in(values_);
        append_values(Format::values_of(into_.column), values_);
    }

  private:
    struct bad_cell {
        std::string_view cell;
        std::size_t row;
    };

    /// The first texts of the file must be UTF-8, whichever part of it is read.
    void note(const bad_cell& bad, const chunk& from, std::int64_t first_row, std::optional<std::size_t> place) {
        constexpr std::size_t most_examples = 5;
        auto& column = into_.column;
        const bool is_first = into_.bad_in_file++ < static_cast<std::int64_t>(most_examples);
        const bool is_shown = place && column.first_bad.size() < most_examples;
        if (place) ++column.bad_cells;
        if (!is_first && !is_shown) return;
        auto text = is_first ? text_of(bad.cell, into_, from) : decode(bad.cell, into_.dialect.encoding);
        if (is_shown) column.first_bad.push_back({first_row + static_cast<std::int64_t>(*place), std::move(text)});
    }

    growing_column& into_;
    Format format_;
    std::vector<typename Format::value> values_;
    std::vector<bad_cell> bad_;
};

/// Spreads the bits of a number: the last step of SplitMix64.
constexpr std::uint64_t spread(std::uint64_t bits) noexcept {
    bits = (bits ^ bits >> 30U) * 0xBF58'476D'1CE4'E5B9U;
    bits = (bits ^ bits >> 27U) * 0x94D0'49BB'1331'11EBU;
    return bits ^ bits >> 31U;
}

/// A number for a key, the same for the same key in any encoding.
std::uint64_t number_of(std::string_view cell, text_encoding encoding) {
    std::uint64_t key = 0;
    if (read_canonical_integer(cell, key)) return key;
    fnv1a hash;
    if (is_plain(cell, encoding))
        hash.add(cell);
    else
        hash.add(decode(cell, encoding));
    return hash.value();
}

} // namespace

std::optional<std::size_t> chosen_rows::place_of(std::size_t row) const noexcept {
    if (are_all) return row;
    const auto found = std::ranges::lower_bound(rows, row);
    if (found == rows.end() || *found != row) return std::nullopt;
    return static_cast<std::size_t>(found - rows.begin());
}

void choose(const cell_column& keys, const csv_key_part& part, text_encoding encoding, chosen_rows& chosen) {
    chosen.are_all = false;
    chosen.rows.clear();
    for (std::size_t row = 0; row < keys.rows(); ++row) {
        const auto cell = keys[row];
        const auto high_half = cell.empty() ? 0 : spread(number_of(cell, encoding)) >> 32U;
        if (high_half * part.of >> 32U == part.number) chosen.rows.push_back(static_cast<std::uint32_t>(row));
    }
}

void reserve(csv_column& column, std::size_t rows) {
    switch (column.request.type) {
    case csv_type::key:
        return reserve_large(column.keys, rows);
    case csv_type::day:
        return reserve_large(column.days, rows);
    case csv_type::category:
        return reserve_large(column.categories, rows);
    case csv_type::number:
        return reserve_large(column.numbers, rows);
    }
}

std::unique_ptr<column_reader> make_reader(growing_column& into) {
    switch (into.column.request.type) {
    case csv_type::key:
        return std::make_unique<key_reader>(into);
    case csv_type::day:
        return std::make_unique<value_reader<day_format>>(into);
    case csv_type::category:
        return std::make_unique<category_reader>(into);
    case csv_type::number:
        return std::make_unique<value_reader<number_format>>(into);
    }
    __builtin_unreachable();
}

} // namespace kohort::csv
