// The errors of documents that have no others than those of the members given.
#pragma once

#include <kohort/indicator/definition.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace kohort::test {

using texts = std::vector<std::string>;

/// The errors of a document as "path: message".
inline texts errors_of(std::string_view json) {
    texts lines;
    const auto read = parse_definitions(json);
    for (const auto& problem : read.errors()) {
        EXPECT_EQ(problem.code(), error_code::definition);
        lines.emplace_back(problem.what());
    }
    return lines;
}

inline texts errors_with(const std::string& members) {
    return errors_of(R"({"id": "a.b", "name": {"en": "A"}, "count": {"count": "persons", "register": "r"}, )" +
                     members + "}");
}
inline texts errors_of_operator(const std::string& member, const std::string& unit = "count",
                                const std::string& per = "year") {
    return errors_of(R"({"id": "a.b", "name": {"en": "A"}, )" + member + R"(, "unit": ")" + unit + R"(", "per": ")" +
                     per + R"("})");
}
inline texts errors_of_measure(const std::string& members, const std::string& per = "year") {
    return errors_of_operator(R"("count": {)" + members + "}", "count", per);
}
inline texts errors_of_persons(const std::string& members, const std::string& per = "year") {
    return errors_of_measure(R"("count": "persons", "register": "r", )" + members, per);
}
inline texts errors_of_follow_up(const std::string& members) {
    return errors_of_measure(R"("count": "exits", "register": "r", "follow_up": {)" + members + "}");
}
inline texts errors_of_where(const std::string& condition) { return errors_of_persons(R"("where": )" + condition); }

inline const std::string last_day = R"("clock": {"on": "last_day"})";

} // namespace kohort::test
