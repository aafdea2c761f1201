# survfit's multi-state curves have both: its first state is Kaplan-Meier.
suppressPackageStartupMessages(library(survival))
source(file.path(sources, "harness/curves.R"))

load <- function() spells <<- durations_of(read_spells())
forms <- list(
    curves = function() survfit(Surv(t, state) ~ group, data = spells, se.fit = FALSE),
    curves_with_errors = function() survfit(Surv(t, state) ~ group, data = spells))
answer <- function(found) {
    ends <- cumsum(found$strata)
    starts <- ends - found$strata + 1L
    names(starts) <- names(ends) <- sub("group=", "", names(found$strata))
    curves(function(group) {
        rows <- starts[[as.character(group)]]:ends[[as.character(group)]]
        list(day = found$time[rows], s = found$pstate[rows, 1], f = found$pstate[rows, 2:4])
    })
}
