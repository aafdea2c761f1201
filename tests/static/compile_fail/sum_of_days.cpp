// refused: operator\+
#include <kohort/time/day.hpp>

constexpr kohort::day start(19'000), end(19'365);
#ifdef KOHORT_EXPECT_FAILURE
constexpr auto sum = start + end;
#else
constexpr auto middle = start + (end - start) / 2;
#endif

int main() {}
