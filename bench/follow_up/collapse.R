source(file.path(sources, "harness/collapse.R"))

forms <- list(grouped = function() {
    rows <- which(!is.na(spells$end))
    groups <- GRP(month_of(spells$end[rows]) %/% 3L * 8L + spells$target_group[rows], sort = TRUE, call = FALSE)
    at <- groups$groups[[1]] + 1L
    known <- yes <- numeric(320)
    known[at] <- fnobs(spells$self_supporting[rows], groups, use.g.names = FALSE)
    yes[at] <- fsum(spells$self_supporting[rows], groups, use.g.names = FALSE, fill = TRUE)
    list(known = known, yes = ifelse(is.na(yes), 0, yes))
})
answer <- function(found) cells(found$known, found$yes, share(found$yes, found$known))
