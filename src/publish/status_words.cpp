#include "status_words.hpp"

#include "base/lower_case.hpp"

#include <algorithm>
#include <array>

namespace kohort {
namespace {

struct status_words {
    availability is;
    std::string_view sv;
    std::string_view en;
};

constexpr status_words our_words[] = {{availability::nil, "inget att räkna", "nothing to count"},
                                      {availability::missing, "uppgift saknas", "not available"},
                                      {availability::not_applicable, "kan inte förekomma", "not applicable"},
                                      {availability::suppressed, "sekretess", "suppressed to protect persons"},
                                      {availability::suppressed_secondary,
                                       "sekretess, så att ingen annan cell kan räknas ut",
                                       "suppressed so that no other cell can be computed"}};

/// Parts of words, in lower case, that offices use.
constexpr std::array secrecy{"sekretess", "suppress", "confidential", "secret",
                             "disclos",   "röja",     "tietosuoja",   "salassa"};
constexpr std::array impossible{"kan inte förekomma", "kan ej förekomma", "ej tillämplig", "inte tillämplig",
                                "not applicable",     "cannot occur",     "not possible",  "impossible",
                                "begreppsmässigt",    "epälooginen"};
constexpr std::array absent{"saknas",           "missing",   "not available", "unavailable", "ej tillgänglig",
                            "inte tillgänglig", "ej känd",   "no data",       "not yet",     "ei saat",
                            "osäker",           "uncertain", "unknown"};

} // namespace

std::string words_of(obs_status status, std::string_view language) {
    const auto found = std::ranges::find(our_words, status.is, &status_words::is);
    if (found == std::end(our_words)) return {};
    return std::string(language == "sv" ? found->sv : found->en);
}

std::optional<obs_status> status_of_words(std::string_view words) {
    for (const auto& ours : our_words)
        if (words == ours.sv || words == ours.en) return obs_status(ours.is);
    const auto lower = lower_case(words);
    const auto says = [&lower](const auto& parts) {
        return std::ranges::any_of(parts, [&](const char* part) { return lower.find(part) != std::string::npos; });
    };
    const bool is_secret = says(secrecy), cannot_be = says(impossible), is_absent = says(absent);
    if (int{is_secret} + int{cannot_be} + int{is_absent} != 1) return std::nullopt;
    return obs_status(is_secret   ? availability::suppressed
                      : cannot_be ? availability::not_applicable
                                  : availability::missing);
}

} // namespace kohort
