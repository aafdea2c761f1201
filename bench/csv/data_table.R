source(file.path(sources, "harness/data_table.R"))

load <- function() spells <<- NULL
forms <- list(fread = function() {
    spells <<- NULL
    spells <<- fread(file.path(folder, "unsorted/spells.csv"), nThread = threads, showProgress = FALSE)
})
answer <- function(found) {
    total <- function(names) sum(vapply(names, function(name) sum(as.numeric(found[[name]]), na.rm = TRUE), 0))
    c(nrow(found), total("person"), total("start_date"), total("end_date"),
      total(c("sex", "age", "district", "target_group", "born_abroad", "education", "exit_reason", "self_supporting")))
}
