// Any file, cut into any chunks and read by any number of threads, is read as if character by character.
#include <kohort/data/csv.hpp>

#include "../../src/data/csv_parse.hpp"
#include "../../src/data/csv_text.hpp"

#include <kohort/time/day.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using kohort::csv_column;
using kohort::csv_column_request;
using kohort::csv_options;
using kohort::csv_table;
using kohort::csv_type;
using kohort::error_code;
using kohort::result;
using kohort::text_encoding;
using kohort::to_string;

constexpr std::array<std::size_t, 8> chunk_sizes{1, 2, 7, 63, 64, 100, 1000, kohort::csv::default_chunk_bytes};

// The definition of a CSV file, character by character.

struct plain_table {
    std::vector<std::vector<std::string>> rows; ///< the first is the header
    std::vector<std::int64_t> lines;            ///< on which they begin
    std::int64_t error_line = 0;                ///< of the first error; 0 when there is none
};

plain_table read_plainly(std::string text, char delimiter) {
    if (!text.empty() && text.back() != '\n') text += '\n';
    plain_table found;
    const auto line_at = [&text](std::size_t place) { return 1 + std::count(text.data(), text.data() + place, '\n'); };
    const auto fail = [&](std::size_t place) { return found.error_line = line_at(place), found; };
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        std::vector<std::string> cells;
        bool at_end = false, has_quotes = false;
        while (!at_end) {
            std::string cell;
            if (text[at] == '"') {
                const auto opening = at++;
                has_quotes = true;
                for (;; cell += text[at++]) {
                    if (at == text.size()) return fail(opening);
                    if (text[at] == '\0') return fail(at);
                    if (text[at] == '"' && text[++at] != '"') break;
                }
                if (text[at] == '\r' && text[at + 1] == '\n') ++at;
                if (text[at] != delimiter && text[at] != '\n') return fail(at);
            } else {
                for (; text[at] != delimiter && text[at] != '\n'; cell += text[at++])
                    if (text[at] == '"' || text[at] == '\0') return fail(at);
                if (text[at] == '\n' && cell.ends_with('\r')) cell.pop_back();
            }
            cells.push_back(cell);
            at_end = text[at++] == '\n';
        }
        if (cells.size() == 1 && cells[0].empty() && !has_quotes) continue; // a blank line
        if (!found.rows.empty() && cells.size() != found.rows[0].size()) return fail(begin);
        found.rows.push_back(cells);
        found.lines.push_back(line_at(begin));
    }
    return found;
}

/// The number of a text in order of first appearance.
std::size_t index_of(const std::string& text, std::vector<std::string>& texts) {
    const auto found = std::ranges::find(texts, text);
    const auto index = static_cast<std::size_t>(found - texts.begin());
    if (found == texts.end()) texts.push_back(text);
    return index;
}

bool is_canonical_integer(const std::string& text) {
    const std::string largest = "4611686018427387903";
    return !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; }) &&
           (text == "0" || text[0] != '0') &&
           (text.size() < largest.size() || (text.size() == largest.size() && text <= largest));
}

// Random tables, of which we know what each cell means.

using random_bits = std::mt19937_64;

std::size_t pick(random_bits& random, std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}
bool one_in(random_bits& random, std::size_t count) { return pick(random, count) == 0; }

/// A column with the cells that it was made from.
struct known_column {
    csv_column column;
    std::vector<std::string> cells;

