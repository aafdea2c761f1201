# What the tasks of data.table share.
suppressPackageStartupMessages(library(data.table))
setDTthreads(threads)

load <- function() {
    spells <<- as.data.table(read_spells())
    spells[, `:=`(start = as.IDate(start, origin = "1970-01-01"), end = as.IDate(end, origin = "1970-01-01"))]
}
month_by_calendar <- function(date) (year(date) - 2015L) * 12L + month(date) - 1L
month_by_table <- function(date) month_of(as.integer(date))

# Stocks at the close of each month by bare tabulate(): a matrix of cells x months.
stocks_of <- function(cell, cells) {
    entries <- tabulate(month_by_table(spells$start) * cells + cell + 1L, 121L * cells)
    last <- month_by_table(spells$end)
    last[is.na(last)] <- 120L
    exits <- tabulate(last * cells + cell + 1L, 121L * cells)
    t(apply(matrix(entries - exits, cells)[, 1:120], 1, cumsum))
}
# By filtering once per month.
stocks_by_filter <- function(keys) rbindlist(lapply(0:119, function(m) {
    month_end <- month_ends[m + 1L]
    spells[start <= month_end & (is.na(end) | end > month_end), .(m = m, n = .N), keyby = keys]
}))
