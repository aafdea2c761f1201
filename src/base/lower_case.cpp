#include "lower_case.hpp"

namespace kohort {

std::string lower_case(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char each = text[at];
        const bool follows_lead = at > 0 && text[at - 1] == '\xC3';
        if (each >= 'A' && each <= 'Z')
            made += static_cast<char>(each - 'A' + 'a');
        else if (follows_lead && static_cast<unsigned char>(each) <= 0x9E)
            made += static_cast<char>(each + 0x20);
        else
            made += each;
    }
    return made;
}

} // namespace kohort