    void add(random_bits& random) {
        switch (column.request.type) {
        case csv_type::key:
            return add_key(random);
        case csv_type::day:
            return add_value(random, column.days, csv_column::missing_day, csv_column::bad_day, "2024-02-30", [&] {
                const auto day = std::uniform_int_distribution<std::int32_t>(-30'000, 30'000)(random);
                return std::pair(day, to_string(kohort::day(day)));
            });
        case csv_type::category:
            return add_category(random);
        case csv_type::number:
            return add_value(random, column.numbers, csv_column::missing_number, csv_column::bad_number, "1e3", [&] {
                const auto thousandths = std::uniform_int_distribution<std::int64_t>(0, 99'999)(random);
                auto decimals = std::to_string(thousandths % 1000);
                decimals.insert(0, 3 - decimals.size(), '0');
                return std::pair(thousandths * 1000, std::to_string(thousandths / 1000) + "." + decimals);
            });
        }
    }

  private:
    static std::string any_text(random_bits& random) {
        static const std::vector<std::string> pieces{"a", "b", ",", ";",  "\t",   "\"",  "\n",      "\r\n",
                                                     " ", "7", "å", "\r", "Älvs", "-0-", "abcdefgh"};
        std::string text;
        for (auto left = pick(random, 5); left != 0; --left) text += pieces[pick(random, pieces.size())];
        return text;
    }

    void add_key(random_bits& random) {
        auto text = any_text(random);
        if (one_in(random, 2)) text = std::to_string(random() >> pick(random, 64));
        if (one_in(random, 20)) text.insert(0, "0");
        if (text.empty())
            column.keys.push_back(csv_column::missing_key);
        else if (is_canonical_integer(text))
            column.keys.push_back(std::stoull(text));
        else
            column.keys.push_back(csv_column::text_key_bit | index_of(text, column.texts));
        cells.push_back(text);
    }

    void add_category(random_bits& random) {
        const auto text = any_text(random);
        const auto code = text.empty() ? 0 : index_of(text, column.texts) + 1;
        column.categories.push_back(static_cast<std::uint16_t>(code));
        cells.push_back(text);
    }

    template <class Value, class Make>
    void add_value(random_bits& random, std::vector<Value>& values, Value missing, Value bad, const char* nonsense,
                   Make make) {
        auto [value, text] = make();
        if (one_in(random, 10)) {
            value = missing;
            text.clear();
        } else if (one_in(random, 10)) {
            value = bad;
            text = nonsense;
            if (++column.bad_cells <= 5) column.first_bad.push_back({static_cast<std::int64_t>(cells.size()), text});
        }
        values.push_back(value);
        cells.push_back(text);
    }
};

std::vector<known_column> random_columns(random_bits& random) {
    std::vector<known_column> columns(1 + pick(random, 5));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto type = static_cast<csv_type>(pick(random, 4));
        columns[i].column.request = {"column " + std::to_string(i), type};
    }
    for (auto rows = pick(random, 50); rows != 0; --rows)
        for (auto& each : columns) each.add(random);
    return columns;
}

/// A way to write a file.
struct style {
    csv_options options;
    std::string line_end = "\n";
    bool quotes_all = false;
    bool has_blank_lines = false;
    bool has_byte_order_mark = false;
    bool ends_with_a_line_end = true;
};

style random_style(random_bits& random) {
    style chosen;
    chosen.options.dialect.delimiter = std::array{',', ';', '\t'}[pick(random, 3)];
    chosen.options.dialect.encoding = one_in(random, 3) ? text_encoding::iso_8859_1 : text_encoding::utf_8;
    chosen.line_end = one_in(random, 2) ? "\n" : "\r\n";
    chosen.quotes_all = one_in(random, 3);
    chosen.has_blank_lines = one_in(random, 3);
    chosen.has_byte_order_mark = chosen.options.dialect.encoding == text_encoding::utf_8 && one_in(random, 3);
    chosen.ends_with_a_line_end = !one_in(random, 3);
    return chosen;
}

/// From UTF-8 with characters below U+0100.
std::string to_iso_8859_1(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x80) byte = (byte & 0x03U) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

class writer {
  public:
    writer(const style& how, random_bits& random) : how_(how), random_(random) {}

    std::string write(const std::vector<known_column>& columns) {
        while (how_.has_blank_lines && one_in(random_, 2)) text_ += how_.line_end;
        for (const auto& each : columns) add_cell(each.column.request.name);
        end_line();
        for (std::size_t row = 0; row < columns[0].cells.size(); ++row) {
            for (const auto& each : columns) add_cell(each.cells[row]);
            end_line();
        }
        if (!how_.ends_with_a_line_end)
            while (text_.ends_with(how_.line_end)) text_.resize(text_.size() - how_.line_end.size());
        if (how_.options.dialect.encoding == text_encoding::iso_8859_1) text_ = to_iso_8859_1(text_);
        return (how_.has_byte_order_mark ? "\xEF\xBB\xBF" : "") + text_;
    }

