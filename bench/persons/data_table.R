source(file.path(sources, "harness/data_table.R"))

years <- data.table(y = 0:9, first = as.IDate(sprintf("%d-01-01", 2015:2024)), last = as.IDate(sprintf("%d-12-31", 2015:2024)))
year_by_table <- function(date) month_by_table(date) %/% 12L
table_of <- function(by_both, by_year, by_group, all) {
    found <- matrix(0, 9, 11)
    found[cbind(by_both$target_group + 1L, by_both$y + 1L)] <- by_both$N
    found[9, by_year$y + 1L] <- by_year$N
    found[by_group$target_group + 1L, 11] <- by_group$N
    found[9, 11] <- all
    as.vector(found)
}
forms <- list(
    idiomatic = function() {
        spells[, until := fifelse(is.na(end), as.IDate("9999-12-31"), end)]
        present <- rbindlist(lapply(0:9, function(k)
            spells[start <= years$last[k + 1] & until >= years$first[k + 1], .(y = k, target_group, person)]))
        table_of(present[, .(N = uniqueN(person)), by = .(y, target_group)], present[, .(N = uniqueN(person)), by = y],
                 present[, .(N = uniqueN(person)), by = target_group], uniqueN(present$person))
    },
    # person numbers are dense: a flag for each person and group, year by year
    flags = function() {
        persons <- max(spells$person) + 1L
        from <- year_by_table(spells$start)
        to <- year_by_table(spells$end)
        to[is.na(to)] <- 9L
        place <- spells$target_group * persons + spells$person + 1L
        found <- matrix(0, 9, 11)
        ever <- logical(8L * persons)
        counts <- function(flags) {
            by_group <- matrix(flags, persons)
            c(colSums(by_group), sum(rowSums(by_group) > 0))
        }
        for (y in 0:9) {
            flags <- logical(8L * persons)
            flags[place[from <= y & to >= y]] <- TRUE
            found[, y + 1L] <- counts(flags)
            ever <- ever | flags
        }
        found[, 11] <- counts(ever)
        as.vector(found)
    })
answer <- identity
