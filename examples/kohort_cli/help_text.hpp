// What `--help` says below the options: how the commands are used, by example.
#pragma once

namespace kohort_cli {

inline constexpr auto program_help = R"(Start here:
  kohort report                                 the tables of the bundled register
  kohort cohort                                 how long those who entered stayed
  kohort catalogue jobbtorg                     the indicators that kohort knows about it
  kohort explain stockholm.jobbtorg.exits       one of them in words
  kohort check --schema jobbtorg.json           what is wrong with the rows of your own
  kohort report --help                          how to make a report from it

Exit status: 0 fine, 1 rows were rejected, published figures contradict each other or suppressed ones can be worked out, 2 wrong usage, 3 wrong schema or definition, 4 input or output failed.)";

inline constexpr auto report_help =
    R"(Without --schema the bundled register is used: synthetic persons, published margins.
A schema says what the columns of a register mean and names its file; --register replaces that file.

Examples:
  The bundled report in Swedish, one indicator of it as CSV:
    kohort report --lang sv
    kohort report --indicator stockholm.jobbtorg.exit_to_work_or_studies --format csv

  An indicator of the catalogue on a register of your own:
    kohort report --schema jobbtorg.json --indicator stockholm.jobbtorg.exit_to_work

  Another breakdown, and each month of a year instead of whole years:
    kohort report --by sex,district
    kohort report --period 2024-01..2024-12 --per month

  Your own register, with definitions of your own:
    kohort report --schema jobbtorg.json --definitions ours.json --output report.txt

  A register larger than the memory:
    kohort report --schema national.json --definitions ours.json --memory 4G --verbose

  For the statistical database, and a CSV that describes itself:
    kohort report --format px --output tables
    kohort report --format json-stat --output report.json
    kohort report --format csv --metadata --output report.csv

  A published table as it is, and indicators of its cells:
    kohort report --table AM0401.px --format markdown
    kohort report --table AM0401.px --definitions ours.json

  Straight from a database:
    psql -c "copy (select * from spells) to stdout csv header" |
      kohort report --register - --schema jobbtorg.json --definitions ours.json

Periods: 2024, 2024-H1, 2024-T2, 2024-Q3, 2024-07, 2024-W05, 2024-01..2024-12 (each of them),
  2018-12-01..2019-11-30 (one window of days).
Figures that fewer than 5 persons contribute to are hidden (..), and others that would give them away; the bundled
  persons are nobody. A definition may have another limit; 'kohort audit --disclosure' looks at what was printed.
A warning with status 1 says that rows were rejected; 'kohort check' shows which.)";

inline constexpr auto cohort_help =
    R"(Forms a cohort (who entered, exited, was in stock or was born in a time) and shows what became of it:
  survival      share still in by days since the start, with its interval, as a table and a curve
  incidence     share who have left for each of the definition's "causes"; the others compete
  retention     entry month by months since entry: percent still in
  returns       share who came back within so many months after an exit
  states        in which of the definition's "states" members are 0, 3, 6, ... months after
  transitions   from which state to which, quarter by quarter, with a test that it stays the same
  attrition     how many each condition of the definition removed

Without --schema the bundled register is used: synthetic persons, published margins.

Examples:
  kohort cohort                                            how long are they enrolled?
  kohort cohort --by sex --show incidence                  who leaves to what?
  kohort cohort --cohort stockholm.jobbtorg.exits_2022_2023 --show returns     do they come back?
  kohort cohort --show retention --format csv --output retention.csv

A definition of your own, young.json, and its use:
  {"cohort": "young", "register": "jobbtorg", "from": {"entered": "2023"}, "members": "persons",
   "where": {"target_group": ["outreach_19_29"]}, "first": "12 months",
   "causes": {"work": ["work"], "studies": ["studies"]}}
    kohort cohort --schema jobbtorg.json --definition young.json --show incidence)";

