# The data sets that come with R's packages, and what the packages make of them.
#
#   Rscript tests/oracles/packages.R FOLDER
#
# writes the same files as durations.R, for tests/oracles/run: the data are the packages' and are not committed.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))), "statistics.R"))

spells <- function(exit, cause, group = 0, entry = 0, weight = 1) {
    d <- data.frame(entry, exit, cause, weight, group = as.integer(factor(group)) - 1)
    d[complete.cases(d) & d$exit > d$entry, ]
}

# Whoever progressed may have died later: the first event counts.
first_event <- with(mgus2, ifelse(pstat == 1, 1, ifelse(death == 1, 2, 0)))
first_time <- with(mgus2, ifelse(pstat == 1, ptime, futime))

cases <- list(
    veteran = with(veteran, spells(time, status, celltype)),
    lung = with(lung, spells(time, status - 1, sex)),
    lung_weighted = with(lung, spells(time, status - 1, sex, weight = age / 50)),
    pbc = with(pbc, spells(time, status, edema)),
    mgus2 = spells(first_time, first_event, mgus2$sex),
    # Survival by age: left-truncated at the age of diagnosis, in months.
    mgus2_by_age = with(mgus2, spells(12 * age + futime, death, sex, entry = 12 * age)),
    heart = with(heart, spells(ceiling(stop), event, transplant, entry = floor(start))),
    colon = with(subset(colon, etype == 2), spells(time, status, rx)))

# From diagnosis to progression to death; death follows progression by at least a month.
progressed <- with(mgus2, pstat == 1)
death <- with(mgus2, ifelse(progressed & death == 1, pmax(futime, ptime + 1), futime))
stays <- with(mgus2, rbind(
    data.frame(id, entry = 0, exit = ptime, from = 1, to = ifelse(progressed, 2, ifelse(mgus2$death == 1, 3, 0))),
    data.frame(id, entry = ptime, exit = death, from = 2, to = ifelse(mgus2$death == 1, 3, 0))[progressed, ]))
stays <- cbind(case = "mgus2", stays[stays$exit > stays$entry, ], weight = 1)

if (has("mstate")) {
    data(aidssi, package = "mstate")
    cases$aidssi <- with(aidssi, spells(round(1000 * time), status)) # thousandths of years, as recorded
}
if (has("survRM2")) {
    # Half of pbc, as survRM2 selects it, in days.
    sample <- survRM2::rmst2.sample.data()
    cases$rmst2_sample <- with(sample, spells(round(365.25 * time), status, arm))
}

expected <- do.call(rbind, lapply(names(cases), function(name) statistics(name, cases[[name]])))
if (has("survRM2")) {
    means <- with(cases$rmst2_sample, survRM2::rmst2(exit, cause > 0, group, tau = 3652.5))
    restricted <- function(group, arm) rbind(rows("restricted_mean", group, 0, 3652.5, arm$rmst["Est."]),
                                             rows("restricted_mean_error", group, 0, 3652.5, arm$rmst["se"]))
    expected <- rbind(expected, cbind(case = "rmst2_sample", rbind(restricted(0, means$RMST.arm0),
                                                                   restricted(1, means$RMST.arm1))))
}
expected <- rbind(expected, multi_state("mgus2", stays))
expected$case[expected$what %in% c("state", "transition", "transition_error")] <- "mgus2_states"
stays$case <- "mgus2_states"

folder <- commandArgs(TRUE)[1]
save(do.call(rbind, lapply(names(cases), function(name) cbind(case = name, cases[[name]]))), folder, "durations.csv")
save(stays, folder, "stays.csv")
save(expected, folder, "expected.csv")
