# Series of our own, and what R's stats::stl makes of them.
#
#   Rscript tests/oracles/seasons.R FOLDER
#
# writes FOLDER/series.csv (case, value), FOLDER/stl_calls.csv (how stl was called; empty: its default) and
# FOLDER/seasons.csv (the parts at the first and last 14 observations and every seventh between). The committed files
# are made by Debian 12's r-base-core 4.2.2. With the word "packages" behind the folder the series are nottem and co2 of
# R's datasets, which are not committed.
arguments <- commandArgs(TRUE)
folder <- arguments[1]

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20261122)

# A level that wanders, a season that changes a little every year, and now and then an outlier.
made_up <- function(n, period, outliers = 0) {
    t <- seq_len(n)
    season <- outer(seq_len(period), seq_len(ceiling(n / period)), function(m, y)
        30 * sin(2 * pi * m / period + y / 15) + 10 * cos(4 * pi * m / period))
    values <- 500 + cumsum(rnorm(n, 0.3, 4)) + as.vector(season)[t] + rnorm(n, 0, 6)
    values[sample(n, outliers)] <- values[sample(n, outliers)] + 200
    ts(round(values, 1), frequency = period)
}

# Robust cases have an odd number of observations. Of an even number R's stl does not find the median that weights are
# made of: it asks for the two middle remainders in descending order, and its partial sort takes ascending ones only.
own <- list(
    periodic = list(made_up(96, 12), s.window = "periodic"),
    window = list(made_up(120, 12), s.window = 7),
    even_windows = list(made_up(120, 12), s.window = 8, t.window = 20, l.window = 14),
    robust = list(made_up(121, 12, outliers = 5), s.window = 13, robust = TRUE),
    robust_periodic = list(made_up(91, 12, outliers = 4), s.window = "periodic", robust = TRUE),
    linear_seasons = list(made_up(144, 12), s.window = 11, s.degree = 1),
    constant_trend = list(made_up(100, 12), s.window = 9, t.window = 25, t.degree = 0, l.degree = 1),
    no_jumps = list(made_up(84, 12), s.window = 21, s.jump = 1, t.jump = 1, l.jump = 1),
    long_jumps = list(made_up(131, 12), s.window = 35, s.jump = 3, t.jump = 5, l.jump = 4),
    iterations = list(made_up(73, 12, outliers = 2), s.window = 7, inner = 4, outer = 3),
    quarters = list(made_up(44, 4), s.window = "periodic"),
    quarters_robust = list(made_up(61, 4, outliers = 3), s.window = 5, robust = TRUE),
    tertials = list(made_up(31, 3), s.window = 7),
    half_years = list(made_up(19, 2), s.window = "periodic"),
    two_years_and_a_month = list(made_up(25, 12), s.window = "periodic"),
    short_of_its_window = list(made_up(30, 12), s.window = 99),
    flat = list(ts(rep(7, 40), frequency = 4), s.window = "periodic"))
packages <- list(
    nottem = list(nottem, s.window = "periodic"),
    nottem_robust = list(ts(head(nottem, -1), frequency = 12), s.window = 7, robust = TRUE),
    log_co2 = list(log(co2), s.window = 21),
    log_co2_robust = list(ts(head(log(co2), -1), frequency = 12), s.window = 35, t.window = 121, robust = TRUE))
cases <- if (length(arguments) > 1 && arguments[2] == "packages") packages else own

# What a call says of the options, empty where it leaves the default.
options_of <- function(call) {
    said <- function(name) if (is.null(call[[name]])) "" else as.character(call[[name]])
    values <- vapply(c("s.window", "s.degree", "t.window", "t.degree", "l.window", "l.degree", "s.jump", "t.jump",
                       "l.jump", "inner", "outer"), said, "")
    data.frame(as.list(values), robust = isTRUE(call$robust))
}

series <- seasons <- calls <- NULL
for (name in names(cases)) {
    call <- cases[[name]]
    x <- call[[1]]
    parts <- do.call(stl, c(list(x), call[-1]))
    n <- length(x)
    shown <- sort(unique(c(1:14, seq(1, n, 7), (n - 13):n)))
    shown <- shown[shown >= 1 & shown <= n]
    series <- rbind(series, data.frame(case = name, value = as.vector(x)))
    calls <- rbind(calls, data.frame(case = name, period = frequency(x), options_of(call)))
    seasons <- rbind(seasons, data.frame(case = name, at = shown, parts$time.series[shown, ],
                                         weight = parts$weights[shown]))
}
save_csv <- function(table, file) {
    exact <- vapply(table, is.double, NA)
    table[exact] <- lapply(table[exact], sprintf, fmt = "%.17g")
    write.csv(table, file.path(folder, file), row.names = FALSE, quote = FALSE)
}
save_csv(series, "series.csv")
save_csv(calls, "stl_calls.csv")
save_csv(seasons, "seasons.csv")
