# Statistics of durations by R's packages, in long form: case, what, group, cause, at, value.
suppressPackageStartupMessages({
    library(survival)
    library(cmprsk)
})
has <- function(package) suppressWarnings(requireNamespace(package, quietly = TRUE))
options(warn = 1)

save <- function(data, folder, file) {
    numbers <- sapply(data, is.double)
    data[numbers] <- lapply(data[numbers], function(x) ifelse(is.na(x), "NaN", sprintf("%.17g", x)))
    write.csv(data, file.path(folder, file), row.names = FALSE, quote = FALSE)
}

rows <- function(what, group, cause, at, value)
    data.frame(what = what, group = group, cause = cause, at = as.double(at), value = as.double(value))

# Days on which curves are compared: enough for a bug to show, few enough to read.
some_days <- function(days) {
    days <- sort(unique(days))
    unique(days[round(seq(1, length(days), length.out = min(length(days), 9)))])
}

response <- function(d, event) if (any(d$entry > 0)) Surv(d$entry, d$exit, event) else Surv(d$exit, event)
weights_of <- function(d) if (all(d$weight == 1)) NULL else d$weight

falls <- function(limits) !is.unsorted(-limits, na.rm = TRUE)

survival_of <- function(d, group) {
    y <- response(d, d$cause > 0)
    fit <- function(type) survfit(y ~ 1, weights = weights_of(d), conf.type = type, robust = FALSE)
    f <- fit("log")
    at <- some_days(f$time)
    k <- match(at, f$time)
    values <- rbind(
        rows("at_risk", group, 0, at, f$n.risk[k]),
        rows("survival", group, 0, at, f$surv[k]),
        rows("survival_error", group, 0, at, ifelse(f$surv[k] > 0, f$surv[k] * f$std.err[k], NaN)),
        rows("hazard", group, 0, at, f$cumhaz[k]),
        rows("hazard_error", group, 0, at, f$std.chaz[k]))
    for (type in c("plain", "log")) {
        # What plot.survfit(cumhaz = TRUE) draws.
        limits <- survival:::survfit_confint(f$cumhaz, f$std.chaz, logse = FALSE, type, 0.95, ulimit = FALSE)
        values <- rbind(values, rows(paste0(type, "_hazard_lower"), group, 0, at, limits$lower[k]),
                        rows(paste0(type, "_hazard_upper"), group, 0, at, limits$upper[k]))
    }
    for (type in c("plain", "log", "log-log")) {
        g <- fit(type)
        values <- rbind(values, rows(paste0(type, "_lower"), group, 0, at, g$lower[k]),
                        rows(paste0(type, "_upper"), group, 0, at, g$upper[k]))
        probabilities <- c(0.1, 0.25, 0.5, 0.75)
        q <- suppressWarnings(quantile(g, probabilities))
        if (type == "log") values <- rbind(values, rows("quantile", group, 0, probabilities, q$quantile))
        # quantile.survfit sorts the limits; where they rise again (few at risk after truncation) that is no crossing.
        if (falls(g$lower))
            values <- rbind(values, rows(paste0(type, "_quantile_lower"), group, 0, probabilities, q$lower))
        if (falls(g$upper))
            values <- rbind(values, rows(paste0(type, "_quantile_upper"), group, 0, probabilities, q$upper))
    }
    for (horizon in floor(c(0.4, 0.8) * max(f$time))) {
        table <- summary(f, rmean = horizon)$table
        values <- rbind(values, rows("restricted_mean", group, 0, horizon, table["rmean"]),
                        rows("restricted_mean_error", group, 0, horizon, table["se(rmean)"]))
    }
    values
}

# The standard errors of survfit are those of the infinitesimal jackknife: Greenwood's without truncation and weights.
incidence_of <- function(d, group) {
    causes <- sort(unique(d$cause[d$cause > 0]))
    if (length(causes) < 2) return(NULL)
    event <- factor(d$cause, 0:max(causes))
    fit <- function(type) survfit(response(d, event) ~ 1, weights = weights_of(d), id = seq_len(nrow(d)),
                                  conf.type = type)
    f <- fit("log")
    at <- some_days(f$time)
    k <- match(at, f$time)
    plain <- all(d$entry == 0) && all(d$weight == 1)
    values <- NULL
    for (cause in causes) {
        column <- match(as.character(cause), f$states)
        values <- rbind(values, rows("incidence", group, cause, at, f$pstate[k, column]))
        if (!plain) next
        values <- rbind(values, rows("incidence_greenwood", group, cause, at, f$std.err[k, column]))
        for (type in c("plain", "log", "log-log")) {
            g <- fit(type)
            inner <- k[f$pstate[k, column] > 0]
            values <- rbind(values,
                rows(paste0(type, "_incidence_lower"), group, cause, f$time[inner], g$lower[inner, column]),
                rows(paste0(type, "_incidence_upper"), group, cause, f$time[inner], g$upper[inner, column]))
        }
    }
    values
}

