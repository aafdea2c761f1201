#include <kohort/publish/px.hpp>

#include "publish/random_publication.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace {

using namespace publications;

/// Rounds of the property tests.
unsigned rounds(unsigned usual) {
    const auto* given = std::getenv("KOHORT_SEEDS");
    return given ? static_cast<unsigned>(std::atoi(given)) : usual;
}

publication read(const std::string& text) {
    auto read = parse_px(text, "t.px");
    EXPECT_TRUE(read) << to_string(read.errors());
    return read ? std::move(*read) : publication{};
}

/// The errors of a file, one a line.
std::string errors_of(const std::string& text) { return to_string(parse_px(text, "t.px").errors()); }

TEST(px, round_trip_of_random_publications) {
    for (unsigned seed = 0; seed < rounds(150); ++seed) {
        maker any(seed);
        const auto table = any.make();
        const px_options options{any.below(2) == 0 ? text_encoding::utf_8 : text_encoding::iso_8859_1,
                                 any.below(2) == 0};
        const auto written = to_px(table, options);
        ASSERT_TRUE(written) << to_string(written.errors());
        const auto back = parse_px(*written, "t.px");
        ASSERT_TRUE(back) << to_string(back.errors()) << "seed " << seed << '\n' << *written;
        ASSERT_EQ(difference(table, *back), "") << "seed " << seed << '\n' << *written;
        ASSERT_EQ(*to_px(*back, options), *written) << "seed " << seed;
    }
}

/// The number of a cell; the test fails when it has none.
ratio number(const publication& table, std::size_t cell) {
    EXPECT_TRUE(table.cells[cell].status.has_value()) << cell;
    return table.cells[cell].value();
}

TEST(px, reads_a_file_of_the_nineties) {
    // Code page 850, keywords in lower case, no codes, cells apart by commas, signs without quotes, end of file of DOS.
    const auto table =
        read("matrix=\"ARBL\";\r\nsubject-area=\"Arbetsmarknad\";\r\n  title = \"Arbetsl\x94sa efter l\x84n, \"\r\n"
             "\t\"k\x94n och \x86r\";\r\ncontents=\"Arbetsl\x94sa\";\r\nunits=antal;\r\ndecimals=0;\r\n"
             "stub=\"l\x84n\",\r\n \"k\x94n\";\r\nheading=\"\x86r\";\r\n"
             "values(\"l\x84n\")=\"Stockholm\",\"\x99rebro\";\r\n"
             "values(\"k\x94n\")=\"m\x84n\",\"kvinnor\";values(\"\x86r\")=\"1993\",\"1994\";\r\n"
             "data=\r\n1,2,3,4\r\n5,-,..,8;\r\n\x1A");
    EXPECT_EQ(table.title.in(0), "Arbetslösa efter län, kön och år");
    ASSERT_EQ(table.dimensions.size(), 3U);
    EXPECT_EQ(table.dimensions[0].codes[1].code, "Örebro");
    EXPECT_EQ(table.dimensions[2].role, dimension_role::time);
    EXPECT_EQ(table.figures.front().unit.in(0), "antal");
    EXPECT_EQ(number(table, 7), ratio(8));
    EXPECT_EQ(table.cells[5].status.is, availability::nil);
    EXPECT_EQ(table.cells[6].status.is, availability::missing);
    EXPECT_EQ(table.heading, 1U);
}

