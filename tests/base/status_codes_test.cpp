#include <kohort/base/status_codes.hpp>

#include <gtest/gtest.h>

#include <initializer_list>
#include <set>
#include <utility>
#include <vector>

namespace {

using namespace kohort;

std::vector<obs_status> every_status() {
    std::vector<obs_status> all;
    for (int is = 0; is < 6; ++is)
        for (int flags = 0; flags < 32; ++flags) {
            all.emplace_back(static_cast<availability>(is)).flags = static_cast<std::uint8_t>(flags);
        }
    return all;
}

obs_status with(availability is, std::initializer_list<obs_flag> flags) {
    obs_status status(is);
    for (const auto flag : flags) status.add(flag);
    return status;
}

constexpr auto none = availability::normal;
using enum availability;
using enum obs_flag;

TEST(status_codes, sdmx_codes_stand_in_the_order_of_precedence) {
    EXPECT_EQ(to_sdmx(normal), (sdmx_codes{"A", 'F'}));
    EXPECT_EQ(to_sdmx(missing), (sdmx_codes{"O", 'F'}));
    EXPECT_EQ(to_sdmx(not_applicable), (sdmx_codes{"M", 'F'}));
    EXPECT_EQ(to_sdmx(suppressed), (sdmx_codes{"Q", 'C'}));
    EXPECT_EQ(to_sdmx(suppressed_secondary), (sdmx_codes{"Q", 'D'}));
    EXPECT_EQ(to_sdmx(with(none, {provisional, estimated, forecast, break_in_series, low_reliability})),
              (sdmx_codes{"BFEPU", 'F'}));
    // The example of the SDMX guideline: suppressed at a break is B and Q, or B alone.
    EXPECT_EQ(to_sdmx(with(suppressed, {break_in_series})), (sdmx_codes{"BQ", 'C'}));
}

// Lossy: nil, and nothing else.
TEST(status_codes, sdmx_gives_back_every_status_but_nil) {
    for (const auto status : every_status()) {
        const auto codes = to_sdmx(status);
        const auto back = from_sdmx(codes.obs_status, std::string(1, codes.conf_status), status.has_value());
        auto expected = status;
        if (status.is == nil) expected.is = normal;
        EXPECT_EQ(back, (foreign_status{expected, true})) << to_string(status);
    }
}

// Lossy: remarks after the first code. Where there is a remark, a break hides why there is no value, except what
// CONF_STATUS tells.
TEST(status_codes, one_sdmx_code_keeps_what_has_precedence) {
    for (const auto status : every_status()) {
        const auto codes = to_sdmx(status);
        const auto back =
            from_sdmx(codes.obs_status.substr(0, 1), std::string(1, codes.conf_status), status.has_value()).value();
        auto expected = status.is;
        if (expected == nil) expected = normal;
        if (expected == not_applicable && status.has(break_in_series)) expected = missing;
        EXPECT_EQ(back.status.is, expected) << to_string(status);
        EXPECT_EQ(back.status.flags & ~status.flags, 0);
    }
}

struct sdmx_case {
    const char *obs_status, *conf_status;
    bool has_value;
    foreign_status is;
};

TEST(status_codes, foreign_sdmx_codes) {
    const sdmx_case cases[] = {
        {"", "", true, {normal}},
        {"", "", false, {missing}},
        {"A", "F", false, {missing, false}},
        {"P", "F", false, {with(missing, {provisional})}},
        {"H", "F", false, {missing, false}},
        {"K", "", false, {missing, false}},
        {"L", "", false, {missing, false}},
        {"O", "F", true, {missing, false}},
        {"D", "F", true, {normal, false}},
        {"G", "F", true, {normal, false}},
        {"J", "F", true, {normal, false}},
        {"N", "F", true, {normal, false}},
        {"S", "F", true, {normal, false}},
        {"W", "F", true, {normal, false}},
        {"I", "F", true, {with(none, {estimated}), false}},
        {"V", "F", true, {with(none, {provisional}), false}},
        {"P;B", "F", true, {with(none, {provisional, break_in_series})}},
        {"E, U", "", true, {with(none, {estimated, low_reliability})}},
        {"Q", "", false, {suppressed}},
        {"A", "C", true, {suppressed, false}},
        {"", "C", false, {suppressed}},
        {"", "D", false, {suppressed_secondary}},
        {"Q", "S", false, {suppressed_secondary, false}},
        {"M", "C", false, {suppressed, false}},
    };
    for (const auto& [obs_status, conf_status, has_value, is] : cases)
        EXPECT_EQ(from_sdmx(obs_status, conf_status, has_value), is) << obs_status << '/' << conf_status;
    for (const auto* reason : {"A", "E", "G", "M", "N", "O", "T", "X"})
        EXPECT_EQ(from_sdmx("Q", reason, false), (foreign_status{suppressed, false})) << reason;
}

TEST(status_codes, letters_outside_the_sdmx_lists_are_refused) {
    const std::string observation = "ABDEFGHIJKLMNOPQSUVW", confidentiality = "ACDEFGMNOSTX";
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        const std::string code(1, letter);
        EXPECT_EQ(from_sdmx(code, "", true).has_value(), observation.find(letter) != std::string::npos) << letter;
        EXPECT_EQ(from_sdmx("", code, true).has_value(), confidentiality.find(letter) != std::string::npos) << letter;
    }
    EXPECT_FALSE(from_sdmx("a", "", true));
    EXPECT_FALSE(from_sdmx("A", "CF", true));
}

