#include "dimension_heading.hpp"

#include <algorithm>

namespace kohort {
namespace {

struct dimension_words {
    std::string_view id, sv;
};

// In English the ids say it.
constexpr dimension_words known_dimensions[] = {{"sex", "Kön"},
                                                {"age", "Ålder"},
                                                {"district", "Stadsdelsområde"},
                                                {"target_group", "Målgrupp"},
                                                {"exit_reason", "Avslutsorsak"},
                                                {"job_type", "Typ av jobb"},
                                                {"season", "Säsong"},
                                                {"catchment", "Upptagningsområde"},
                                                {"administration", "Förvaltning"},
                                                {"project", "Projekt"},
                                                {"outcome", "Utfall"},
                                                {"occupation", "Yrke"},
                                                {"county", "Län"},
                                                {"municipality", "Kommun"},
                                                {"area", "Område"}};

} // namespace

std::string dimension_heading(std::string_view id, language in) {
    const auto known = std::ranges::find(known_dimensions, id, &dimension_words::id);
    if (in == language::sv && known != std::end(known_dimensions)) return std::string(known->sv);
    std::string text(id);
    std::ranges::replace(text, '_', ' ');
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

} // namespace kohort
