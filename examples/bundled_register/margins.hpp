// What the City of Stockholm printed: the margins of the bundled register.
//
// From Arbetsmarknadsrapport 2023 (figures s1-...) and 2024 (s0-...). Each row names its figures; a part in braces
// stands for several. The registers are made so that counting their rows gives these numbers back; see choices.hpp for
// what was not printed, and ../data/README.md for the printed figures that contradict these.
#pragma once

#include <array>
#include <string_view>

namespace bundled {

enum sex { women, men };
inline constexpr std::array both_sexes{women, men};

/// Index of a calendar year in a row of three.
constexpr int first_year = 2022;
constexpr int years = 3;
constexpr int index_of(int year) { return year - first_year; }

namespace printed {

constexpr int nothing = -1;

// clang-format off

// Section 5.3: persons enrolled at Jobbtorg some time in the year, by target group. "Of which" is part of `other`.
struct enrolled_row { std::string_view group; int persons[2][years]; std::string_view figures; };

constexpr enrolled_row enrolled[] = {
    //                         women               men
    // target group            2022  2023  2024    2022  2023  2024     figures
    {"income_support",         {{1486, 1493, 1636}, {1743, 1744, 2114}}, "s{1-jobbtorg,0-jt}-forsorjningsstod"},
    {"kaa",                    {{ 427,  554,  589}, { 556,  678,  808}}, "s1-jobbtorg-kaa, s0-jt-kaa"},
    {"outreach_19_29",         {{ 357,  478,  548}, { 670,  772,  871}}, "s1-jobbtorg-ingang2029, s0-jt-uppsok-19-29"},
    {"outreach_30",            {{   0,    0,  160}, {   0,    0,   12}}, "s0-jt-uppsok-30plus"},
    {"other",                  {{ 454,  293,  324}, { 782,  539,  487}}, "s1-jobbtorg-ovriga, s0-jt-ovriga"},
    {"lss_social_psychiatry",  {{  87,  206,  298}, { 133,  284,  385}}, "s1-jobbtorg-varav-lss-socpsyk, s0-jt-lss-sp"},
    {"stockholmsjobb",         {{ 361,  456,  458}, { 516,  607,  560}}, "s{1-jobbtorg,0-jt}-stockholmsjobb"},
};
constexpr std::string_view of_which = "lss_social_psychiatry";

// s1-jobbtorg-sum-enrolled-{2022,2023}-total, s0-jt-total-total-2024: every person once per target group.
constexpr int enrolled_in_all[years] = {7352, 7614, 8567};

// s1-jobbtorg-unique-{2022,2023}-{women,men,total}, s0-jobbtorg-unique-{2023,2024}: every person once.
// The sexes of 2024 were not printed: 3224 and 4134 are chosen.
constexpr int unique_persons[2][years] = {{2611, 2808, 3224}, {3475, 3604, 4134}};

// Section 5.3: exits of all target groups but Stockholmsjobb (aspiranter).
struct exit_row { std::string_view figure, group, of; int year; std::string_view reason; int percent; };

constexpr exit_row exit_shares[] = {
    // figure                                target group       sex      year  exits to           percent
    {"s0-jt-exit-work-study-share-2023",      "all",            "all",   2023, "work or studies",  73},
    {"s0-jt-exit-work-study-share-2024",      "all",            "all",   2024, "work or studies",  74},
    {"s1-outreach-exit-workstudy-2022-total", "outreach_19_29", "all",   2022, "work or studies",  82},
    {"s1-outreach-exit-workstudy-2023-total", "outreach_19_29", "all",   2023, "work or studies",  82},
    {"s1-outreach-exit-workstudy-2023-women", "outreach_19_29", "women", 2023, "work or studies",  81},
    {"s1-outreach-exit-workstudy-2023-men",   "outreach_19_29", "men",   2023, "work or studies",  83},
    {"s1-outreach-exit-study-2023-women",     "outreach_19_29", "women", 2023, "studies",          24},
    {"s1-outreach-exit-study-2023-men",       "outreach_19_29", "men",   2023, "studies",          18},
    {"s1-outreach-exit-work-2023-women",      "outreach_19_29", "women", 2023, "work",             57},
    {"s1-outreach-exit-work-2023-men",        "outreach_19_29", "men",   2023, "work",             64},
    {"s0-uppsok-exit-work-study-share-2024",  "outreach_19_29", "all",   2024, "work or studies",  84},
    {"s1-kaa-exit-study-share-2023",          "kaa",            "all",   2023, "studies",          54},
    {"s1-kaa-exit-work-share-2023",           "kaa",            "all",   2023, "work",             20},
    {"s0-kaa-exit-studies-women-share-2024",  "kaa",            "women", 2024, "studies",          61},
    {"s0-kaa-exit-studies-men-share-2024",    "kaa",            "men",   2024, "studies",          52},
};

struct exit_count_row { std::string_view figure, group; int year; std::string_view reason; int exits; };

constexpr exit_count_row exit_counts[] = {
    {"s0-uppsok-exit-work-study-count-2024",                "outreach_19_29", 2024, "work or studies", 843},
    {"s0-kaa-exit-studies-2024",                            "kaa",            2024, "studies",         503},
    {"s0-kaa-exit-studies-2024 - s0-kaa-exit-studies-increase-2024", "kaa",   2023, "studies",    503 - 65},
    {"s0-kaa-exit-work-2024",                               "kaa",            2024, "work",            183},
};
// s0-jt-exit-work-study-count-{2023,2024}: "nästan 1 700", "strax över 2 000".
constexpr int almost_exits_2023 = 1700;
constexpr int just_over_exits_2024 = 2000;

// s0-jt-mean-duration-ekbist-{2023,2024}: mean enrolment of income support's exits, in tenths of a month.
constexpr int mean_enrolment_tenths_2023 = 91;
constexpr int mean_enrolment_tenths_2024 = 71;

// s1-outreach-enrolled-{2022,2023}, s0-uppsok-new-enrolled-2024, and the share of women.
struct entry_row { int year, entries, percent_women; };
constexpr entry_row outreach_entries[] = {{2022, 806, 38}, {2023, 988, 38}, {2024, 1046, 40}};

// Section 5.3, Stockholmsjobb. s1-sj-new-decisions-{2022,2023}, taken as entries.
constexpr int stockholmsjobb_entries_2022 = 530;
constexpr int stockholmsjobb_entries_2023 = 640;
// s1-introjobb-participants-2023, s0-arbetslag-participants-2024.
constexpr int team_or_intro_2023 = 135;
constexpr int team_or_intro_2024 = 142;

// s1-sj-study-*, s0-sj-study-combo-*: Stockholmsjobb combined with studies. Tenths of a percent where so printed.
struct with_studies_row { std::string_view figure, of, job_type; int year, permille, precision; };

constexpr with_studies_row with_studies[] = {
    {"s1-sj-study-share-2022",                   "all",   "all",           2022, 150, 10},
    {"s1-sj-study-share-2023",                   "all",   "all",           2023, 171,  1},
    {"s0-sj-study-combo-share-2023",             "all",   "all",           2023, 170, 10},
    {"s0-sj-study-combo-share-youth-2023",       "all",   "youth",         2023, 210, 10},
    {"s0-sj-study-combo-share-introjobb-2023",   "all",   "team_or_intro", 2023,  30, 10},
    {"s0-sj-study-combo-share-2024",             "all",   "all",           2024, 250, 10},
    {"s0-sj-study-combo-share-women-2024",       "women", "all",           2024, 310, 10},
    {"s0-sj-study-combo-share-men-2024",         "men",   "all",           2024, 210, 10},
    {"s0-sj-study-combo-share-youth-2024",       "all",   "youth",         2024, 360, 10},
    {"s0-sj-study-combo-share-introjobb-2024",   "all",   "team_or_intro", 2024, 130, 10},
};

// Three months after Stockholmsjobb that ended from 1 September to 31 August, labelled by the end.
// s1-sj-followup3m-share-{2022,2023}, s0-sj-3m-*.
struct follow_up_row { int label, permille, precision, percent_unsubsidised, studies; };

constexpr follow_up_row after_stockholmsjobb[] = {
    // label  work or studies    unsubsidised, %   in studies, persons
    {2022,    575,  1,           nothing,      nothing},
    {2023,    626,  1,           10,               90},
    {2024,    640, 10,           14,               110},
};
// s1-introjobb-*, s0-arbetslag-*: of them team and intro jobs.
struct team_row { int label, exits, work_or_studies; };
constexpr team_row after_team_or_intro[] = {{2023, 80, 38}, {2024, 84, 46}};

// Section 5.1: unique persons in the districts' work-preparatory measures. s1-prep-*-2023-*, s0-prep-*-2024.
struct preparatory_row { std::string_view figures, district; int persons_2023[2], persons_2024[2]; };

constexpr preparatory_row preparatory[] = {
    //                                                  2023         2024
    // figures                 district              women  men   women  men
    {"bromma",               "Bromma",               {16, 28},    {17, 30}},
    {"eav, enskede-arsta-vantor", "Enskede-Årsta-Vantör", {6, 12},  {1, 10}},
    {"farsta",               "Farsta",               { 6, 12},    {11, 10}},
    {"hagersten-alvsjo",     "Hägersten-Älvsjö",     {13, 27},    {24, 34}},
    {"hasselby-vallingby",   "Hässelby-Vällingby",   {11, 13},    { 9, 15}},
    {"jarva",                "Järva",                {16, 30},    {16, 35}},
    {"kungsholmen",          "Kungsholmen",          { 5,  6},    { 4,  6}},
    {"norra-innerstaden",    "Norra innerstaden",    { 9, 22},    { 7, 18}},
    {"skarpnack",            "Skarpnäck",            { 8,  1},    { 5,  2}},
    {"skarholmen",           "Skärholmen",           { 9, 15},    { 8, 14}},
    {"sodermalm",            "Södermalm",            {23, 75},    {14, 61}},
    {"enheten-hemlosa, hemlosa", "Enheten för hemlösa", {0,  3},    { 0,  6}},
};
constexpr int preparatory_in_all[2] = {366, 357}; // s1-prep-city-2023-total, s0-prep-city-total-2024

// Sections 5.1-5.3: programmes. Persons present in the year, and exits.
struct programme_row { std::string_view figures, programme; int year; int persons[2]; int exits; };

constexpr programme_row programmes[] = {
    // January-November, which here is the whole year: Krami's register has no December.
    {"s1-krami-participants-2023, s1-krami-exits-2023", "krami",  2023, { 18,  97},  64},
    {"s0-krami-participants-2024, s0-krami-exits-2024", "krami",  2024, { 21,  73},  58},
    {"s0-finsam-participants-2024, s0-finsam-exits-2024", "finsam", 2024, {521, 357}, 348},
    {"s0-iwork-enrolled-2024, s0-iwork-exits-2024",     "iwork",  2024, {105, 158},  49},
};

struct programme_exit_row { std::string_view figures, programme; int year; std::string_view reason; int exits[2], all; };

constexpr programme_exit_row programme_exits[] = {
    // figures                               programme  year  reason               women         men          total
    {"s0-finsam-exits-work-study-2024",      "finsam",  2024, "work_or_studies",   {28,          33},          61},
    {"s0-finsam-exits-further-support-2024", "finsam",  2024, "further_support",   {66,          37},         103},
    {"s0-finsam-exits-healthcare-2024",      "finsam",  2024, "health_care",       {64,          47},         111},
    {"s0-finsam-exits-2024, the rest",       "finsam",  2024, "other",             {39,          34},          73},
    {"s0-alfa-exit-work-study-2024",         "alfa",    2024, "work or studies",   {16,          17},          33},
    {"s0-alfa-exit-work-study-2023",         "alfa",    2023, "work or studies",   {nothing, nothing}, 17},
    {"s0-iwork-exit-employers-2024",         "iwork",   2024, "employer",          {nothing, nothing}, 34},
    {"s0-iwork-exit-serviceassistent-2024",  "iwork",   2024, "service_assistant", {nothing, nothing},  6},
    {"s0-iwork-exit-osa-2024",               "iwork",   2024, "sheltered_job",     {nothing, nothing},  2},
    {"s0-krami-exit-work-2024",              "krami",   2024, "work",              {nothing, nothing}, 26},
    {"s0-krami-exit-studies-2024",           "krami",   2024, "studies",           {nothing, nothing}, 10},
    {"s1-krami-exits-work-2023",             "krami",   2023, "work",              {nothing, nothing}, 38},
    {"s1-krami-exits-study-2023",            "krami",   2023, "studies",           {nothing, nothing},  2},
};

struct stock_row { std::string_view figure, programme, date; int persons; };

constexpr stock_row stocks[] = {
    {"s1-osa-employed-2023-11",           "osa",  "2023-11-30", 112},
    {"s0-osa-employed-stockholm-2023-12", "osa",  "2023-12-31", 115},
    {"s0-osa-employed-stockholm-2024-12", "osa",  "2024-12-31", 168},
    {"s0-alfa-ongoing-2023-10",           "alfa", "2023-10-31",  90}, // "during October": here on its last day
    {"s0-alfa-ongoing-2024-10",           "alfa", "2024-10-31", 171},
};

// Section 5.3, KAA: s0-kaa-*. Those of 2023 are 2024's minus the printed increase (676 and 63); their sexes were not
// printed: 3548 and 1432 women are chosen.
struct coverage_row { int year; int covered[2], reached[2]; int percent_occupied; };

constexpr coverage_row coverage[] = {
    //      covered                    reached                    of them occupied
    //      women  men                 women  men
    {2023, {3548, 8222 - 676 - 3548}, {1432, 3155 - 63 - 1432}, nothing},
    {2024, {3866, 4356},              {1461, 1694},             77},
};

// Section 5.3, outreach to young people of 19-29: s1-outreach-*, s0-uppsok-*.
struct outreach_row { int year, reached, percent_women, percent_20_25; };

constexpr outreach_row outreach[] = {
    {2022, 2225, nothing, nothing},
    {2023, 2720, 45,          60}, // "drygt 60 procent"
    {2024, 2276, 45,          63}, // "närmare 2 280"
};

struct status_row { std::string_view figure; int year; std::string_view status, of; int percent; };

constexpr status_row statuses[] = {
    {"s1-outreach-status-enrol-share",         2023, "wants_enrolment",        "all",   31},
    {"s1-outreach-enrol-wish-women",           2023, "wants_enrolment",        "women", 25},
    {"s1-outreach-enrol-wish-men",             2023, "wants_enrolment",        "men",   36},
    {"s1-outreach-status-completed-share",     2023, "completed",              "all",   40},
    {"s1-outreach-status-referred-share",      2023, "referred",               "all",   12},
    {"s1-outreach-status-ownrequest-share",    2023, "own_request_or_unknown", "all",    9},
    {"s1-outreach-status-ongoing-share",       2023, "ongoing",                "all",    7},
    {"s0-uppsok-want-insats-share-2024",       2024, "wants_enrolment",        "all",   40},
    {"s0-uppsok-completed-support-share-2024", 2024, "completed",              "all",   36},
    {"s0-uppsok-referred-share-2024",          2024, "referred",               "all",   13},
    {"s0-uppsok-ongoing-share-2024",           2024, "ongoing",                "all",    7},
};

// Section 5.7 (2023) and 5.8 (2024): holiday jobs by season.
// s1-ferie-{sommar,host,jul}-*, s0-fj-{sommar,hostlov,jullov}-*.
struct season_row { int year; std::string_view season; int applications, offered, employed, priority; };

constexpr season_row seasons[] = {
    {2023, "summer",    13510, 10617, 9055, 767},
    {2023, "autumn",     2779,  1698, 1446,  30},
    {2023, "christmas",  2337,   784,  638,  40},
    {2024, "summer",    17205, 11578, 9647, 853},
    {2024, "autumn",     3746,  1823, 1564,  20},
    {2024, "christmas",  1945,   432,  369,  16},
};

// Holiday jobs by administration: s1-ferie-*-2023-{women,men,total}, s0-fjd-*-{count,boys-share,girls-share}-2024.
struct administration_row { std::string_view figures, name; int employed_2023[2], employed_2024, percent_men_2024; };

constexpr administration_row administrations[] = {
    //                                                      2023          2024
    // figures                   administration          women   men     all  men, %
    {"bromma",                  "Bromma",               { 200,  193},    484, 50},
    {"eav, enskede-arsta-vantor", "Enskede-Årsta-Vantör", {638, 664},   1330, 48},
    {"farsta",                  "Farsta",               { 410,  379},    823, 47},
    {"hagersten-alvsjo",        "Hägersten-Älvsjö",     { 532,  490},    980, 49},
    {"hasselby-vallingby",      "Hässelby-Vällingby",   { 620,  549},   1277, 51},
    {"jarva",                   "Järva",                {1313, 1261},   2691, 50},
    {"kungsholmen",             "Kungsholmen",          { 125,  115},    232, 53},
    {"kyrkogardsnamnden",       "Kyrkogårdsnämnden",    {  69,   71},    139, 52},
    {"norra-innerstaden",       "Norra innerstaden",    { 221,  229},    503, 51},
    {"skarpnack",               "Skarpnäck",            { 264,  297},    565, 54},
    {"skarholmen",              "Skärholmen",           { 452,  401},    935, 46},
    {"sodermalm",               "Södermalm",            { 581,  581},   1199, 50},
    {"trafiknamnden",           "Trafiknämnden",        { 169,  224},    326, 51},
    {"utbildningsnamnden",      "Utbildningsnämnden",   {  50,   41},     96, 48},
};
constexpr int holiday_jobs_2023[2] = {5644, 5495}; // s1-ferie-city-2023-{women,men}
constexpr int holiday_jobs_2024 = 11580;           // s0-fjd-total-count-2024, s0-fj-summa-anstallda-2024
constexpr int holiday_percent_men_2024 = 50;       // s0-fjd-total-boys-share-2024

// clang-format on

} // namespace printed

} // namespace bundled
