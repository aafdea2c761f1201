source(file.path(sources, "harness/data_table.R"))

forms <- list(
    tabulate = function() {
        cell <- band_table[spells$age + 1L] * 2L + spells$sex
        open <- stocks_of(cell, 6L)
        last <- month_by_table(spells$end)
        last[is.na(last)] <- 120L
        first <- pmin.int(month_table[as.integer(spells$start) - (first_day - 1L) + 365L], last)
        changes <- tabulate(first * 6L + cell + 1L, 726L) - tabulate(last * 6L + cell + 1L, 726L)
        list(open = as.vector(open), long = as.vector(t(apply(matrix(changes, 6L)[, 1:120], 1, cumsum))))
    },
    filters = function() {
        band <- fifelse(spells$age < 25L, 0L, fifelse(spells$age < 55L, 1L, 2L))
        found <- rbindlist(lapply(0:119, function(m) {
            month_end <- month_ends[m + 1L]
            i <- spells[, which(start <= month_end & (is.na(end) | end > month_end))]
            data.table(band = band[i], sex = spells$sex[i], long = month_end - as.integer(spells$start[i]) >= 365L)[
                , .(m = m, open = .N, long = sum(long)), keyby = .(band, sex)]
        }))
        found <- found[CJ(m = 0:119, band = 0:2, sex = 0:1), on = .(m, band, sex)]
        setnafill(found, fill = 0L, cols = c("open", "long"))
    })
answer <- function(found) cells(found$open, found$long, share(found$long, found$open))
