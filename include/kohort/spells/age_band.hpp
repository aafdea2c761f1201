// Bands of ages.
#pragma once

#include <optional>
#include <string>

namespace kohort {

/// Ages from `from` to `to` in completed years, both included; without `to` all higher ages.
struct age_band {
    int from = 0;
    std::optional<int> to{};
    friend bool operator==(const age_band&, const age_band&) = default;
};

/// "16-24", "18", "65+": the code of the band on an axis or in a dimension.
[[nodiscard]] std::string to_string(const age_band& band);

} // namespace kohort
