source(file.path(sources, "harness/data_table.R"))

forms <- list(
    tabulate = function() as.vector(stocks_of(spells$sex * 14L + spells$district, 28L)),
    filters = function() {
        all <- CJ(m = 0:119, sex = 0:1, district = 0:13)
        stocks_by_filter(c("sex", "district"))[all, on = .(m, sex, district)]$n
    },
    non_equi_join = function() {
        spells[, until := fifelse(is.na(end), as.IDate("9999-12-31"), end)]
        all <- CJ(m = 0:119, sex = 0:1, district = 0:13)
        all[, month_end := as.IDate(month_ends[m + 1L], origin = "1970-01-01")]
        spells[all, on = .(sex, district, start <= month_end, until > month_end), .N, by = .EACHI]$N
    })
answer <- identity
