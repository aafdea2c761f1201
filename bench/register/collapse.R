source(file.path(sources, "harness/collapse.R"))

load <- function() spells <<- qDF(read_spells(file.path(folder, "unsorted")))
forms <- list(roworder = function() roworder(spells, person, start, end))
answer <- about_sorted
