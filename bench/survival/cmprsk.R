# Incidences group by group, without the tests between groups; who has not left by any cause stays.
suppressPackageStartupMessages(library(cmprsk))
source(file.path(sources, "harness/curves.R"))

load <- function() spells <<- durations_of(read_spells())
forms <- list(cuminc = function() lapply(split(spells, spells$group), function(x) cuminc(x$t, x$reason)))
answer <- function(found) curves(function(group) {
    of_cause <- found[[as.character(group)]][paste(1, 1:3)]
    day <- sort(unique(unlist(lapply(of_cause, `[[`, "time"))))
    f <- sapply(of_cause, function(curve) curve$est[findInterval(day, curve$time)])
    list(day = day, s = 1 - rowSums(f), f = f)
})
