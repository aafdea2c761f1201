source(file.path(sources, "harness/data_table.R"))
source(file.path(sources, "harness/curves.R"))

forms <- list(cumulative = function() {
    x <- spells[, .(n = .N, d1 = sum(exit_reason == 1L), d2 = sum(exit_reason == 2L), d3 = sum(exit_reason == 3L)),
                keyby = .(target_group, sex, t = fifelse(is.na(end), last_day, as.integer(end)) + 1L - as.integer(start))]
    x[, at_risk := rev(cumsum(rev(n))), by = .(target_group, sex)]
    x[, s := cumprod(1 - (d1 + d2 + d3) / at_risk), by = .(target_group, sex)]
    x[, before := shift(s, fill = 1), by = .(target_group, sex)]
    x[, `:=`(f1 = cumsum(before * d1 / at_risk), f2 = cumsum(before * d2 / at_risk),
             f3 = cumsum(before * d3 / at_risk)), by = .(target_group, sex)][]
})
answer <- function(found) curves(function(group) {
    rows <- which(found$target_group * 2L + found$sex == group)
    list(day = found$t[rows], s = found$s[rows],
         f = cbind(found$f1[rows], found$f2[rows], found$f3[rows]))
})
