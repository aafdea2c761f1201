// Looking at many bytes at once: the inner loops of the CSV reader.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kohort::csv {

/// 16 bytes in a register: SSE2, which belongs to every x86-64, NEON, or plain code where there is neither.
using bytes16 = unsigned char __attribute__((vector_size(16)));

[[nodiscard]] inline bytes16 load_bytes(const char* at) noexcept {
    bytes16 bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/// 0xFF for each byte that is `wanted`, else 0.
[[nodiscard]] inline bytes16 equal_bytes(bytes16 bytes, char wanted) noexcept {
    return reinterpret_cast<bytes16>(bytes == static_cast<unsigned char>(wanted));
}

/// Bit i: whether byte i of the answer to a question is set. The one step that vectors of the language cannot express.
[[nodiscard]] inline std::uint64_t to_bits(bytes16 answer) noexcept {
#if defined(__SSE2__)
    return static_cast<unsigned>(_mm_movemask_epi8(reinterpret_cast<__m128i>(answer)));
#else
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < sizeof answer; ++i) bits |= static_cast<std::uint64_t>(answer[i] & 1U) << i;
    return bits;
#endif
}

/// 64 bytes, to be asked where a byte occurs: bit i of an answer stands for byte i.
class byte_block {
  public:
    static constexpr std::size_t size = 64;

    explicit byte_block(const char* at) noexcept
        : parts_{load_bytes(at), load_bytes(at + 16), load_bytes(at + 32), load_bytes(at + 48)} {}

    [[nodiscard]] std::uint64_t equal(char wanted) const noexcept {
        return gather([wanted](bytes16 part) { return equal_bytes(part, wanted); });
    }
    [[nodiscard]] std::uint64_t either(char a, char b) const noexcept {
        return gather([a, b](bytes16 part) { return equal_bytes(part, a) | equal_bytes(part, b); });
    }

  private:
    template <class Question>
    [[nodiscard]] std::uint64_t gather(Question ask) const noexcept {
        return to_bits(ask(parts_[0])) | to_bits(ask(parts_[1])) << 16 | to_bits(ask(parts_[2])) << 32 |
               to_bits(ask(parts_[3])) << 48;
    }

    bytes16 parts_[4];
};

/// Bit i of the result: whether an odd number of the bits 0..i are set. With the quotes of a block: the bytes from an
/// opening quote up to its closing one, which is left out.
[[nodiscard]] constexpr std::uint64_t parity_up_to(std::uint64_t bits) noexcept {
    for (unsigned distance = 1; distance < 64; distance *= 2) bits ^= bits << distance;
    return bits;
}

/// How often the bytes that decide how a text is read occur in it.
struct byte_census {
    std::size_t newlines = 0;
    std::size_t quotes = 0;
    std::size_t nuls = 0;

    byte_census& operator+=(const byte_census& other) noexcept {
        newlines += other.newlines;
        quotes += other.quotes;
        nuls += other.nuls;
        return *this;
    }
    byte_census& operator-=(const byte_census& part) noexcept {
        newlines -= part.newlines;
        quotes -= part.quotes;
        nuls -= part.nuls;
        return *this;
    }
};

[[nodiscard]] inline byte_census take_census(std::string_view text) noexcept {
    byte_census found;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (end - at >= 16) {
        // A lane counts down by one with each hit (0xFF is -1), so after 255 steps the lanes must be added up.
        bytes16 newlines{}, quotes{}, nuls{};
        for (int steps = 0; steps < 255 && end - at >= 16; ++steps, at += 16) {
            const auto bytes = load_bytes(at);
            newlines -= equal_bytes(bytes, '\n');
            quotes -= equal_bytes(bytes, '"');
            nuls -= equal_bytes(bytes, '\0');
        }
        for (int lane = 0; lane < 16; ++lane) found += {newlines[lane], quotes[lane], nuls[lane]};
    }
    for (; at != end; ++at) found += {*at == '\n', *at == '"', *at == '\0'};
    return found;
}

/// The bytes of a text of at most 8 as a number, its first byte lowest, the rest 0. 8 bytes must be readable.
[[nodiscard]] inline std::uint64_t load_word(const char* first, std::size_t length) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, first, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    const auto half_of_unused = 4 * (8 - static_cast<unsigned>(length)); // a shift by all 64 would be undefined
    return word & (~std::uint64_t{0} >> half_of_unused >> half_of_unused);
}

} // namespace kohort::csv
