#include <kohort/audit/publication_check.hpp>

#include <kohort/publish/px.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace kohort;

/// A table by sex and year with this unit and these cells, men first, then women and the total.
publication table(const std::string& unit, const std::string& cells, const std::string& more = {}) {
    auto read =
        parse_px("MATRIX=\"AM\";\nSTUB=\"kön\";\nHEADING=\"år\";\nVALUES(\"kön\")=\"män\",\"kvinnor\",\"totalt\";\n"
                 "CODES(\"kön\")=\"M\",\"K\",\"T\";\nVALUES(\"år\")=\"2022\",\"2023\",\"2024\";\n"
                 "TIMEVAL(\"år\")=TLIST(A1),\"2022\",\"2023\",\"2024\";\nUNITS=\"" +
                     unit + "\";\n" + more + "DATA=\n" + cells + ";\n",
                 "t.px");
    EXPECT_TRUE(read) << to_string(read.errors());
    return read ? *std::move(read) : publication{};
}

TEST(publication_check, the_total_of_a_published_table_is_found_and_checked) {
    const auto audits = audit::check(table("antal", "10 20 30\n1 2 \"...\"\n11 23 31\n"));
    ASSERT_EQ(audits.size(), 1U);
    ASSERT_EQ(audits[0].found.sums.size(), 1U);
    const auto& sum = audits[0].found.sums[0];
    EXPECT_EQ(sum.total, "T");
    EXPECT_EQ(sum.lines, 2U);
    EXPECT_EQ(sum.lines_with_gaps, 1U) << "a suppressed cell is no number";
    ASSERT_EQ(audits[0].found.findings.size(), 1U);
    EXPECT_EQ(audits[0].found.findings[0].computed, ratio(22));
    EXPECT_EQ(audit::contradictions_in(audits), 1U);
    EXPECT_EQ(audit::to_csv(audits),
              "figure,axis,total,place,verdict,computed,printed,mistake,reason\n"
              "AM,kön,T,2023;T,contradiction,22,23,,the total is 1 more than its parts together\n");
    EXPECT_EQ(audit::to_text(audits),
              "AM\nkön: T = M + K (declared); 2 lines, 1 more with gaps\n"
              "  contradiction at 2023, T: computed 22, printed 23; the total is 1 more than its parts together\n");
}

TEST(publication_check, decimals_are_roundings_and_counts_are_exact) {
    const std::string decimals = "10.1 20.1 30.1\n1.2 2.2 3.2\n11.2 22.4 33.3\n";
    const auto rounded = audit::check(table("mkr", decimals, "DECIMALS=1;\n"));
    EXPECT_EQ(audit::contradictions_in(rounded), 0U);
    EXPECT_EQ(rounded[0].found.findings.size(), 2U) << "within rounding";
    EXPECT_EQ(audit::contradictions_in(audit::check(table("mkr", decimals, "DECIMALS=1;\n"), ratio(1, 100))), 2U);
    EXPECT_EQ(audit::contradictions_in(audit::check(table("mkr", "1 2 3\n1 2 3\n2 4 7\n"))), 0U) << "whole millions";
    EXPECT_EQ(audit::contradictions_in(audit::check(table("antal", "1 2 3\n1 2 3\n2 4 7\n"))), 1U);
}

TEST(publication_check, what_does_not_add_is_not_checked) {
    for (const auto* unit : {"procent", "index", "månader", "fjädrar"}) {
        const auto audits = audit::check(table(unit, "1 2 3\n1 2 3\n9 9 9\n"));
        EXPECT_TRUE(audits[0].found.sums.empty()) << unit;
        EXPECT_FALSE(audits[0].not_checked.empty()) << unit;
    }
    EXPECT_EQ(audit::to_text(audit::check(table("fjädrar", "1 2 3\n1 2 3\n9 9 9\n"))),
              "AM\nnot checked: the unit \"fjädrar\" is not known\n");
    EXPECT_FALSE(audit::check(table("kr", "1 2 3\n1 2 3\n9 9 9\n", "STOCKFA=\"A\";\n"))[0].not_checked.empty());
}

TEST(publication_check, persons_of_a_flow_add_over_sex_alone) {
    auto offices = table("personer", "10 20 30\n5 5 5\n11 23 40\n", "STOCKFA=\"F\";\n");
    EXPECT_EQ(audit::contradictions_in(audit::check(offices)), 3U);
    offices.dimensions[0].id = "kontor";
    offices.dimensions[0].name = translated_text("kontor");
    const auto audits = audit::check(offices);
    EXPECT_EQ(audits[0].found.sums[0].rule, audit::sum_rule::overlapping);
    EXPECT_EQ(audit::contradictions_in(audits), 1U) << "40 of at most 35; others may have been at both";
    offices.figures[0].measured = "S";
    EXPECT_EQ(audit::contradictions_in(audit::check(offices)), 3U) << "nobody is at two offices at once";
}

} // namespace
