source(file.path(sources, "harness/data_table.R"))

forms <- list(
    tabulate = function() {
        cell <- month_by_table(spells$end) %/% 3L * 8L + spells$target_group + 1L
        list(known = tabulate(cell[!is.na(spells$self_supporting)], 320L),
             yes = tabulate(cell[which(spells$self_supporting == 1L)], 320L))
    },
    idiomatic = function() {
        found <- spells[!is.na(end), .(known = sum(!is.na(self_supporting)), yes = sum(self_supporting, na.rm = TRUE)),
                        keyby = .(q = (year(end) - 2015L) * 4L + quarter(end) - 1L, target_group)]
        found <- found[CJ(q = 0:39, target_group = 0:7), on = .(q, target_group)]
        setnafill(found, fill = 0L, cols = c("known", "yes"))
    })
answer <- function(found) cells(found$known, found$yes, share(found$yes, found$known))
