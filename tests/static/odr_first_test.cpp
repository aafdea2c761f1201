// With odr_second_test.cpp: two translation units of one program may both include everything, whatever macros are
// around.
#include <static/hostile_macros.hpp>

#include <gtest/gtest.h>

const void* version_in_second_unit();

TEST(odr, two_units_share_one_kohort) { EXPECT_EQ(version_in_second_unit(), &kohort::version); }
