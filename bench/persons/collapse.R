source(file.path(sources, "harness/collapse.R"))

forms <- list(fndistinct = function() {
    from <- month_of(spells$start) %/% 12L
    to <- month_of(spells$end) %/% 12L
    to[is.na(to)] <- 9L
    found <- matrix(0, 9, 11)
    add <- function(column, rows) {
        persons <- spells$person[rows]
        groups <- GRP(spells$target_group[rows], sort = TRUE, call = FALSE)
        found[groups$groups[[1]] + 1, column] <<- fndistinct(persons, groups, use.g.names = FALSE)
        found[9, column] <<- fndistinct(persons)
    }
    for (y in 0:9) add(y + 1, which(from <= y & to >= y))
    add(11, seq_along(from))
    as.vector(found)
})
answer <- identity
