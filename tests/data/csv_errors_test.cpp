// What cannot be read, and the exact words that say so.
#include <kohort/data/csv.hpp>

#include "../../src/data/csv_parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using kohort::csv_column_request;
using kohort::csv_options;
using kohort::csv_table;
using kohort::csv_type;
using kohort::error_code;
using kohort::parse_csv;
using kohort::read_csv;
using kohort::result;
using testing::ElementsAre;

using namespace std::string_literals;

/// All errors, one per line; the test fails when one has another code.
std::string errors_of(const result<csv_table>& read, error_code code) {
    EXPECT_FALSE(read.has_value());
    for (const auto& each : read.errors()) EXPECT_EQ(each.code(), code) << each.what();
    return to_string(read.errors());
}

std::string error_in(std::string_view text, const std::vector<csv_column_request>& columns = {},
                     const csv_options& options = {}) {
    return errors_of(parse_csv(text, "x.csv", columns, options), error_code::data);
}

TEST(csv_errors, empty) {
    const auto message = "x.csv: the file is empty; expected a line with the names of the columns";
    for (const auto* text : {"", "\n", "\r\n\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) EXPECT_EQ(error_in(text), message);
}

TEST(csv_errors, missing_columns_are_told_at_once) {
    EXPECT_EQ(error_in("person_id,kön,start\n1,K,2024-01-01\n",
                       {{"persn_id", csv_type::key}, {"start", csv_type::day}, {"exit", csv_type::day}}),
              "x.csv:1: no column \"persn_id\" in the header; it has \"person_id\", \"kön\", \"start\"; did you mean "
              "\"person_id\"?\n"
              "x.csv:1: no column \"exit\" in the header; it has \"person_id\", \"kön\", \"start\"");
}

TEST(csv_errors, missing_column_of_a_header_on_another_line) {
    EXPECT_EQ(error_in("\n\na\n", {{"b", csv_type::key}}),
              "x.csv:3: no column \"b\" in the header; it has \"a\"; did you mean \"a\"?");
}

TEST(csv_errors, missing_column_among_many) {
    std::string header = "column 0";
    for (int i = 1; i < 60; ++i) header += ",column " + std::to_string(i);
    EXPECT_THAT(error_in(header, {{"person", csv_type::key}}),
                testing::EndsWith("\"column 37\", \"column 38\" and 21 more"));
    EXPECT_EQ(error_in(std::string(1'000, 'a') + ",b\n", {{"person", csv_type::key}}),
              "x.csv:1: no column \"person\" in the header; it has 2 of them");
}

TEST(csv_errors, another_delimiter) {
    EXPECT_EQ(error_in("id;sex\n1;K\n", {{"id", csv_type::key}}),
              "x.csv:1: no column \"id\" in the header; it has \"id;sex\"; is the delimiter ';'?");
    EXPECT_EQ(error_in("id\tsex\n1\tK\n", {{"id", csv_type::key}}),
              "x.csv:1: no column \"id\" in the header; it has \"id\tsex\"; is the delimiter a tab?");
}

TEST(csv_errors, doubled_column) {
    EXPECT_EQ(error_in("id,sex,id\n", {{"id", csv_type::key}}),
              "x.csv:1: column \"id\" is twice in the header, as number 1 and 3; rename one");
    EXPECT_TRUE(parse_csv("id,sex,id\n", "x.csv", std::vector{csv_column_request{"sex"}}));
}

TEST(csv_errors, too_few_fields) {
    EXPECT_EQ(error_in("a,b,c\n1,2,3\n\n1,2\n1,2,3\n"),
              "x.csv:4: 2 fields where the header has 3; enclose a text that holds a line break in '\"'");
    EXPECT_EQ(error_in("a,b\n1\n1,2\n"),
              "x.csv:2: 1 field where the header has 2; enclose a text that holds a line break in '\"'");
}

TEST(csv_errors, too_many_fields) {
    EXPECT_EQ(error_in("a,b\n1,2\n1,2,3\n"),
              "x.csv:3: 3 fields where the header has 2; enclose a text that holds ',' in '\"'");
    csv_options tabs;
    tabs.dialect.delimiter = '\t';
    EXPECT_EQ(error_in("a\tb\n1\t2\t3\n", {}, tabs),
              "x.csv:2: 3 fields where the header has 2; enclose a text that holds a tab in '\"'");
}

TEST(csv_errors, last_line_that_breaks_off) {
    const auto message =
        "x.csv:3: the last line has 2 fields where the header has 3: the file seems to be cut off; get "
        "it again";
    EXPECT_EQ(error_in("a,b,c\n1,2,3\n1,2"), message);
    EXPECT_EQ(error_in("a,b,c\n1,2,3\n1,2\n"), message);
}

TEST(csv_errors, nul_byte) {
    const auto message = "a NUL byte: this is not text; save the file as UTF-8 text (a file in UTF-16 looks like this, "
                         "too)"s;
    EXPECT_EQ(error_in("a,b\n1,2\n1,\0\n"s), "x.csv:3: " + message);
    EXPECT_EQ(error_in("a,b\n\"\n\0\",2\n"s), "x.csv:3: " + message);
    EXPECT_EQ(error_in("\xFF\xFE"
                       "a\0,\0b\0\n\0"s),
              "x.csv:1: " + message);
}

TEST(csv_errors, quote_that_is_never_closed) {
    EXPECT_EQ(
        error_in("a,b\n1,2\n1,\"2\n1,2\n1,2\n"),
        "x.csv:3: the quote opened here is never closed; end the text with '\"' and write each '\"' inside it twice");
    EXPECT_EQ(
        error_in("a,\"b\n1,2\n"),
        "x.csv:1: the quote opened here is never closed; end the text with '\"' and write each '\"' inside it twice");
    std::string long_rest = "a,b\n1,2\n1,\"2\n";
    for (int i = 0; i < 500'000; ++i) long_rest += "1,2\n";
    EXPECT_EQ(error_in(long_rest),
              "x.csv:3: the quote opened here is not closed within 1 MiB; end the text with '\"' and "
              "write each '\"' inside it twice");
}

TEST(csv_errors, text_after_a_closing_quote) {
    const auto message = " goes on after its closing quote; write each '\"' inside a quoted text twice"s;
    EXPECT_EQ(error_in("a,b\n\"1\"x,2\n"), "x.csv:2: a quoted text, begun in line 2," + message);
    EXPECT_EQ(error_in("a,b\n1,\"2\n3,\"4\"\n"), "x.csv:3: a quoted text, begun in line 2," + message);
    EXPECT_EQ(error_in("a,b\n\"1\" ,2\n"), "x.csv:2: a quoted text, begun in line 2," + message);
    EXPECT_EQ(error_in("a,b\n\"1\"\r,2\n"), "x.csv:2: a quoted text, begun in line 2," + message);
}

TEST(csv_errors, quote_inside_a_text) {
    const auto message =
        "a quote inside a text that does not begin with one; enclose such a text in '\"' and write each "
        "'\"' inside it twice"s;
    EXPECT_EQ(error_in("a,b\n5\" pipe,1\n"), "x.csv:2: " + message);
    EXPECT_EQ(error_in("a,b\n1, \"2\"\n"), "x.csv:2: " + message);
    EXPECT_EQ(error_in("a,b\n1,2\n1,2\"\n"), "x.csv:3: " + message);
    EXPECT_EQ(error_in("a,b \"c\"\n1,2\n"), "x.csv:1: " + message);
}

TEST(csv_errors, line_of_ten_megabytes) {
    const auto message = "a line of more than 1 MiB; is this a CSV file, and do its lines end with a line feed?"s;
    const std::string long_text(10'000'000, 'a');
    EXPECT_EQ(error_in("a,b\n1," + long_text + "\n1,2\n"), "x.csv:2: " + message);
    EXPECT_EQ(
        error_in("a,b\n1,\"" + long_text + "\n"),
        "x.csv:2: the quote opened here is not closed within 1 MiB; end the text with '\"' and write each '\"' inside "
        "it twice");
    EXPECT_EQ(error_in(long_text), "x.csv:1: " + message);
    const std::string just_too_long((1U << 20U) - 2, 'a');
    EXPECT_EQ(error_in("a,b\n1," + just_too_long + "\n1,2\n"), "x.csv:2: " + message);
}

TEST(csv_errors, the_first_error_is_told) {
    EXPECT_EQ(error_in("a,b\n1,2\n1\n1,2\0\n\"\n"s),
              "x.csv:3: 1 field where the header has 2; enclose a text that holds a line break in '\"'");
}

TEST(csv_errors, not_utf_8) {
    const auto message =
        "a text that is not UTF-8; if the file is in ISO-8859-1 (Latin-1), declare its encoding as iso-8859-1"s;
    for (const csv_type type : {csv_type::category, csv_type::key, csv_type::day, csv_type::number})
        EXPECT_EQ(error_in("a,b\n1,\n1,S\xF6"
                           "dermalm\n",
                           {{"b", type}}),
                  "x.csv:3: column \"b\": " + message);
    EXPECT_EQ(error_in("a,b\n1,\"\"\"\xFF\"\n", {{"b", csv_type::key}}), "x.csv:2: column \"b\": " + message);
    EXPECT_EQ(error_in("a,k\xF6n\n1,K\n"), "x.csv:1: column 2 of the header: " + message);
    for (const std::string bytes :
         {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
          "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "a\xFF"})
        EXPECT_EQ(error_in("a\n" + bytes + "\n", {{"a"}}), "x.csv:2: column \"a\": " + message);
}

TEST(csv_errors, byte_order_mark_of_utf_8_in_iso_8859_1) {
    csv_options options;
    options.dialect.encoding = kohort::text_encoding::iso_8859_1;
    EXPECT_EQ(error_in("\xEF\xBB\xBF"
                       "a\n1\n",
                       {}, options),
              "x.csv: the file begins with the byte order mark of UTF-8 but is said to be in ISO-8859-1; declare its "
              "encoding as utf-8");
}

TEST(csv_errors, seventy_thousand_categories) {
    std::string text = "a,b\n";
    for (int i = 0; i < 70'000; ++i) text += "code" + std::to_string(i) + ",1\n";
    EXPECT_EQ(error_in(text, {{"b"}, {"a"}}),
              "x.csv:65537: column \"a\": more than 65,535 distinct texts, the most a category can hold; declare the "
              "column as a key, or group its values");
    EXPECT_EQ(
        parse_csv(text, "x.csv", std::vector{csv_column_request{"a", csv_type::key}}).value().columns[0].texts.size(),
        70'000U);
}

TEST(csv_errors, wrong_arguments) {
    csv_options options;
    options.threads = 0;
    options.dialect.delimiter = '|';
    options.dialect.decimal = ' ';
    EXPECT_EQ(errors_of(parse_csv("a\n", "x.csv", {}, options), error_code::invalid_argument),
              "the delimiter must be ',', ';' or a tab\n"
              "the decimal mark must be '.' or ','\n"
              "the number of threads must be at least 1");
}

// Files.

class csv_file : public testing::Test {
  protected:
    csv_file() : folder_(testing::TempDir() + "kohort_csv_" + std::to_string(::getpid())) {
        std::filesystem::create_directory(folder_);
    }
    ~csv_file() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }
    static std::string error_of(const std::string& path) {
        return errors_of(read_csv(path, {}), error_code::input_output);
    }

    const std::vector<csv_column_request> a_and_b{{"a", csv_type::key}, {"b", csv_type::category}};

  private:
    std::filesystem::path folder_;
};

TEST_F(csv_file, is_read) {
    const auto table = read_csv(write("x.csv", "a,b\n1,K\n2,M"), a_and_b).value();
    EXPECT_THAT(table.columns[0].keys, ElementsAre(1U, 2U));
    EXPECT_THAT(table.columns[1].texts, ElementsAre("K", "M"));
}

TEST_F(csv_file, is_named_in_errors) {
    const auto file = write("x.csv", "a,b\n1\n1,2\n");
    EXPECT_EQ(errors_of(read_csv(file, a_and_b), error_code::data),
              file + ":2: 1 field where the header has 2; enclose a text that holds a line break in '\"'");
}

TEST_F(csv_file, that_does_not_exist) {
    EXPECT_EQ(error_of(path("none.csv")), path("none.csv") + ": there is no such file; check the path");
    EXPECT_EQ(error_of(""), "there is no such file; check the path");
}

TEST_F(csv_file, that_is_a_directory) {
    EXPECT_EQ(error_of(path("")), path("") + ": is a directory; name a file in it");
}

TEST_F(csv_file, that_may_not_be_read) {
    const auto file = write("x.csv", "a\n1\n");
    std::filesystem::permissions(file, std::filesystem::perms::none);
    constexpr uid_t nobody = 65534;
    const bool is_root = geteuid() == 0; // who may read everything
    if (is_root) {
        ASSERT_EQ(seteuid(nobody), 0);
    }
    const auto read = read_csv(file, {});
    if (is_root) {
        ASSERT_EQ(seteuid(0), 0);
    }
    EXPECT_EQ(errors_of(read, error_code::input_output), file + ": cannot be opened: Permission denied");
}

TEST_F(csv_file, below_a_file) {
    const auto file = write("x.csv", "a\n1\n") + "/y.csv";
    EXPECT_EQ(error_of(file), file + ": cannot be opened: Not a directory");
}

TEST_F(csv_file, that_fails_while_it_is_read) {
    EXPECT_EQ(error_of("/proc/self/mem"), "/proc/self/mem: cannot be read: Input/output error");
}

/// The reading end of a pipe that holds a text.
int pipe_with(const std::string& text) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    EXPECT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(ends[1]);
    return ends[0];
}

TEST_F(csv_file, can_be_a_pipe) {
    const int pipe = pipe_with("a,b\n1,K\n2,M\n");
    EXPECT_THAT(read_csv("/dev/fd/" + std::to_string(pipe), a_and_b).value().columns[0].keys, ElementsAre(1U, 2U));
    close(pipe);
}

TEST_F(csv_file, can_be_a_stream) {
    csv_options options;
    std::vector<std::int64_t> done, all;
    options.progress = [&](std::int64_t bytes, std::int64_t of) {
        return done.push_back(bytes), all.push_back(of), true;
    };
    const int pipe = pipe_with("a,b\n1,K\n2,M\n");
    EXPECT_THAT(read_csv_stream(pipe, "standard input", a_and_b, options).value().columns[0].keys, ElementsAre(1U, 2U));
    EXPECT_THAT(done, ElementsAre(12));
    EXPECT_THAT(all, ElementsAre(0));
    close(pipe);
}

TEST_F(csv_file, stream_that_cannot_be_read) {
    EXPECT_EQ(errors_of(kohort::read_csv_stream(-1, "standard input", {}), error_code::input_output),
              "standard input: cannot be read: Bad file descriptor");
}

// Progress, and memory that runs out.

std::string rows_of(std::size_t bytes) {
    std::string text = "a,b\n";
    while (text.size() < bytes) text += "1234567,K\n";
    return text;
}

TEST(csv_progress, grows_to_all_bytes) {
    csv_options options;
    std::vector<std::int64_t> done;
    const auto text = rows_of(1'000'000);
    options.progress = [&](std::int64_t bytes, std::int64_t all) {
        EXPECT_EQ(all, static_cast<std::int64_t>(text.size()));
        done.push_back(bytes);
        return true;
    };
    EXPECT_TRUE(parse_csv(text, "x.csv", {}, options));
    EXPECT_GT(done.size(), 2U);
    EXPECT_TRUE(std::ranges::is_sorted(done, std::less_equal()));
    EXPECT_EQ(done.back(), static_cast<std::int64_t>(text.size()));
}

TEST(csv_progress, can_cancel) {
    for (const int at_call : {1, 2, 4}) {
        csv_options options;
        int calls = 0;
        options.progress = [&](std::int64_t, std::int64_t) { return ++calls != at_call; };
        EXPECT_EQ(errors_of(parse_csv(rows_of(1'000'000), "x.csv", {}, options), error_code::cancelled),
                  "x.csv: reading was cancelled");
        EXPECT_EQ(calls, at_call);
    }
}

TEST(csv_progress, may_throw) {
    csv_options options;
    options.progress = [](std::int64_t, std::int64_t) -> bool { throw std::runtime_error("enough"); };
    EXPECT_THROW((void)parse_csv("a\n1\n", "x.csv", {}, options), std::runtime_error);
}

/// Runs out of memory some time.
class exhausting_source final : public kohort::csv::byte_source {
  public:
    explicit exhausting_source(int reads) : reads_left_(reads) {}
    std::size_t read(char* into, std::size_t most) override {
        if (reads_left_-- == 0) throw std::bad_alloc();
        return rows_of(most).copy(into, most);
    }
    [[nodiscard]] std::int64_t size() const noexcept override { return 0; }

  private:
    int reads_left_;
};

/// A line without end. Who reads far more of it than a line may have never stops.
class endless_line final : public kohort::csv::byte_source {
  public:
    std::size_t read(char* into, std::size_t most) override {
        constexpr std::size_t enough = 4U << 20U;
        if ((read_ += most) > enough) throw std::runtime_error("reads on and on");
        std::fill_n(into, most, 'a');
        return most;
    }
    [[nodiscard]] std::int64_t size() const noexcept override { return 0; }

  private:
    std::size_t read_ = 0;
};

TEST(csv_memory, is_not_filled_by_a_line_without_end) {
    endless_line bytes;
    EXPECT_EQ(errors_of(kohort::csv::parse(bytes, "x.csv", {}, {}), error_code::data),
              "x.csv:1: a line of more than 1 MiB; is this a CSV file, and do its lines end with a line feed?");
}

TEST(csv_memory, that_runs_out_is_an_error) {
    for (const int reads : {0, 1, 5}) {
        exhausting_source bytes(reads);
        EXPECT_EQ(errors_of(kohort::csv::parse(bytes, "x.csv", {}, {}, 1 << 10), error_code::out_of_memory),
                  "x.csv: memory ran out; read fewer columns, or the file in parts");
    }
}

} // namespace
