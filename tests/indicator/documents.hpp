// Definitions in canonical form that several tests start from.
#pragma once

#include <kohort/indicator/definition.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace kohort::test {

/// The definition of a document that must be valid.
inline definition parsed(std::string_view json) {
    const auto read = parse_definitions(json);
    EXPECT_TRUE(read) << to_string(read.errors());
    return read ? read->front() : definition{};
}

/// The example of the plan, in canonical form.
inline constexpr std::string_view exits_to_work = R"({
  "id": "stockholm.jobbtorg.exit_to_work_or_studies",
  "version": "2024",
  "name": {
    "sv": "Andel avslut till arbete eller studier",
    "en": "Exits to work or studies"
  },
  "share": {
    "of": {
      "count": "exits",
      "register": "jobbtorg"
    },
    "where": {
      "exit_reason": ["work", "studies"]
    }
  },
  "per": "year",
  "by": ["sex", "target_group"],
  "unit": "percent",
  "decimals": 0
})";

/// Every key that this version computes and that a share can have.
inline constexpr std::string_view full_share = R"({
  "id": "a.full_share-1",
  "version": "2",
  "valid": {
    "from": "2015-01-01",
    "to": "2024-12-31"
  },
  "name": {
    "sv": "Fullständig \"andel\""
  },
  "description": {
    "sv": "En \\ två\u000atre",
    "en": "One"
  },
  "source": {
    "document": "Årsrapport",
    "section": "3.1",
    "owner": "Stockholms stad"
  },
  "share": {
    "of": {
      "count": "spells",
      "register": "jobbtorg",
      "clock": {
        "close_of": "12-31",
        "years_back": 1
      },
      "where": {
        "district": {
          "not": ["kista"]
        },
        "sex": ["women"]
      },
      "age": {
        "from": 16,
        "to": 24,
        "at": "clock"
      },
      "elapsed": {
        "at_least": "6 months",
        "less_than": "12 months"
      },
      "follow_up": {
        "after": "1 year",
        "register": ["stockholmsjobb", "wages"],
        "state": "known",
        "as": "in_month",
        "incomplete": "exclude"
      }
    },
    "where": {
      "exit_reason": ["work"]
    },
    "elapsed": {
      "more_than": "27 weeks",
      "at_most": "365 days"
    },
    "age": {
      "to": 19,
      "at": "year_difference"
    },
    "follow_up": {
      "after": "90 days",
      "register": "wages",
      "where": {
        "sector": ["private"]
      },
      "state": "present",
      "as": "every_day",
      "lasting": "1 month",
      "incomplete": "include"
    }
  },
  "per": {
    "year_starting": "12-01",
    "labelled_by": "start"
  },
  "by": [
    "sex",
    {
      "dimension": "district",
      "code_list": "stockholm.districts.2023-07"
    }
  ],
  "unit": "permille",
  "decimals": 9,
  "rounding": "half_to_even",
  "small_counts": {
    "below": 5
  },
  "target": {
    "at_most": 70.50,
    "margin": 2
  },
  "breaks": [
    {
      "at": "2018",
      "why": "new register"
    }
  ],
  "undefined": ["age", "threshold of long-term"],
  "confused_with": ["a.b", "a.c"]
})";

inline constexpr std::string_view gross_enrolment = R"({
  "id": "gross",
  "name": {
    "en": "Gross enrolment"
  },
  "count": {
    "count": "persons",
    "register": "jobbtorg",
    "clock": {
      "during": "12 months"
    },
    "once_per": ["target_group"]
  },
  "per": "month",
  "by": ["target_group"],
  "unit": "persons",
  "decimals": 0
})";

inline constexpr std::string_view mean_enrolment = R"({
  "id": "mean",
  "name": {
    "en": "Mean enrolment"
  },
  "mean": {
    "of": "elapsed",
    "over": {
      "count": "spells",
      "register": "jobbtorg",
      "clock": {
        "on": "first_day"
      }
    }
  },
  "per": "quarter",
  "unit": "months",
  "decimals": 1
})";

inline constexpr std::array canonical_documents{exits_to_work, full_share, gross_enrolment, mean_enrolment};

} // namespace kohort::test