constexpr auto modern = R"(CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="sv";
LANGUAGES="sv","en";
DECIMALS=1;
SHOWDECIMALS=0;
MATRIX="AM0401";
COPYRIGHT=YES;
TITLE="Arbetskraften efter kön; tid";
TITLE[en]="Labour force by sex";
CONTENTS="Arbetskraften";
STUB="kön";
STUB[en]="sex";
HEADING="tabellinnehåll","kvartal";
HEADING[en]="observations","quarter";
CONTVARIABLE="tabellinnehåll";
CONTVARIABLE[en]="observations";
VARIABLECODE("kön")="Kon";
VALUES("kön")="män","kvinnor","totalt";
VALUES[en]("sex")="men","women","total";
CODES("kön")="1","2","1+2";
VALUES("tabellinnehåll")="1000-tal","Procent";
VALUES[en]("observations")="Thousands","Percent";
CODES("tabellinnehåll")="000001","000002";
VALUES("kvartal")="2023K4","2024K1";
TIMEVAL("kvartal")=TLIST(Q1,"20234"-"20241");
ELIMINATION("kön")="totalt";
ELIMINATION("kvartal")=NO;
PRECISION("tabellinnehåll","Procent")=1;
UNITS("1000-tal")="1000-tal";
UNITS("Procent")="procent";
UNITS[en]("Percent")="percent";
STOCKFA("1000-tal")=S;
LAST-UPDATED("1000-tal")="20240417 08:00";
NOTEX="Ny metod#från 2021.##Se även ""AKU"".";
NOTE("kön")="Juridiskt kön";
VALUENOTE("kön","män")="15–74 år";
CELLNOTE("kvinnor","*","2024K1")="Preliminär";
DATASYMBOL2="Uppgift omfattas av sekretess";
DATASYMBOL3="Uppgift saknas";
KEYS("kön")=CODES;
DATA=
"2",2500 2510.5 "..." 7.2
"1+2", 5100 5120 ".." "-";
)";

TEST(px, reads_contents_keys_notes_and_symbols) {
    const auto table = read(modern);
    ASSERT_EQ(table.cells.size(), 12U);
    for (std::size_t each = 0; each < 4; ++each) EXPECT_EQ(number(table, each), ratio(0)) << "rows left out are zeros";
    EXPECT_EQ(number(table, 5), ratio(5021, 2));
    EXPECT_EQ(table.cells[6].status.is, availability::missing);
    EXPECT_EQ(table.cells[10].status.is, availability::suppressed);
    EXPECT_EQ(table.cells[11].status.is, availability::nil);

    EXPECT_EQ(table.languages, (std::vector<std::string>{"sv", "en"}));
    EXPECT_EQ(table.title.in(1), "Labour force by sex");
    const auto& sex = table.dimensions[0];
    EXPECT_EQ(sex.id, "Kon");
    EXPECT_EQ(sex.total(), 2U);
    EXPECT_EQ(sex.codes[0].label.in(1), "men");
    EXPECT_EQ(sex.codes[0].notes.front().text.in(0), "15–74 år");
    EXPECT_EQ(sex.notes.front().text.in(0), "Juridiskt kön");
    EXPECT_EQ(table.dimensions[1].role, dimension_role::contents);
    EXPECT_EQ(table.dimensions[2].codes[0].code, "2023-Q4");
    EXPECT_EQ(table.dimensions[2].codes[1].label.in(0), "2024K1");
    EXPECT_EQ(table.figures[0].decimals, 0);
    EXPECT_EQ(table.figures[1].decimals, 1);
    EXPECT_EQ(table.figures[1].unit.in(1), "percent");
    EXPECT_EQ(table.figures[0].measured, "S");
    EXPECT_EQ(table.figures[0].updated, "2024-04-17T08:00");
    ASSERT_EQ(table.notes.size(), 2U);
    EXPECT_EQ(table.notes[0].text.in(0), "Ny metod\nfrån 2021.");
    EXPECT_EQ(table.notes[1].text.in(0), "Se även \"AKU\".");
    EXPECT_TRUE(table.notes[1].is_mandatory);
    const std::vector<std::optional<std::size_t>> places{1, std::nullopt, 1};
    ASSERT_EQ(table.cell_notes.size(), 1U);
    EXPECT_EQ(table.cell_notes[0].cells, places);
    EXPECT_EQ(table.keywords.front().keyword, "COPYRIGHT");
}

TEST(px, keeps_what_it_has_no_field_for_and_the_meaning_of_dots) {
    const auto table = read(modern);
    const auto again = read(*to_px(table));
    EXPECT_EQ(again.keywords, table.keywords);
    for (std::size_t each = 0; each < table.cells.size(); ++each)
        EXPECT_TRUE(is_same(again.cells[each], table.cells[each]));
    EXPECT_NE(to_px(table)->find("DATASYMBOL2=\"Uppgift omfattas av sekretess\""), std::string::npos);
    EXPECT_NE(to_px(table)->find("5120 \"..\" \"-\""), std::string::npos) << "two dots are secret in this file";
}

