// Fractions of any size.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace kohort {

struct large_fraction {
    boost::multiprecision::cpp_rational value;
};

} // namespace kohort
