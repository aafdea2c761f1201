#include "px_data.hpp"

#include "base/is_digit.hpp"
#include "printed_number.hpp"
#include "px_entries.hpp"

#include "base/large_pages.hpp"

#include <kohort/base/status_codes.hpp>
#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace kohort::px {
namespace {

/// What may stand between cells; a semicolon does too, where it is not the end.
bool is_separator(char each) noexcept {
    return each == ' ' || each == '\n' || each == '\r' || each == '\t' || each == ',';
}

/// Whether a cell may end before this.
bool ends_cell(char each) noexcept {
    return is_separator(each) || each == ';' || each == '\0' || each == end_of_dos_file;
}

std::vector<printed_value> zeros(std::size_t cells) {
    std::vector<printed_value> made;
    made.reserve(cells);
    prefer_large_pages(made.data(), cells * sizeof(printed_value));
    made.resize(cells);
    return made;
}

/// Reads cells from a text that a NUL follows. Throws `error`.
class cell_reader {
  public:
    cell_reader(std::string_view text, std::size_t offset, const std::string& file, const data_layout& layout)
        : text_(text), file_(file), layout_(layout), at_(text.data() + offset), end_(text.data() + text.size()) {}

    std::vector<printed_value> read_all() {
        const auto expected = layout_.rows * layout_.columns;
        const auto most_possible = static_cast<std::size_t>(end_ - at_) / 2 + 1;
        auto cells = zeros((std::min)(expected, most_possible));
        auto* into = cells.data();
        const auto* const last = into + cells.size();
        for (; into != last && to_next(); ++into) read_cell(*into);
        if (const auto found = static_cast<std::size_t>(into - cells.data()); found < expected)
            fail(at_,
                 fmt::format("there are {} cells, but the variables of STUB and HEADING make {}", found, expected));
        if (to_next())
            fail(at_,
                 fmt::format("there are more than the {} cells that the variables of STUB and HEADING make", expected));
        return cells;
    }

    /// With KEYS: rows in any order, each after its keys; rows left out are zeros.
    std::vector<printed_value> read_rows() {
        std::vector<std::unordered_map<std::string_view, std::size_t>> places(layout_.keys.size());
        for (std::size_t each = 0; each < places.size(); ++each)
            for (std::size_t at = 0; at < layout_.keys[each].keys.size(); ++at)
                places[each].try_emplace(layout_.keys[each].keys[at], at);
        constexpr std::size_t most_cells = 200'000'000;
        if (layout_.rows * layout_.columns > most_cells)
            fail(at_, fmt::format("the variables make {} cells, which are too many", layout_.rows * layout_.columns));
        auto cells = zeros(layout_.rows * layout_.columns);
        std::vector<bool> is_read(layout_.rows, false);
        while (to_next()) {
            const auto* const begin = at_;
            const auto row = read_keys(places);
            if (is_read[row]) fail(begin, "a row with these keys was there before; keep one");
            is_read[row] = true;
            auto* const cell = cells.data() + row * layout_.columns;
            for (std::size_t column = 0; column < layout_.columns; ++column)
                if (to_next())
                    read_cell(cell[column]);
                else
                    fail(at_, fmt::format("the row has {} cells, the variables of HEADING make {}", column,
                                          layout_.columns));
        }
        return cells;
    }

  private:
    [[noreturn]] void fail(const char* place, const std::string& message) const {
        throw problem_at(text_, static_cast<std::size_t>(place - text_.data()), file_, "DATA", message);
    }
    /// Goes to the next cell; false at the end of the data.
    bool to_next() noexcept {
        for (;; ++at_) {
            while (is_separator(*at_)) ++at_;
            if (*at_ != ';') break;
            const auto* rest = at_ + 1;
            while (is_separator(*rest) || *rest == ';' || *rest == end_of_dos_file) ++rest;
            if (rest >= end_) return false;
        }
        return at_ < end_ && *at_ != end_of_dos_file;
    }

