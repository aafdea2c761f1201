# kohort for R. Definitions and schemas are JSON text, files, or (definitions) ids of the catalogue.

signal_kohort_error <- function(status, message, path, row) {
  text <- if (nzchar(path)) paste0(path, ": ", message) else message
  stop(structure(
    list(message = text, call = NULL, status = status, path = path, row = row),
    class = c(paste0("kohort_", status), "kohort_error", "error", "condition")
  ))
}

is_json <- function(text) grepl("^\\s*[\\[{\"]", text)
quoted <- function(texts) paste0("\"", gsub("([\"\\\\])", "\\\\\\1", texts), "\"")

# JSON of definitions: documents as text or files, ids of the catalogue.
definition_text <- function(definitions) {
  one <- function(each) {
    if (is_json(each)) return(each)
    if (file.exists(each)) return(paste(readLines(each, encoding = "UTF-8", warn = FALSE), collapse = "\n"))
    quoted(each)
  }
  texts <- vapply(definitions, one, "", USE.NAMES = FALSE)
  if (length(texts) == 1) texts else paste0("[", paste(texts, collapse = ","), "]")
}

schema_text <- function(schemas) {
  one <- function(each) {
    if (is_json(each)) each else paste(readLines(each, encoding = "UTF-8", warn = FALSE), collapse = "\n")
  }
  strip <- function(text) sub("\\]\\s*$", "", sub("^\\s*\\[", "", text))
  paste0("[", paste(strip(vapply(schemas, one, "", USE.NAMES = FALSE)), collapse = ","), "]")
}

# JSON of named options; those that are NULL are left out, `by` is always an array.
option_text <- function(...) {
  given <- Filter(Negate(is.null), list(...))
  value_of <- function(name) {
    value <- given[[name]]
    if (name == "by") paste0("[", paste(quoted(value), collapse = ","), "]")
    else if (is.numeric(value)) format(value, scientific = FALSE) else quoted(value)
  }
  parts <- vapply(names(given), function(name) paste0(quoted(name), ":", value_of(name)), "")
  paste0("{", paste(parts, collapse = ","), "}")
}

language_number <- function(language) match(match.arg(language, c("en", "sv")), c("en", "sv")) - 1L

kohort_version <- function() .Call(r_version)

# A data set from its schemas, empty; or filled from `frame` or `csv` when it has one schema.
kohort_data <- function(schemas, frame = NULL, csv = NULL, as_known_on = NULL, threads = 1L, memory = 0) {
  context <- .Call(r_context, as.integer(threads), as.numeric(memory))
  day <- if (is.null(as_known_on)) NULL else as.integer(as.Date(as_known_on))
  data <- structure(
    list(pointer = .Call(r_data, context, enc2utf8(schema_text(schemas)), day), context = context),
    class = "kohort_data"
  )
  if (!is.null(frame)) kohort_read_frame(data, frame)
  if (!is.null(csv)) kohort_read_csv(data, csv)
  data
}

kohort_read_csv <- function(data, path = NULL, name = NULL) {
  .Call(r_read_csv, data$pointer, name, path)
  invisible(data)
}

# Columns may be factors, Dates, integers, numbers and texts; NA is missing. POSIXct columns count by their UTC day.
kohort_read_frame <- function(data, frame, name = NULL) {
  if (!is.data.frame(frame)) stop("frame is no data frame")
  frame[] <- lapply(frame, function(column) {
    if (inherits(column, "POSIXt")) as.Date(column, tz = "UTC")
    else if (is.logical(column)) ifelse(is.na(column), NA_character_, ifelse(column, "true", "false"))
    else column
  })
  .Call(r_read_frame, data$pointer, name, as.list(frame))
  invisible(data)
}

# What was wrong with the rows, as JSON text.
kohort_quality <- function(data) .Call(r_quality, data$pointer)

print.kohort_data <- function(x, ...) {
  cat("<kohort data>\n", kohort_quality(x), "\n", sep = "")
  invisible(x)
}

kohort_plan <- function(definitions, data, periods = NULL, per = NULL, by = NULL) {
  pointer <- .Call(r_plan, data$context, data$pointer, enc2utf8(definition_text(definitions)),
                   enc2utf8(option_text(periods = periods, per = per, by = by)))
  structure(list(pointer = pointer), class = "kohort_plan")
}

# Figures of a data set. `definitions` may be a plan.
kohort_evaluate <- function(definitions, data, periods = NULL, per = NULL, by = NULL) {
  plan <- if (inherits(definitions, "kohort_plan")) definitions else kohort_plan(definitions, data, periods, per, by)
  as_table(.Call(r_evaluate, plan$pointer, data$pointer))
}

availabilities <- c("", "nil", "missing", "not_applicable", "suppressed", "suppressed_secondary")
flag_names <- c("provisional", "estimated", "forecast", "break", "low_reliability")

