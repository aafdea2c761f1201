# Rscript tests/oracles/compare_uncertainty.R COMMITTED NEW: fails unless both have the same rows with values equal to 1e-9.
folders <- commandArgs(TRUE)
rows <- lapply(folders, function(folder) read.csv(file.path(folder, "uncertainty.csv"), colClasses = "character"))
key <- function(data) paste(data$statistic, data$arguments)
stopifnot(identical(key(rows[[1]]), key(rows[[2]])))
values <- lapply(rows, function(data) as.double(unlist(strsplit(data$values, " "))))
differs <- abs(values[[1]] - values[[2]]) > 1e-9 * pmax(1, abs(values[[1]]))
if (any(differs)) stop(sum(differs), " values differ")
cat(length(values[[1]]), "committed values computed again\n")
