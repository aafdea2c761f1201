#include <kohort/data/arrow_reader.hpp>

#include <data/arrow_batches.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace {

using namespace kohort;
using namespace arrow_batches;

using texts_of = std::vector<std::string>;

std::vector<csv_column_request> requests(csv_type type, date_format dates = date_format::iso) {
    return {{"c", type, dates, false}};
}

result<csv_table> read(std::vector<array_data> columns, std::vector<csv_column_request> wanted) {
    auto from = stream({batch(std::move(columns))});
    return read_arrow(from, "people", wanted);
}

csv_column column_of(array_data data, csv_type type, date_format dates = date_format::iso) {
    const auto table = read({std::move(data)}, requests(type, dates));
    EXPECT_TRUE(table) << to_string(table.errors());
    return table ? table->columns.front() : csv_column();
}

/// The column that a file with these cells has.
csv_column from_file(const std::vector<std::string>& cells, csv_type type, date_format dates = date_format::iso) {
    std::string text = "c,other\n";
    for (const auto& cell : cells) text += cell + ",\n";
    return parse_csv(text, "file", requests(type, dates)).value().columns.front();
}

void expect_equal(const csv_column& arrow, const csv_column& file) {
    EXPECT_EQ(arrow.keys, file.keys);
    EXPECT_EQ(arrow.days, file.days);
    EXPECT_EQ(arrow.categories, file.categories);
    EXPECT_EQ(arrow.numbers, file.numbers);
    EXPECT_EQ(arrow.texts, file.texts);
    EXPECT_EQ(arrow.bad_cells, file.bad_cells);
    ASSERT_EQ(arrow.first_bad.size(), file.first_bad.size());
    for (std::size_t i = 0; i < arrow.first_bad.size(); ++i) {
        EXPECT_EQ(arrow.first_bad[i].row, file.first_bad[i].row);
        EXPECT_EQ(arrow.first_bad[i].text, file.first_bad[i].text);
    }
}

TEST(arrow_reader, texts_are_read_as_a_file_is) {
    const std::vector<std::optional<std::string>> values{"17", "å", {}, "", "007", "4611686018427387904", "å", "x y"};
    const texts_of cells{"17", "å", "", "", "007", "4611686018427387904", "å", "x y"};
    for (const auto type : {csv_type::key, csv_type::category}) {
        expect_equal(column_of(texts("c", values), type), from_file(cells, type));
        expect_equal(column_of(texts<std::int64_t>("c", values), type), from_file(cells, type));
    }
    const std::vector<std::optional<std::string>> numbers{"1.5", "-0.000001", {}, "", "1,5", "1e3", "0.0000001"};
    expect_equal(column_of(texts("c", numbers), csv_type::number),
                 from_file({"1.5", "-0.000001", "", "", "\"1,5\"", "1e3", "0.0000001"}, csv_type::number));
    const std::vector<std::optional<std::string>> days{"2024-02-29", "2023-02-29", {}, "20240101"};
    expect_equal(column_of(texts("c", days), csv_type::day),
                 from_file({"2024-02-29", "2023-02-29", "", "20240101"}, csv_type::day));
}

template <class Integer>
void expect_integers(const char* format) {
    using limits = std::numeric_limits<Integer>;
    const std::vector<std::optional<Integer>> values{Integer{0}, limits::min(), {}, limits::max(), Integer{100}};
    texts_of cells{"0", std::to_string(limits::min()), "", std::to_string(limits::max()), "100"};
    for (const auto type : {csv_type::key, csv_type::category, csv_type::number}) {
        SCOPED_TRACE(format);
        expect_equal(column_of(numbers<Integer>("c", format, values), type), from_file(cells, type));
    }
}

TEST(arrow_reader, integers_are_read_as_a_file_is) {
    expect_integers<std::int8_t>("c");
    expect_integers<std::int16_t>("s");
    expect_integers<std::int32_t>("i");
    expect_integers<std::int64_t>("l");
    expect_integers<std::uint8_t>("C");
    expect_integers<std::uint16_t>("S");
    expect_integers<std::uint32_t>("I");
    expect_integers<std::uint64_t>("L");
}

