# Tests of the R package, run by R CMD check and by tests/run --all. KOHORT_PACK is the conformance pack.
library(kohort)
pack <- Sys.getenv("KOHORT_PACK")
if (!nzchar(pack)) quit(status = 0)

same <- function(found, expected) {
  if (!identical(found, expected)) {
    str(found)
    str(expected)
    stop("not the same")
  }
}
text_of <- function(...) paste0(paste(readLines(file.path(...), encoding = "UTF-8", warn = FALSE), collapse = "\n"), "\n")
error_of <- function(expression) tryCatch({ expression; NULL }, kohort_error = identity)

# The conformance pack.
cases <- list.dirs(pack, recursive = FALSE)
stopifnot(length(cases) >= 3)
here <- getwd()
for (case in cases) {
  setwd(case)
  data <- kohort_data("schemas.json")
  for (name in readLines("registers.txt", encoding = "UTF-8")) kohort_read_csv(data, name = name)
  options <- text_of("options.json")
  periods <- sub('.*"periods": *"([^"]*)".*', "\\1", trimws(options))
  by <- if (grepl('"by"', options)) gsub('[" ]', "", strsplit(sub('.*"by": *\\[([^]]*)\\].*', "\\1", trimws(options)), ",")[[1]])
  table <- kohort_evaluate("definitions.json", data, periods = periods, by = by)
  same(enc2utf8(kohort_csv(table)), text_of("expected.csv"))
  setwd(here)
}

# Its cohorts: the options are those of `kohort_cohort`.
basics <- file.path(pack, "basics")
setwd(basics)
register <- kohort_data("schemas.json")
kohort_read_csv(register)
setwd(here)
option <- function(text, name) if (grepl(quoted <- paste0("\"", name, "\": "), text)) gsub("[\"\\[\\] ]", "", sub(paste0(".*", quoted, "([^,}]*).*"), "\\1", text), perl = TRUE)
names <- sub("[.]csv$", "", list.files(basics, "^cohort_.*[.]csv$"))
stopifnot(length(names) == 3)
for (name in names) {
  options <- trimws(text_of(basics, paste0(name, ".json")))
  whole <- function(text) if (!is.null(text)) as.integer(text)
  found <- kohort_cohort(file.path(basics, "cohorts.json"), register, show = option(options, "show"), by = option(options, "by"),
                         months = whole(option(options, "months")), per = option(options, "per"),
                         interval = option(options, "interval"), level = whole(option(options, "level")))
  same(kohort_csv(found), text_of(basics, paste0(name, ".csv")))
}
curve <- as.data.frame(kohort_cohort(file.path(basics, "cohorts.json"), register))
curve <- curve[curve$estimator == "kaplan_meier", ]
same(curve$day, c(1, 28, 31, 107, 306, 307))
stopifnot(all.equal(curve$value, c(6 / 7, 24 / 35, 18 / 35, 12 / 35, 12 / 35, 0)), is.na(curve$lower[6]))

# A data frame with factors and Dates gives the same as the file.
frame <- data.frame(
  person = c("1", "2", "1", "3", "4", "\u00e5", "5", "6"),
  start = as.Date(c("2023-11-01", "2024-01-10", "2024-03-01", "2024-02-29", "2024-12-31", "2023-05-05", "2024-05-05",
                    "2024-06-01")),
  end = as.Date(c("2024-02-15", "2024-01-10", NA, "2024-12-31", NA, "2023-06-01", "2024-05-01", "2024-07-01")),
  sex = factor(c("K", "M", "K", "M", "M", "K", "K", "X")),
  reason = c("A", "O", NA, "S", NA, "A", "A", "O")
)
definitions <- text_of(basics, "definitions.json")
register <- kohort_data(file.path(basics, "schemas.json"), frame = frame)
table <- kohort_evaluate(definitions, register, periods = "2023..2024")
same(kohort_csv(table), text_of(basics, "expected.csv"))
frame$person <- c(1L, 2L, 1L, 3L, 4L, 9L, 5L, 6L)
frame$end <- as.POSIXct(frame$end, tz = "UTC")
frame$reason <- factor(frame$reason)
same(kohort_csv(kohort_evaluate(definitions, kohort_data(file.path(basics, "schemas.json"), frame = frame),
                                periods = "2023..2024")), text_of(basics, "expected.csv"))

# Out: one row per cell, factors, NA where there is no value.
cells <- as.data.frame(table)
expected <- read.csv(text = text_of(basics, "expected.csv"), colClasses = c(version = "character", period = "character"))
same(names(cells), names(expected))
same(cells$value, as.numeric(expected$value))
same(as.character(cells$sex), expected$sex)
same(cells$status, ifelse(is.na(expected$status), "", expected$status))
stopifnot(is.factor(cells$sex), identical(levels(cells$sex), c("women", "men", "unknown", "total")))
printed <- capture.output(print(table))
stopifnot(any(grepl("Persons enrolled", printed)))

# Small counts are NA, not 0.
kohort_suppress(table, 5)
cells <- as.data.frame(table)
hidden <- cells$status == "suppressed"
stopifnot(any(hidden), all(is.na(cells$value[hidden])), any(cells$value == 0, na.rm = TRUE))

# States.
plan <- kohort_plan(definitions, register, periods = "2023..2024")
part <- function(rows) kohort_data(file.path(basics, "schemas.json"), frame = frame[rows, ])
first <- kohort_push(kohort_state(plan), part(frame$person %in% 1:2))
second <- kohort_push(kohort_state(plan), part(!frame$person %in% 1:2))
saved <- kohort_save(second)
stopifnot(is.raw(saved))
kohort_merge(first, kohort_load(plan, saved))
same(kohort_csv(kohort_finish(first)), text_of(basics, "expected.csv"))
stopifnot(inherits(error_of(kohort_load(plan, head(saved, -1))), "kohort_data"))

# Errors are conditions that say what and where.
problem <- error_of(kohort_explain("stockholm.jobbtorg.enroled"))
stopifnot(inherits(problem, "kohort_definition"), grepl("did you mean", conditionMessage(problem)))
problem <- error_of(kohort_read_frame(kohort_data(file.path(basics, "schemas.json")), frame["person"]))
stopifnot(inherits(problem, "kohort_data"), grepl("no column", conditionMessage(problem)))
problem <- error_of(kohort_data('{"register": "r", "persn": "p"}'))
stopifnot(inherits(problem, "kohort_schema"), grepl("persn", conditionMessage(problem)))

stopifnot(grepl("Jobbtorg", kohort_explain("stockholm.jobbtorg.enrolled", "sv")), grepl("^[0-9.]+$", kohort_version()))
cat("all tests of the R package passed\n")
