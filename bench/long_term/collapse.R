source(file.path(sources, "harness/collapse.R"))

forms <- list(events = function() {
    cell <- band_table[spells$age + 1L] * 2L + spells$sex
    open <- stocks_of(cell, 6L)
    last <- last_month()
    first <- pmin.int(month_table[spells$start - (first_day - 1L) + 365L], last)
    changes <- count_cells(first * 6L + cell, 726L) - count_cells(last * 6L + cell, 726L)
    list(open = as.vector(open), long = as.vector(t(fcumsum(t(matrix(changes, 6L)[, 1:120])))))
})
answer <- function(found) cells(found$open, found$long, share(found$long, found$open))
