# The same file with data.table's fread. usage: Rscript data_table.R FILE THREADS REPETITIONS
# Prints the median of the seconds and the answer.
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(TRUE)
file <- arguments[1]
threads <- as.integer(arguments[2])
repetitions <- as.integer(arguments[3])
setDTthreads(threads)

seconds <- numeric()
table <- NULL
for (i in 0:repetitions) { # the first one warms up
    table <- NULL
    seconds[i] <- system.time(table <- fread(file, nThread = threads, showProgress = FALSE))[["elapsed"]]
}
total <- function(...) sum(vapply(list(...), function(x) sum(as.numeric(x), na.rm = TRUE), 0))
answer <- with(table, c(nrow(table), total(person_id), total(start_date, end_date),
                        total(sex, age, district, tg, born_abroad, educ, exit_reason, self6)))
cat(sprintf("%.3f %s\n", median(seconds), paste(sprintf("%.0f", answer), collapse = " ")))
