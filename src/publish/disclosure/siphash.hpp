// SipHash-2-4 (Aumasson and Bernstein, 2012): a short keyed hash that cannot be guessed without the key.
#pragma once

#include <cstdint>
#include <string_view>

namespace kohort::disclosure {

[[nodiscard]] std::uint64_t siphash(std::string_view text, std::uint64_t first_key, std::uint64_t second_key) noexcept;

} // namespace kohort::disclosure