// Lossy: flags, and the symbols of five and six dots.
TEST(status_codes, px_symbols) {
    const std::pair<availability, const char*> symbols[] = {
        {not_applicable, "."},          {missing, ".."}, {suppressed, "..."},
        {suppressed_secondary, "...."}, {nil, "-"},      {normal, ""},
    };
    for (const auto& [is, symbol] : symbols) {
        EXPECT_EQ(px_symbol_of(is), symbol);
        if (is != normal) {
            EXPECT_EQ(from_px_symbol(symbol), (foreign_status{is, true})) << symbol;
        }
    }
    EXPECT_EQ(from_px_symbol("....."), (foreign_status{missing, false}));
    EXPECT_EQ(from_px_symbol("......"), (foreign_status{missing, false}));
    for (const auto* text : {"", ".......", "--", "0", "\"..\"", " ."}) EXPECT_FALSE(from_px_symbol(text)) << text;
}

TEST(status_codes, json_stat_gives_back_every_status) {
    std::set<std::string> texts;
    for (const auto status : every_status()) {
        const auto text = to_json_stat(status);
        EXPECT_EQ(from_json_stat(text, status.has_value()), (foreign_status{status, true})) << text;
        texts.insert(text);
    }
    EXPECT_EQ(texts.size(), 6u * 32u);
    EXPECT_EQ(to_json_stat(normal), "");
}

TEST(status_codes, json_stat_of_others) {
    struct text_case {
        const char* text;
        bool has_value;
        foreign_status is;
    };
    const text_case cases[] = {
        {"", true, {normal}},
        {"", false, {missing}},
        {"..", false, {missing}},
        {"..", true, {missing, false}},
        {"...", false, {suppressed}},
        {"-", true, {nil}},
        {"-", false, {nil}},
        {":", false, {missing}},
        {"p", true, {with(none, {provisional})}},
        {"bep", true, {with(none, {break_in_series, estimated, provisional})}},
        {"u", false, {with(missing, {low_reliability})}},
        {"f", true, {with(none, {forecast})}},
        {"c", false, {suppressed}},
        {"z", false, {not_applicable}},
        {"m", false, {missing}},
        {"i", true, {with(none, {estimated}), false}},
        {"s", true, {with(none, {estimated}), false}},
        {"d", true, {normal, false}},
        {"n", true, {normal, false}},
        {"r", true, {normal, false}},
        {"provisional", false, {with(missing, {provisional})}},
        {"suppressed", true, {suppressed, false}},
    };
    for (const auto& [text, has_value, is] : cases) EXPECT_EQ(from_json_stat(text, has_value), is) << text;
    for (const auto* text : {"x", "P", "b e", "normal", "?"}) EXPECT_FALSE(from_json_stat(text, true)) << text;
}

} // namespace
