// A figure of a table that was made elsewhere: a number, or why there is none.
#pragma once

#include <kohort/base/obs_status.hpp>
#include <kohort/base/ratio.hpp>

namespace kohort {

/// An exact number with its status; 0 where the status says that there is no number.
struct table_value {
    ratio value;
    obs_status status;
    friend bool operator==(const table_value&, const table_value&) = default;
};

/// What a table does not tell: missing, which is not 0.
inline constexpr table_value missing_value{0, availability::missing};

} // namespace kohort
