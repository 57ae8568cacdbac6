# What `times` tells, with data.table and survival. times.R FOLDER THREADS
suppressPackageStartupMessages({
  library(data.table)
  library(survival)
})
arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(as.integer(arguments[2]))
year <- 365.25

ratings <- fread(file.path(arguments[1], "ratings.csv"), sep = ",",
                 select = c("council", "inspected", "judgement", "grade"))
ratings <- ratings[judgement == "overall" &
                     grade %chin% c("inadequate", "requires improvement", "good", "outstanding"),
                   .(council, day = as.integer(inspected), bad = grade == "inadequate")]
as_of <- max(ratings$day)
setorder(ratings, council, day)

# the first of each run of bad ratings, and of each run of better ones, which ends an episode
ratings[, run := rleid(council, bad)]
turns <- ratings[!duplicated(run)]
turns[, next_day := shift(day, type = "lead")]
turns[shift(council, type = "lead") != council, next_day := NA]
episodes <- turns[bad == TRUE, .(council, origin = day, event = !is.na(next_day),
                                 days = fifelse(is.na(next_day), as_of, next_day) - day)]
episodes <- episodes[days > 0]

# each cut where the model changes, and whole
spells <- fread(file.path(arguments[1], "models.csv"), sep = ",",
                select = c("council", "model", "start", "end"))
spells <- spells[, .(council, model, start = as.integer(start), end = as.integer(end))]
spells[is.na(end), end := .Machine$integer.max]
parts <- episodes[spells, on = "council", nomatch = NULL, allow.cartesian = TRUE]
parts <- parts[, .(model, start = pmax(start - origin, 0L), stop = pmin(end - origin, days),
                   event = event & days <= end - origin)]
segments <- rbind(parts[start < stop],
                  episodes[, .(model = "(all)", start = 0L, stop = days, event)])

segments[, model := factor(model)]
fit <- survfit(Surv(start, stop, event) ~ model, data = segments)
table <- summary(fit)$table
curve <- data.table(model = rep(levels(segments$model), fit$strata), time = fit$time,
                    survival = fit$surv)

# Nothing is said from the day on which the curve falls to 0 before the last has entered, nor of
# days after the last, unless it has fallen to 0.
share <- function(time, survival, blank, years) {
  days <- years * year
  if (days >= blank) NA_real_ else 1 - c(1, survival)[findInterval(days, time) + 1]
}
entries <- segments[, .(last_entry = max(start)), keyby = model]
answers <- curve[, {
  emptied <- time[survival <= 0][1]
  is_emptied <- !is.na(emptied) && entries$last_entry[entries$model == .BY$model] >= emptied
  blank <- if (is_emptied) emptied else if (!is.na(emptied)) Inf else max(time) + 0.1
  row <- table[paste0("model=", .BY$model), ]
  list(segments = row[["records"]], events = row[["events"]],
       median_years = if (is_emptied) NA_real_ else row[["median"]] / year,
       improved_1y = share(time, survival, blank, 1), improved_2y = share(time, survival, blank, 2),
       improved_3y = share(time, survival, blank, 3), improved_5y = share(time, survival, blank, 5))
}, by = model]
fwrite(answers, na = "", quote = FALSE)