  private:
    void add_cell(const std::string& text) {
        if (!std::exchange(at_line_begin_, false)) text_ += how_.options.dialect.delimiter;
        const bool needs_quotes = text.empty() || text.find_first_of("\"\r\n,;\t") != text.npos;
        if (!how_.quotes_all && !needs_quotes && !one_in(random_, 8)) {
            text_ += text;
            return;
        }
        text_ += '"';
        for (const char c : text) text_ += c == '"' ? "\"\"" : std::string(1, c);
        text_ += '"';
    }

    void end_line() {
        text_ += how_.line_end;
        while (how_.has_blank_lines && one_in(random_, 4)) text_ += how_.line_end;
        at_line_begin_ = true;
    }

    const style& how_;
    random_bits& random_;
    std::string text_;
    bool at_line_begin_ = true;
};

result<csv_table> parse(std::string_view text, const std::vector<csv_column_request>& requests,
                        const csv_options& options, std::size_t chunk_bytes) {
    kohort::csv::memory_source bytes(text);
    return kohort::csv::parse(bytes, "x.csv", requests, options, chunk_bytes);
}

void expect_equal(const csv_column& read, const csv_column& known) {
    EXPECT_EQ(read.keys, known.keys);
    EXPECT_EQ(read.days, known.days);
    EXPECT_EQ(read.categories, known.categories);
    EXPECT_EQ(read.numbers, known.numbers);
    EXPECT_EQ(read.texts, known.texts);
    EXPECT_EQ(read.bad_cells, known.bad_cells);
    const auto is_same = [](const auto& a, const auto& b) { return a.row == b.row && a.text == b.text; };
    EXPECT_TRUE(std::ranges::equal(read.first_bad, known.first_bad, is_same));
}

/// Writes random tables, and reads them in chunks of each size.
void expect_random_tables_to_be_read(int tables, unsigned threads, std::uint64_t seed) {
    random_bits random(seed);
    for (int table = 0; table < tables && !testing::Test::HasFailure(); ++table) {
        auto columns = random_columns(random);
        auto how = random_style(random);
        how.options.threads = threads;
        const auto text = writer(how, random).write(columns);
        const auto plain = read_plainly(text.substr(how.has_byte_order_mark ? 3 : 0), how.options.dialect.delimiter);
        ASSERT_EQ(plain.error_line, 0);
        ASSERT_EQ(plain.rows.size(), columns[0].cells.size() + 1);

        std::ranges::shuffle(columns, random);
        std::vector<csv_column_request> requests;
        for (const auto& each : columns) requests.push_back(each.column.request);
        for (const auto chunk_bytes : chunk_sizes) {
            SCOPED_TRACE(testing::Message() << "chunks of " << chunk_bytes << " bytes:\n" << text);
            const auto read = parse(text, requests, how.options, chunk_bytes);
            ASSERT_TRUE(read) << to_string(read.errors());
            ASSERT_EQ(read->rows, static_cast<std::int64_t>(columns[0].cells.size()));
            for (std::int64_t row = 0; row < read->rows; ++row)
                EXPECT_EQ(read->line_of(row), plain.lines[static_cast<std::size_t>(row) + 1]) << "row " << row;
            EXPECT_TRUE(std::ranges::is_sorted(read->line_shifts, std::less_equal(), &csv_table::line_shift::from_row));
            for (std::size_t i = 0; i < columns.size(); ++i) expect_equal(read->columns[i], columns[i].column);
        }
    }
}

// Random changes to a file, after which it is often none.

std::string random_change(std::string text, std::size_t keep, random_bits& random) {
    static constexpr std::string_view characters("\"\",\n\r\0a", 7);
    const auto place = keep + pick(random, text.size() - keep + 1);
    if (one_in(random, 3))
        text.resize(place);
    else if (one_in(random, 2) && place < text.size())
        text.erase(place, 1);
    else
        text.insert(place, 1, characters[pick(random, characters.size())]);
    return text;
}

/// The texts of a category, by row.
std::vector<std::string> texts_of(const csv_column& column) {
    std::vector<std::string> texts;
    for (const auto code : column.categories) texts.push_back(code == 0 ? "" : column.texts.at(code - 1U));
    return texts;
}

