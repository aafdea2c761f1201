// kohort audit --disclosure, on tables that other software could have made.
#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;
using testing::HasSubstr;

class disclosure_audit : public testing::Test {
  protected:
    [[nodiscard]] outcome run(std::string_view table, std::vector<std::string> more = {}) const {
        folder.write("table.csv", table);
        more.insert(more.begin(), {"audit", "--disclosure", "table.csv"});
        return folder.run(more);
    }
    scratch_folder folder;
};

TEST_F(disclosure_audit, tells_what_a_single_gap_is) {
    const auto outcome = run("region,value\nnorth,..\nsouth,7\ntotal,10\n", {"--method", "elimination"});
    EXPECT_EQ(outcome.out,
              "region=north is 3, by\n  total = region=north + region=south\n1 suppressed cell, looked at by "
              "elimination, which finds only cells that the sums determine: 1 can be narrowed too far.\n");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "");
}

TEST_F(disclosure_audit, two_gaps_are_safe) {
    const auto outcome =
        run("region,value\nnorth,..\nsouth,..\ntotal,10\n", {"--method", "propagation", "--format", "csv"});
    EXPECT_EQ(outcome.out, "cell,least,most,method,verdict,sums\nregion=north,0,10,propagation,safe,\n"
                           "region=south,0,10,propagation,safe,\n");
    EXPECT_EQ(outcome.status, 0);
}

TEST_F(disclosure_audit, exact_needs_the_solver_and_says_which) {
    const auto outcome = run("region,value\nnorth,..\nsouth,..\ntotal,10\n");
    if (outcome.status == 0)
        EXPECT_THAT(outcome.out, HasSubstr("exactly, by linear programming"));
    else
        EXPECT_THAT(outcome.err, HasSubstr("coinor-libclp-dev"));
}

TEST_F(disclosure_audit, hierarchies_are_a_second_file) {
    folder.write("tree.csv", "dimension,code,parent\nregion,n1,north\nregion,n2,north\n");
    const auto outcome = run("region,value\nn1,..\nn2,4\nnorth,9\n", {"tree.csv", "--method", "elimination"});
    EXPECT_THAT(outcome.out, HasSubstr("region=n1 is 5, by\n"));
}

TEST_F(disclosure_audit, options_of_it_need_it) {
    const auto outcome = folder.run({"audit", "a.csv", "b.csv", "--method", "exact"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("--method needs --disclosure"));
}

} // namespace
