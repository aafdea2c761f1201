#include <kohort/base/obs_status.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace kohort {
namespace {

constexpr std::array<std::pair<availability, std::string_view>, 5> availabilities{{
    {availability::nil, "nil"},
    {availability::missing, "missing"},
    {availability::not_applicable, "not_applicable"},
    {availability::suppressed, "suppressed"},
    {availability::suppressed_secondary, "suppressed_secondary"},
}};

constexpr std::array<std::pair<obs_flag, std::string_view>, 5> flags{{
    {obs_flag::provisional, "provisional"},
    {obs_flag::estimated, "estimated"},
    {obs_flag::forecast, "forecast"},
    {obs_flag::break_in_series, "break"},
    {obs_flag::low_reliability, "low_reliability"},
}};

/// Adds what `word` says to `status`; false when it says nothing, or something already said.
bool apply(std::string_view word, obs_status& status) {
    const auto is_named = [word](const auto& entry) { return entry.second == word; };
    if (const auto found = std::ranges::find_if(availabilities, is_named); found != availabilities.end()) {
        return std::exchange(status.is, found->first) == availability::normal;
    }
    const auto found = std::ranges::find_if(flags, is_named);
    if (found == flags.end() || status.has(found->first)) return false;
    status.add(found->first);
    return true;
}

} // namespace

std::string to_string(obs_status status) {
    std::string text;
    const auto append = [&text](std::string_view word) {
        if (!text.empty()) text += '+';
        text += word;
    };
    for (const auto& [is, name] : availabilities)
        if (status.is == is) append(name);
    for (const auto& [flag, name] : flags)
        if (status.has(flag)) append(name);
    return text;
}

std::optional<obs_status> parse_obs_status(std::string_view text) {
    obs_status status;
    if (text.empty()) return status;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('+', begin), text.size());
        if (!apply(text.substr(begin, end - begin), status)) return std::nullopt;
        begin = end + 1;
    }
    return status;
}

obs_status status_of_sum(obs_status a, obs_status b) noexcept {
    constexpr std::array strongest_first{availability::not_applicable, availability::missing,
                                         availability::suppressed,     availability::suppressed_secondary,
                                         availability::normal,         availability::nil};
    const auto is_one_of_both = [a, b](availability each) { return each == a.is || each == b.is; };
    obs_status sum = *std::ranges::find_if(strongest_first, is_one_of_both);
    sum.flags = a.flags | b.flags;
    return sum;
}

obs_status status_of_quotient(obs_status of, obs_status over, bool over_is_zero) noexcept {
    auto status = status_of_sum(of, over);
    const bool is_over_nothing = over_is_zero || over.is == availability::nil;
    if (status.has_value() && is_over_nothing) status.is = availability::not_applicable;
    return status;
}

obs_status status_of_mean(obs_status a, obs_status b) noexcept {
    auto status = status_of_sum(a, b);
    if (a.is == availability::not_applicable) status.is = b.is;
    if (b.is == availability::not_applicable) status.is = a.is;
    return status;
}

} // namespace kohort
