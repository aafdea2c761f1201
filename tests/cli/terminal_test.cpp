// What changes when a person looks on.
#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <pty.h>
#include <sys/ioctl.h>

namespace {

using namespace cli_test;
using testing::HasSubstr;
using testing::Not;
using variables = std::vector<std::pair<std::string, std::string>>;

class terminal : public testing::Test {
  protected:
    /// A bare chroot has no pseudo-terminals; every machine that people work on has.
    void SetUp() override {
        int screen = -1, program = -1;
        if (::openpty(&screen, &program, nullptr, nullptr, nullptr) != 0)
            GTEST_SKIP() << "there are no pseudo-terminals here; mount devpts";
        ::close(program);
        ::close(screen);
    }

    terminal() { write_small_register(folder); }

    /// Everything that the program prints on a terminal of this width. `input`, when given, becomes its standard input.
    [[nodiscard]] std::string shows(std::vector<std::string> arguments, const variables& environment,
                                    unsigned short width = 80, int input = -1) const {
        winsize size{50, width, 0, 0};
        int screen = -1;
        const auto child = ::forkpty(&screen, nullptr, nullptr, &size);
        if (child == 0) {
            if (input >= 0) ::dup2(input, 0);
            if (::chdir((folder / "").c_str()) == 0) scratch_folder::become_program(arguments, environment);
            ::_exit(127);
        }
        if (input >= 0) ::close(input);
        std::string text;
        std::array<char, 4096> buffer{};
        for (;;) {
            const auto got = ::read(screen, buffer.data(), buffer.size());
            if (got <= 0) break; // EIO: the program has ended
            text.append(buffer.data(), static_cast<std::size_t>(got));
        }
        ::waitpid(child, nullptr, 0);
        ::close(screen);
        return text;
    }
    [[nodiscard]] static std::vector<std::string> report(std::vector<std::string> more = {}) {
        std::vector<std::string> all{"report",        "--small-counts",  "off", "--schema", "schema.json",
                                     "--definitions", "definitions.json"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    scratch_folder folder;
};

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0, length = 0;
    for (const char letter : text) {
        const bool continues = (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U; // a letter of several bytes
        length = letter == '\r' || letter == '\n' ? 0 : length + (continues ? 0 : 1);
        longest = std::max(longest, length);
    }
    return longest;
}

TEST_F(terminal, shows_tables_and_messages_in_colour_unless_told_not_to) {
    const auto escape = HasSubstr("\033[");
    EXPECT_THAT(shows(report(), {{"TERM", "xterm"}}), escape);
    EXPECT_THAT(shows(report(), {{"TERM", "dumb"}}), Not(escape));
    EXPECT_THAT(shows(report(), {{"TERM", "xterm"}, {"NO_COLOR", "1"}}), Not(escape));
    EXPECT_THAT(shows(report({"--format", "csv"}), {{"TERM", "xterm"}}), Not(escape));
    EXPECT_THAT(shows({"report", "--lang", "fr"}, {{"TERM", "xterm"}}),
                HasSubstr("kohort: \033[1;31merror: \033[0m--lang must be"));
}

TEST_F(terminal, width_is_that_of_the_tables) {
    const auto by_month = report({"--per", "month", "--period", "2023-01..2024-12", "--by", "sex"});
    const auto narrow = longest_line(shows(by_month, {{"TERM", "dumb"}}, 60));
    const auto wide = longest_line(shows(by_month, {{"TERM", "dumb"}}, 150));
    EXPECT_LE(narrow, 60U);
    EXPECT_GT(wide, 100U);
    EXPECT_LE(wide, 150U);
}

TEST_F(terminal, explanations_have_bold_headings_and_lines_of_at_most_80_letters) {
    const std::vector<std::string> explain{"explain", "se.af.unemployment_rate"};
    EXPECT_THAT(shows(explain, {{"TERM", "xterm"}}), HasSubstr("\r\n\033[1mWhat is counted\033[0m\r\n  Persons in"));
    EXPECT_LE(longest_line(shows(explain, {{"TERM", "dumb"}}, 50)), 50U);
    const auto wide = longest_line(shows(explain, {{"TERM", "dumb"}}, 200));
    EXPECT_GT(wide, 70U);
    EXPECT_LE(wide, 80U);
}

TEST_F(terminal, cohorts_fit_80_letters_and_have_curves_and_colours) {
    const variables environment{{"TERM", "xterm"}, {"LC_ALL", "C.UTF-8"}};
    EXPECT_THAT(shows({"cohort"}, environment), HasSubstr("\xe2\xa1"));
    EXPECT_THAT(shows({"cohort"}, environment), HasSubstr("\033[1m"));
    EXPECT_THAT(shows({"cohort"}, {{"TERM", "dumb"}, {"LC_ALL", "C.UTF-8"}}), HasSubstr("|***"));
    for (const auto* show : {"survival", "incidence", "retention", "returns", "states", "transitions", "attrition"})
        EXPECT_LE(longest_line(shows({"cohort", "--show", show, "--months", "24"}, {{"TERM", "dumb"}}, 200)), 80U)
            << show;
}

TEST_F(terminal, file_is_written_without_colour_and_a_hundred_letters_wide_whatever_the_terminal) {
    auto into_file = report({"--per", "month", "--period", "2023-01..2024-12", "--by", "sex", "--output", "r.txt"});
    EXPECT_EQ(shows(into_file, {{"TERM", "xterm"}}, 60), "");
    EXPECT_THAT(folder.read("r.txt"), Not(HasSubstr("\033")));
    EXPECT_GT(longest_line(folder.read("r.txt")), 60U);
    EXPECT_LE(longest_line(folder.read("r.txt")), 100U);
}

/// Writes rows into a pipe, half of them more than two seconds after the others. Returns the end to read from.
int slow_rows() {
    constexpr int rows = 30'000; // a megabyte
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0 || ::fork() != 0) return ::close(ends[1]), ends[0];
    ::close(ends[0]);
    std::string text = "id,sex,start,end,reason\n";
    for (const bool is_late : {false, true}) {
        if (is_late) ::usleep(2'200'000);
        for (int row = 0; row < rows; ++row)
            text += std::to_string(is_late ? row : rows + row) + ",K,2024-01-01,2024-06-30,A\n";
        for (std::string_view rest = text; !rest.empty();) {
            const auto written = ::write(ends[1], rest.data(), rest.size());
            if (written < 0) ::_exit(1);
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        text.clear();
    }
    ::_exit(0);
}

TEST_F(terminal, shows_progress_after_two_seconds_and_clears_it) {
    const auto shown = shows(report({"--register", "-"}), {{"TERM", "dumb"}}, 80, slow_rows());
    EXPECT_THAT(shown, HasSubstr("\rreading standard input"));
    EXPECT_THAT(shown, Not(HasSubstr("\033"))) << "a dumb terminal";
    const auto clearing = shown.find('\r' + std::string(std::string("reading standard input").size(), ' '));
    ASSERT_NE(clearing, std::string::npos);
    EXPECT_THAT(shown.substr(clearing), HasSubstr("Enrolled"));
    EXPECT_THAT(shown.substr(clearing), Not(HasSubstr("reading")));
    ::wait(nullptr);
}

} // namespace
