#include <kohort/base/ratio.hpp>

namespace kohort {

std::string to_string(ratio value) {
    auto text = std::to_string(value.numerator());
    if (!value.is_integer()) text += '/' + std::to_string(value.denominator());
    return text;
}

} // namespace kohort
