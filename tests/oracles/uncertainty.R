# Rscript tests/oracles/uncertainty.R FOLDER: intervals, standardised rates and survey estimates by R's stats, epitools
# and survey. uncertainty.csv has a row per call: statistic, arguments (columns separated by "/"), values. survey.csv is
# the sample that the survey_* rows are estimated from, all made here.
# Rscript tests/oracles/uncertainty.R FOLDER packages: the same from the data sets of the packages, which stay outside.
suppressPackageStartupMessages({
    library(survey)
    library(epitools)
})
arguments <- commandArgs(TRUE)
folder <- arguments[1]
lines <- "statistic,arguments,values"
number <- function(x) paste(sprintf("%.17g", as.double(x)), collapse = " ")
say <- function(statistic, arguments, values) {
    columns <- paste(vapply(arguments, function(a) if (is.character(a)) a else number(a), ""), collapse = "/")
    lines <<- c(lines, paste(statistic, columns, number(values), sep = ","))
}
save_lines <- function() writeLines(lines, file.path(folder, "uncertainty.csv"))

say_direct <- function(events, population, standard) {
    made <- ageadjust.direct(events, population, stdpop = standard)
    say("direct_fay_feuer", list(events, population, standard), made)
}
say_indirect <- function(observed, population, standard_events, standard_population) {
    # epitools' own interval is log-normal; the exact one is R's.
    made <- ageadjust.indirect(observed, population, standard_events, standard_population)
    exact <- poisson.test(sum(observed), made$sir[["exp"]])$conf.int
    say("indirect", list(sum(observed), population, standard_events, standard_population),
        c(made$sir[["exp"]], made$sir[["sir"]], exact, made$rate[["adj.rate"]]))
}

# A sample on a design: estimates in the form "statistic,options,estimate error".
say_survey <- function(design, options, formula_of, formula_whole) {
    total <- svytotal(formula_of, design)
    say("survey_total", list(options), c(coef(total), SE(total)))
    ratio <- svyratio(formula_of, formula_whole, design)
    say("survey_ratio", list(options), c(coef(ratio), SE(ratio)))
}
save_sample <- function(data) {
    numbers <- vapply(data, is.double, TRUE)
    data[numbers] <- lapply(data[numbers], function(x) sprintf("%.17g", x))
    write.csv(data, file.path(folder, "survey.csv"), row.names = FALSE, quote = FALSE)
}

if (length(arguments) > 1) { # data sets of the packages
    run_example <- function(topic) {
        space <- new.env()
        file <- tempfile()
        db <- tools::Rd_db("epitools")
        tools::Rd2ex(db[[paste0(topic, ".Rd")]], file)
        capture.output(source(file, local = space))
        space
    }
    e <- run_example("ageadjust.indirect")
    say_indirect(e$dth40, e$pop40, e$dth60, e$pop60)
    data(api)
    data <- data.frame(weight = apiclus1$pw, stratum = 0L, cluster = apiclus1$dnum, of = apiclus1$api.stu,
                       whole = apiclus1$enroll, there = apiclus1$fpc)
    say_survey(svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1), "finite", ~api.stu, ~enroll)
    save_sample(data)
    save_lines()
    quit()
}

