#include <kohort/base/status_codes.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace kohort {
namespace {

/// What one letter of a code list says: a reason to have no value, flags, or nothing that a status can hold.
struct letter_meaning {
    char letter;
    obs_status status;
    bool is_exact = true;
};

constexpr obs_status flagged(obs_flag flag) noexcept { return obs_status().add(flag); }

constexpr obs_status is_normal, is_missing = availability::missing, is_not_applicable = availability::not_applicable,
                                is_suppressed = availability::suppressed,
                                is_secondary = availability::suppressed_secondary;

/// CL_OBS_STATUS in its order of precedence.
constexpr std::array observation_codes{
    letter_meaning{'B', flagged(obs_flag::break_in_series)},
    letter_meaning{'O', is_missing},
    letter_meaning{'M', is_not_applicable},
    letter_meaning{'L', is_missing, false},
    letter_meaning{'H', is_missing, false},
    letter_meaning{'Q', is_suppressed},
    letter_meaning{'J', is_normal, false},
    letter_meaning{'S', is_normal, false},
    letter_meaning{'D', is_normal, false},
    letter_meaning{'K', is_missing, false},
    letter_meaning{'W', is_normal, false},
    letter_meaning{'I', flagged(obs_flag::estimated), false},
    letter_meaning{'F', flagged(obs_flag::forecast)},
    letter_meaning{'E', flagged(obs_flag::estimated)},
    letter_meaning{'P', flagged(obs_flag::provisional)},
    letter_meaning{'N', is_normal, false},
    letter_meaning{'U', flagged(obs_flag::low_reliability)},
    letter_meaning{'V', flagged(obs_flag::provisional), false},
    letter_meaning{'G', is_normal, false},
    letter_meaning{'A', is_normal},
};

/// CL_CONF_STATUS.
constexpr std::array confidentiality_codes{
    letter_meaning{'F', is_normal},
    letter_meaning{'C', is_suppressed},
    letter_meaning{'D', is_secondary},
    letter_meaning{'A', is_suppressed, false},
    letter_meaning{'E', is_suppressed, false},
    letter_meaning{'G', is_suppressed, false},
    letter_meaning{'M', is_suppressed, false},
    letter_meaning{'N', is_suppressed, false},
    letter_meaning{'O', is_suppressed, false},
    letter_meaning{'S', is_secondary, false},
    letter_meaning{'T', is_suppressed, false},
    letter_meaning{'X', is_suppressed, false},
};

/// Eurostat's observation flags.
constexpr std::array eurostat_flags{
    letter_meaning{'b', flagged(obs_flag::break_in_series)},
    letter_meaning{'c', is_suppressed},
    letter_meaning{'d', is_normal, false},
    letter_meaning{'e', flagged(obs_flag::estimated)},
    letter_meaning{'f', flagged(obs_flag::forecast)},
    letter_meaning{'i', flagged(obs_flag::estimated), false},
    letter_meaning{'m', is_missing},
    letter_meaning{'n', is_normal, false},
    letter_meaning{'p', flagged(obs_flag::provisional)},
    letter_meaning{'r', is_normal, false},
    letter_meaning{'s', flagged(obs_flag::estimated), false},
    letter_meaning{'u', flagged(obs_flag::low_reliability)},
    letter_meaning{'z', is_not_applicable},
};

struct px_meaning {
    std::string_view symbol;
    availability is;
    bool is_exact = true;
};

constexpr std::array px_meanings{
    px_meaning{".", availability::not_applicable},
    px_meaning{"..", availability::missing},
    px_meaning{"...", availability::suppressed},
    px_meaning{"....", availability::suppressed_secondary},
    px_meaning{".....", availability::missing, false},
    px_meaning{"......", availability::missing, false},
    px_meaning{"-", availability::nil},
};

/// Codes of a list put together; nothing when a letter is not in it.
class letter_reader {
  public:
    explicit letter_reader(std::span<const letter_meaning> list) : list_(list) {}

    [[nodiscard]] bool read(char letter) noexcept {
        const auto found = std::ranges::find(list_, letter, &letter_meaning::letter);
        if (found == list_.end()) return false;
        made_.is_exact &= found->is_exact;
        made_.status = status_of_sum(made_.status, found->status);
        return true;
    }

    [[nodiscard]] foreign_status made() const noexcept { return made_; }

  private:
    std::span<const letter_meaning> list_;
    foreign_status made_;
};

/// The status beside the cell: an empty cell is missing unless there is another reason, and a number beside a reason to
/// have none is a contradiction.
foreign_status beside_cell(foreign_status said, bool has_value) noexcept {
    if (has_value) {
        said.is_exact &= said.status.has_value();
    } else if (said.status.is == availability::normal) {
        said.status.is = availability::missing;
    }
    return said;
}

} // namespace

sdmx_codes to_sdmx(obs_status status) {
    const bool is_secondary_one = status.is == availability::suppressed_secondary;
    const auto is = is_secondary_one ? availability::suppressed : status.is;
    sdmx_codes made;
    for (const auto& code : observation_codes) {
        const bool says_why = !code.status.has_value() && code.status.is == is;
        const bool is_flagged = code.status.flags != 0 && (code.status.flags & status.flags) != 0;
        if (code.is_exact && (says_why || is_flagged)) made.obs_status += code.letter;
    }
    if (made.obs_status.empty()) made.obs_status = "A";
    if (is == availability::suppressed) made.conf_status = is_secondary_one ? 'D' : 'C';
    return made;
}

std::optional<foreign_status> from_sdmx(std::string_view obs_status, std::string_view conf_status, bool has_value) {
    letter_reader observed(observation_codes);
    for (const char letter : obs_status)
        if (std::string_view(" ,;|+").find(letter) == std::string_view::npos && !observed.read(letter))
            return std::nullopt;
    letter_reader confidential(confidentiality_codes);
    if (conf_status.size() > 1 || (conf_status.size() == 1 && !confidential.read(conf_status.front())))
        return std::nullopt;

    auto said = observed.made();
    const auto protection = confidential.made();
    if (!protection.status.has_value()) {
        said.is_exact &= protection.is_exact && (said.status.has_value() || said.status.is == availability::suppressed);
        said.status.is = protection.status.is;
    }
    const bool is_called_normal = obs_status.find('A') != std::string_view::npos;
    if (is_called_normal && !has_value && said.status.has_value()) said.is_exact = false;
    return beside_cell(said, has_value);
}

std::string_view px_symbol_of(availability is) noexcept {
    const auto found = std::ranges::find(px_meanings, is, &px_meaning::is);
    return found == px_meanings.end() ? std::string_view() : found->symbol;
}

std::string_view printed_sign_of(availability is) noexcept {
    return px_symbol_of(is == availability::suppressed_secondary ? availability::suppressed : is);
}

std::optional<foreign_status> from_px_symbol(std::string_view text) noexcept {
    const auto found = std::ranges::find(px_meanings, text, &px_meaning::symbol);
    if (found == px_meanings.end()) return std::nullopt;
    return foreign_status{found->is, found->is_exact};
}

std::string to_json_stat(obs_status status) { return to_string(status); }

std::optional<foreign_status> from_json_stat(std::string_view text, bool has_value) {
    if (const auto ours = parse_obs_status(text)) return beside_cell({*ours}, has_value);
    if (const auto symbol = text == ":" ? foreign_status{is_missing} : from_px_symbol(text))
        return beside_cell(*symbol, has_value);
    letter_reader flags(eurostat_flags);
    for (const char letter : text)
        if (!flags.read(letter)) return std::nullopt;
    return beside_cell(flags.made(), has_value);
}

} // namespace kohort
