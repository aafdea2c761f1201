source(file.path(sources, "harness/data_table.R"))

load <- function() spells <<- as.data.table(read_spells(file.path(folder, "unsorted")))
forms <- list(order = function() spells[order(person, start, end)])
answer <- about_sorted
