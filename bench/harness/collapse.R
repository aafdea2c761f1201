# What the tasks of collapse share.
suppressPackageStartupMessages(library(collapse))
set_collapse(nthreads = threads)

# Rows per cell, by collapse's grouping.
count_cells <- function(cell, cells) {
    counts <- integer(cells)
    groups <- GRP(cell, sort = FALSE, call = FALSE)
    counts[groups$groups[[1]] + 1L] <- groups$group.sizes
    counts
}
last_month <- function() {
    last <- month_of(spells$end)
    last[is.na(last)] <- 120L
    last
}
# Stocks at the close of each month: a matrix of cells x months.
stocks_of <- function(cell, cells) {
    changes <- count_cells(month_of(spells$start) * cells + cell, 121L * cells) - count_cells(last_month() * cells + cell, 121L * cells)
    t(fcumsum(t(matrix(changes, cells)[, 1:120])))
}