    void read_cell(printed_value& into) {
        const auto* p = at_;
        const bool is_negative = *p == '-';
        p += is_negative ? 1 : 0;
        std::uint64_t scaled = 0;
        const auto* const whole = p;
        for (; is_digit(*p); ++p) scaled = scaled * 10 + static_cast<std::uint64_t>(*p - '0');
        auto digits = p - whole;
        std::ptrdiff_t decimals = 0;
        if (*p == '.' && (digits > 0 || is_digit(p[1]))) {
            const auto* const fraction = ++p;
            for (; is_digit(*p); ++p) scaled = scaled * 10 + static_cast<std::uint64_t>(*p - '0');
            decimals = p - fraction;
            digits += decimals;
        }
        constexpr std::ptrdiff_t most_digits = 18;
        if (digits == 0 || digits > most_digits || !ends_cell(*p)) return read_unusual(into);
        into.scaled = is_negative ? -static_cast<std::int64_t>(scaled) : static_cast<std::int64_t>(scaled);
        into.decimals = static_cast<std::uint8_t>(decimals);
        at_ = p;
    }

    /// A sign, a number in quotes, with an exponent or with many digits.
    void read_unusual(printed_value& into) {
        const auto* const begin = at_;
        std::string_view word;
        if (*at_ == '"') {
            const auto* const close = std::find(at_ + 1, end_, '"');
            if (close == end_) fail(begin, "the text is not closed by a quote");
            word = {at_ + 1, static_cast<std::size_t>(close - at_ - 1)};
            at_ = close + 1;
        } else {
            while (!ends_cell(*at_)) ++at_;
            word = {begin, static_cast<std::size_t>(at_ - begin)};
        }
        while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
        while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
        if (word == "-") {
            into = {0, 0, layout_.signs.dots[0]};
        } else if (!word.empty() && word.size() <= symbols::most_dots &&
                   word.find_first_not_of('.') == std::string_view::npos) {
            into = {0, 0, layout_.signs.dots[word.size()]};
        } else if (const auto number = read_number(word)) {
            into = *number;
        } else {
            fail(begin, fmt::format("\"{}\" is no cell; write a number with a full stop and at most 18 digits, one to "
                                    "six dots, or a dash",
                                    word.substr(0, 40)));
        }
    }

    std::size_t read_keys(const std::vector<std::unordered_map<std::string_view, std::size_t>>& places) {
        std::size_t row = 0;
        for (std::size_t each = 0; each < places.size(); ++each) {
            if (!to_next()) fail(at_, "the row has fewer keys than STUB has variables");
            const auto* const begin = at_;
            const char close = *at_ == '"' ? '"' : ',';
            if (close == '"') ++at_;
            const auto* const end = std::find(at_, end_, close);
            if (end == end_) fail(begin, "the key is not closed");
            const std::string_view key(at_, static_cast<std::size_t>(end - at_));
            const auto decoded = layout_.decoder ? layout_.decoder->decode(key) : std::nullopt;
            const auto found = places[each].find(decoded ? std::string_view(*decoded) : key);
            if (found == places[each].end()) fail_unknown(begin, each, decoded.value_or(std::string(key)));
            row = row * layout_.keys[each].keys.size() + found->second;
            at_ = end + 1;
        }
        return row;
    }

    [[noreturn]] void fail_unknown(const char* place, std::size_t variable, std::string_view key) const {
        const auto& known = layout_.keys[variable];
        constexpr std::size_t most_candidates = 1000;
        const std::vector<std::string_view> candidates(
            known.keys.begin(),
            known.keys.begin() + static_cast<std::ptrdiff_t>((std::min)(known.keys.size(), most_candidates)));
        fail(place, fmt::format("the variable \"{}\" has no value \"{}\"{}", known.variable, key.substr(0, 80),
                                did_you_mean(key.substr(0, 80), candidates)));
    }

    std::string_view text_;
    const std::string& file_;
    const data_layout& layout_;
    const char* at_;
    const char* const end_;
};

} // namespace

symbols::symbols() {
    dots.fill(availability::missing);
    dots[0] = availability::nil;
    for (std::size_t each = 1; each <= most_dots; ++each)
        if (const auto read = from_px_symbol(std::string(each, '.'))) dots[each] = read->status;
}

result<std::vector<printed_value>> read_data(std::string_view text, std::size_t offset, const std::string& file,
                                             const data_layout& layout) {
    try {
        cell_reader reader(text, offset, file, layout);
        return layout.keys.empty() ? reader.read_all() : reader.read_rows();
    } catch (const error& problem) {
        return problem;
    }
}

} // namespace kohort::px