void expect_same(const result<csv_table>& read, const plain_table& plain) {
    ASSERT_EQ(read.has_value(), plain.error_line == 0) << to_string(read.errors());
    if (!read) {
        EXPECT_EQ(read.errors().front().path(), "x.csv:" + std::to_string(plain.error_line))
            << to_string(read.errors());
        EXPECT_EQ(read.errors().front().code(), error_code::data) << to_string(read.errors());
        return;
    }
    ASSERT_EQ(read->rows + 1, static_cast<std::int64_t>(plain.rows.size()));
    for (std::size_t i = 0; i < read->columns.size(); ++i) {
        const auto texts = texts_of(read->columns[i]);
        for (std::size_t row = 0; row < texts.size(); ++row) {
            EXPECT_EQ(texts[row], plain.rows[row + 1][i]);
            EXPECT_EQ(read->line_of(static_cast<std::int64_t>(row)), plain.lines[row + 1]);
        }
    }
}

void expect_changed_files_to_be_judged_alike(int files, unsigned threads, std::uint64_t seed) {
    random_bits random(seed);
    int errors = 0;
    for (int i = 0; i < files && !testing::Test::HasFailure(); ++i) {
        std::vector<csv_column_request> requests;
        std::string header;
        for (std::size_t field = 0, fields = 1 + pick(random, 3); field < fields; ++field) {
            requests.push_back({"c" + std::to_string(field), csv_type::category});
            header += (field == 0 ? "" : ",") + requests.back().name;
        }
        header += '\n';
        std::string text = header;
        for (auto rows = pick(random, 40); rows != 0; --rows)
            for (std::size_t field = 0; field < requests.size(); ++field) {
                text += std::array{"", "a", "\"\"", "\"b\"", "\"c\nd\"", "\"e\"\"f\"", "gh", "\",\""}[pick(random, 8)];
                text += field + 1 < requests.size() ? "," : one_in(random, 4) ? "\r\n" : "\n";
            }
        for (auto changes = pick(random, 3); changes != 0; --changes) text = random_change(text, header.size(), random);

        csv_options options;
        options.threads = threads;
        const auto plain = read_plainly(text, ',');
        errors += plain.error_line != 0;
        const auto chunk_bytes = chunk_sizes[pick(random, chunk_sizes.size())];
        SCOPED_TRACE(testing::Message() << "chunks of " << chunk_bytes << " bytes:\n" << text);
        expect_same(parse(text, requests, options, chunk_bytes), plain);
    }
    EXPECT_GT(errors, files / 4); // else this compares little
    EXPECT_LT(errors, files * 3 / 4);
}

TEST(csv_chunks, random_tables_are_read) { expect_random_tables_to_be_read(150, 1, 1); }

