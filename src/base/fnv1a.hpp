// A hash that is the same on every machine: 64-bit FNV-1a.
#pragma once

#include <cstdint>
#include <string_view>

namespace kohort {

/// Bytes in, hash out; the bytes may come in pieces.
class fnv1a {
  public:
    void add(unsigned char byte) noexcept { hash_ = (hash_ ^ byte) * 0x100000001B3u; }
    void add(std::string_view bytes) noexcept {
        for (const char byte : bytes) add(static_cast<unsigned char>(byte));
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

  private:
    std::uint64_t hash_ = 0xCBF29CE484222325u;
};

} // namespace kohort
