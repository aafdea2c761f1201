#include <kohort/time/window.hpp>

#include <gtest/gtest.h>

#include <bitset>
#include <type_traits>

namespace {

using kohort::day;
using kohort::window;

static_assert(std::is_trivially_copyable_v<window> && sizeof(window) == 8);
static_assert(window{day(3), day(3)}.days() == 1);
static_assert(window{day(3), day(5)} != window{day(3), day(4)});

constexpr int horizon = 8;
using days = std::bitset<horizon>;

/// The days of a window, one by one.
days days_of(window w) {
    days in_window;
    for (int i = w.first.count(); i <= w.last.count(); ++i) in_window.set(static_cast<std::size_t>(i));
    return in_window;
}

template <class Check>
void for_each_window(Check check) {
    for (int first = 0; first < horizon; ++first)
        for (int last = first; last < horizon; ++last) check(window{day(first), day(last)});
}

TEST(window, is_the_set_of_its_days) {
    for_each_window([](window w) {
        EXPECT_TRUE(w.is_valid());
        EXPECT_EQ(static_cast<std::size_t>(w.days()), days_of(w).count());
        for (int i = 0; i < horizon; ++i) EXPECT_EQ(w.contains(day(i)), days_of(w).test(static_cast<std::size_t>(i)));
    });
}

TEST(window, contains_and_overlaps_windows_as_their_days_do) {
    for_each_window([](window a) {
        for_each_window([a](window b) {
            EXPECT_EQ(a.overlaps(b), (days_of(a) & days_of(b)).any());
            EXPECT_EQ(a.contains(b), (days_of(a) & days_of(b)) == days_of(b));
        });
    });
}

TEST(window, without_a_day_is_not_valid) { EXPECT_FALSE((window{day(5), day(4)}.is_valid())); }

} // namespace