TEST(csv_chunks, changed_files_are_judged_alike) { expect_changed_files_to_be_judged_alike(8'000, 1, 2); }

/// Made by inverting the last step of the hash: a text that is its own fingerprint, and two long ones with the same.
TEST(csv_chunks, texts_with_equal_fingerprints_are_told_apart) {
    std::vector<std::string> texts{"exitcode", "fxcr5p8t@yGF'RT$", "fxvoxfsg.SkQIxQ*"};
    for (const auto& each : texts) ASSERT_EQ(kohort::csv::fingerprint(each), kohort::csv::fingerprint(texts[0]));
    do {
        std::string text = "a\n";
        for (int i = 0; i < 4; ++i)
            for (const auto& each : texts) text += each + "\n";
        const auto table = parse(text, {{"a", csv_type::category}, {"a", csv_type::key}}, {}, 50).value();
        EXPECT_EQ(table.columns[0].categories, (std::vector<std::uint16_t>{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}));
        EXPECT_EQ(table.columns[0].texts, texts);
        EXPECT_EQ(table.columns[1].texts, texts);
    } while (std::ranges::next_permutation(texts).found);
}

TEST(csv_chunks, errors_are_told_in_the_same_words) {
    using namespace std::string_literals;
    for (const auto& text : {"a,b\n1,2\n1"s, "a,b\n1,2\n1\n"s, "a,b\n1\n\n"s, "a,b\n1,\"2\n3\n"s, "a,b\n1,\"2\"3\n"s,
                             "a,b\n1,2\"\n"s, "a,b\n1,\0\n"s, "a,b\n1,\xFF\n1,2\n"s, "\n\n"s}) {
        const auto expected = to_string(parse(text, {{"b"}}, {}, text.size() + 1).errors());
        EXPECT_FALSE(expected.empty());
        for (std::size_t chunk_bytes = 1; chunk_bytes <= text.size(); ++chunk_bytes)
            EXPECT_EQ(to_string(parse(text, {{"b"}}, {}, chunk_bytes).errors()), expected) << chunk_bytes;
    }
}

TEST(csv_threads, random_tables_are_read) {
    for (const unsigned threads : {2U, 3U, 8U}) expect_random_tables_to_be_read(8, threads, threads);
}

TEST(csv_threads, changed_files_are_judged_alike) {
    for (const unsigned threads : {2U, 3U, 8U}) expect_changed_files_to_be_judged_alike(100, threads, threads);
}

std::string long_file() {
    std::string text = "a,b\n";
    for (int i = 0; i < 20'000; ++i)
        text += "id" + std::to_string(i * i % 7919) + ",code " + std::to_string(i * i % 997) + "\n";
    return text;
}

const std::vector<csv_column_request> a_and_b{{"a", csv_type::key}, {"b", csv_type::category}};

TEST(csv_threads, long_file_is_read_the_same) {
    const auto text = long_file();
    const auto alone = parse(text, a_and_b, {}, 1000).value();
    csv_options options;
    options.threads = 3;
    const auto together = parse(text, a_and_b, options, 1000).value();
    for (std::size_t i = 0; i < 2; ++i) expect_equal(together.columns[i], alone.columns[i]);
}

TEST(csv_threads, first_error_is_told) {
    auto text = long_file();
    for (int i = 0; i < 100; ++i) text += "1\n1,2,3\n";
    csv_options options;
    options.threads = 8;
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(to_string(parse(text, a_and_b, options, 100).errors()),
                  "x.csv:20002: 1 field where the header has 2; enclose a text that holds a line break in '\"'");
}

TEST(csv_threads, progress_is_reported_by_the_caller_up_to_the_end) {
    const auto text = long_file();
    const auto caller = std::this_thread::get_id();
    std::int64_t last = 0;
    csv_options options;
    options.threads = 3;
    options.progress = [&](std::int64_t done, std::int64_t) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        EXPECT_GT(done, last);
        last = done;
        return true;
    };
    EXPECT_TRUE(parse(text, a_and_b, options, 1000));
    EXPECT_EQ(last, static_cast<std::int64_t>(text.size()));
}

TEST(csv_threads, reading_can_be_cancelled) {
    const auto text = long_file();
    csv_options options;
    options.threads = 3;
    options.progress = [&](std::int64_t done, std::int64_t all) { return done < all / 2; };
    EXPECT_EQ(to_string(parse(text, a_and_b, options, 1000).errors()), "x.csv: reading was cancelled");
}

/// Runs out of memory in the middle.
class exhausting_source final : public kohort::csv::byte_source {
  public:
    explicit exhausting_source(std::string_view text) : text_(text) {}
    std::size_t read(char* into, std::size_t most) override {
        if (read_ > text_.size() / 2) throw std::bad_alloc();
        const auto count = text_.substr(read_).copy(into, most);
        read_ += count;
        return count;
    }
    [[nodiscard]] std::int64_t size() const noexcept override { return static_cast<std::int64_t>(text_.size()); }

  private:
    std::string_view text_;
    std::size_t read_ = 0;
};

TEST(csv_threads, memory_that_runs_out_is_an_error) {
    const auto text = long_file();
    csv_options options;
    options.threads = 8;
    for (int i = 0; i < 10; ++i) {
        exhausting_source bytes(text);
        const auto read = kohort::csv::parse(bytes, "x.csv", a_and_b, options, 1000);
        ASSERT_EQ(read.errors().size(), 1U);
        EXPECT_EQ(read.errors()[0].code(), error_code::out_of_memory);
    }
}

} // namespace
