#include <kohort/spells/age_band.hpp>

namespace kohort {

std::string to_string(const age_band& band) {
    const auto from = std::to_string(band.from);
    if (!band.to) return from + "+";
    return *band.to == band.from ? from : from + "-" + std::to_string(*band.to);
}

} // namespace kohort
