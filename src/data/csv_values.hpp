// Cells that are numbers.
#pragma once

#include "csv_bytes.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kohort::csv {

/// Reads 1 to 8 characters as decimal digits, all at once; false when one is none. 8 bytes must be readable.
[[nodiscard]] inline bool read_digits(const char* first, std::size_t length, std::uint64_t& out) noexcept {
    constexpr std::uint64_t zeros = 0x3030'3030'3030'3030, high_halves = 0xF0F0'F0F0'F0F0'F0F0;
    // Behind as many '0' as are missing to 8, the first digit in the lowest byte.
    const auto half_of_bits = 4 * static_cast<unsigned>(length);
    auto word = load_word(first, length) << (32 - half_of_bits) << (32 - half_of_bits);
    word |= zeros >> half_of_bits >> half_of_bits;
    // '0'..'9' are 0x30..0x39: the high half is 3, and still is when 6 is added.
    const auto plus_six = word + 0x0606'0606'0606'0606;
    if ((word & high_halves) != zeros || (plus_six & high_halves) != zeros) return false;
    // Neighbours become numbers of 2, 4 and 8 digits: low * 10 + high, low * 100 + high, low * 10 000 + high.
    word = (word & 0x0F0F'0F0F'0F0F'0F0F) * (10 * 0x100 + 1) >> 8U;
    word = (word & 0x00FF'00FF'00FF'00FF) * (100 * 0x1'0000 + 1) >> 16U;
    out = (word & 0x0000'FFFF'0000'FFFF) * (10'000 * 0x1'0000'0000 + 1) >> 32U;
    return true;
}

/// Reads a non-negative integer below 2^62 as it is usually written, without a sign or leading zeros; false when the
/// text is none. 8 bytes must be readable.
[[nodiscard]] inline bool read_canonical_integer(std::string_view text, std::uint64_t& out) noexcept {
    constexpr std::size_t most_digits = 19; // of 2^62, which with 3 + 8 + 8 digits does not overflow below
    if (text.empty() || text.size() > most_digits || (text.front() == '0' && text.size() > 1)) return false;
    if (text.size() <= 8) return read_digits(text.data(), text.size(), out);
    std::uint64_t value = 0;
    for (auto length = (text.size() - 1) % 8 + 1; !text.empty(); length = 8) {
        std::uint64_t part = 0;
        if (!read_digits(text.data(), length, part)) return false;
        value = value * 100'000'000 + part;
        text.remove_prefix(length);
    }
    if (value >= std::uint64_t{1} << 62U) return false;
    out = value;
    return true;
}

/// Reads a decimal number: an optional sign, digits, and perhaps `mark` and more digits; at least one digit in all.
/// False when the text is none, has more than six decimals (not counting zeros at the end) or does not fit. The result
/// is the number times 10^6.
[[nodiscard]] bool read_decimal(std::string_view text, char mark, std::int64_t& out) noexcept;

} // namespace kohort::csv
