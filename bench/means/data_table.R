source(file.path(sources, "harness/data_table.R"))

durations <- function(year_of) spells[!is.na(end), .(duration = mean(as.integer(end) - as.integer(start)) + 1),
                                      by = .(y = year_of(end), target_group, sex)]
by_year <- function(stocks, durations) {
    enrolled <- stocks[, .(enrolled = sum(n) / 12), keyby = .(y = m %/% 12L, target_group, sex)]
    found <- durations[enrolled, on = .(y, target_group, sex)]
    setnafill(found, fill = 0, cols = "duration")
    setorder(found, y, target_group, sex)
}
forms <- list(
    tabulate = function() {
        stocks <- stocks_of(spells$target_group * 2L + spells$sex, 16L)
        by_year(data.table(m = rep(0:119, each = 16), target_group = rep(0:7, each = 2), sex = 0:1, n = as.vector(stocks)),
                durations(function(date) month_by_table(date) %/% 12L))
    },
    filters = function() by_year(stocks_by_filter(c("target_group", "sex")), durations(function(date) year(date) - 2015L)))
answer <- function(found) cells(found$enrolled, found$duration)