/// A file with one row of cells.
std::string row_of(const std::string& columns, const std::string& data) {
    return "MATRIX=\"m\";\nHEADING=\"x\";\nVALUES(\"x\")=" + columns + ";\nDATA=\n" + data;
}

TEST(px, cells_may_be_written_in_many_ways) {
    const auto table =
        read(row_of(R"("a","b","c","d","e","f","g","h")", "1.50\t-.5,\"-3\"; 1e3 \"...\"\r\n . 007 \".\""));
    EXPECT_EQ(number(table, 0), ratio(3, 2));
    EXPECT_EQ(number(table, 1), ratio(-1, 2));
    EXPECT_EQ(number(table, 2), ratio(-3));
    EXPECT_EQ(number(table, 3), ratio(1000));
    EXPECT_EQ(table.cells[4].status.is, availability::suppressed);
    EXPECT_EQ(table.cells[5].status.is, availability::not_applicable);
    EXPECT_EQ(number(table, 6), ratio(7));
    EXPECT_EQ(table.cells[7].status.is, availability::not_applicable);
}

TEST(px, a_quote_inside_a_text_is_taken_as_meant) {
    const auto table = read("TITLE=\"The \"new\" method\";\n" + row_of("\"a\"", "1;"));
    EXPECT_EQ(table.title.in(0), "The \"new\" method");
}

TEST(px, equal_values_without_codes_are_told_apart) {
    const auto table = read(row_of(R"("a","a")", "1 2;"));
    EXPECT_EQ(table.dimensions[0].codes[1].code, "a (2)");
    EXPECT_EQ(table.dimensions[0].codes[1].label.in(0), "a");
}

/// Two variables of one value; the second is called so in English.
std::string two_variables(const std::string& english) {
    return "LANGUAGES=\"sv\",\"en\";\nSTUB=\"kön\";\nSTUB[en]=\"sex\";\nHEADING=\"kvartal\";\nHEADING[en]=\"" +
           english + "\";\nVALUES(\"kön\")=\"m\",\"k\";\nVALUES(\"kvartal\")=\"1\",\"2\",\"3\";\nDATA=1 2 3 4 5 6;";
}

TEST(px, variables_have_names_of_their_own_in_every_language) {
    EXPECT_EQ(read(two_variables("quarter")).dimensions[1].name.in(1), "quarter");
    EXPECT_EQ(errors_of(two_variables("sex")),
              "t.px:3:1: STUB[en]: two variables are called \"sex\"; each needs a name of its own");
}

TEST(px, names_and_codes_that_would_be_written_alike_are_told_apart) {
    auto table = read(two_variables("quarter"));
    table.dimensions[0].name = translated_text("the \"usual\" one");
    table.dimensions[1].name = translated_text("the 'usual' one");
    table.dimensions[0].codes[0].code = "a\nb";
    table.dimensions[0].codes[1].code = "a b";
    for (const bool is_sparse : {false, true}) {
        const auto again = read(*to_px(table, {.is_sparse = is_sparse}));
        ASSERT_EQ(again.dimensions.size(), 2U);
        EXPECT_EQ(again.dimensions[0].name.in(1), "the 'usual' one");
        EXPECT_EQ(again.dimensions[1].name.in(1), "the 'usual' one (2)");
        EXPECT_EQ(again.dimensions[0].codes[1].code, "a b (2)");
        EXPECT_EQ(again.cells, table.cells);
    }
}

TEST(px, hierarchies_and_flags_name_codes_also_where_these_are_texts_of_other_values) {
    const auto table = read("STUB=\"x\";\nVALUES(\"x\")=\"b\",\"c\",\"a\";\nCODES(\"x\")=\"a\",\"b\",\"c\";\n"
                            "HIERARCHIES(\"x\")=\"a\",\"a\":\"b\",\"b\":\"c\";\nATTRIBUTE-ID=\"OBS_STATUS\";\n"
                            "ATTRIBUTES(\"b\")=\"P\";\nCELLNOTE(\"b\")=\"n\";\nDATA=1 2 3;");
    const auto& codes = table.dimensions[0].codes;
    EXPECT_EQ(codes[1].parent, 0U);
    EXPECT_EQ(codes[2].parent, 1U);
    EXPECT_TRUE(table.cells[1].status.has(obs_flag::provisional));
    EXPECT_EQ(table.cell_notes.front().cells.front(), 0U) << "notes name values";
    const auto again = read(*to_px(table));
    EXPECT_EQ(again.dimensions[0].codes, codes);
    EXPECT_EQ(again.cells, table.cells);
}

