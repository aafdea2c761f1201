source(file.path(sources, "harness/data_table.R"))

load <- function() {
    series <<- CJ(s = 0:223, m = 0:119)
    series[, n := as.numeric((s * 131L + m * 17L + (s * m) %% 29L) %% 500L)]
}
forms <- list(frollmean = function() series[, frollmean(n, 12L, fill = 0), by = s]$V1)
answer <- identity