for (level in c(0.9, 0.95, 0.99))
    for (case in list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(29, 29), c(368, 764), c(7, 7000), c(3, 10))) {
        x <- case[1]; n <- case[2]; a <- (1 - level) / 2
        at <- list(x, n, level)
        say("wilson", at, prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
        say("wilson_corrected", at, suppressWarnings(prop.test(x, n, conf.level = level)$conf.int))
        say("clopper_pearson", at, binom.test(x, n, conf.level = level)$conf.int)
        say("jeffreys", at, c(if (x == 0) 0 else qbeta(a, x + 0.5, n - x + 0.5),
                              if (x == n) 1 else qbeta(1 - a, x + 0.5, n - x + 0.5)))
    }
for (level in c(0.9, 0.95, 0.998))
    for (x in c(0, 1, 4, 19, 71058))
        say("poisson", list(x, 12.5, level), poisson.test(x, 12.5, conf.level = level)$conf.int)
for (p in c(1e-6, 0.025, 0.4, 0.999)) for (df in c(1, 3.5, 30)) say("student", list(p, df), qt(p, df))

set.seed(20191130)
population <- c(12000, 45000, 61000, 30500, 8200)
standard <- c(100000, 250000, 300000, 250000, 100000)
for (rate in c(2e-5, 1e-3, 0.05)) {
    events <- rpois(5, population * rate * c(3, 2, 1, 1.5, 0.4))
    say_direct(events, population, standard)
    say_indirect(events, population, round(standard * rate * c(2.5, 2, 1.2, 1, 1)), standard)
}

# Eight strata with two clusters each (as balanced repeated replication needs) of 2 to 5 persons.
clusters <- data.frame(stratum = rep(0:7, each = 2), cluster = rep(1:2, 8), size = sample(2:5, 16, TRUE))
sample_of <- clusters[rep(1:16, clusters$size), 1:2]
n <- nrow(sample_of)
sample_of$weight <- round(runif(n, 50, 400), 1)
sample_of$whole <- rbinom(n, 1, 0.75)
sample_of$of <- sample_of$whole * rbinom(n, 1, plogis(rep(rnorm(16), clusters$size)))
sample_of$there <- c(6, 10, 4, 2, 8, 20, 5, 9)[sample_of$stratum + 1]
with_replacement <- svydesign(~cluster, strata = ~stratum, weights = ~weight, nest = TRUE, data = sample_of)
finite <- svydesign(~cluster, strata = ~stratum, weights = ~weight, nest = TRUE, fpc = ~there, data = sample_of)
say_survey(with_replacement, "with_replacement", ~of, ~whole)
say_survey(finite, "finite", ~of, ~whole)
say_survey(svydesign(~1, weights = ~weight, data = sample_of), "rows", ~of, ~whole)
say_survey(svydesign(~1, strata = ~stratum, weights = ~weight, data = sample_of), "stratified_rows", ~of, ~whole)
lonely <- subset(sample_of, stratum != 3 | cluster == 1)
for (policy in c("certainty", "adjust")) {
    options(survey.lonely.psu = policy)
    say_survey(svydesign(~cluster, strata = ~stratum, weights = ~weight, nest = TRUE, data = lonely), policy, ~of, ~whole)
}
# A domain: those in the labour force, mean of "of".
domain <- svymean(~of, subset(with_replacement, whole == 1))
say("survey_ratio", list("with_replacement"), c(coef(domain), SE(domain)))
share <- svyciprop(~of, subset(with_replacement, whole == 1), method = "xlogit", df = 8)
say("survey_share", list("with_replacement"), attr(share, "ci"))
say("survey_interval", list("with_replacement"), confint(svytotal(~of, with_replacement), df = 8))

replicates <- list(brr = as.svrepdesign(with_replacement, type = "BRR"),
                   fay = as.svrepdesign(with_replacement, type = "Fay", fay.rho = 0.3),
                   jackknife = as.svrepdesign(with_replacement, type = "JKn"),
                   bootstrap = as.svrepdesign(with_replacement, type = "subbootstrap", replicates = 6))
for (name in names(replicates)) for (mse in c(FALSE, TRUE)) {
    design <- replicates[[name]]
    design$mse <- mse
    say_survey(design, paste0(name, if (mse) "_mse" else ""), ~of, ~whole)
    w <- weights(design, "analysis")
    if (!mse) {
        colnames(w) <- paste0(name, seq_len(ncol(w)))
        sample_of <- cbind(sample_of, as.data.frame(w))
        say("replicate_scales", list(name, 1), c(design$scale, design$rscales))
    }
}
save_sample(sample_of)
save_lines()