status_text <- function(availability, flags) {
  made <- availabilities[availability + 1L]
  for (bit in seq_along(flag_names)) {
    has <- bitwAnd(flags, bitwShiftL(1L, bit - 1L)) != 0L
    made[has] <- paste0(made[has], ifelse(nzchar(made[has]), "+", ""), flag_names[bit])
  }
  made
}

as_table <- function(pointer) structure(list(pointer = pointer), class = "kohort_table")

# One row per cell: indicator, version, the axes as factors, value, numerator, denominator, status.
as.data.frame.kohort_table <- function(x, row.names = NULL, optional = FALSE, ...) {
  indicators <- .Call(r_indicators, x$pointer)
  dimensions <- unique(unlist(lapply(indicators, function(one) vapply(one$axes[-1], `[[`, "", "name"))))
  levels_of <- lapply(stats::setNames(dimensions, dimensions), function(name) {
    unique(unlist(lapply(indicators, function(one) {
      unlist(lapply(one$axes, function(axis) if (axis$name == name) axis$codes))
    })))
  })
  frames <- lapply(indicators, function(one) {
    sizes <- vapply(one$axes, function(axis) length(axis$codes), 1L)
    cells <- length(one$value)
    frame <- data.frame(indicator = rep(one$id, cells), version = rep(one$version, cells))
    for (i in seq_along(one$axes)) { # the last axis is the fastest
      axis <- one$axes[[i]]
      codes <- rep(rep(axis$codes, each = prod(sizes[-seq_len(i)])), length.out = cells)
      frame[[axis$name]] <- if (axis$is_period) codes else factor(codes, levels_of[[axis$name]])
    }
    for (name in setdiff(dimensions, names(frame))) frame[[name]] <- factor(rep(NA, cells), levels_of[[name]])
    frame <- frame[c("indicator", "version", "period", dimensions)]
    frame$value <- one$value
    frame$numerator <- one$numerator
    frame$denominator <- one$denominator
    frame$status <- status_text(one$availability, one$flags)
    frame
  })
  do.call(rbind, frames)
}

print.kohort_table <- function(x, language = "en", ...) {
  cat(.Call(r_table_text, x$pointer, 2L, language_number(language)))
  invisible(x)
}

# The same bytes as `kohort report --format csv`, or of a cohort as `kohort cohort --format csv`.
kohort_csv <- function(table) {
  if (inherits(table, "kohort_cohort")) .Call(r_cohort_text, table$pointer, 0L) else .Call(r_table_text, table$pointer, 0L, 0L)
}

# What became of a cohort. `cohorts`: JSON text or a file, as `kohort cohort --definition` takes it; `show`: survival,
# incidence, retention, returns, states, transitions or attrition.
kohort_cohort <- function(cohorts, data, show = "survival", by = NULL, cohort = NULL, months = NULL, per = NULL,
                          interval = NULL, level = NULL) {
  options <- option_text(cohort = cohort, show = show, by = by, months = months, per = per, interval = interval, level = level)
  pointer <- .Call(r_cohort, data$pointer, enc2utf8(definition_text(cohorts)), enc2utf8(options))
  structure(list(pointer = pointer), class = "kohort_cohort")
}

# One row per day of a curve, cell of a triangle, ...; NA where there is no figure, which `status` explains.
as.data.frame.kohort_cohort <- function(x, row.names = NULL, optional = FALSE, ...) {
  as.data.frame(.Call(r_cohort_columns, x$pointer), stringsAsFactors = FALSE)
}

print.kohort_cohort <- function(x, ...) {
  print(as.data.frame(x), ...)
  invisible(x)
}

kohort_suppress <- function(table, below = 5) {
  .Call(r_suppress, table$pointer, as.numeric(below))
  invisible(table)
}

kohort_state <- function(plan) structure(list(pointer = .Call(r_state, plan$pointer)), class = "kohort_state")
# `new_persons`: all rows of persons of whom nothing was pushed before; FALSE: rows that were not pushed before.
kohort_push <- function(state, data, new_persons = TRUE) {
  .Call(r_push, state$pointer, data$pointer, if (new_persons) 0L else 1L)
  invisible(state)
}
kohort_merge <- function(into, from) {
  .Call(r_merge, into$pointer, from$pointer)
  invisible(into)
}
kohort_retract <- function(from, rows) {
  .Call(r_retract, from$pointer, rows$pointer)
  invisible(from)
}
kohort_save <- function(state) .Call(r_save, state$pointer)
kohort_load <- function(plan, bytes) structure(list(pointer = .Call(r_load, plan$pointer, bytes)), class = "kohort_state")
kohort_finish <- function(state) as_table(.Call(r_finish, state$pointer))

# The definitions that come with kohort, as JSON text.
kohort_catalogue <- function(id = NULL) .Call(r_catalogue, id)

kohort_explain <- function(definitions, language = "en") {
  .Call(r_explain, enc2utf8(definition_text(definitions)), language_number(language))
}

kohort_audit <- function(figures, relations, as_text = FALSE) {
  .Call(r_audit, enc2utf8(figures), enc2utf8(relations), if (as_text) 2L else 0L)
}
