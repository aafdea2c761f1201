// refused: (convert|no viable)
#include <kohort/base/result.hpp>

int main() {
    const kohort::result<int> three = 3;
#ifdef KOHORT_EXPECT_FAILURE
    const bool holds = three;
#else
    const bool holds = three.has_value();
#endif
    return holds ? 0 : 1;
}
