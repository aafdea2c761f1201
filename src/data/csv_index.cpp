#include "csv_index.hpp"

#include <algorithm>
#include <bit>

namespace kohort::csv {
namespace {

/// Writes the places of the set bits, and returns the end of what was written.
std::uint32_t* write_places(std::uint64_t bits, std::uint32_t offset, std::uint32_t* out) noexcept {
    for (; bits != 0; bits &= bits - 1) *out++ = offset + static_cast<std::uint32_t>(std::countr_zero(bits));
    return out;
}

/// Follows the quotes through the blocks of a chunk, and whether they stand where RFC 4180 wants them.
class quote_tracker {
  public:
    /// The separators of the block that stand outside quotes.
    std::uint64_t outside(const byte_block& block, std::uint64_t separators) noexcept {
        const auto quotes = block.equal('"');
        const auto inside = parity_up_to(quotes) ^ open_;
        separators &= ~inside;
        check(block, quotes, inside, separators);
        open_ = inside >> 63U != 0 ? ~std::uint64_t{0} : 0;
        return separators;
    }

    [[nodiscard]] bool well_formed() const noexcept { return misplaced_ == 0 && open_ == 0; }

  private:
    /// The bits moved to the following bytes; `carried` is the one that goes to the next block.
    static std::uint64_t next(std::uint64_t bits, std::uint64_t& carried) noexcept {
        const auto moved = bits << 1U | carried;
        carried = bits >> 63U;
        return moved;
    }

    void check(const byte_block& block, std::uint64_t quotes, std::uint64_t inside, std::uint64_t separators) noexcept {
        const auto opening = quotes & inside, closing = quotes & ~inside;
        // A quote opens at the beginning of a cell, or again right after it closed: a doubled quote.
        const auto after_closing = next(closing, closing_carried_);
        misplaced_ |= opening & ~(next(separators, separator_carried_) | after_closing);
        // After a closing quote the cell is at its end, unless the quote is doubled.
        const auto returns = after_closing & block.equal('\r');
        misplaced_ |= after_closing & ~(separators | quotes | returns);
        misplaced_ |= next(returns, return_carried_) & ~block.equal('\n');
    }

    std::uint64_t open_ = 0; ///< all bits set inside quotes
    std::uint64_t separator_carried_ = 1;
    std::uint64_t closing_carried_ = 0;
    std::uint64_t return_carried_ = 0;
    std::uint64_t misplaced_ = 0;
};

bool is_blank(std::string_view line) noexcept { return line.empty() || line == "\r"; }

} // namespace

bool field_index::build(const chunk& from, char delimiter, std::size_t fields) {
    fields_ = fields;
    extra_.clear();
    if (from.census.nuls != 0) return false;
    field_end_.resize(std::max(field_end_.size(), from.text.size()));
    if (from.census.quotes == 0)
        find_separators(from.text, delimiter);
    else if (!find_separators_outside_quotes(from.text, delimiter))
        return false;
    return find_rows(from) || find_rows_among_other_lines(from);
}

// A chunk is padded with bytes that are no separators, so the last block needs no care.

void field_index::find_separators(std::string_view text, char delimiter) noexcept {
    auto* out = field_end_.data();
    for (std::size_t at = 0; at < text.size(); at += byte_block::size)
        out = write_places(byte_block(text.data() + at).either(delimiter, '\n'), static_cast<std::uint32_t>(at), out);
    separators_ = static_cast<std::size_t>(out - field_end_.data());
}

bool field_index::find_separators_outside_quotes(std::string_view text, char delimiter) noexcept {
    quote_tracker quotes;
    auto* out = field_end_.data();
    for (std::size_t at = 0; at < text.size(); at += byte_block::size) {
        const byte_block block(text.data() + at);
        const auto separators = quotes.outside(block, block.either(delimiter, '\n'));
        out = write_places(separators, static_cast<std::uint32_t>(at), out);
    }
    separators_ = static_cast<std::size_t>(out - field_end_.data());
    return quotes.well_formed();
}

/// The usual case: as many separators as the lines need, and a newline wherever a row must end, so that all others are
/// delimiters. (With one field it takes a closer look to tell blank lines.)
bool field_index::find_rows(const chunk& in) {
    const auto lines = in.census.newlines;
    if (fields_ == 1 || separators_ != lines * fields_) return false;
    row_begin_.resize(lines);
    bool each_row_is_a_line = true;
    std::uint32_t begin = 0, longest = 0;
    for (std::size_t row = 0; row < lines; ++row) {
        const auto end = field_end_[row * fields_ + fields_ - 1];
        each_row_is_a_line &= in.text[end] == '\n';
        longest = std::max(longest, end + 1 - begin);
        row_begin_[row] = begin;
        begin = end + 1;
    }
    return each_row_is_a_line && longest <= longest_line;
}

/// The general case: separator by separator, leaving out blank lines.
bool field_index::find_rows_among_other_lines(const chunk& in) {
    row_begin_.clear();
    std::uint32_t begin = 0;
    std::size_t fields_before = 0, fields_here = 0;
    for (std::size_t i = 0; i < separators_; ++i) {
        const auto end = field_end_[i];
        field_end_[fields_before + fields_here++] = end;
        if (in.text[end] != '\n') continue;
        if (!is_blank(in.text.substr(begin, end - begin))) {
            if (fields_here != fields_ || end + 1 - begin > longest_line) return false;
            row_begin_.push_back(begin);
            fields_before += fields_;
        }
        fields_here = 0;
        begin = end + 1;
    }
    note_extra_lines(in.text);
    return true;
}

void field_index::note_extra_lines(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t row = 0; row <= rows(); ++row) {
        const auto next = row == rows() ? text.size() : row_begin_[row];
        const auto lines = std::count(text.begin() + begin, text.begin() + next, '\n');
        const auto extra = lines - (row == 0 ? 0 : 1);
        if (extra != 0) extra_.push_back({row, extra});
        begin = next;
    }
}

} // namespace kohort::csv
