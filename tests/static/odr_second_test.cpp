#include <static/hostile_macros.hpp>

const void* version_in_second_unit() { return &kohort::version; }
