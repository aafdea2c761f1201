// The ten digits, whatever the locale.
#pragma once

namespace kohort {

[[nodiscard]] constexpr bool is_digit(char letter) noexcept { return letter >= '0' && letter <= '9'; }

} // namespace kohort
