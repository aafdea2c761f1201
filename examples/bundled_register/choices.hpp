// What the City of Stockholm did not print, chosen so that the margins hold and nothing looks absurd. Numbers here may
// be changed freely as long as `bundled_register --check` still agrees.
#pragma once

#include "margins.hpp"

#include <array>
#include <string_view>

namespace bundled::chosen {

// clang-format off

// Stockholmsjobb by type of job: persons with one in the year. The rest are "other".
struct job_type_row { std::string_view job_type; int persons[2][years]; };

constexpr job_type_row job_types[] = {
    //                   women            men
    //                2022 2023 2024   2022 2023 2024
    {"youth",         {{80, 105, 115}, {110, 135, 145}}},
    {"team_or_intro", {{10,  12,  14}, { 90, 123, 128}}},
};

// How the persons of a group come and go. With the persons of a year, those already enrolled on the night before it give
// its entries, and those still enrolled on the night after it its exits.
constexpr std::string_view no_job = "-";
using by_year = std::array<int, years>;
constexpr by_year any_month{-1, -1, -1};

struct flow_row {
    std::string_view group, job_type;
    sex of;
    int already_enrolled[years + 1]; // on the night to 1 January 2022, 2023, 2024 and 2025
    int left_autumn_2021;            // September-December
    int came_back[years];            // left and came back in the same year
    by_year left_autumn;             // of the exits those in September-December, where follow-up years need it
};

constexpr flow_row flows[] = {
    //                                                enrolled on the night     left    came back      left
    //                                                to 1 January              autumn                 in autumn
    // group                  job type         sex    2022  2023  2024  2025    2021    '22 '23 '24    '22 '23 '24
    {"income_support",        no_job,          women, {1250, 1356, 1368, 1396},    45,  {14, 15, 22},  any_month},
    {"income_support",        no_job,          men,   {1460, 1583, 1597, 1803},    55,  {16, 20, 28},  any_month},
    {"kaa",                   no_job,          women, { 130,  150,  192,  209},    90,  {},            any_month},
    {"kaa",                   no_job,          men,   { 170,  190,  234,  287},   120,  {},            any_month},
    {"outreach_19_29",        no_job,          women, {  51,  103,  130,  156},    80,  {},            any_month},
    {"outreach_19_29",        no_job,          men,   { 170,  159,  243,  260},   160,  {},            any_month},
    {"outreach_30",           no_job,          women, {   0,    0,    0,  102},     0,  {},            any_month},
    {"outreach_30",           no_job,          men,   {   0,    0,    0,    8},     0,  {},            any_month},
    {"other",                 no_job,          women, { 200,   75,   20,   12},    60,  {},            any_month},
    {"other",                 no_job,          men,   { 360,  225,   90,   62},    90,  {},            any_month},
    {"lss_social_psychiatry", no_job,          women, {  60,   75,  174,  250},     4,  {},            any_month},
    {"lss_social_psychiatry", no_job,          men,   {  95,  112,  238,  319},     6,  {},            any_month},
    {"stockholmsjobb",        "youth",         women, {  30,   38,   52,   56},    15,  {},            {14, 22, 18}},
    {"stockholmsjobb",        "youth",         men,   {  42,   52,   68,   70},    20,  {},            {19, 27, 22}},
    {"stockholmsjobb",        "team_or_intro", women, {   4,    5,    5,    6},     1,  {},            { 2,  2,  2}},
    {"stockholmsjobb",        "team_or_intro", men,   {  36,   50,   46,   54},    14,  {},            {18, 22, 20}},
    {"stockholmsjobb",        "other",         women, { 108,  130,  190,  180},    50,  {},            {45, 66, 46}},
    {"stockholmsjobb",        "other",         men,   { 127,  148,  187,  151},    60,  {},            {52, 71, 42}},
};

// Exits of aspiranter to work and to studies; the other exits end for other reasons.
struct outcome_row { std::string_view group; sex of; int work[years], studies[years]; };

constexpr outcome_row outcomes[] = {
    //                               work              studies
    // group                 sex     2022 2023 2024    2022 2023 2024
    {"income_support",        women, { 70,  80, 148}, {  9,   7,  17}},
    {"income_support",        men,   { 92, 104, 196}, {  7,   3,  13}},
    {"kaa",                   women, { 55,  66,  72}, {150, 212, 232}},
    {"kaa",                   men,   { 78,  94, 111}, {185, 226, 271}},
    {"outreach_19_29",        women, {148, 198, 232}, { 58,  84, 104}},
    {"outreach_19_29",        men,   {331, 341, 361}, { 90,  97, 146}},
    {"outreach_30",           women, {  0,   0,  24}, {  0,   0,   8}},
    {"outreach_30",           men,   {  0,   0,   2}, {  0,   0,   0}},
    {"other",                 women, { 90,  30,   6}, { 12,   2,   1}},
    {"other",                 men,   {140,  78,  16}, { 14,   2,   1}},
    {"lss_social_psychiatry", women, {  5,  16,  28}, {  1,   3,   4}},
    {"lss_social_psychiatry", men,   { 10,  24,  40}, {  1,   3,   4}},
};
constexpr int percent_to_work_autumn_2021 = 45;
constexpr int percent_to_studies_autumn_2021 = 20;

// Mean days of the enrolments with income support that end in the year: 9.1 and 7.1 months at 487/16 days.
struct mean_row { int year, days; };
constexpr mean_row mean_enrolment[] = {{2022, 300}, {2023, 277}, {2024, 216}};

// Ages in completed years: at least at the start, at most on the last day.
struct age_row { std::string_view group; int from, to; };

constexpr age_row ages[] = {
    {"income_support", 18, 65}, {"kaa", 16, 19}, {"outreach_19_29", 19, 29}, {"outreach_30", 30, 64}, {"other", 18, 64},
    {"lss_social_psychiatry", 18, 64}, {"youth", 18, 29}, {"team_or_intro", 18, 25}, {"stockholmsjobb", 18, 64},
};

// Persons who combine Stockholmsjobb with studies.
struct with_studies_row { std::string_view job_type; sex of; int persons[years]; };

constexpr with_studies_row studying[] = {
    //                       2022 2023 2024
    {"youth",         women, { 16,  22,  45}},
    {"youth",         men,   { 18,  28,  49}},
    {"team_or_intro", women, {  0,   0,   2}},
    {"team_or_intro", men,   {  3,   4,  16}},
    {"other",         women, { 55,  74,  93}},
    {"other",         men,   { 39,  54,  50}},
};

// What those whose Stockholmsjobb ended do three months later; the rest are not in work or studies. The last follow-up
// year is not complete when the register ends.
struct state_row { int label; bool team_or_intro; int unsubsidised, subsidised, studies; };

constexpr state_row states[] = {
    {2022, true,  2,  10,  6}, {2022, false, 35, 135, 79},
    {2023, true,  4,  20, 14}, {2023, false, 41, 130, 76},
    {2024, true,  6,  22, 18}, {2024, false, 73, 148, 92},
    {2025, true,  2,   6,  4}, {2025, false, 18,  38, 26},
};

// Programmes: so many spells that start and end in these days. No end: still going on when the register ends.
struct block_row {
    std::string_view programme;
    sex of;
    int spells;
    std::string_view start_from, start_to, exit_from, exit_to, reason;
};
constexpr std::string_view open = "";

constexpr block_row blocks[] = {
    // FINSAM 2024
    {"finsam", women,  28, "2023-03-01", "2024-05-31", "2024-06-03", "2024-12-20", "work_or_studies"},
    {"finsam", men,    33, "2023-03-01", "2024-05-31", "2024-06-03", "2024-12-20", "work_or_studies"},
    {"finsam", women,  66, "2023-03-01", "2024-02-29", "2024-03-04", "2024-12-20", "further_support"},
    {"finsam", men,    37, "2023-03-01", "2024-02-29", "2024-03-04", "2024-12-20", "further_support"},
    {"finsam", women,  64, "2023-03-01", "2023-12-20", "2024-01-08", "2024-12-20", "health_care"},
    {"finsam", men,    47, "2023-03-01", "2023-12-20", "2024-01-08", "2024-12-20", "health_care"},
    {"finsam", women,  39, "2023-03-01", "2024-01-31", "2024-02-05", "2024-12-20", "other"},
    {"finsam", men,    34, "2023-03-01", "2024-01-31", "2024-02-05", "2024-12-20", "other"},
    {"finsam", women, 324, "2023-06-01", "2024-12-13", open, open, open},
    {"finsam", men,   206, "2023-06-01", "2024-12-13", open, open, open},
    // Alfa
    {"alfa", women,  5, "2022-03-01", "2023-02-28", "2023-03-06", "2023-10-27", "work"},
    {"alfa", men,    5, "2022-03-01", "2023-02-28", "2023-03-06", "2023-10-27", "work"},
    {"alfa", women,  5, "2022-03-01", "2023-02-28", "2023-03-06", "2023-10-27", "other"},
    {"alfa", men,    5, "2022-03-01", "2023-02-28", "2023-03-06", "2023-10-27", "other"},
    {"alfa", women,  4, "2022-06-01", "2023-06-30", "2023-11-06", "2023-12-22", "studies"},
    {"alfa", men,    3, "2022-06-01", "2023-06-30", "2023-11-06", "2023-12-22", "work"},
    {"alfa", women, 13, "2022-09-01", "2023-10-30", "2024-01-08", "2024-10-25", "work"},
    {"alfa", men,   12, "2022-09-01", "2023-10-30", "2024-01-08", "2024-10-25", "work"},
    {"alfa", women,  7, "2022-09-01", "2023-10-30", "2024-01-08", "2024-10-25", "other"},
    {"alfa", men,    8, "2022-09-01", "2023-10-30", "2024-01-08", "2024-10-25", "other"},
    {"alfa", women, 21, "2022-09-01", "2023-10-30", open, open, open},
    {"alfa", men,   22, "2022-09-01", "2023-10-30", open, open, open},
    {"alfa", women,  2, "2023-11-06", "2024-03-29", "2024-05-06", "2024-10-25", "other"},
    {"alfa", men,    3, "2023-11-06", "2024-03-29", "2024-05-06", "2024-10-25", "studies"},
    {"alfa", women,  3, "2023-11-06", "2024-06-28", "2024-11-04", "2024-12-20", "studies"},
    {"alfa", men,    2, "2023-11-06", "2024-06-28", "2024-11-04", "2024-12-20", "studies"},
    {"alfa", women,  2, "2023-11-06", "2024-06-28", "2024-11-04", "2024-12-20", "other"},
    {"alfa", men,    3, "2023-11-06", "2024-06-28", "2024-11-04", "2024-12-20", "other"},
    {"alfa", women, 58, "2023-11-06", "2024-10-31", open, open, open},
    {"alfa", men,   60, "2023-11-06", "2024-10-31", open, open, open},
    // iWork 2024
    {"iwork", women, 14, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "employer"},
    {"iwork", men,   20, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "employer"},
    {"iwork", women,  2, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "service_assistant"},
    {"iwork", men,    4, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "service_assistant"},
    {"iwork", women,  1, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "sheltered_job"},
    {"iwork", men,    1, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "sheltered_job"},
    {"iwork", women,  3, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "other"},
    {"iwork", men,    4, "2023-02-01", "2024-04-30", "2024-05-06", "2024-12-20", "other"},
    {"iwork", women, 85, "2023-02-01", "2024-12-13", open, open, open},
    {"iwork", men,  129, "2023-02-01", "2024-12-13", open, open, open},
    // Sheltered public employment (OSA)
    {"osa", women,  5, "2021-09-01", "2022-12-30", "2023-02-01", "2023-10-31", "other"},
    {"osa", men,    7, "2021-09-01", "2022-12-30", "2023-02-01", "2023-10-31", "other"},
    {"osa", men,    2, "2021-12-01", "2022-06-30", "2023-12-01", "2023-12-29", "other"},
    {"osa", women, 12, "2022-02-01", "2023-06-30", "2024-01-31", "2024-12-20", "other"},
    {"osa", men,   18, "2022-02-01", "2023-06-30", "2024-01-31", "2024-12-20", "other"},
    {"osa", women, 34, "2022-12-01", "2023-11-30", open, open, open},
    {"osa", men,   46, "2022-12-01", "2023-11-30", open, open, open},
    {"osa", women,  2, "2023-12-01", "2023-12-29", open, open, open},
    {"osa", men,    3, "2023-12-01", "2023-12-29", open, open, open},
    {"osa", women,  4, "2024-01-08", "2024-04-30", "2024-06-03", "2024-11-29", "other"},
    {"osa", women, 35, "2024-01-08", "2024-12-13", open, open, open},
    {"osa", men,   48, "2024-01-08", "2024-12-13", open, open, open},
    // Krami, January-November
    {"krami", women,  5, "2022-10-03", "2023-08-31", "2023-09-04", "2023-11-30", "work"},
    {"krami", men,   33, "2022-10-03", "2023-04-28", "2023-05-02", "2023-11-30", "work"},
    {"krami", men,    2, "2022-10-03", "2023-04-28", "2023-05-02", "2023-11-30", "studies"},
    {"krami", women,  5, "2022-10-03", "2022-12-16", "2023-01-09", "2023-11-30", "other"},
    {"krami", men,   19, "2022-10-03", "2023-04-28", "2023-05-02", "2023-11-30", "other"},
    {"krami", women,  5, "2023-03-01", "2023-11-30", "2024-01-08", "2024-11-29", "work"},
    {"krami", men,   21, "2023-03-01", "2023-11-30", "2024-01-08", "2024-11-29", "work"},
    {"krami", women,  3, "2023-03-01", "2023-11-30", "2024-01-08", "2024-11-29", "studies"},
    {"krami", men,    7, "2023-03-01", "2023-11-30", "2024-01-08", "2024-11-29", "studies"},
    {"krami", men,   15, "2023-03-01", "2023-11-30", "2024-01-08", "2024-11-29", "other"},
    {"krami", women,  5, "2024-01-08", "2024-05-31", "2024-06-24", "2024-11-29", "other"},
    {"krami", men,    2, "2024-01-08", "2024-05-31", "2024-06-24", "2024-11-29", "other"},
    {"krami", women,  8, "2024-01-08", "2024-11-29", open, open, open},
    {"krami", men,   28, "2024-01-08", "2024-11-29", open, open, open},
};

// KAA: of those reached, persons with an occupation at the first contact.
constexpr int reached_with_occupation[] = {2319, 2429}; // 2023 (75 %), 2024
// Of those covered in 2023 without support from Jobbtorg, so many in a hundred are covered in 2024 too.
constexpr int percent_covered_again = 40;

// Outreach: first contacts, women among them, persons of 20-25 years, and how the contacts went.
struct outreach_row { int year, women, aged_20_25, wants_enrolment[2], completed, referred, ongoing; };

constexpr outreach_row contacts[] = {
    //     women  20-25  wants enrolment  completed referred ongoing; the rest on own request or for unknown reasons
    {2022, 1001,  1335,  {265, 435},      890,      267,     156},
    {2023, 1224,  1640,  {306, 539},     1099,      333,     193},
    {2024, 1024,  1434,  {365, 545},      819,      296,     159},
};

// Holiday jobs: the weeks, and how many in a hundred applied in an earlier season too.
struct weeks_row { int year; std::string_view season, first_start, last_start; int days, percent_known; };

constexpr weeks_row weeks[] = {
    {2023, "summer",    "2023-06-12", "2023-07-24", 19,  0}, // three whole weeks, beginning every third Monday
    {2023, "autumn",    "2023-10-30", "2023-10-30",  5, 45},
    {2023, "christmas", "2023-12-27", "2023-12-27",  4, 45},
    {2024, "summer",    "2024-06-10", "2024-07-22", 19, 20},
    {2024, "autumn",    "2024-10-28", "2024-10-28",  5, 45},
    {2024, "christmas", "2024-12-27", "2024-12-27",  4, 45},
};
constexpr int percent_girls_not_employed = 50;

// clang-format on

} // namespace bundled::chosen
