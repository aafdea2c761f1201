// refused: (conversion|no viable)
#include <kohort/time/day.hpp>

#ifdef KOHORT_EXPECT_FAILURE
constexpr kohort::day start = 20'240'101;
#else
constexpr kohort::day start(19'723);
#endif

int main() { return start.count() == 0; }
