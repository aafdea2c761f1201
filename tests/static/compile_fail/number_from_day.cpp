// refused: (convert|no viable)
#include <kohort/time/day.hpp>

constexpr kohort::day start(19'723);
#ifdef KOHORT_EXPECT_FAILURE
constexpr int days = start;
#else
constexpr int days = start.count();
#endif

int main() { return days == 0; }
