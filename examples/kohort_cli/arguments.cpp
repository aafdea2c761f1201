#include "arguments.hpp"

#include "failure.hpp"
#include "help_text.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/publish/disclosure/report_protection.hpp>
#include <kohort/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <span>
#include <sstream>
#include <thread>

namespace kohort_cli {
namespace {

constexpr std::array<std::string_view, 8> command_names{"report", "cohort",   "catalogue", "explain",
                                                        "check",  "simulate", "audit",     "convert"};

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

/// A whole number between two limits, both included.
template <class T>
T whole_number(const std::string& option, const std::string& text, T least, T most, std::string_view or_else = {}) {
    T number{};
    const auto* last = text.data() + text.size();
    const auto [end, problem] = std::from_chars(text.data(), last, number);
    if (problem == std::errc{} && end == last && number >= least && number <= most) return number;
    throw usage_failure(option + " needs a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                        std::string(or_else) + ", not " + in_quotes(text));
}

/// One of the names; its place in the list.
std::size_t choice(const std::string& option, const std::string& text, std::span<const std::string_view> names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (text == names[i]) return i;
        list += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
    }
    throw usage_failure(option + " must be " + list + ", not " + in_quotes(text) + kohort::did_you_mean(text, names));
}

/// The command line as texts, before anything is understood.
struct raw_arguments {
    std::vector<std::string> schemas, registers, definitions, indicators, by, words, ids, tables;
    std::string version, on, period, per, format = "text", output, threads, small_counts, lang, as_known_on, persons,
                                          seed = "1", figures, relations, definition, cohort, show = "survival",
                                          months = "12", interval = "log", level = "95", memory, input, to, from,
                                          encoding = "utf-8", method, rounded_to, previous;
    bool verbose = false, is_sparse = false, metadata = false, disclosure = false;
};

/// An option that may be given several times, with one text each.
CLI::Option* add_list(CLI::App* app, const std::string& name, std::vector<std::string>& texts, const std::string& kind,
                      const std::string& help) {
    return app->add_option(name, texts, help)->type_name(kind)->allow_extra_args(false);
}

/// An option with one text; the last one counts.
CLI::Option* add_text(CLI::App* app, const std::string& name, std::string& text, const std::string& kind,
                      const std::string& help) {
    return app->add_option(name, text, help)->type_name(kind)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_register_options(CLI::App* app, raw_arguments& raw) {
    add_list(app, "--schema", raw.schemas, "FILE", "What the columns of a register mean; may be repeated");
    add_list(app, "--register", raw.registers, "FILE",
             "The file of the n-th register schema instead of the one that it names; - is standard input");
    add_text(app, "--threads", raw.threads, "N", "Threads; the figures are the same for any number (all processors)");
    add_text(app, "--as-known-on", raw.as_known_on, "DATE", "Only what was recorded up to this day");
}

void add_data_options(CLI::App* app, raw_arguments& raw) {
    add_register_options(app, raw);
    add_list(app, "--definitions", raw.definitions, "FILE", "Indicator definitions; may be repeated");
}

CLI::App* add_report(CLI::App& app, raw_arguments& raw) {
    auto* report = app.add_subcommand("report", "Compute indicators from registers and print their tables");
    add_data_options(report, raw);
    add_list(report, "--indicator", raw.indicators, "ID",
             "Only this indicator, of the definitions or the catalogue; may be repeated");
    add_text(report, "--period", raw.period, "PERIODS", "2024, 2024-01..2024-12, ... (the last two periods)");
    add_text(report, "--per", raw.per, "PERIOD", "week, month, quarter, tertial, half_year or year");
    add_list(report, "--by", raw.by, "DIMENSIONS", "Breakdown instead of the definitions', e.g. sex,district")
        ->delimiter(',');
    add_list(report, "--table", raw.tables, "FILE",
             "A published table: PX, JSON-stat, SDMX-CSV or CSV; its figures are the report, or cells of definitions");
    add_text(report, "--format", raw.format, "FORMAT",
             "text, csv, json, markdown, px, json-stat, sdmx-csv, kolada or html (text)");
    add_text(report, "--output", raw.output, "FILE",
             "Write to this file, whole or not at all; - is standard output (-); a folder for several tables of PX or "
             "SDMX-CSV");
    report->add_flag("--metadata", raw.metadata, "Describe the CSV in a file beside it (CSVW)");
    add_text(report, "--small-counts", raw.small_counts, "N|off",
             "Hide figures with fewer than N contributors and what gives them away (5; bundled register: off)");
    add_text(report, "--previous", raw.previous, "FILE", "CSV of the release before: hide what differs by so few, too");
    add_text(report, "--memory", raw.memory, "SIZE",
             "Read registers that need more than this, e.g. 500M or 4G, in parts; the report is the same (any)");
    report->add_flag("--verbose", raw.verbose, "Say on standard error how the registers are read");
    add_text(report, "--lang", raw.lang, "sv|en", "Language of texts (from the environment)");
    report->footer(report_help);
    return report;
}

CLI::App* add_cohort(CLI::App& app, raw_arguments& raw) {
    auto* cohort = app.add_subcommand("cohort", "Follow those who entered, and those who left");
    add_register_options(cohort, raw);
    add_text(cohort, "--definition", raw.definition, "FILE", "Cohorts, as JSON (those of the bundled register)");
    add_text(cohort, "--cohort", raw.cohort, "ID", "This cohort of the file (the first)");
    add_text(cohort, "--show", raw.show, "WHAT",
             "survival, incidence, retention, returns, states, transitions or attrition (survival)");
    add_list(cohort, "--by", raw.by, "DIMENSIONS", "Groups, e.g. sex,target_group")->delimiter(',');
    add_text(cohort, "--months", raw.months, "N", "How far retention, returns, states and transitions go (12)");
    add_text(cohort, "--per", raw.per, "PERIOD", "Rows of retention: month, quarter, half_year or year (month)");
    add_text(cohort, "--interval", raw.interval, "KIND", "Scale of the intervals: plain, log or log-log (log)");
    add_text(cohort, "--level", raw.level, "PERCENT", "Level of the intervals (95)");
    add_text(cohort, "--format", raw.format, "FORMAT", "text, csv or json (text)");
    add_text(cohort, "--output", raw.output, "FILE",
             "Write to this file, whole or not at all; - is standard output (-)");
    cohort->footer(cohort_help);
    return cohort;
}

CLI::App* add_catalogue(CLI::App& app, raw_arguments& raw) {
    auto* catalogue = app.add_subcommand("catalogue", "List the indicators that kohort knows");
    catalogue->add_option("WORD", raw.words, "Only indicators with these words in their id or names")->type_name("");
    add_text(catalogue, "--format", raw.format, "FORMAT", "text or csv (text)");
    add_text(catalogue, "--output", raw.output, "FILE",
             "Write to this file, whole or not at all; - is standard output (-)");
    add_text(catalogue, "--lang", raw.lang, "sv|en", "Language of texts (from the environment)");
    catalogue->footer(catalogue_help);
    return catalogue;
}

CLI::App* add_explain(CLI::App& app, raw_arguments& raw) {
    auto* explain = app.add_subcommand("explain", "Tell what an indicator counts, in words");
    explain->add_option("ID", raw.ids, "Indicators of the catalogue or of --definitions")->type_name("");
    add_list(explain, "--definitions", raw.definitions, "FILE", "Indicator definitions of your own; may be repeated");
    add_list(explain, "--schema", raw.schemas, "FILE", "Schemas with the labels of codes; may be repeated");
    add_text(explain, "--version", raw.version, "V", "This version (the newest)");
    add_text(explain, "--on", raw.on, "DATE", "The version that is valid on this day");
    add_text(explain, "--lang", raw.lang, "sv|en", "Language of texts (from the environment)");
    explain->footer(explain_help);
    return explain;
}

CLI::App* add_check(CLI::App& app, raw_arguments& raw) {
    auto* check = app.add_subcommand("check", "Check data against their schema, or definitions by themselves");
    add_data_options(check, raw);
    check->footer(check_help);
    return check;
}

CLI::App* add_simulate(CLI::App& app, raw_arguments& raw) {
    auto* simulate = app.add_subcommand("simulate", "Write a synthetic register of any size, with its schema");
    add_text(simulate, "--persons", raw.persons, "N", "Number of persons");
    add_text(simulate, "--seed", raw.seed, "S", "Another number gives other persons (1)");
    add_text(simulate, "--output", raw.output, "FILE", "The CSV file to write");
    simulate->footer(simulate_help);
    return simulate;
}

CLI::App* add_audit(CLI::App& app, raw_arguments& raw) {
    auto* audit = app.add_subcommand("audit", "Check published figures against each other");
    add_text(audit, "FIGURES", raw.figures, "FILE",
             "CSV of printed figures; alone, a published table; with --disclosure, CSV of tables");
    add_text(audit, "RELATIONS", raw.relations, "FILE",
             "CSV of relations between them; with --disclosure, of hierarchies, or none");
    audit->add_flag("--disclosure", raw.disclosure, "What can be worked out of suppressed cells");
    add_text(audit, "--method", raw.method, "METHOD",
             "With --disclosure: exact, propagation or elimination (exact; the others need no solver)");
    add_text(audit, "--rounded-to", raw.rounded_to, "N", "With --disclosure: numbers are multiples of this");
    add_text(audit, "--format", raw.format, "text|csv", "Form of the findings (text)");
    add_text(audit, "--output", raw.output, "FILE",
             "Write to this file, whole or not at all; - is standard output (-)");
    audit->footer(audit_help);
    return audit;
}

CLI::App* add_convert(CLI::App& app, raw_arguments& raw) {
    auto* convert = app.add_subcommand("convert", "Write published tables of one format in another");
    add_text(convert, "IN", raw.input, "FILE", "The file to read");
    add_text(convert, "OUT", raw.output, "FILE",
             "The file to write, or the folder for several tables; - is standard "
             "output");
    add_text(convert, "--from", raw.from, "FORMAT", "px, json-stat, sdmx-csv or csv (what the file is)");
    add_text(convert, "--to", raw.to, "FORMAT", "px, json-stat, sdmx-csv, csv or kolada (by the ending of OUT)");
    add_text(convert, "--language", raw.lang, "CODE", "Only the texts in this language, e.g. sv (all)");
    add_text(convert, "--encoding", raw.encoding, "CODE", "Of PX: utf-8 or iso-8859-1 (utf-8)");
    convert->add_flag("--sparse", raw.is_sparse, "PX with KEYS, without rows of zeros");
    convert->footer(convert_help);
    return convert;
}

/// A number of bytes: "500M".
std::size_t size_from(const std::string& option, const std::string& text) {
    constexpr std::string_view units = "KMGT";
    const auto unit = text.empty() ? units.npos : units.find(text.back());
    std::uint64_t number = 0;
    const auto* const last = text.data() + text.size() - (unit == units.npos ? 0 : 1);
    const auto [end, problem] = std::from_chars(text.data(), last, number);
    constexpr std::uint64_t most = 1'000'000;
    if (unit == units.npos || problem != std::errc{} || end != last || number == 0 || number > most)
        throw usage_failure(option + " needs a whole number up to 1000000 and a unit, K, M, G or T, like 500M, not " +
                            in_quotes(text));
    for (std::size_t i = 0; i <= unit; ++i) number *= 1000;
    return number;
}

kohort::day date_from(const std::string& option, const std::string& text) {
    const auto date = kohort::parse_iso_day(text);
    if (!date) throw usage_failure(option + " needs a date like 2024-12-31, not " + in_quotes(text));
    return *date;
}

kohort::language language_from(const raw_arguments& raw) {
    constexpr std::array<std::string_view, 2> languages{"en", "sv"};
    if (raw.lang.empty()) return language_of_environment();
    return static_cast<kohort::language>(choice("--lang", raw.lang, languages));
}

data_arguments data_from(const raw_arguments& raw) {
    data_arguments data{raw.schemas, raw.registers, std::max(1U, std::thread::hardware_concurrency()), {}};
    if (!raw.threads.empty()) data.threads = whole_number("--threads", raw.threads, 1U, 1024U);
    if (!raw.as_known_on.empty()) data.as_known_on = date_from("--as-known-on", raw.as_known_on);
    if (raw.schemas.empty() && !raw.registers.empty())
        throw usage_failure("--register needs a --schema that says what the columns of the file mean");
    if (std::count(raw.registers.begin(), raw.registers.end(), "-") > 1)
        throw usage_failure("only one --register can be standard input (-)");
    return data;
}

/// In the order of the enumerators.
constexpr std::array<std::string_view, 9> report_formats{"text", "csv",       "json",     "markdown",
                                                         "px",   "json-stat", "sdmx-csv", "kolada", "html"};

/// Tables alone are shown as they were published.
void refuse_unused_with_tables(const raw_arguments& raw) {
    if (raw.tables.empty() || !raw.schemas.empty() || !raw.definitions.empty()) return;
    const std::pair<const char*, bool> options[] = {{"--period", !raw.period.empty()},
                                                    {"--per", !raw.per.empty()},
                                                    {"--by", !raw.by.empty()},
                                                    {"--memory", !raw.memory.empty()},
                                                    {"--previous", !raw.previous.empty()},
                                                    {"--small-counts", !raw.small_counts.empty()}};
    for (const auto& [name, is_given] : options)
        if (is_given)
            throw usage_failure(std::string(name) +
                                " is for what is computed: with --table it needs --definitions FILE");
}

report_arguments report_from(const raw_arguments& raw) {
    report_arguments report;
    report.data = data_from(raw);
    report.definitions = raw.definitions;
    report.indicators = raw.indicators;
    report.by = raw.by;
    if (raw.output != "-") report.output = raw.output;
    if (!raw.schemas.empty() && raw.definitions.empty() && raw.indicators.empty())
        throw usage_failure("--schema needs --definitions FILE or --indicator ID: which indicators to compute");
    if (!raw.period.empty()) {
        auto periods = kohort::parse_period_literal(raw.period);
        if (!periods) throw usage_failure("--period: " + periods.errors().front().message());
        report.periods = std::move(*periods);
    }
    if (!raw.per.empty()) {
        constexpr std::array<std::string_view, 6> names{"week", "month", "quarter", "tertial", "half_year", "year"};
        report.per = kohort::periodicity{static_cast<kohort::frequency>(choice("--per", raw.per, names))};
    }
    report.format = static_cast<output_format>(choice("--format", raw.format, report_formats));
    report.metadata = raw.metadata;
    if (raw.metadata && (report.format != output_format::csv || report.output.empty()))
        throw usage_failure("--metadata is a file beside a CSV: it needs --format csv and --output FILE");
    report.tables = raw.tables;
    refuse_unused_with_tables(raw);
    if (raw.small_counts == "off") {
        report.small_counts_below = kohort::disclosure::small_counts_are_printed;
    } else if (!raw.small_counts.empty()) {
        constexpr std::int64_t most = 1'000'000;
        report.small_counts_below = whole_number("--small-counts", raw.small_counts, std::int64_t{1}, most, ", or off");
    }
    report.previous = raw.previous;
    if (!raw.previous.empty() && raw.small_counts == "off")
        throw usage_failure("--previous is for hiding what changed by few; leave out --small-counts off");
    if (!raw.memory.empty()) {
        report.memory = size_from("--memory", raw.memory);
        if (std::find(raw.registers.begin(), raw.registers.end(), "-") != raw.registers.end())
            throw usage_failure("--memory may need to read a register several times; put standard input into a file");
    }
    report.verbose = raw.verbose;
    report.in = language_from(raw);
    return report;
}

cohort_arguments cohort_from(const raw_arguments& raw) {
    if (!raw.schemas.empty() && raw.definition.empty())
        throw usage_failure("--schema needs --definition FILE: which cohort to form");
    cohort_arguments cohort;
    cohort.data = data_from(raw);
    cohort.definition = raw.definition;
    cohort.id = raw.cohort;
    cohort.by = raw.by;
    cohort.query.question =
        static_cast<kohort::cohort_question>(choice("--show", raw.show, kohort::cohort_question_names));
    cohort.query.months = whole_number("--months", raw.months, 1, 1200);
    if (!raw.per.empty()) {
        constexpr std::array names{kohort::frequency::month, kohort::frequency::quarter, kohort::frequency::half_year,
                                   kohort::frequency::year};
        constexpr std::array<std::string_view, 4> texts{"month", "quarter", "half_year", "year"};
        cohort.query.per = names[choice("--per", raw.per, texts)];
    }
    constexpr std::array<std::string_view, 3> kinds{"plain", "log", "log-log"};
    cohort.query.interval.kind = static_cast<kohort::interval_kind>(choice("--interval", raw.interval, kinds));
    cohort.query.interval.level = whole_number("--level", raw.level, 1, 99) / 100.0;
    constexpr std::array<std::string_view, 3> formats{"text", "csv", "json"};
    cohort.format = static_cast<output_format>(choice("--format", raw.format, formats));
    if (raw.output != "-") cohort.output = raw.output;
    return cohort;
}

catalogue_arguments catalogue_from(const raw_arguments& raw) {
    constexpr std::array<std::string_view, 2> formats{"text", "csv"};
    catalogue_arguments catalogue;
    catalogue.words = raw.words;
    catalogue.format = static_cast<output_format>(choice("--format", raw.format, formats));
    if (raw.output != "-") catalogue.output = raw.output;
    catalogue.in = language_from(raw);
    return catalogue;
}

explain_arguments explain_from(const raw_arguments& raw) {
    if (raw.ids.empty() && raw.definitions.empty())
        throw usage_failure("say which indicator to explain: its id; 'kohort catalogue' lists them");
    if (!raw.version.empty() && !raw.on.empty())
        throw usage_failure("--version and --on exclude each other; give one of them");
    explain_arguments explain{raw.ids, raw.definitions, raw.schemas, raw.version, {}, language_from(raw)};
    if (!raw.on.empty()) explain.on = date_from("--on", raw.on);
    return explain;
}

check_arguments check_from(const raw_arguments& raw) {
    if (raw.schemas.empty() && raw.definitions.empty() && raw.registers.empty())
        throw usage_failure("nothing to check: give --schema FILE, --definitions FILE, or both");
    return {data_from(raw), raw.definitions};
}

simulate_arguments simulate_from(const raw_arguments& raw) {
    constexpr std::int64_t most_persons = 100'000'000;
    if (raw.persons.empty()) throw usage_failure("--persons is missing: how many persons the register is to have");
    if (raw.output.empty()) throw usage_failure("--output is missing: the CSV file to write");
    simulate_arguments simulate;
    simulate.persons = whole_number("--persons", raw.persons, std::int64_t{1}, most_persons);
    simulate.seed = whole_number("--seed", raw.seed, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
    simulate.output = raw.output;
    return simulate;
}

std::optional<disclosure_arguments> disclosure_from(const raw_arguments& raw) {
    if (!raw.disclosure) {
        if (!raw.method.empty()) throw usage_failure("--method needs --disclosure");
        if (!raw.rounded_to.empty()) throw usage_failure("--rounded-to needs --disclosure");
        return std::nullopt;
    }
    if (raw.figures.empty()) throw usage_failure("a file is needed: kohort audit --disclosure TABLES.csv");
    constexpr std::array<std::string_view, 3> methods{"exact", "propagation", "elimination"};
    constexpr std::int64_t most = 1'000'000'000;
    disclosure_arguments disclosure;
    if (!raw.method.empty()) disclosure.method = choice("--method", raw.method, methods);
    if (!raw.rounded_to.empty())
        disclosure.rounded_to = whole_number("--rounded-to", raw.rounded_to, std::int64_t{1}, most);
    return disclosure;
}

audit_arguments audit_from(const raw_arguments& raw) {
    const auto disclosure = disclosure_from(raw);
    if (raw.figures.empty())
        throw usage_failure("a file is needed: kohort audit FIGURES.csv RELATIONS.csv, or kohort audit TABLE");
    constexpr std::array<std::string_view, 2> formats{"text", "csv"};
    return {raw.figures, raw.relations, disclosure, static_cast<output_format>(choice("--format", raw.format, formats)),
            raw.output == "-" ? std::string() : raw.output};
}

convert_arguments convert_from(const raw_arguments& raw) {
    constexpr std::array<std::string_view, 2> encodings{"utf-8", "iso-8859-1"};
    if (raw.input.empty() || raw.output.empty()) throw usage_failure("two files are needed: kohort convert IN OUT");
    convert_arguments convert;
    convert.input = raw.input;
    if (raw.output != "-") convert.output = raw.output;
    const auto format = [](const std::string& option, const std::string& text) {
        return static_cast<kohort::table_format>(choice(option, text, kohort::table_format_names));
    };
    if (!raw.from.empty()) convert.from = format("--from", raw.from);
    if (!raw.to.empty()) convert.to = format("--to", raw.to);
    if (convert.from == kohort::table_format::kolada)
        throw usage_failure("--from: Kolada's rows are written, not read");
    if (convert.output.empty() && !convert.to)
        throw usage_failure("standard output needs --to: in which format to write");
    convert.language = raw.lang;
    convert.encoding = choice("--encoding", raw.encoding, encodings) == 0 ? kohort::text_encoding::utf_8
                                                                          : kohort::text_encoding::iso_8859_1;
    convert.is_sparse = raw.is_sparse;
    return convert;
}

/// The first thing on the command line that means nothing, with the option that may have been meant.
void refuse_extras(const CLI::App& app) {
    const auto extras = app.remaining();
    if (extras.empty()) return;
    const auto& extra = extras.front();
    if (extra.front() != '-')
        throw usage_failure(
            in_quotes(extra) + " is not expected: 'kohort " + app.get_name() + "' takes only " +
            (app.get_name() == "audit" || app.get_name() == "convert" ? "two files and options" : "options"));
    std::vector<std::string> names;
    for (const auto* option : app.get_options()) names.push_back(option->get_name());
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    throw usage_failure("there is no option " + in_quotes(extra) + kohort::did_you_mean(extra, candidates));
}

void refuse_wrong_command(const CLI::App& app) {
    const auto extras = app.remaining();
    if (extras.empty() && !app.get_subcommands().empty()) return;
    if (extras.empty())
        throw usage_failure("say what to do: kohort report, kohort cohort, kohort catalogue, kohort explain, kohort "
                            "check, kohort simulate, kohort audit or kohort convert");
    const auto& extra = extras.front();
    if (extra.front() == '-') throw usage_failure("there is no option " + in_quotes(extra) + " before the command");
    throw usage_failure("there is no command " + in_quotes(extra) + kohort::did_you_mean(extra, command_names));
}

} // namespace

command parse_arguments(int argument_count, char** arguments) {
    raw_arguments raw;
    CLI::App app{"kohort: from registers of spells to tables that can be published", "kohort"};
    app.set_version_flag("--version", "kohort " + std::string(kohort::version), "Print the version");
    app.footer(program_help);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.allow_extras(); // reported by us, with what may have been meant
    const auto* report = add_report(app, raw)->allow_extras();
    const auto* cohort = add_cohort(app, raw)->allow_extras();
    const auto* catalogue = add_catalogue(app, raw)->allow_extras();
    const auto* explain = add_explain(app, raw)->allow_extras();
    const auto* check = add_check(app, raw)->allow_extras();
    const auto* audit = add_audit(app, raw)->allow_extras();
    const auto* convert = add_convert(app, raw)->allow_extras();
    add_simulate(app, raw)->allow_extras();
    try {
        app.parse(argument_count, arguments);
    } catch (const CLI::ParseError& end) {
        std::ostringstream answer, problem;
        if (app.exit(end, answer, problem) == 0) return printed_answer{answer.str()};
        throw usage_failure(end.what());
    }
    refuse_wrong_command(app);
    refuse_extras(*app.get_subcommands().front());
    if (report->parsed()) return report_from(raw);
    if (cohort->parsed()) return cohort_from(raw);
    if (catalogue->parsed()) return catalogue_from(raw);
    if (explain->parsed()) return explain_from(raw);
    if (check->parsed()) return check_from(raw);
    if (audit->parsed()) return audit_from(raw);
    if (convert->parsed()) return convert_from(raw);
    return simulate_from(raw);
}

std::string help_hint(int argument_count, char** arguments) {
    for (const auto name : command_names)
        if (argument_count > 1 && name == arguments[1]) return "Try 'kohort " + std::string(name) + " --help'";
    return "Try 'kohort --help'";
}

kohort::language language_of_environment() noexcept {
    for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const auto* value = std::getenv(name);
        if (value && *value)
            return std::string_view(value).substr(0, 2) == "sv" ? kohort::language::sv : kohort::language::en;
    }
    return kohort::language::en;
}

} // namespace kohort_cli
