source(file.path(sources, "harness/data_table.R"))

wide <- function(counts) {
    found <- dcast(counts, m + sex + district + target_group ~ exit_reason, value.var = "N", fill = 0L)
    all <- CJ(m = 0:119, sex = 0:1, district = 0:13, target_group = 0:7)
    found <- found[all, on = .(m, sex, district, target_group)]
    setnafill(found, fill = 0L, cols = c("1", "2", "3"))
    found[, .(work = `1`, studies = `2`, other = `3`, share = share(`1` + `2`, `1` + `2` + `3`))]
}
forms <- list(
    tabulate = function() {
        key <- (((month_by_table(spells$end) * 2L + spells$sex) * 14L + spells$district) * 8L + spells$target_group) * 4L
        n <- matrix(tabulate(key + spells$exit_reason + 1L, 120L * 896L), 4L)
        list(work = n[2, ], studies = n[3, ], other = n[4, ], share = share(n[2, ] + n[3, ], n[2, ] + n[3, ] + n[4, ]))
    },
    group_by_table = function()
        wide(spells[!is.na(end), .N, by = .(m = month_by_table(end), sex, district, target_group, exit_reason)]),
    idiomatic = function()
        wide(spells[!is.na(end), .N, by = .(m = month_by_calendar(end), sex, district, target_group, exit_reason)]))
answer <- function(found) cells(found$work, found$studies, found$other, found$share)