aalen_of <- function(d, group) {
    f <- cuminc(d$exit, d$cause)
    at <- some_days(d$exit)
    points <- timepoints(f, at)
    causes <- as.integer(sub(".* ", "", rownames(points$est)))
    do.call(rbind, lapply(seq_along(causes), function(i)
        rows("incidence_aalen", group, causes[i], at, sqrt(points$var[i, ]))))
}

life_table_of <- function(d, group) {
    first <- unique(floor(quantile(c(0, d$exit), c(0, 0.2, 0.4, 0.7, 0.9))))
    within <- cut(d$exit, c(first, Inf), right = FALSE)
    lost <- as.vector(table(within[d$cause == 0]))
    exits <- as.vector(table(within[d$cause > 0]))
    entering <- rev(cumsum(rev(lost + exits)))
    f <- KMsurv::lifetab(c(first, NA), nrow(d), lost, exits)
    rbind(rows("life_survival", group, 0, first, f$surv), rows("life_survival_error", group, 0, first, f$se.surv),
          rows("life_density", group, 0, first, f$pdf), rows("life_density_error", group, 0, first, f$se.pdf),
          rows("life_hazard", group, 0, first, f$hazard), rows("life_hazard_error", group, 0, first, f$se.hazard))
}

tests_of <- function(d) {
    test <- survdiff(Surv(exit, cause > 0) ~ group, data = d)
    groups <- sort(unique(d$group))
    values <- rbind(rows("log_rank_observed", groups, 0, 0, test$obs),
                    rows("log_rank_expected", groups, 0, 0, test$exp),
                    rows("log_rank", 0, 0, 0, test$chisq),
                    rows("log_rank_p", 0, 0, 0, pchisq(test$chisq, length(groups) - 1, lower.tail = FALSE)))
    gray <- cuminc(d$exit, d$cause, d$group)$Tests
    rbind(values, rows("gray", 0, as.integer(rownames(gray)), 0, gray[, "stat"]),
          rows("gray_p", 0, as.integer(rownames(gray)), 0, gray[, "pv"]))
}

statistics <- function(name, d) {
    values <- NULL
    for (group in sort(unique(d$group))) {
        part <- d[d$group == group, ]
        untruncated <- all(part$entry == 0) && is.null(weights_of(part))
        values <- rbind(values, survival_of(part, group), incidence_of(part, group))
        if (untruncated) values <- rbind(values, aalen_of(part, group))
        if (untruncated && has("KMsurv")) values <- rbind(values, life_table_of(part, group))
    }
    untruncated <- all(d$entry == 0) && is.null(weights_of(d))
    if (untruncated && length(unique(d$group)) > 1) values <- rbind(values, tests_of(d))
    cbind(case = name, values)
}

# State probabilities; `at` is the day, `group` the state in which the process starts (0: as survfit starts it), `cause`
# the state.
multi_state <- function(name, d) {
    states <- sort(unique(c(d$from, d$to[d$to > 0])))
    f <- survfit(Surv(entry, exit, factor(to, c(0, states))) ~ 1, data = d, id = id, istate = factor(from, states),
                 weights = weight)
    at <- some_days(f$time)
    k <- match(at, f$time)
    values <- do.call(rbind, lapply(states, function(state)
        rows("state", 0, state, at, f$pstate[k, match(as.character(state), f$states)])))
    if (has("mstate") && all(d$weight == 1)) values <- rbind(values, mstate_of(d, states, at))
    cbind(case = name, values)
}

mstate_of <- function(d, states, at) {
    paths <- lapply(states, function(state) setdiff(states, state))
    tmat <- mstate::transMat(paths)
    long <- do.call(rbind, lapply(seq_len(nrow(d)), function(row) {
        to <- paths[[d$from[row]]]
        data.frame(id = d$id[row], from = d$from[row], to = to, trans = tmat[d$from[row], to], Tstart = d$entry[row],
                   Tstop = d$exit[row], status = as.integer(d$to[row] == to))
    }))
    class(long) <- c("msdata", "data.frame")
    attr(long, "trans") <- tmat
    model <- coxph(Surv(Tstart, Tstop, status) ~ strata(trans), data = long, method = "breslow")
    hazards <- mstate::msfit(model, trans = tmat, vartype = "greenwood")
    start <- at[2]
    f <- mstate::probtrans(hazards, predt = start, direction = "forward", method = "greenwood", variance = TRUE)
    later <- at[at > start]
    do.call(rbind, lapply(states, function(from) {
        k <- findInterval(later, f[[from]]$time)
        do.call(rbind, lapply(states, function(to) rbind(
            rows("transition", paste0(from, "@", start), to, later, f[[from]][k, paste0("pstate", to)]),
            rows("transition_error", paste0(from, "@", start), to, later, f[[from]][k, paste0("se", to)]))))
    }))
}
