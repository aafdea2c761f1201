# Rscript tests/oracles/compare.R COMMITTED NEW: fails unless the inputs are the same and the values equal to 1e-9.
folders <- commandArgs(TRUE)
for (file in c("durations.csv", "stays.csv", "sequences.csv", "lexis.csv", "series.csv", "stl_calls.csv"))
    if (!identical(readLines(file.path(folders[1], file)), readLines(file.path(folders[2], file))))
        stop(file, " is not what the scripts write")

seasons <- lapply(folders, function(folder) read.csv(file.path(folder, "seasons.csv")))
if (!isTRUE(all.equal(seasons[[1]], seasons[[2]], tolerance = 1e-9))) stop("seasons.csv is not what seasons.R writes")

key <- c("case", "what", "group", "cause", "at")
read <- function(folder, file) read.csv(file.path(folder, file), colClasses = c(group = "character"))
for (file in c("expected.csv", "transitions.csv")) {
    both <- merge(unique(read(folders[1], file)), unique(read(folders[2], file)), by = key, all = TRUE)
    unknown <- is.na(both$value.x) & is.na(both$value.y)
    new <- !paste(both$what) %in% read(folders[2], file)$what
    differs <- !unknown & !new & !(abs(both$value.x - both$value.y) <= 1e-9 * pmax(1, abs(both$value.x)))
    differs[is.na(differs)] <- TRUE
    if (any(differs)) {
        print(both[differs, ], digits = 17)
        stop(sum(differs), " values of ", file, " differ")
    }
    cat(file, sum(!new), "committed values computed again,", sum(new), "need packages that are not installed\n")
}
