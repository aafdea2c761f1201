# Rscript tests/oracles/compare.R COMMITTED NEW: fails unless the inputs are the same and the values equal to 1e-9.
folders <- commandArgs(TRUE)
for (file in c("durations.csv", "stays.csv", "series.csv", "stl_calls.csv"))
    if (!identical(readLines(file.path(folders[1], file)), readLines(file.path(folders[2], file))))
        stop(file, " is not what durations.R or seasons.R writes")

seasons <- lapply(folders, function(folder) read.csv(file.path(folder, "seasons.csv")))
if (!isTRUE(all.equal(seasons[[1]], seasons[[2]], tolerance = 1e-9))) stop("seasons.csv is not what seasons.R writes")

key <- c("case", "what", "group", "cause", "at")
read <- function(folder) read.csv(file.path(folder, "expected.csv"), colClasses = c(group = "character"))
both <- merge(unique(read(folders[1])), unique(read(folders[2])), by = key, all = TRUE)
unknown <- is.na(both$value.x) & is.na(both$value.y)
new <- !paste(both$what) %in% read(folders[2])$what
differs <- !unknown & !new & !(abs(both$value.x - both$value.y) <= 1e-9 * pmax(1, abs(both$value.x)))
differs[is.na(differs)] <- TRUE
if (any(differs)) {
    print(both[differs, ], digits = 17)
    stop(sum(differs), " values differ")
}
cat(sum(!new), "committed values computed again,", sum(new), "need packages that are not installed\n")
