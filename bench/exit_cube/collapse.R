source(file.path(sources, "harness/collapse.R"))

forms <- list(one_key = function() {
    key <- (((last_month() * 2L + spells$sex) * 14L + spells$district) * 8L + spells$target_group) * 4L + spells$exit_reason
    matrix(count_cells(key, 121L * 896L), 4L)[, 1:26880]
})
answer <- function(n) cells(n[2, ], n[3, ], n[4, ], share(n[2, ] + n[3, ], n[2, ] + n[3, ] + n[4, ]))