TEST(px, hierarchies_and_parts) {
    const auto table = read("MATRIX=\"m\";\nHEADING=\"x\";\nVALUES(\"x\")=\"Totalt\",\"A\",\"varav B\",\"C\";\n"
                            "CODES(\"x\")=\"t\",\"a\",\"b\",\"c\";\n"
                            "HIERARCHIES(\"x\")=\"t\",\"t\":\"a\",\"a\":\"b\",\"t\":\"c\";\nDATA=\n9 6 2 3;");
    const auto& codes = table.dimensions[0].codes;
    EXPECT_EQ(codes[0].is, role::total);
    EXPECT_EQ(codes[1].parent, std::nullopt);
    EXPECT_EQ(codes[2].parent, 1U);
    EXPECT_TRUE(codes[2].of_which);
}

TEST(px, encodings_are_told_by_a_mark_by_charset_or_by_the_letters) {
    const auto named = [](const std::string& before, const std::string& letter) {
        return read(before + row_of("\"" + letter + "\"", "1;")).dimensions[0].codes[0].code;
    };
    EXPECT_EQ(named("\xEF\xBB\xBF", "å"), "å");
    EXPECT_EQ(named("", "å"), "å");
    EXPECT_EQ(named("CHARSET=\"ANSI\";\n", "\xE5\x80"), "å€");
    EXPECT_EQ(named("CODEPAGE=\"iso-8859-1\";\n", "\xE5"), "å");
    EXPECT_EQ(named("", "\x86"), "å") << "of DOS";
    EXPECT_EQ(errors_of("\xFF\xFEM"), "t.px:1:1: is in UTF-16; convert it to UTF-8");
}

TEST(px, keys_may_be_texts_and_a_timeval_may_not_fit) {
    const auto table =
        read("STUB=\"kön\";\nHEADING=\"tid\";\nVALUES(\"kön\")=\"män\",\"kvinnor\";\nCODES(\"kön\")=\"1\",\"2\";\n"
             "VALUES(\"tid\")=\"2023\",\"2024\";\nTIMEVAL(\"tid\")=TLIST(A1),\"2023\";\n"
             "KEYS(\"kön\")=VALUES;\nDATA=\"kvinnor\",3,4;\n");
    EXPECT_EQ(number(table, 0), ratio(0));
    EXPECT_EQ(number(table, 3), ratio(4));
    EXPECT_EQ(table.dimensions[1].role, dimension_role::time);
    ASSERT_EQ(table.losses.size(), 1U);
    EXPECT_EQ(table.losses.front(),
              "TIMEVAL(\"tid\") does not name a period for each value; the values were read instead");
    EXPECT_EQ(errors_of("STUB=\"a\";\nVALUES(\"a\")=\"x\";\nKEYS(\"a\")=VALUES;\nDATA=\n\"y\",1;"),
              "t.px:5:1: DATA: the variable \"a\" has no value \"y\"; did you mean \"x\"?");
}

TEST(px, keywords_that_every_file_must_have_are_written_even_when_nothing_is_known) {
    const auto written = *to_px(read(row_of(R"("a","b")", "1 2;")));
    for (const auto* keyword : {"AXIS-VERSION", "CHARSET", "CODEPAGE", "CONTENTS", "DECIMALS", "HEADING", "MATRIX",
                                "SUBJECT-AREA", "SUBJECT-CODE", "TITLE", "UNITS", "DATA"})
        EXPECT_NE(("\n" + written).find("\n" + std::string(keyword) + "="), std::string::npos) << keyword;
    EXPECT_NE(written.find("VALUES(\"x\")="), std::string::npos);
}

