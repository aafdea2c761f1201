// refused: nodiscard
#include <kohort/base/result.hpp>

kohort::result<int> count();

int main() {
#ifdef KOHORT_EXPECT_FAILURE
    count();
#else
    return count().has_value() ? 0 : 1;
#endif
}
