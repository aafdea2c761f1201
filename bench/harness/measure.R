# What the peers in R share: a form is loaded, run, compared with the reference answer, timed, reported.
#
#     Rscript harness/measure.R PEER FOLDER TASK FORM THREADS REPETITIONS
#
# PEER names the file of the task's folder, which defines `forms` (name -> function()), `answer(result)`, and for data of
# its own `load()`; `spells` holds the columns. BENCH_SOURCES is the folder bench/.
arguments <- commandArgs(TRUE)
peer <- arguments[1]
folder <- arguments[2]
task <- arguments[3]
form <- arguments[4]
threads <- as.integer(arguments[5])
repetitions <- as.integer(arguments[6])
sources <- Sys.getenv("BENCH_SOURCES")

first_day <- 16436L # 2015-01-01
last_day <- 20088L  # 2024-12-31
month_ends <- as.integer(seq(as.Date("2015-02-01"), by = "month", length.out = 120)) - 1L
calendar <- as.POSIXlt(as.Date(first_day:last_day, origin = "1970-01-01"))
month_table <- c((calendar$year - 115L) * 12L + calendar$mon, rep(120L, 400L))
month_of <- function(day) month_table[day - (first_day - 1L)] # 0..119; NA for an open spell's end
band_table <- c(rep(0L, 25), rep(1L, 30), rep(2L, 73))

read_column <- function(name, from = folder) {
    path <- file.path(from, name)
    if (endsWith(name, ".i32")) return(readBin(path, "integer", file.size(path) / 4, size = 4))
    codes <- readBin(path, "integer", file.size(path), size = 1, signed = TRUE)
    codes[codes == -128L] <- NA_integer_
    codes
}
read_spells <- function(from = folder) list(
    person = read_column("person.i32", from), start = read_column("start.i32", from), end = read_column("end.i32", from),
    sex = read_column("sex.i8", from), age = read_column("age.i8", from), district = read_column("district.i8", from),
    target_group = read_column("target_group.i8", from), exit_reason = read_column("exit_reason.i8", from),
    self_supporting = read_column("self_supporting.i8", from))
# What every peer in R answers about a sorted register.
about_sorted <- function(x) {
    n <- length(x$person)
    same <- x$person[-1] == x$person[-n]
    c(n, 1 + sum(!same), sum(as.numeric((x$start[-1] - x$start[-n])[same])), sum(as.numeric(x$start)),
      sum(as.numeric(x$end), na.rm = TRUE), sum(is.na(x$end)))
}
cells <- function(...) as.vector(rbind(...)) # figure by figure of each cell
share <- function(n, d) ifelse(d > 0, n / d, 0)

megabytes <- function(key) {
    line <- grep(paste0("^", key, ":"), readLines("/proc/self/status"), value = TRUE)
    as.numeric(gsub("[^0-9]", "", line)) / 1024
}
forget_peak <- function() { invisible(gc(full = TRUE)); writeLines("5", "/proc/self/clear_refs") }
agrees <- function(answer) {
    path <- sprintf("%s/answers/%s.f64", folder, task)
    expected <- readBin(path, "double", file.size(path) / 8)
    answer <- as.numeric(answer)
    length(answer) == length(expected) && all(abs(answer - expected) <= pmax(1e-9, 1e-12 * abs(expected)))
}

load <- function() spells <<- read_spells()
source(file.path(sources, task, paste0(peer, ".R")))
run <- forms[[form]]
load()
forget_peak()
first <- system.time(result <- run())[["elapsed"]]
agreed <- isTRUE(agrees(answer(result)))
forget_peak()
inner <- max(1L, as.integer(0.02 / max(first, 1e-3)))
wall <- cpu <- numeric()
for (i in seq_len(if (!agreed) 0L else if (first > 5) 1L else repetitions)) {
    used <- system.time(for (k in seq_len(inner)) result <- run(), gcFirst = FALSE)
    wall[i] <- used[["elapsed"]] / inner
    cpu[i] <- (used[["user.self"]] + used[["sys.self"]]) / inner
}
middle <- function(values) if (length(values)) sort(values)[length(values) %/% 2 + 1] else 0
cat(sprintf(paste0('{"task": "%s", "peer": "%s", "form": "%s", "threads": %d, "rows": %s, "median_s": %.6g, ',
                   '"cpu_s": %.6g, "peak_mb": %.0f, "agrees": %s}\n'),
            task, peer, form, threads, basename(folder), middle(wall), middle(cpu), megabytes("VmHWM"),
            if (agreed) "true" else "false"))
quit(status = if (agreed) 0L else 1L)