inline constexpr auto catalogue_help =
    R"(Words are looked for in ids and in names of both languages; with several, all must be there. As text the indicators
are grouped by who defines them; as CSV there is one line for each version of each, with its formula in words.

Examples:
  kohort catalogue
  kohort catalogue långtidsarbetslösa
  kohort catalogue holiday jobs
  kohort catalogue --format csv --output catalogue.csv)";

inline constexpr auto explain_help =
    R"(Tells what is counted, over what and when, ages and thresholds, whose definition it is, what its source leaves
undefined and what it is often confused with. Codes are called what the schemas' code lists call them; without --schema,
those of the bundled register.

Examples:
  kohort explain stockholm.jobbtorg.exit_to_work_or_studies
  kohort explain se.mucf.uvas --lang sv
  kohort explain se.af.unemployment_rate --on 2022-06-30      the version of that day
  kohort explain se.af.unemployment_rate --version 2021
  kohort explain --definitions ours.json                      all of your own)";

inline constexpr auto check_help =
    R"(Prints for each register and table what was wrong with its rows, what was done with them, and the first lines.
Status 1 when rows were rejected. Persons' keys are never printed.

Examples:
  kohort check --schema jobbtorg.json
  kohort check --schema jobbtorg.json --register spells-2024.csv
  kohort check --definitions ours.json          no data needed
  psql -c "copy (select * from spells) to stdout csv header" | kohort check --schema jobbtorg.json --register -)";

inline constexpr auto simulate_help =
    R"(Writes FILE and beside it its schema, with the ending .json. The same persons and seed give the same bytes on every
machine. About 3 spells a person, 75 bytes a spell.

Example: a million persons, checked
  kohort simulate --persons 1000000 --seed 7 --output spells.csv
  kohort check --schema spells.json)";

inline constexpr auto audit_help =
    R"(Checks published figures against each other: sums, shares, changes; or the sums of one published table. FIGURES has a row for each printed figure (with
document, id, unit, period, value and the printed words), RELATIONS one for each formula over them:
  id,document,kind,formula,inputs,output,printed,decimals
  exits,report-2024,share,100*i1/i2,exits-to-work;exits,share-to-work,18,0

Verdicts: matches (rounded, the computed number is the printed one), rounding (what the words and the rounded inputs
admit: "drygt 11 500" for 11,580), contradiction (outside). Text shows what does not match, and why.
Status 1 when there are contradictions.

With --disclosure: what readers can work out of the suppressed cells of tables, by kohort or other software. A row for
each cell, as 'kohort report --format csv' writes it, or with a column value and any others as dimensions; suppressed
are ".." and rows with that status, totals have the code "total" or none. Hierarchies are a CSV of dimension,code,parent.
Status 1 when a suppressed cell can be only one number, or no table fits what is printed.

Examples:
  kohort audit figures.csv relations.csv
  kohort audit --disclosure tables.csv
  kohort audit --disclosure tables.csv hierarchies.csv --method elimination
  kohort audit AM0401.px                        do its totals hold? also JSON-stat, SDMX-CSV and CSV
  kohort audit figures.csv relations.csv --format csv --output audit.csv)";

inline constexpr auto convert_help =
    R"(Reads PX files of every age, JSON-stat (2.0 and 1.x), SDMX-CSV (1.0 and 2.x), CSV with CSVW metadata, and the CSV of
'kohort report'; writes any of them, and Kolada's rows. Statuses, codes, units and, where the format has a place for
them, texts in all languages, notes and hierarchies are kept; a warning tells what is not. With several tables PX,
SDMX-CSV and CSV are a folder; JSON-stat is a collection.

Examples:
  kohort convert AM0401.px table.json
  kohort convert table.json AM0401.px --encoding iso-8859-1
  kohort convert eurostat.csv series --to sdmx-csv
  kohort report --format csv --output report.csv && kohort convert report.csv tables --to px
  kohort convert AM0401.px - --to sdmx-csv --language sv)";

} // namespace kohort_cli
