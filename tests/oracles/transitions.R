# Sequences of states and person-time of our own, and what R makes of them.
#
#   Rscript tests/oracles/transitions.R FOLDER
#
# writes FOLDER/sequences.csv, FOLDER/lexis.csv and FOLDER/transitions.csv (case, what, group, cause, at, value). The
# committed files are made by Debian 12's r-base-core 4.2.2 and r-cran-epi 2.47. Where TraMineR is installed its own
# answers are compared with those computed here.
#
#   Rscript tests/oracles/transitions.R FOLDER mvad.RData
#
# writes the same of TraMineR's data set mvad (Sep.93 to Jun.99), which is under the GPL and is not committed.
suppressPackageStartupMessages(library(Epi))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20241115)
has <- function(package) suppressWarnings(requireNamespace(package, quietly = TRUE))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
save <- function(data, file) {
    numbers <- sapply(data, is.double)
    data[numbers] <- lapply(data[numbers], function(x) ifelse(is.na(x), "NaN", sprintf("%.17g", x)))
    write.csv(data, file.path(folder, file), row.names = FALSE, quote = FALSE)
}
rows <- function(case, what, group, cause, at, value)
    data.frame(case, what, group, cause, at = as.double(at), value = as.double(value))

# A member's states from month to month: stays with 80 %, else any; some end early, some are unknown in between.
random_sequences <- function(members, months, states, moves) {
    t(sapply(seq_len(members), function(member) {
        path <- sample(states, 1)
        for (month in seq_len(months)) {
            stays <- runif(1) < if (moves == "stationary") 0.8 else 0.9 - 0.6 * month / months
            path <- c(path, if (stays) path[month] else sample(states, 1))
        }
        if (runif(1) < 0.3) path[sample(months + 1, 1):(months + 1)] <- NA
        path
    }))
}

# Shares and entropy by month, pooled transition rates, and the chi-squared test that every month's matrix is the same.
statistics <- function(case, paths, states) {
    factors <- lapply(seq_len(ncol(paths)), function(month) factor(paths[, month], seq_len(states)))
    values <- NULL
    for (month in seq_along(factors)) {
        p <- prop.table(table(factors[[month]]))
        entropy <- -sum(ifelse(p > 0, p * log(p), 0)) / log(states)
        values <- rbind(values, rows(case, "share", 0, seq_len(states), month - 1, p),
                        rows(case, "entropy", 0, 0, month - 1, entropy))
    }
    steps <- lapply(seq_len(length(factors) - 1), function(month) table(factors[[month]], factors[[month + 1]]))
    pooled <- Reduce(`+`, steps)
    for (from in seq_len(states))
        values <- rbind(values, rows(case, "rate", from, seq_len(states), 0, pooled[from, ] / sum(pooled[from, ])))
    statistic <- 0
    freedom <- 0
    for (from in seq_len(states)) {
        by_step <- do.call(rbind, lapply(steps, function(step) step[from, ]))
        by_step <- by_step[rowSums(by_step) > 0, colSums(by_step) > 0, drop = FALSE]
        if (nrow(by_step) < 2 || ncol(by_step) < 2) next
        test <- suppressWarnings(chisq.test(by_step, correct = FALSE))
        statistic <- statistic + test$statistic
        freedom <- freedom + test$parameter
    }
    rbind(values, rows(case, "stationarity", 0, 0, 0, statistic), rows(case, "stationarity_df", 0, 0, 0, freedom),
          rows(case, "stationarity_p", 0, 0, 0, pchisq(statistic, freedom, lower.tail = FALSE)))
}

long <- function(case, paths) {
    d <- expand.grid(month = seq_len(ncol(paths)) - 1, member = seq_len(nrow(paths)))
    d$state <- as.integer(ifelse(is.na(t(paths)), 0, t(paths)))
    cbind(case = case, d[c("member", "month", "state")])
}

if (length(arguments) > 1) {
    load(arguments[2])
    columns <- match("Sep.93", names(mvad)):match("Jun.99", names(mvad))
    cases <- list(mvad = sapply(mvad[columns], as.integer))
    states <- c(mvad = 6)
} else {
    cases <- list(stationary = random_sequences(120, 8, 4, "stationary"),
                  drifting = random_sequences(90, 10, 3, "drifting"))
    states <- c(stationary = 4, drifting = 3)
}
expected <- do.call(rbind, lapply(names(cases), function(case) statistics(case, cases[[case]], states[[case]])))
for (case in names(cases)) {
    if (!has("TraMineR")) next
    sequences <- suppressMessages(TraMineR::seqdef(cases[[case]], alphabet = seq_len(states[[case]])))
    rate <- subset(expected, what == "rate" & expected$case == case)
    stopifnot(all.equal(as.vector(t(TraMineR::seqtrate(sequences))), rate$value))
    entropy <- subset(expected, what == "entropy" & expected$case == case)
    stopifnot(all.equal(as.vector(TraMineR::seqstatd(sequences)$Entropy), entropy$value))
}

# Spells of persons with three birthdays, split at birthdays and at the turn of years: days of [start, end), and exits.
births <- as.Date(c("1969-05-17", "1984-02-29", "1999-12-31"))
n <- 60
lexis <- data.frame(person = seq_len(n), birth = sample(births, n, TRUE),
                    start = as.Date("2020-03-01") + sample(0:900, n, TRUE))
lexis$end <- lexis$start + sample(1:1200, n, TRUE)
lexis$exits <- sample(0:1, n, TRUE)
# The day on which someone completes so many years; of those born on 29 February, 1 March.
birthday <- function(birth, age) {
    d <- as.POSIXlt(birth)
    as.Date(ISOdate(d$year + 1900 + age, d$mon + 1, 1)) + d$mday - 1
}
ages <- c(16, 25, 40, 55, 200)
split <- do.call(rbind, lapply(unique(lexis$birth), function(birth) {
    part <- lexis[lexis$birth == birth, ]
    of <- Lexis(entry = list(per = as.numeric(start)), exit = list(per = as.numeric(end)), exit.status = exits,
                data = part, entry.status = 0, notes = FALSE)
    of <- splitLexis(of, "per", breaks = as.numeric(as.Date(paste0(2020:2026, "-01-01"))))
    borders <- as.numeric(do.call(c, lapply(ages, function(age) birthday(birth, age))))
    of <- splitLexis(of, "per", breaks = borders)
    data.frame(age = findInterval(of$per, borders), year = 1900 + as.POSIXlt(as.Date(of$per, "1970-01-01"))$year,
               days = of$lex.dur, events = as.numeric(of$lex.Xst == 1))
}))
cells <- aggregate(cbind(days, events) ~ age + year, split, sum)
expected <- rbind(expected, rows("lexis", "person_days", cells$age, 0, cells$year, cells$days),
                  rows("lexis", "events", cells$age, 0, cells$year, cells$events))

save(do.call(rbind, lapply(names(cases), function(case) long(case, cases[[case]]))), "sequences.csv")
save(transform(lexis, birth = format(birth), start = format(start), end = format(end)), "lexis.csv")
save(expected, "transitions.csv")
