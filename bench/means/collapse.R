source(file.path(sources, "harness/collapse.R"))

forms <- list(events = function() {
    cell <- spells$target_group * 2L + spells$sex
    stocks <- stocks_of(cell, 16L)
    groups <- GRP(last_month() %/% 12L * 16L + cell, sort = FALSE, call = FALSE)
    duration <- numeric(176)
    duration[groups$groups[[1]] + 1] <- fmean(spells$end - spells$start, groups, use.g.names = FALSE) + 1
    list(enrolled = as.vector(vapply(0:9, function(y) rowSums(stocks[, y * 12 + 1:12]), numeric(16))) / 12, duration = duration[1:160])
})
answer <- function(found) cells(found$enrolled, ifelse(is.na(found$duration), 0, found$duration))
