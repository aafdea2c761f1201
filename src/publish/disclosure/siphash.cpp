#include "siphash.hpp"

#include <bit>

namespace kohort::disclosure {
namespace {

/// The eight bytes from `at`, the first lowest; what is beyond the end is 0.
std::uint64_t word_at(std::string_view text, std::size_t at) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8 && at + i < text.size(); ++i)
        word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
    return word;
}

struct state {
    std::uint64_t a, b, c, d;

    void round() noexcept {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    }
    void take(std::uint64_t word) noexcept {
        d ^= word;
        round();
        round();
        a ^= word;
    }
};

} // namespace

std::uint64_t siphash(std::string_view text, std::uint64_t first_key, std::uint64_t second_key) noexcept {
    state now{first_key ^ 0x736F6D6570736575U, second_key ^ 0x646F72616E646F6DU, first_key ^ 0x6C7967656E657261U,
              second_key ^ 0x7465646279746573U};
    const auto whole = text.size() / 8 * 8;
    for (std::size_t at = 0; at < whole; at += 8) now.take(word_at(text, at));
    now.take(word_at(text, whole) | std::uint64_t{text.size() & 0xFF} << 56);
    now.c ^= 0xFF;
    for (int i = 0; i < 4; ++i) now.round();
    return now.a ^ now.b ^ now.c ^ now.d;
}

} // namespace kohort::disclosure
