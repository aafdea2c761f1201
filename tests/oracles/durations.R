# Durations of our own, and what R's packages make of them.
#
#   Rscript tests/oracles/durations.R FOLDER
#
# writes FOLDER/durations.csv (the spells of all cases), FOLDER/stays.csv and FOLDER/expected.csv. The committed files
# are made by Debian 12's r-base-core 4.2.2, r-cran-survival 3.5-3 and r-cran-cmprsk 2.2-11, and by KMsurv 0.1-6 and
# mstate 0.3.3 of CRAN, without which their values are not computed.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "statistics.R"))

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20241031)

spells <- function(n, groups, causes, days, censored, truncated = 0, weights = 1, from = 1) {
    exit <- from + floor(days * rexp(n) * runif(n))
    entry <- ifelse(runif(n) < truncated, floor(exit * runif(n)), 0)
    data.frame(entry = pmin(entry, pmax(exit - 1, 0)), exit = exit,
               cause = ifelse(runif(n) < censored, 0, sample(causes, n, TRUE)),
               weight = sample(rep(weights, 2), n, TRUE), group = sample(groups, n, TRUE))
}

cases <- list(
    ties = spells(90, 3, 2, 12, 0.25, from = 0),
    long = spells(300, 4, 3, 900, 0.5),
    uncensored = spells(40, 1, 2, 25, 0),
    few_exits = spells(60, 2, 2, 30, 0.9),
    truncated = spells(150, 2, 2, 60, 0.3, truncated = 0.6),
    weighted = spells(120, 2, 2, 40, 0.3, weights = c(0.5, 1, 2.25, 3)),
    weighted_and_truncated = spells(120, 2, 3, 40, 0.3, truncated = 0.5, weights = c(0.1, 0.7, 1.5)))

# People who move between home, work and studies, and may be lost: stays that follow each other.
walk <- function(id) {
    day <- sample(0:6, 1)
    state <- sample(3, 1, prob = c(4, 2, 1))
    rows <- NULL
    while (day < 60) {
        length <- 1 + floor(14 * rexp(1))
        to <- if (runif(1) < 0.2) 0 else sample(setdiff(1:3, state), 1)
        rows <- rbind(rows, data.frame(id, entry = day, exit = day + length, from = state, to, weight = 1))
        if (to == 0) break
        day <- day + length
        state <- to
    }
    rows
}
stays <- do.call(rbind, lapply(1:50, walk))

expected <- do.call(rbind, lapply(names(cases), function(name) statistics(name, cases[[name]])))
expected <- rbind(expected, multi_state("stays", stays))
folder <- commandArgs(TRUE)[1]
save(do.call(rbind, lapply(names(cases), function(name) cbind(case = name, cases[[name]]))), folder, "durations.csv")
save(cbind(case = "stays", stays), folder, "stays.csv")
save(expected, folder, "expected.csv")
