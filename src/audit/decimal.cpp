#include "decimal.hpp"

#include <cstddef>

namespace kohort::audit {

std::optional<written_decimal> parse_decimal(std::string_view text) noexcept {
    constexpr int most = 18;
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    std::int64_t number = 0, scale = 1;
    int digits = 0, decimals = 0;
    bool after_point = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.' && !after_point && i > 0 && i + 1 < text.size()) {
            after_point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9' || ++digits > most) return std::nullopt;
        number = number * 10 + (text[i] - '0');
        if (after_point) scale *= 10, ++decimals;
    }
    if (digits == 0) return std::nullopt;
    return written_decimal{{is_negative ? -number : number, scale}, decimals};
}

} // namespace kohort::audit