TEST(px, errors_say_file_line_column_and_keyword) {
    EXPECT_EQ(errors_of(row_of(R"("a","b")", "1 2 3;")),
              "t.px:5:5: DATA: there are more than the 2 cells that the variables of STUB and HEADING make");
    EXPECT_EQ(errors_of(row_of(R"("a","b")", "1\n;")),
              "t.px:6:1: DATA: there are 1 cells, but the variables of STUB and HEADING make 2");
    EXPECT_EQ(errors_of(row_of(R"("a","b")", "1 zwei;")),
              "t.px:5:3: DATA: \"zwei\" is no cell; write a number with a full stop and at most 18 digits, one to six "
              "dots, or a dash");
    EXPECT_EQ(errors_of("MATRIX=\"m\";\nTITLE=\"unfinished;\nDATA=1;"),
              "t.px:2:7: TITLE: the text is not closed by a quote");
    EXPECT_EQ(errors_of("MATRIX=\"m\";\n  VALUES \"x\";"),
              "t.px:2:10: VALUES: expected \"=\" after the keyword, found \"\"\"");
    EXPECT_EQ(errors_of("MATRIX=\"m\";\n"), "t.px:2:1: there is no DATA; is the file whole, and is it a PX file?");
    EXPECT_EQ(errors_of("MATRIX=\"m\";\nDATA=1;"), "t.px:1:1: STUB: there is neither STUB nor HEADING");
    EXPECT_EQ(
        errors_of("STUB=\"sex\";\nVALUES(\"sx\")=\"a\";\nCODES(\"sex\")=\"1\",\"2\";\nCODEPAGE=\"klingon\";\nDATA=1;"),
        "t.px:4:1: CODEPAGE: the encoding \"klingon\" is not known; convert the file to UTF-8 and write so");
}

TEST(px, a_language_is_a_code_that_can_be_written_in_brackets) {
    const auto long_one = "LANGUAGES=\"sv\",\"" + std::string(36, 'x') + "\";\n"; // BCP 47 has at most 35
    for (const auto& wrong :
         {std::string("TITLE[e\x9e]=\"t\";\n"), std::string("LANGUAGES=\"sv\",\"a]b\";\n"), long_one}) {
        const auto errors = errors_of(wrong + row_of("\"a\"", "1;"));
        EXPECT_NE(errors.find("a language is letters, digits and hyphens"), std::string::npos) << errors;
    }
    EXPECT_EQ(read("LANGUAGES=\"sv\",\"zh-CN\";\n" + row_of("\"a\"", "1;")).languages,
              (std::vector<std::string>{"sv", "zh-CN"}));
}

TEST(px, all_errors_of_the_metadata_are_told_at_once) {
    EXPECT_EQ(errors_of("STUB=\"sex\",\"age\";\nVALUES(\"sx\")=\"a\";\nVALUES(\"sex\")=\"a\";\nCODES(\"sex\")=\"1\","
                        "\"2\";\nDATA=1;"),
              "t.px:2:1: VALUES(\"sx\"): neither STUB nor HEADING has a variable \"sx\"; did you mean \"sex\"?\n"
              "t.px:4:1: CODES(\"sex\"): has 2 codes for 1 values\n"
              "t.px:1:1: STUB: VALUES(\"age\") is missing");
}

TEST(px, a_letter_outside_latin_1_is_refused_there) {
    publication table = read(row_of("\"a\"", "1;"));
    table.title = translated_text("Łódź");
    EXPECT_FALSE(to_px(table, {.encoding = text_encoding::iso_8859_1}));
    EXPECT_TRUE(to_px(table));
}

TEST(px, many_cells_promised_and_few_given_need_no_memory) {
    std::string values = "\"v0\"";
    for (int each = 1; each < 200; ++each) values += ",\"v" + std::to_string(each) + "\"";
    std::string text = "STUB=\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\";\n";
    for (const char name : std::string("abcdefghi")) text += std::string("VALUES(\"") + name + "\")=" + values + ";\n";
    EXPECT_NE(errors_of(text + "DATA=1 2 3;").find("there are 3 cells"), std::string::npos);
    EXPECT_NE(errors_of(text + "KEYS(\"a\")=VALUES;\nDATA=\"v0\",1;").find("too many"), std::string::npos);
}

} // namespace
