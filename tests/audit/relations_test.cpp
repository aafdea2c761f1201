#include <kohort/audit/relations.hpp>

#include "csv_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <sstream>

namespace {

using namespace kohort::audit;
using kohort::error_list;
using kohort::ratio;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto figure_header = "document,id,measure_sv,unit,period,sex,other_dims,value,printed\n";
constexpr auto relation_header = "id,document,kind,formula,inputs,output,printed,decimals\n";

/// A pair of files that grows row by row.
struct files {
    std::string figures = figure_header, relations = relation_header;

    files& figure(const std::string& id, const std::string& value, const std::string& printed,
                  const std::string& unit = "persons", const std::string& dims = "") {
        figures += "report," + id + ",Antal," + unit + ",2024,total," + dims + "," + value + ",\"" + printed + "\"\n";
        return *this;
    }
    files& relation(const std::string& id, const std::string& formula, const std::string& inputs,
                    const std::string& output, const std::string& printed, const std::string& decimals = "0") {
        relations +=
            id + ",report,sum," + formula + "," + inputs + "," + output + "," + printed + "," + decimals + "\n";
        return *this;
    }
    [[nodiscard]] kohort::result<std::vector<finding>> check() const {
        const auto figure_rows = parse_figures(figures, "f.csv");
        const auto relation_rows = parse_relations(relations, "r.csv");
        if (!figure_rows) return figure_rows.errors();
        if (!relation_rows) return relation_rows.errors();
        return kohort::audit::check(*figure_rows, *relation_rows);
    }
    [[nodiscard]] finding only() const { return check().value().at(0); }
};

std::vector<std::string> lines_of(const error_list& errors) {
    std::vector<std::string> lines;
    for (const auto& each : errors) lines.emplace_back(each.what());
    return lines;
}

// ------------------------------------------------------------------------------------------- the published relations

TEST(relations, of_the_reports_are_what_the_file_says) {
    const auto figures = parse_figures(audit_test::text_of(audit_test::published("figures.csv")), "figures.csv");
    const auto relations =
        parse_relations(audit_test::text_of(audit_test::published("relations.csv")), "relations.csv");
    const auto findings = check(figures.value(), relations.value()).value();
    auto rows = audit_test::rows_of(audit_test::published("relations.csv"));
    ASSERT_EQ(findings.size(), rows.size());
    ASSERT_EQ(rows.size(), 489U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& found = findings[i];
        EXPECT_EQ(found.id, rows[i]["id"]);
        EXPECT_EQ(found.is == verdict::matches, rows[i]["matches"] == "yes") << found.id << " " << rows[i]["note"];
        EXPECT_EQ(found.reason.empty(), found.is == verdict::matches) << found.id;
        const auto slash = rows[i]["exact"].find('/');
        const auto exact =
            std::stold(rows[i]["exact"].substr(0, slash)) / std::stold(rows[i]["exact"].substr(slash + 1));
        EXPECT_LE(std::fabs(std::stold(found.computed) - exact), 1e-11L * (1 + std::fabs(exact))) << found.id;
        const auto low = std::stold(found.admitted_low), high = std::stold(found.admitted_high);
        const bool is_between = low <= std::stold(found.computed) && std::stold(found.computed) <= high;
        if (found.is != verdict::matches) {
            EXPECT_EQ(is_between, found.is == verdict::rounding || std::stold(found.computed) == high) << found.id;
        }
    }
}

TEST(relations, contradictions_of_the_reports_are_diagnosed) {
    const auto figures = parse_figures(audit_test::text_of(audit_test::published("figures.csv")), "figures.csv");
    auto text = audit_test::text_of(audit_test::published("relations.csv"));
    text += "study-of-target,arbetsmarknadsrapport-2023,share,100*i1/i2,s1-sj-study-persons-2023;"
            "s1-jobbtorg-stockholmsjobb-2023-total,s1-sj-study-share-2023,17.1,,1,,\n";
    const auto findings = check(figures.value(), parse_relations(text, "relations.csv").value()).value();
    std::map<std::string, finding> by_id;
    for (const auto& each : findings) by_id[each.id] = each;
    const auto expect = [&](const char* id, mistake is, const char* because) {
        EXPECT_EQ(by_id[id].is, verdict::contradiction) << id;
        EXPECT_EQ(by_id[id].looks_like, is) << id << name_of(by_id[id].looks_like);
        EXPECT_THAT(by_id[id].reason, HasSubstr(because)) << id;
    };
    expect("s1-rel-jobbtorg-col-with-varav-2023-total", mistake::of_which_added, "excess of 490");
    expect("s1-rel-jobbtorg-col-2023-women", mistake::of_which_added, "varav-lss-socpsyk-2023-women");
    expect("s1-rel-jobbtorg-sum-enrolled-2022-w-m", mistake::of_which_added, "220");
    expect("s0r-finsam-share-work-study", mistake::truncated, "rounded it is 18");
    expect("s1-rel-introjobb-share", mistake::truncated, "rounded it is 48");
    expect("s0r-kaa-increase-165", mistake::digits_transposed, "1232, not 1223");
    expect("study-of-target", mistake::target_as_denominator, "\"s1-sj-target-2023\" (1000)");
    expect("s4-r-f-row-BCDE", mistake::unknown, "1 more");
    EXPECT_EQ(by_id["s0r-fj-prose"].is, verdict::rounding) << "drygt 11 500";
    EXPECT_EQ(by_id["s2r-kaa-jt-globen-workstudy-share-add"].looks_like, mistake::sum_of_rounded_parts);
}

// --------------------------------------------------------------------------------------------------------- the verdict

TEST(relations, match_whatever_the_wording) {
    files given;
    given.figure("a", "90", "90").figure("b", "100", "100").figure("share", "90", "närmare 90 procent", "percent");
    given.relation("r", "100*i1/i2", "a;b", "share", "90");
    EXPECT_EQ(given.only().is, verdict::matches);
    EXPECT_EQ(given.only().computed, "90");
}

TEST(relations, halves_round_away_from_zero) {
    files given;
    given.figure("a", "19", "19").figure("b", "40", "40").figure("up", "48", "48 %", "percent");
    given.figure("down", "-48", "-48 %", "percent");
    given.relation("r", "100*i1/i2", "a;b", "up", "48").relation("s", "-100*i1/i2", "a;b", "down", "-48");
    const auto findings = given.check().value();
    EXPECT_EQ(findings[0].is, verdict::matches);
    EXPECT_EQ(findings[1].is, verdict::matches);
    EXPECT_EQ(findings[1].computed, "-47.5");
}

TEST(relations, decimals_below_zero_are_tens) {
    files given;
    given.figure("a", "11580", "11 580").figure("b", "11600", "cirka 11 600").figure("c", "11500", "ca 11 500");
    given.relation("r", "i1", "a", "b", "11600", "-2").relation("s", "i1", "a", "c", "11500", "-2");
    EXPECT_EQ(given.check().value()[0].is, verdict::matches);
    EXPECT_EQ(given.check().value()[1].is, verdict::rounding);
}

TEST(relations, wording_and_inputs_widen_what_is_admitted) {
    files given;
    given.figure("a", "11580", "11 580").figure("b", "11500", "drygt 11 500");
    given.relation("r", "i1", "a", "b", "11500");
    EXPECT_EQ(given.only(), (finding{"r", "sum", "11580", "11500", "11500", "11600", verdict::rounding,
                                     mistake::unknown, "\"drygt 11 500\" admits [11500, 11600)"}));
    files rounded;
    rounded.figure("a", "41", "41%", "percent").figure("b", "23", "23%", "percent").figure("c", "65", "65%", "percent");
    rounded.relation("r", "i1+i2", "a;b", "c", "65");
    EXPECT_EQ(rounded.only().is, verdict::rounding);
    EXPECT_EQ(rounded.only().admitted_low, "63.5");
    EXPECT_EQ(rounded.only().admitted_high, "66.5");
    EXPECT_EQ(rounded.only().looks_like, mistake::sum_of_rounded_parts);
}

TEST(relations, lower_bounds_are_not_refuted_by_being_low) {
    files given;
    given.figure("a", "110", "110").figure("b", "90", "90").figure("c", "10", "mer än 10 procent", "percent");
    given.relation("r", "100*(i1-i2)/i2", "a;b", "c", "10");
    EXPECT_EQ(given.only().is, verdict::rounding);
    EXPECT_EQ(given.only().admitted_high, "inf");
}

TEST(relations, a_division_by_what_may_be_zero_admits_everything) {
    files given;
    given.figure("a", "10", "10 %", "percent").figure("b", "11", "11 %", "percent").figure("c", "7", "7 %", "percent");
    given.relation("r", "i1/(i2-10.6)", "a;b", "c", "7");
    EXPECT_EQ(given.only().is, verdict::rounding);
    EXPECT_EQ(given.only().admitted_low, "-inf");
}

TEST(relations, targets_admit_what_reaches_them) {
    files given;
    given.figure("a", "1018", "1 018").figure("t", "1000", "1 000", "persons", "kind=target");
    given.figure("b", "998", "998").relation("r", "i1", "a", "t", "1000").relation("s", "i1", "b", "t", "1000");
    EXPECT_EQ(given.check().value()[0].is, verdict::rounding);
    EXPECT_EQ(given.check().value()[1].is, verdict::contradiction);
}

TEST(relations, sums_of_distinct_persons_need_not_hold) {
    files given;
    given.figure("a", "60", "60").figure("b", "50", "50").figure("t", "80", "80", "persons", "row=unique");
    given.figure("more", "120", "120", "persons", "row=unique").figure("less", "55", "55", "persons", "row=unique");
    given.relation("r", "i1+i2", "a;b", "t", "80").relation("s", "i1+i2", "a;b", "more", "120");
    given.relation("u", "i1+i2", "a;b", "less", "55");
    const auto findings = given.check().value();
    EXPECT_EQ(findings[0].is, verdict::rounding);
    EXPECT_EQ(findings[0].reason, "distinct persons may be in several parts; these admit [80, 160]");
    EXPECT_EQ(findings[1].is, verdict::contradiction) << "more persons than in all parts together";
    EXPECT_EQ(findings[2].is, verdict::contradiction) << "fewer persons than in the part a";
    files sexes;
    sexes.figures += "report,w,Antal,persons,2024,women,,60,60\n";
    sexes.figure("m", "50", "50").figure("t", "100", "100", "persons", "row=unique");
    sexes.relation("r", "i1+i2", "w;m", "t", "100");
    EXPECT_EQ(sexes.only().is, verdict::contradiction) << "nobody is a woman and a man";
}

TEST(relations, figures_that_have_no_numeral_are_plain_numbers) {
    files given;
    given.figure("a", "12", "tolv personer").figure("b", "12", "lika många som förra året");
    given.figure("c", "-12", "12 personer").relation("r", "i1", "a", "b", "12").relation("s", "-i1", "a", "c", "-12");
    EXPECT_EQ(count(given.check().value(), verdict::matches), 2U);
}

TEST(relations, files_that_disagree_are_a_contradiction) {
    files given;
    given.figure("a", "12", "12").figure("b", "13", "13").relation("r", "i1", "a", "b", "12");
    EXPECT_EQ(given.only().is, verdict::contradiction);
    EXPECT_EQ(given.only().looks_like, mistake::files_disagree);
    EXPECT_EQ(given.only().reason, "\"b\" is 13 in f.csv:3");
}

TEST(relations, lead_around_in_a_ring_but_not_to_themselves) {
    files given;
    given.figure("w", "3", "3").figure("m", "4", "4").figure("t", "7", "7");
    given.relation("r", "i1+i2", "w;m", "t", "7").relation("s", "i1-i2", "t;m", "w", "3");
    EXPECT_EQ(count(given.check().value(), verdict::matches), 2U);
    given.relation("self", "i1+i2-i1", "w;t", "w", "3");
    EXPECT_THAT(lines_of(given.check().errors()),
                ElementsAre("r.csv:4: a cycle: the output \"w\" is among its own inputs"));
}

TEST(relations, numbers_may_pass_64_bits) {
    files given;
    given.figure("a", "999999999999999999", "").figure("b", "1", "1");
    given.relation("r", "i1*i1*i1", "a", "b", "1").relation("s", "i1*i1*i1/(i1*i1)-i1+1", "a", "b", "1");
    const auto findings = given.check().value();
    EXPECT_EQ(findings[0].computed, "999999999999999997000000000000000002999999999999999999");
    EXPECT_EQ(findings[1].computed, "1");
    EXPECT_EQ(findings[1].is, verdict::matches);
}

// ----------------------------------------------------------------------------------------------------- the diagnoses

TEST(diagnosis, decimal_sign_lost) {
    files given;
    given.figure("a", "16", "16").figure("b", "1000", "1 000").figure("c", "16", "16 procent", "percent");
    given.relation("r", "100*i1/i2", "a;b", "c", "16");
    EXPECT_EQ(given.only().looks_like, mistake::decimal_sign_lost);
    EXPECT_EQ(given.only().reason, "16 is 1.6 without its decimal sign");
}

TEST(diagnosis, digits_transposed_in_the_printed_number) {
    files given;
    given.figure("a", "1200", "1 200").figure("b", "34", "34").figure("c", "1243", "1 243");
    given.relation("r", "i1+i2", "a;b", "c", "1243");
    EXPECT_EQ(given.only().looks_like, mistake::digits_transposed);
    EXPECT_EQ(given.only().reason, "1234 with two digits transposed is 1243");
}

TEST(diagnosis, columns_swapped) {
    files given;
    given.figure("w1", "10", "10").figure("w2", "21", "21").figure("m1", "50", "50").figure("m2", "73", "73");
    given.figure("w", "123", "123").figure("m", "31", "31");
    given.relation("r", "i1+i2", "w1;w2", "w", "123").relation("s", "i1+i2", "m1;m2", "m", "31");
    for (const auto& each : given.check().value()) {
        EXPECT_EQ(each.looks_like, mistake::columns_swapped);
        EXPECT_THAT(each.reason, AllOf(HasSubstr("\"w\""), HasSubstr("\"m\"")));
    }
}

TEST(diagnosis, sum_of_rounded_parts) {
    files given;
    given.figure("a", "10.4", "10,4", "percent").figure("b", "20.4", "20,4", "percent");
    given.figure("c", "30.4", "30,4", "percent").figure("d", "60", "60 %", "percent");
    given.relation("r", "i1+i2+i3", "a;b;c", "d", "60");
    EXPECT_EQ(given.only().is, verdict::contradiction) << "61.2, at least 61.05";
    EXPECT_EQ(given.only().looks_like, mistake::sum_of_rounded_parts);
}

TEST(diagnosis, of_which_row_added_twice) {
    files given;
    given.figure("a", "100", "100").figure("b", "200", "200").figure("v", "30", "30", "persons", "row=varav");
    given.figure("t", "330", "330").relation("r", "i1+i2", "a;b", "t", "330");
    EXPECT_EQ(given.only().looks_like, mistake::of_which_added);
    EXPECT_THAT(given.only().reason, HasSubstr("30 equals the of-which row \"v\""));
}

TEST(diagnosis, none_where_none_fits) {
    files given;
    given.figure("a", "33", "33")
        .figure("b", "56", "56")
        .figure("c", "86", "86")
        .relation("r", "i1+i2", "a;b", "c", "86");
    EXPECT_EQ(given.only().looks_like, mistake::unknown);
    EXPECT_EQ(given.only().reason, "\"86\" admits 86 only; the computed number is 3 more");
}

// ------------------------------------------------------------------------------------------------------------- errors

TEST(relation_errors, of_both_kinds_of_rows_all_at_once) {
    files given;
    given.figure("a", "1", "1").figure("a", "2", "2").figure("", "3", "3").figure("b", "1 000", "1 000");
    given.figure("c", "1e3", "1000");
    EXPECT_THAT(lines_of(given.check().errors()),
                ElementsAre("f.csv:3: id \"a\" is already on line 2", "f.csv:4: the id is empty",
                            "f.csv:5: value \"1 000\" is no number; write it with a decimal point and without blanks: "
                            "39300, 7.3",
                            "f.csv:6: value \"1e3\" is no number; write it with a decimal point and without blanks: "
                            "39300, 7.3"));
    files other;
    other.figure("a", "1", "1").relation("r", "i1+", "a", "a", "x", "0.5").relation("r", "i1", "a;", "", "1");
    EXPECT_THAT(lines_of(other.check().errors()),
                ElementsAre("r.csv:2: printed \"x\" is no number; write it like 39300 or 7.3",
                            "r.csv:2: decimals \"0.5\" is no whole number from -9 to 9",
                            "r.csv:2: formula \"i1+\": a number, an input or \"(\" is missing at character 4",
                            "r.csv:3: output is empty; give the id of a figure",
                            "r.csv:3: inputs \"a;\" has an empty id; give ids with semicolons between",
                            "r.csv:3: id \"r\" is already on line 2"));
}

TEST(relation_errors, ids_that_are_no_figures) {
    files given;
    given.figure("exits-total", "10", "10").figure("empty", "", "..");
    given.relation("r", "i1+i2", "exits-totl;empty", "nobody", "10");
    EXPECT_THAT(lines_of(given.check().errors()),
                ElementsAre("r.csv:2: output \"nobody\" is no figure of f.csv",
                            "r.csv:2: input \"exits-totl\" is no figure of f.csv; did you mean \"exits-total\"?",
                            "r.csv:2: input \"empty\" has no value (f.csv:3)"));
}

TEST(relation_errors, division_by_zero) {
    files given;
    given.figure("a", "10", "10").figure("z", "0", "0").figure("s", "5", "5 %", "percent");
    given.relation("r", "100*i1/(i2-0)", "a;z", "s", "5");
    EXPECT_THAT(lines_of(given.check().errors()),
                ElementsAre("r.csv:2: division by zero: formula \"100*i1/(i2-0)\" with i1 = 10, i2 = 0"));
}

TEST(relation_errors, formulas) {
    const std::map<std::string, std::string> wrong{
        {"", "a number, an input or \"(\" is missing at character 1"},
        {"(i1", "a \")\" is missing at character 4"},
        {"i1)", "a \")\" without \"(\" at character 3"},
        {"i1 i1", "one of + - * / ) is expected, not \"i\" at character 4"},
        {"i0", "an input is i1, i2, ...; there is no such number at character 2"},
        {"i", "an input is i1, i2, ...; there is no such number at character 2"},
        {"i1234567", "an input is i1, i2, ...; there is no such number at character 2"},
        {"*i1", "a number, an input (i1) or \"(\" is expected, not \"*\" at character 1"},
        {"x1", "a number, an input (i1) or \"(\" is expected, not \"x\" at character 1"},
        {"i1×2", "one of + - * / ) is expected, not \"×\" at character 3"},
        {"1.", "digits are missing after the decimal point at character 3"},
        {"1234567890123456", "a number of more than 15 digits ends at character 17"},
        {"()", "a number, an input (i1) or \"(\" is expected, not \")\" at character 2"},
    };
    for (const auto& [text, message] : wrong) {
        files given;
        given.figure("a", "1", "1").figure("b", "1", "1").relation("r", text, "a", "b", "1");
        EXPECT_THAT(lines_of(given.check().errors()), ElementsAre("r.csv:2: formula \"" + text + "\": " + message));
    }
    files given;
    given.figure("a", "1", "1").figure("b", "1", "1").relation("r", "i1+i3", "a;a", "b", "1");
    EXPECT_THAT(lines_of(given.check().errors()),
                ElementsAre("r.csv:2: formula \"i1+i3\" uses i3, but inputs are only 2"));
}

TEST(relation_errors, columns_that_are_not_there) {
    EXPECT_THAT(lines_of(parse_figures("document,id\n", "f.csv").errors()), testing::Contains(HasSubstr("\"value\"")));
    EXPECT_THAT(lines_of(parse_relations("id,inputs\n", "r.csv").errors()),
                testing::Contains(HasSubstr("\"formula\"")));
    EXPECT_FALSE(parse_figures("", "f.csv"));
}

TEST(relation_errors, after_a_hundred_are_counted) {
    files given;
    for (int i = 0; i < 250; ++i) given.figure("x" + std::to_string(i), "?", "");
    const auto lines = lines_of(given.check().errors());
    ASSERT_EQ(lines.size(), 101U);
    EXPECT_EQ(lines.back(), "f.csv: and 150 more errors");
}

TEST(relation_errors, parentheses_may_be_deep) {
    const std::string deep = std::string(100000, '(') + "i1" + std::string(100000, ')');
    files given;
    given.figure("a", "1", "1").figure("b", "1", "1").relation("r", deep, "a", "b", "1");
    EXPECT_EQ(given.only().is, verdict::matches);
}

TEST(relations, columns_exact_matches_and_note_are_not_read) {
    files given;
    given.figure("a", "1", "1").figure("b", "1", "1");
    given.relations = "note,matches,exact,id,document,kind,formula,inputs,output,printed,decimals\n"
                      "\xFF,maybe,1/0,r,report,sum,i1,a,b,1,0\n";
    EXPECT_EQ(given.only().is, verdict::matches);
}

TEST(relations, written_as_csv_and_text) {
    files given;
    given.figure("a", "38", "38").figure("b", "80", "80").figure("c", "47", "47 procent", "percent");
    given.figure("d", "38", "38")
        .relation("r", "100*i1/i2", "a;b", "c", "47")
        .relation("\"s,t\"", "i1", "a", "d", "38");
    const auto findings = given.check().value();
    EXPECT_EQ(to_csv(findings), "id,kind,computed,printed,admitted_low,admitted_high,verdict\n"
                                "r,sum,47.5,47,46.5,47.5,contradiction\n"
                                "\"s,t\",sum,38,38,38,38,matches\n");
    EXPECT_EQ(to_text(findings), "contradiction: r (sum)\n"
                                 "  computed 47.5, printed 47, admitted 46.5 to 47.5\n"
                                 "  truncated instead of rounded: 47.5 was cut off to 47; rounded it is 48\n\n"
                                 "2 relations: 1 as printed, 0 within rounding, 1 contradiction\n");
}

// ----------------------------------------------------------------------------------------------- brute-force twins

/// An expression by its definition: a tree, evaluated by recursion over 64-bit ratios.
struct expression {
    char does; ///< 'i', 'n', '-' (one operand) or an operator
    ratio number = 0;
    int input = 0;
    std::vector<expression> operands{};