TEST(arrow_reader, an_integer_and_its_text_are_one_person) {
    auto from = stream({batch({numbers<std::int32_t>("c", "i", {19, -5, 300})})});
    const auto integers = read_arrow(from, "a", requests(csv_type::key)).value();
    const auto written = column_of(texts("c", {"19", "-5", "300"}), csv_type::key);
    EXPECT_EQ(integers.columns[0].keys, written.keys);
    EXPECT_EQ(integers.columns[0].texts, written.texts);
}

TEST(arrow_reader, days_come_as_dates_timestamps_texts_and_integers) {
    const auto leap = from_civil({2024, 2, 29}).count();
    const std::vector<std::int32_t> expected{leap, csv_column::missing_day, -1, 0};
    constexpr std::int64_t second = 86'400;
    EXPECT_EQ(column_of(numbers<std::int32_t>("c", "tdD", {leap, {}, -1, 0}), csv_type::day).days, expected);
    const std::vector<std::pair<std::string, std::int64_t>> stamps{{"tdm", second * 1'000},
                                                                   {"tss:", second},
                                                                   {"tsm:", second * 1'000},
                                                                   {"tsu:UTC", second * 1'000'000},
                                                                   {"tsn:", second * 1'000'000'000}};
    for (const auto& [format, ticks] : stamps) {
        SCOPED_TRACE(format);
        // Any time of the day: its first tick, its last, one in between.
        const std::vector<std::optional<std::int64_t>> values{leap * ticks + ticks / 3, {}, -1, ticks - 1};
        EXPECT_EQ(column_of(numbers<std::int64_t>("c", format, values), csv_type::day).days, expected);
    }
    expect_equal(
        column_of(numbers<std::int32_t>("c", "i", {20240229, {}, 20240230}), csv_type::day, date_format::compact),
        from_file({"20240229", "", "20240230"}, csv_type::day, date_format::compact));
}

TEST(arrow_reader, a_day_outside_the_calendar_is_a_bad_cell) {
    const auto column =
        column_of(numbers<std::int32_t>("c", "tdD", {2932896, 2932897, -719162, -719163}), csv_type::day);
    EXPECT_EQ(column.days[0], from_civil({9999, 12, 31}).count());
    EXPECT_EQ(column.days[1], csv_column::bad_day);
    EXPECT_EQ(column.days[2], from_civil({1, 1, 1}).count());
    EXPECT_EQ(column.days[3], csv_column::bad_day);
    EXPECT_EQ(column.bad_cells, 2);
    EXPECT_EQ(column.first_bad.front().row, 1);
    EXPECT_EQ(column.first_bad.front().text, "2932897 days after 1970-01-01");
}

TEST(arrow_reader, floating_point_numbers_to_the_nearest_millionth) {
    const auto nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
    const auto column =
        column_of(numbers<double>("c", "g", {0.1, -2.5, {}, nan, infinite, 1e13, 0.0000004, 9.2e12}), csv_type::number);
    EXPECT_EQ(column.numbers, (std::vector<std::int64_t>{100'000, -2'500'000, csv_column::missing_number,
                                                         csv_column::missing_number, csv_column::bad_number,
                                                         csv_column::bad_number, 0, 9'200'000'000'000'000'000}));
    EXPECT_EQ(column.bad_cells, 2);
    EXPECT_EQ(column_of(numbers<float>("c", "f", {0.25F, {}}), csv_type::number).numbers,
              (std::vector<std::int64_t>{250'000, csv_column::missing_number}));
}

TEST(arrow_reader, floating_point_numbers_as_texts_are_the_shortest) {
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto type : {csv_type::key, csv_type::category}) {
        expect_equal(column_of(numbers<double>("c", "g", {17.0, 0.1, {}, nan, -2.0, 111.5, 1e15, 17.0}), type),
                     from_file({"17", "0.1", "", "", "-2", "111.5", "1000000000000000", "17"}, type));
        expect_equal(column_of(numbers<double>("c", "g", {1e300}), type), from_file({"1e+300"}, type));
    }
}

TEST(arrow_reader, booleans_are_categories) {
    expect_equal(column_of(numbers<bool>("c", "b", {true, {}, false, true}), csv_type::category),
                 from_file({"true", "", "false", "true"}, csv_type::category));
}

TEST(arrow_reader, days_as_categories_are_iso_texts) {
    expect_equal(column_of(numbers<std::int32_t>("c", "tdD", {19'782, {}, -1, 19'782}), csv_type::category),
                 from_file({"2024-02-29", "", "1969-12-31", "2024-02-29"}, csv_type::category));
    expect_equal(column_of(numbers<std::int64_t>("c", "tss:", {19'782 * 86'400LL + 5}), csv_type::category),
                 from_file({"2024-02-29"}, csv_type::category));
    EXPECT_EQ(column_of(numbers<std::int32_t>("c", "tdD", {2932897}), csv_type::category).texts,
              std::vector<std::string>{"2932897 days after 1970-01-01"});
}

TEST(arrow_reader, a_dictionary_gives_only_the_texts_that_a_row_has) {
    const auto entries = texts("", {"never", "b", {}, "a", "b"});
    const auto column = column_of(dictionary<std::int8_t>("c", "c", {3, 1, {}, 4, 2, 3}, entries), csv_type::category);
    expect_equal(column, from_file({"a", "b", "", "b", "", "a"}, csv_type::category));
    EXPECT_EQ(column.texts, (texts_of{"a", "b"}));
    expect_equal(column_of(dictionary<std::uint32_t>("c", "I", {3, 1, {}, 4, 2, 3}, entries), csv_type::key),
                 from_file({"a", "b", "", "b", "", "a"}, csv_type::key));
    expect_equal(
        column_of(dictionary<std::int16_t>("c", "s", {0, 1, 0}, texts("", {"x", "2024-01-01"})), csv_type::day),
        from_file({"x", "2024-01-01", "x"}, csv_type::day)); // a bad entry counts with each row
}

TEST(arrow_reader, offsets_and_chunks_change_nothing) {
    const std::vector<std::optional<std::string>> words{"skip", "skip", "b", {}, "a", "b", "c", {}, "a", "d", "e"};
    const std::vector<std::optional<std::int32_t>> days{7, 7, 1, {}, 3, 4, {}, 6, 7, 8, 9};
    const auto make = [&](std::int64_t skip_in_arrays, std::int64_t skip_in_batch) {
        auto made = batch({without_first(texts("word", words), skip_in_arrays),
                           without_first(numbers<std::int32_t>("day", "tdD", days), skip_in_arrays)});
        made->offset = skip_in_batch;
        made->length -= skip_in_batch;
        return made;
    };
    const std::vector<csv_column_request> wanted{{"day", csv_type::day, date_format::iso, false},
                                                 {"word", csv_type::category, date_format::iso, false}};
    for (const auto& [arrays, rows] : {std::pair{2, 0}, {0, 2}, {1, 1}}) {
        auto from = stream({make(arrays, rows), make(11, 0), make(arrays, rows)});
        const auto table = read_arrow(from, "people", wanted).value();
        ASSERT_EQ(table.rows, 18);
        EXPECT_EQ(table.columns[1].texts, (texts_of{"b", "a", "c", "d", "e"}));
        const std::vector<std::uint16_t> once{1, 0, 2, 1, 3, 0, 2, 4, 5};
        auto twice = once;
        twice.insert(twice.end(), once.begin(), once.end());
        EXPECT_EQ(table.columns[1].categories, twice);
        EXPECT_EQ(table.columns[0].days[1], csv_column::missing_day);
        EXPECT_EQ(table.columns[0].days[13], csv_column::missing_day);
        EXPECT_EQ(table.columns[0].days[17], 9);
        EXPECT_EQ(table.line_of(0), 1); // rows, not lines
        EXPECT_EQ(table.line_of(17), 18);
    }
}

TEST(arrow_reader, everything_is_released_once) {
    release_count counts;
    auto good = stream({batch({texts("c", {"a"})}), batch({texts("c", {"b"})})}, &counts);
    EXPECT_TRUE(read_arrow(good, "people", requests(csv_type::category)));
    EXPECT_EQ(good.release, nullptr);
    EXPECT_EQ(counts.schemas, 1);
    EXPECT_EQ(counts.arrays, 2);
    EXPECT_EQ(counts.streams, 1);

    auto broken = stream({batch({texts("c", {"a", "\xC3"})})}, &counts);
    EXPECT_FALSE(read_arrow(broken, "people", requests(csv_type::category)));
    EXPECT_EQ(counts.schemas, 2);
    EXPECT_EQ(counts.arrays, 3);
    EXPECT_EQ(counts.streams, 2);
    EXPECT_EQ(read_arrow(broken, "people", requests(csv_type::category)).errors().front().code(),
              error_code::invalid_argument);
}

/// What reading gives for an error, as "path: message".
std::string refusal(std::vector<array_data> columns, std::vector<csv_column_request> wanted) {
    const auto table = read(std::move(columns), std::move(wanted));
    return table ? "" : to_string(table.errors());
}

TEST(arrow_reader, errors_name_column_format_and_row) {
    const auto category = requests(csv_type::category);
    EXPECT_EQ(refusal({texts("d", {"a"}), texts("e", {"a"})}, requests(csv_type::category)),
              "people: no column \"c\" in the stream; it has \"d\", \"e\"; did you mean \"d\"?");
    EXPECT_EQ(refusal({texts("c", {"a"}), texts("c", {"a"})}, category), "people: two columns are called \"c\"");
    EXPECT_EQ(
        refusal({numbers<std::int32_t>("c", "tdD", {1})}, requests(csv_type::key)),
        "people: column \"c\" has the Arrow format \"tdD\"; it can be read from integers, float32, float64, utf8, "
        "large_utf8 or a dictionary of these");
    auto decimals = numbers<std::int64_t>("c", "d:10,2", {1});
    EXPECT_NE(refusal({decimals}, requests(csv_type::number)).find("the Arrow format \"d:10,2\""), std::string::npos);
    EXPECT_NE(refusal({numbers<std::int64_t>("c", "tss:Europe/Stockholm", {1})}, requests(csv_type::day))
                  .find("depend on a time zone"),
              std::string::npos);
    EXPECT_EQ(refusal({texts("c", {"a", {}, "\xFF"})}, category), "people:3: column \"c\": a text that is not UTF-8");
    EXPECT_EQ(refusal({dictionary<std::int8_t>("c", "c", {0, 2}, texts("", {"a", "b"}))}, category),
              "people:2: column \"c\": index 2 in a dictionary of 2 entries");
    EXPECT_EQ(refusal({dictionary<std::int8_t>("c", "c", {0, -1}, texts("", {"a", "b"}))}, category),
              "people:2: column \"c\": index -1 in a dictionary of 2 entries");
    auto without_format = numbers<std::int32_t>("c", "", {1});
    EXPECT_NE(refusal({without_format}, category).find("the Arrow format \"\""), std::string::npos);
    auto short_column = texts("c", {"a"});
    EXPECT_NE(refusal({texts("long", {"a", "b"}), short_column}, category).find("buffers, dictionary or length"),
              std::string::npos);
}

TEST(arrow_reader, batches_that_end_beyond_all_numbers_are_refused) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto columns = batch({texts("c", {"a", "b"})});
    columns->offset = most;
    columns->length = most;
    auto broken = stream({columns});
    EXPECT_NE(to_string(read_arrow(broken, "people", requests(csv_type::category)).errors()).find("buffers"),
              std::string::npos);
}

TEST(arrow_reader, a_stream_that_fails_says_why) {
    auto from = stream({batch({texts("c", {"a"})})}, nullptr, "the server went away");
    const auto table = read_arrow(from, "people", requests(csv_type::category));
    ASSERT_FALSE(table);
    EXPECT_EQ(table.errors().front().code(), error_code::input_output);
    EXPECT_STREQ(table.errors().front().what(), "people: the Arrow stream failed: the server went away");
}

TEST(arrow_reader, progress_can_cancel) {
    auto from = stream({batch({texts("c", {"a"})}), batch({texts("c", {"b"})})});
    std::int64_t seen = 0;
    const auto table = read_arrow(from, "people", requests(csv_type::category), [&](std::int64_t rows, std::int64_t) {
        seen = rows;
        return false;
    });
    EXPECT_EQ(table.errors().front().code(), error_code::cancelled);
    EXPECT_EQ(seen, 1);
}

TEST(arrow_reader, too_many_texts_for_a_category) {
    std::vector<std::optional<std::string>> words;
    for (int i = 0; i <= 65'535; ++i) words.push_back("w" + std::to_string(i));
    EXPECT_NE(refusal({texts("c", words)}, requests(csv_type::category)).find("people:65536: column \"c\": more than "),
              std::string::npos);
    words.pop_back();
    EXPECT_EQ(column_of(texts("c", words), csv_type::category).categories.back(), 65'535);
}

} // namespace
