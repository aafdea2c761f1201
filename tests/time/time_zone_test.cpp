// The whole program runs far from UTC and with numbers grouped by the locale; that it does is a test of its own.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <locale>
#include <sstream>
#include <string>

namespace {

struct swedish_numbers : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return ' '; }
    std::string do_grouping() const override { return "\3"; }
};

struct far_from_utc : testing::Environment {
    void SetUp() override {
        setenv("TZ", "Pacific/Apia", 1); // NOLINT(concurrency-mt-unsafe): there is no other thread yet
        tzset();
        std::locale::global(std::locale(std::locale::classic(), new swedish_numbers)); // the locale owns the facet
    }
};

const auto* const environment = testing::AddGlobalTestEnvironment(new far_from_utc); // GoogleTest owns it

TEST(time_zone, is_13_hours_ahead_of_utc) {
    const std::time_t noon = 1'704'110'400; // 2024-01-01 12:00 UTC
    std::tm local{};
    localtime_r(&noon, &local);
    EXPECT_EQ(local.tm_mday, 2) << "install tzdata, without which TZ=Pacific/Apia means UTC";
    EXPECT_EQ(local.tm_hour, 1);
}

TEST(time_zone, the_locale_groups_digits) {
    std::ostringstream text;
    text << 2024;
    EXPECT_EQ(text.str(), "2 024");
}

} // namespace