    [[nodiscard]] std::string text() const {
        if (does == 'i') return "i" + std::to_string(input + 1);
        if (does == 'n') return kohort::to_string(number);
        if (does == 'm') return "-" + operands[0].text();
        return "(" + operands[0].text() + does + operands[1].text() + ")";
    }
    [[nodiscard]] ratio value(const std::vector<ratio>& inputs) const {
        if (does == 'i') return inputs[static_cast<std::size_t>(input)];
        if (does == 'n') return number;
        if (does == 'm') return operands[0].value(inputs) * -1;
        const auto left = operands[0].value(inputs), right = operands[1].value(inputs);
        return does == '+' ? left + right : does == '-' ? left - right : does == '*' ? left * right : left / right;
    }
};

class random_expressions : public testing::Test {
  protected:
    int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

    expression made(int depth) {
        if (depth == 0 || below(5) == 0)
            return below(4) == 0 ? expression{'n', 1 + below(9)} : expression{'i', 0, below(3)};
        if (below(8) == 0) return {'m', 0, 0, {made(depth - 1)}};
        return {"+-*/" [below(4)], 0, 0, { made(depth - 1), made(depth - 1) }};
    }

    std::mt19937 random_{20241122};
};

TEST_F(random_expressions, are_computed_exactly) {
    int computed = 0;
    for (int round = 0; round < 2000; ++round) {
        const auto tree = made(3);
        const std::vector<ratio> inputs{1 + below(99), 1 + below(99), 1 + below(99)};
        files given;
        for (std::size_t i = 0; i < 3; ++i) given.figure("f" + std::to_string(i), to_string(inputs[i]), "");
        given.figure("o", "0", "0").relation("r", tree.text(), "f0;f1;f2", "o", "0");
        const auto found = given.check();
        try {
            const auto expected = tree.value(inputs);
            ASSERT_TRUE(found) << tree.text() << found.errors().front().message();
            const auto exact =
                static_cast<long double>(expected.numerator()) / static_cast<long double>(expected.denominator());
            EXPECT_LE(std::fabs(std::stold(found->at(0).computed) - exact), 1e-11L * (1 + std::fabs(exact)))
                << tree.text();
            ++computed;
        } catch (const std::domain_error&) {
            EXPECT_THAT(lines_of(found.errors()), ElementsAre(HasSubstr("division by zero"))) << tree.text();
        } catch (const std::overflow_error&) {
        }
    }
    EXPECT_GT(computed, 1500);
}

// Whatever is true, rounded and printed, cannot contradict itself: percentages of random truths, each rounded on its
// own.
TEST_F(random_expressions, of_rounded_truths_never_contradict) {
    int differing = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto tree = made(2);
        std::vector<ratio> truths;
        files given;
        for (std::size_t i = 0; i < 3; ++i) {
            truths.push_back(ratio(100 + below(9900), 100));
            const auto printed = (truths[i].numerator() * 2 + truths[i].denominator()) / (2 * truths[i].denominator());
            given.figure("f" + std::to_string(i), std::to_string(printed), std::to_string(printed) + " %", "percent");
        }
        try {
            const auto truth = tree.value(truths);
            const auto size = truth < 0 ? truth * -1 : truth;
            auto printed = (size.numerator() * 2 + size.denominator()) / (2 * size.denominator());
            if (truth < 0) printed *= -1;
            given.figure("o", std::to_string(printed), std::to_string(printed) + " %", "percent");
            given.relation("r", tree.text(), "f0;f1;f2", "o", std::to_string(printed));
            const auto found = given.check();
            if (!found) continue; // the rounded divisor is 0
            EXPECT_NE(found->at(0).is, verdict::contradiction)
                << tree.text() << " " << given.figures << " " << found->at(0).reason;
            differing += found->at(0).is == verdict::rounding ? 1 : 0;
        } catch (const std::exception&) { // a truth that divides by 0 or passes 64 bits
        }
    }
    EXPECT_GT(differing, 300);
}

} // namespace
