# The curves of the task "survival", day by day from those that a peer found.

# All groups, 0 to 15; of(group) tells the days of steps and from each on s (staying) and f (a column for each cause).
curves <- function(of) unlist(lapply(0:15, function(group) {
    found <- of(group)
    at <- findInterval(0:3653, found$day) + 1L
    rbind(c(1, found$s)[at], t(rbind(0, found$f)[at, , drop = FALSE]))
}))
# Durations, reasons and groups as the packages for survival want them.
durations_of <- function(x) data.frame(
    t = ifelse(is.na(x$end), last_day, x$end) + 1L - x$start,
    reason = x$exit_reason,
    state = factor(x$exit_reason, 0:3, c("open", "work", "studies", "other")),
    group = x$target_group * 2L + x$sex)
