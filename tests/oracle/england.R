# What the statistics commands should say of the bundled records, worked out in R from the files alone,
# by the definitions in the README. Written apart from the C sources.
#
#   Rscript tests/oracle/england.R > tests/oracle/england/numbers.csv      (from the top folder)
#
# R 4.2.2 with survival 3.5-3 and msm 1.7. One line a number: the command and its options, the cells by
# which its row is known, the column, the value, and how close the program must come.
suppressMessages({library(survival); library(msm)})
options(stringsAsFactors = FALSE, digits = 15, warn = -1)
YEAR <- 365.25
MODELS <- c("in-house", "trust", "partnership", "outsourced")

say <- function(command, options, key, column, value, tolerance = 1e-9) {
  text <- ifelse(is.na(value) | !is.finite(value), "", format(value, digits = 15, trim = TRUE, scientific = FALSE))
  cat(paste(command, options, key, column, text, format(tolerance, scientific = TRUE), sep = ",", collapse = "\n"), "\n", sep = "")
}
say_row <- function(command, options, key, row, tolerance = 1e-9)
  for (n in names(row)) say(command, options, key, n, row[[n]], if (n %in% counted) 0 else tolerance)
counted <- c("episodes", "segments", "councils", "events", "pairs", "gaps", "reinspected", "better_at_first", "better", "seen_improved")

## ---- records ----
place <- function(s, how) {              # partial dates: mid, first or last day that they can mean
  n <- nchar(s); d <- rep(as.Date(NA), length(s)); d[n == 10] <- as.Date(s[n == 10])
  tail <- switch(how, mid = c("-15", "-07-01"), c("-01", "-01-01"))
  d[n == 7] <- as.Date(sprintf("%s%s", s[n == 7], tail[1])); d[n == 4] <- as.Date(sprintf("%s%s", s[n == 4], tail[2]))
  if (how == "last") for (i in which(n %in% c(4, 7))) d[i] <- seq(d[i], by = if (n[i] == 7) "1 month" else "1 year", length.out = 2)[2] - 1
  as.numeric(d)
}
RANK <- c(outstanding = 4, good = 3, "requires improvement" = 2, adequate = 2, satisfactory = 2, inadequate = 1)
read <- function(name) read.csv(file.path("data/england", name), colClasses = "character", encoding = "UTF-8")
councils <- read("councils.csv"); all_ratings <- read("ratings.csv"); all_models <- read("models.csv")
DEFAULT <- list(partial = "mid", basis = "inspected", target = NA, scope = "all", lineage = TRUE, first = FALSE,
                uncovered = "in-house", judgement = "overall", from = -Inf, as_of = NA)
last_day <- function() max(place(all_ratings$inspected, "mid"), place(all_ratings$published, "mid"), na.rm = TRUE)

## ---- the study under some rules: inspections, models day by day, episodes, segments ----
study <- function(rules = list()) {
  r <- modifyList(DEFAULT, rules); if (is.na(r$as_of)) r$as_of <- last_day()
  x <- all_ratings; inspected <- place(x$inspected, r$partial); published <- place(x$published, r$partial)
  x$day <- if (r$basis == "inspected") ifelse(is.na(inspected), published, inspected) else ifelse(is.na(published), inspected, published)
  x$rank <- unname(RANK[x$grade]); x <- x[!is.na(x$rank) & x$judgement %in% r$judgement & x$day <= r$as_of, ]
  x$visit <- paste(x$council, x$framework, ifelse(x$inspected == "", paste("p", x$published), x$inspected))
  x <- x[order(match(x$judgement, r$judgement)), ]; x <- x[!duplicated(x$visit), ]   # the first judgement of the list
  x <- x[order(x$council, x$day), ]
  opened <- place(councils$opened, r$partial); closed <- place(councils$closed, r$partial)
  closed[!is.na(closed) & closed > r$as_of] <- NA; names(opened) <- names(closed) <- councils$council
  s <- list(r = r, x = x, opened = opened, closed = closed)
  s$periods <- setNames(lapply(councils$council, function(c) periods(s, c)), councils$council)
  s$ep <- episodes(s); s$seg <- segments(s, s$ep); s
}
# models of a council: v holds from the day a on, the first since ever
periods <- function(s, council) {
  m <- all_models[all_models$council == council, ]; p <- s$r$partial
  if (s$r$scope == "full") m <- m[m$scope != "boundary", ]
  m$a <- place(m$start, p); m$e <- place(m$end, p); m$a[is.na(m$a)] <- -Inf
  o <- s$opened[[council]]                 # a partial date that can mean the opening does
  k <- which(nchar(m$start) %in% c(4, 7) & !is.na(o) & place(m$start, "first") <= o & o <= place(m$start, "last"))
  m$a[k] <- o
  m <- m[m$a <= s$r$as_of & (is.na(m$e) | m$e > m$a), ]; m <- m[order(m$a), ]; m$e[!is.na(m$e) & m$e > s$r$as_of] <- NA
  a <- -Inf; v <- s$r$uncovered
  for (i in seq_len(nrow(m))) {
    nxt <- if (i < nrow(m)) m$a[i + 1] else Inf
    end <- if (is.na(m$e[i]) || m$e[i] >= nxt - 1) nxt else m$e[i]
    a <- c(a, m$a[i]); v <- c(v, m$model[i])
    if (end < nxt) { a <- c(a, end); v <- c(v, s$r$uncovered) }
  }
  last <- !duplicated(a, fromLast = TRUE); a <- a[last]; v <- v[last]
  keep <- c(TRUE, v[-1] != v[-length(v)]); data.frame(a = a[keep], v = v[keep])
}
model_on <- function(s, council, day) { p <- s$periods[[council]]; p$v[findInterval(day, p$a)] }
# what a council leaves open when it closes: origin and last inspection not improved
left_open <- function(s, council) { e <- walk(s, council); if (nrow(e) && tail(e$why, 1) == "closed") tail(e, 1) else NULL }
walk <- function(s, council) {
  x <- s$x[s$x$council == council, ]; fin <- s$closed[[council]]; o <- s$opened[[council]]; out <- NULL; open <- NULL
  if (!is.na(fin)) x <- x[x$day <= fin, ]
  before <- strsplit(councils$predecessors[councils$council == council], ";")[[1]]
  if (s$r$lineage && length(before)) {
    left <- do.call(rbind, lapply(before, function(b) left_open(s, b))); stopifnot(!any(x$day < o))
    if (!is.null(left)) { l <- left[which.min(left$origin), ]; open <- list(origin = l$origin, rank = 1, L = l$L) }
  }
  add <- function(end, why) rbind(out, data.frame(council = council, origin = open$origin, end = end, why = why, L = if (why == "improved") open$L else open$L))
  for (i in seq_len(nrow(x))) {
    if (is.null(open)) { if (x$rank[i] == 1) open <- list(origin = x$day[i], rank = 1, L = x$day[i]) }
    else if (x$rank[i] >= if (is.na(s$r$target)) 2 else s$r$target) { out <- add(x$day[i], "improved"); open <- NULL }
    else open$L <- x$day[i]
  }
  if (!is.null(open)) out <- add(if (is.na(fin)) s$r$as_of else fin, if (is.na(fin)) "censored" else "closed")
  if (is.null(out)) data.frame() else out
}
episodes <- function(s) {
  names <- councils$council[order(councils$council, method = "radix")]
  names <- names[is.na(s$opened[names]) | s$opened[names] <= s$r$as_of]
  e <- do.call(rbind, lapply(names, function(c) walk(s, c)))
  o <- s$opened[e$council]; e$entry <- ifelse(!is.na(o) & o > e$origin, o - e$origin, 0); e$time <- e$end - e$origin
  e <- e[e$time > e$entry, ]; if (s$r$first) e <- e[!duplicated(e$council), ]
  e <- e[e$origin >= s$r$from, ]; e$event <- as.numeric(e$why == "improved"); e$L <- e$L - e$origin
  e$R <- ifelse(e$event == 1, e$time, Inf); e$start_model <- mapply(function(c, d) model_on(s, c, d), e$council, e$origin + e$entry)
  e$origin_model <- mapply(function(c, d) model_on(s, c, d), e$council, e$origin)
  e$ever <- sapply(e$council, function(c) { p <- s$periods[[c]]; o <- s$opened[[c]]; f <- s$closed[[c]]
    end <- c(p$a[-1], Inf); any(p$v == "trust" & (is.na(o) | end > o) & (is.na(f) | p$a < f)) })
  e$only <- sapply(e$council, function(c) { p <- s$periods[[c]]; o <- s$opened[[c]]; f <- s$closed[[c]]
    end <- c(p$a[-1], Inf); all(p$v[(is.na(o) | end > o) & (is.na(f) | p$a < f)] == "in-house") })
  rownames(e) <- NULL; e
}
# (start, stop] in days from the origin, cut where the model changes
segments <- function(s, e) do.call(rbind, lapply(seq_len(nrow(e)), function(i) {
  p <- s$periods[[e$council[i]]]; cut <- p$a - e$origin[i]; cut <- cut[cut > e$entry[i] & cut < e$time[i]]
  from <- c(e$entry[i], cut); to <- c(cut, e$time[i]); n <- length(from)
  data.frame(council = e$council[i], episode = i, model = model_on(s, e$council[i], e$origin[i] + from), tstart = from, tstop = to,
             status = c(rep("switched", n - 1), e$why[i]), origin = e$origin[i])
}))
grouped <- function(s, how) {           # the observations as an option groups them
  e <- s$ep; w <- data.frame(council = e$council, episode = seq_len(nrow(e)), model = e$start_model, tstart = e$entry, tstop = e$time, status = e$why, origin = e$origin)
  d <- switch(how, "--clock model" = transform(s$seg, tstop = tstop - tstart, tstart = 0),
    "--attribute origin" = w, "--attribute ever" = transform(w, model = ifelse(e$ever, "ever-trust", "never-trust")),
    "--landmark 730" = { k <- e$entry <= 730 & e$time > 730; l <- w[k, ]; l$model <- mapply(function(c, d) model_on(s, c, d), l$council, l$origin + 730); transform(l, tstart = 0, tstop = tstop - 730) }, s$seg)
  whole <- if (how == "--landmark 730") d else w; whole$model <- "(all)"
  d <- rbind(d, whole); d$event <- as.numeric(d$status == "improved"); d
}

## ---- time to the event ----
km <- function(d) {
  f <- survfit(Surv(tstart, tstop, event) ~ 1, d, conf.type = "log-log"); t <- summary(f)$table
  at <- function(y) { S <- summary(f, times = y * YEAR, extend = TRUE)$surv; if (y * YEAR > max(d$tstop) && S > 0) NA else 1 - S }
  n <- summary(f)$n.risk; emptied <- any(f$surv <= 0 & sapply(f$time, function(t) any(d$tstart >= t)))
  c(list(segments = nrow(d), events = sum(d$event), council_days = sum(d$tstop - d$tstart)),
    if (emptied) NULL else list(median_days = t[["median"]], median_low_days = t[["0.95LCL"]], median_high_days = t[["0.95UCL"]],
      by1 = at(1), by2 = at(2), by3 = at(3), by5 = at(5)))
}
tell_times <- function(command, how, d, verb) for (m in unique(d$model)) {
  r <- km(d[d$model == m, ]); names(r) <- sub("^by(.)$", paste0(verb, "_\\1y"), names(r))
  say_row(command, trimws(paste("--units days", how)), paste0("model=", m), r)
}

## ---- comparisons ----
log_rank <- function(d, g) {
  K <- length(g); O <- E <- setNames(numeric(K), g); V <- matrix(0, K, K)
  for (t in sort(unique(d$tstop[d$event == 1]))) {
    risk <- d$tstart < t & d$tstop >= t; dead <- d$tstop == t & d$event == 1; n <- sum(risk); k <- sum(dead)
    q <- sapply(g, function(m) sum(risk & d$model == m)) / n; O <- O + sapply(g, function(m) sum(dead & d$model == m)); E <- E + k * q
    if (n > 1) V <- V + k * (n - k) / (n - 1) * (diag(q, K) - outer(q, q))
  }
  u <- diag(V) > 1e-12; s <- svd(V[u, u]); r <- sum(s$d > 1e-10 * s$d[1]); x <- sum((t(s$u[, 1:r, drop = FALSE]) %*% (O - E)[u])^2 / s$d[1:r])
  list(E = E, statistic = x, df = r, p = pchisq(x, r, lower.tail = FALSE))
}
permute <- function(d, g) {             # all arrangements of the smaller group's labels; Inf where over 5 million
  t <- sort(unique(d$tstop[d$event == 1])); h <- cumsum(sapply(t, function(u) sum(d$tstop == u & d$event == 1) / sum(d$tstop >= u)))
  score <- d$event - c(0, h)[findInterval(d$tstop, t) + 1]; k <- sum(d$model == g[2]); U <- sum(score[d$model == g[2]])
  if (choose(nrow(d), k) > 5e6) return(c(U, NA))
  sums <- 0; left <- list(list(0, 0L))
  sums <- combn(nrow(d), k, FUN = function(i) sum(score[i])); c(U, mean(abs(sums) >= abs(U) - 1e-9))
}
cox <- function(d, clustered) { control <- coxph.control(eps = 1e-13, iter.max = 200); form <- Surv(tstart, tstop, event) ~ model
  if (clustered) coxph(form, d, ties = "efron", control = control, cluster = council) else coxph(form, d, ties = "efron", control = control) }
firth <- function(d, g) {
  d$model <- factor(d$model, levels = g); n <- length(g) - 1
  L <- function(b) { f <- coxph(Surv(tstart, tstop, event) ~ model, d, ties = "efron", init = b, control = coxph.control(iter.max = 0)); v <- tail(f$loglik, 1) - determinant(f$var)$modulus / 2; if (is.finite(v)) as.numeric(v) else -1e10 }
  climb <- function(b, free) { if (!any(free)) return(list(b = b, v = L(b))); if (sum(free) == 1) { o <- optimize(function(u) { b[free] <- u; L(b) }, c(-10, 10), maximum = TRUE, tol = 1e-10); b[free] <- o$maximum; return(list(b = b, v = o$objective)) }
    h <- function(u) { b[free] <- u; -L(b) }; o <- optim(b[free], h, method = "BFGS", control = list(reltol = 1e-15)); o <- optim(o$par, h, control = list(reltol = 1e-16, maxit = 5000)); o <- optim(o$par, h, method = "BFGS", control = list(reltol = 1e-16)); b[free] <- o$par; list(b = b, v = -o$value) }
  top <- climb(rep(0, n), rep(TRUE, n))
  lapply(seq_len(n), function(j) { free <- seq_len(n) != j; drop <- function(v) { b <- top$b; b[j] <- v; 2 * (top$v - climb(b, free)$v) }
    limit <- function(a) tryCatch(uniroot(function(v) drop(v) - qchisq(.95, 1), sort(c(top$b[j], a)), tol = 1e-7)$root, error = function(e) NA)
    x <- drop(0); list(estimate = exp(top$b[j]), low = exp(limit(-log(1000))), high = exp(limit(log(1000))), statistic = x, p = pchisq(x, 1, lower.tail = FALSE)) })
}
tell_comparison <- function(how, name, d, g) {
  d <- d[d$model %in% g, ]; key <- function(method, term) paste0("comparison=", name, ";method=", method, ";term=", term)
  x <- log_rank(d, g); say_row("compare", how, key("log-rank", "(all)"), x[c("statistic", "df", "p")])
  for (m in g) say("compare", how, key("log-rank", m), "expected", x$E[[m]])
  if (length(g) == 2 && all(d$tstart == 0)) { y <- permute(d, g); say("compare", how, key("permutation", "(all)"), "statistic", y[1]); if (!is.na(y[2])) say("compare", how, key("permutation", "(all)"), "p", y[2]) }
  events <- sapply(g, function(m) sum(d$event[d$model == m])); n_councils <- sapply(g, function(m) length(unique(d$council[d$model == m])))
  with <- g                              # the groups whose ratio does not run away
  if (events[1] == 0) with <- g[1] else { f <- cox(within(d, model <- factor(model, levels = g)), FALSE); with <- c(g[1], g[-1][!is.na(coef(f)) & abs(coef(f)) < 10]) }
  if (length(with) > 1) {
    k <- d[d$model %in% with, ]; k$model <- factor(k$model, levels = with); f <- cox(k, FALSE); r <- cox(k, TRUE)
    for (m in with[-1]) { i <- match(m, with) - 1; b <- coef(f)[[i]]; e <- sqrt(diag(as.matrix(vcov(r))))[[i]]
      say("compare", how, key("cox", m), "estimate", exp(b), 1e-6)
      if (min(n_councils[c(g[1], m)]) >= 5) say_row("compare", how, key("cox", m), list(low = exp(b - qnorm(.975) * e), high = exp(b + qnorm(.975) * e), statistic = b / e, p = 2 * pnorm(-abs(b / e))), 1e-6) }
    f <- coxph(Surv(tstart, tstop, event) ~ model, k, control = coxph.control(eps = 1e-13, iter.max = 200))
    for (t in c("km", "identity")) { z <- tryCatch(cox.zph(f, transform = t)$table["GLOBAL", ], error = function(e) NULL)   # solve() can find days too large
      if (!is.null(z)) say_row("compare", how, key(paste0("ph-", t), "(all)"), list(statistic = z[[1]], df = z[[2]], p = z[[3]]), 1e-6) }
  }
  for (m in setdiff(g, with)) say("compare", how, key("cox", m), "estimate", NA)
  if (any(events < 10) && (how == "" || length(g) == 2)) { # of all at once it takes a while
    w <- firth(d, g); for (i in seq_along(w)) for (n in names(w[[i]])) say("compare", how, key("firth", g[i + 1]), n, w[[i]][[n]], if (n %in% c("low", "high")) 1e-4 else 1e-5) }
}
tell_comparisons <- function(s) for (how in c("", "--clock model", "--landmark 730", "--attribute origin", "--attribute ever")) {
  d <- grouped(s, how); g <- if (how == "--attribute ever") c("never-trust", "ever-trust") else MODELS[MODELS %in% d$model]
  if (length(g) > 2) tell_comparison(how, "all", d, g)
  for (m in g[-1]) tell_comparison(how, paste(m, "vs", g[1]), d, c(g[1], m))
}

## ---- competing outcomes ----
tell_incidence <- function(s, how) { d <- grouped(s, how); causes <- c("improved", "switched", "closed")
  for (m in unique(d$model)) { y <- d[d$model == m, ]; f <- NULL; S <- 1; F <- c(0, 0, 0); A <- NULL
    for (t in sort(unique(y$tstop[y$status != "censored"]))) {
      n <- sum(y$tstart < t & y$tstop >= t); e <- sapply(causes, function(c) sum(y$tstop == t & y$status == c))
      before <- S; F <- F + S * e / n; S <- S * (1 - sum(e) / n); A <- rbind(A, data.frame(t = t, n = n, before = before, S = S, d1 = e[1], d2 = e[2], d3 = e[3], F1 = F[1], F2 = F[2], F3 = F[3]))
      if (S <= 1e-12 && any(y$tstart >= t)) break     # nobody is at risk by accident: nothing is told from here on
      key <- paste0("model=", m, ";time_days=", t); d_all <- A$d1 + A$d2 + A$d3
      se <- sapply(1:3, function(k) { Fk <- A[[paste0("F", k)]]; dk <- A[[paste0("d", k)]]; g <- tail(Fk, 1) - Fk      # Aalen's, by the delta method
        sqrt(max(0, sum(g^2 * ifelse(A$n > d_all, d_all / (A$n * (A$n - d_all)), 0)) + sum(A$before^2 * dk * (A$n - dk) / A$n^3) - 2 * sum(g * A$before * dk / A$n^2))) })
      say_row("incidence", how, key, list(at_risk = n, waiting = S, improved = F[[1]], improved_se = se[1], switched = F[[2]], switched_se = se[2], closed = F[[3]], closed_se = se[3]))
    } } }

## ---- interval-censored times ----
tell_interval <- function(s) { e <- s$ep[s$ep$entry == 0, ]
  for (m in c(MODELS, "(all)")) { x <- if (m == "(all)") e else e[e$origin_model == m, ]; if (!nrow(x)) next
    v <- rbind(data.frame(v = sort(unique(x$R)), left = 0), data.frame(v = sort(unique(x$L)), left = 1)); v <- v[order(v$v, v$left), ]
    i <- which(head(v$left, -1) == 1 & tail(v$left, -1) == 0); from <- v$v[i]; to <- v$v[i + 1]
    A <- outer(x$L, from, "<=") & outer(x$R, to, ">="); p <- rep(1 / length(from), length(from))
    for (k in 1:400000) { q <- p * as.vector(t(A) %*% (1 / as.vector(A %*% p))) / nrow(x); done <- max(abs(q - p)) < 1e-13; p <- q; if (done) break }
    for (j in seq_along(from)) say("interval", "", paste0("model=", m, ";from_days=", from[j]), "mass", if (p[j] < 1e-9) 0 else p[j], 1e-6)
  } }

## ---- steps ----
steps <- function(s) { x <- s$x; i <- which(head(x$council, -1) == tail(x$council, -1))
  data.frame(council = x$council[i], from = x$rank[i], to = x$rank[i + 1], days = x$day[i + 1] - x$day[i],
             model = mapply(function(c, d) model_on(s, c, d), x$council[i], x$day[i + 1] - 1)) }
LABEL <- c("inadequate", "requires improvement", "good", "outstanding")
exact <- function(k, n) binom.test(k, n)$conf.int
tell_transitions <- function(s) { t <- steps(s)
  for (m in c(MODELS, "(all)")) for (a in 4:1) { y <- t[(m == "(all)" | t$model == m) & t$from == a, ]; if (nrow(y)) for (b in 4:1) { k <- sum(y$to == b); l <- exact(k, nrow(y))
    say_row("transitions", "--units days", paste0("model=", m, ";from=", LABEL[a], ";to=", LABEL[b]), list(pairs = k, probability = k / nrow(y), probability_low = l[1], probability_high = l[2], mean_days = if (k) mean(y$days[y$to == b]) else NA)) } } }
tell_waits <- function(s) { t <- steps(s); last <- s$x[!duplicated(s$x$council, fromLast = TRUE), ]; open <- last[is.na(s$closed[last$council]), ]
  for (a in 5:1) { grade <- if (a == 5) "(all)" else LABEL[a]; y <- t$days[a == 5 | t$from == a]; o <- s$r$as_of - open$day[a == 5 | open$rank == a]
    say_row("waits", "--units days", paste0("grade=", grade), list(gaps = length(y), gap_least_days = min(y), gap_median_days = median(y), gap_most_days = max(y),
      open_waits = length(o), open_least_days = min(o), open_median_days = median(o), open_most_days = max(o), closed_waits = sum(!is.na(s$closed[last$council]) & (a == 5 | last$rank == a)))) } }
tell_outcomes <- function(s) { d <- grouped(s, ""); w <- d[d$model == "(all)", ]; w <- w[s$ep$only, ]; w$model <- "never-left-in-house"; d <- rbind(d, w)
  d$zero <- d$origin + d$tstart; d$end <- d$origin + d$tstop; fin <- s$closed[d$council]; d$seen <- ifelse(is.na(fin), s$r$as_of, fin) - d$zero
  first <- mapply(function(c, a, b) { x <- s$x$day[s$x$council == c & s$x$day > a & s$x$day <= b]; if (length(x)) x[1] else NA }, d$council, d$zero, d$end)
  for (m in unique(d$model)) { i <- d$model == m; k <- function(v) sum(v[i], na.rm = TRUE); n <- sum(i); re <- k(!is.na(first)); f <- k(d$event == 1 & first == d$end); b <- k(d$event == 1)
    row <- list(segments = n, reinspected = re, better_at_first = f, better = b, better_share = b / n, better_share_low = exact(b, n)[1], better_share_high = exact(b, n)[2])
    if (re) row <- c(row, list(better_at_first_share = f / re, better_at_first_share_low = exact(f, re)[1], better_at_first_share_high = exact(f, re)[2]))
    for (y in c(3, 5)) { can <- d$seen >= y * YEAR; row[[paste0("followed_", y, "y")]] <- k(can); row[[paste0("better_", y, "y")]] <- k(can & d$event == 1 & d$tstop - d$tstart <= y * YEAR) }
    say_row("outcomes", "", paste0("model=", m), row) } }

## ---- rates ----
falls <- function(s) do.call(rbind, lapply(unique(s$x$council), function(c) { x <- s$x[s$x$council == c, ]; fin <- s$closed[[c]]; fin <- if (is.na(fin)) s$r$as_of else fin; o <- s$opened[[c]]; p <- s$periods[[c]]
  do.call(rbind, lapply(which(x$rank > 1), function(i) { a <- max(x$day[i], if (is.na(o)) -Inf else o); last <- i == nrow(x); b <- min(fin, if (last) Inf else x$day[i + 1]); if (b <= a) return(NULL)
    from <- c(a, p$a[p$a > a & p$a < b]); data.frame(council = c, model = model_on(s, c, from), days = c(from[-1], b) - from, event = c(rep(0, length(from) - 1), as.numeric(!last && x$day[i + 1] <= fin && x$rank[i + 1] == 1))) })) }))
tell_rates <- function(s) { seg <- s$seg; sets <- list(improved = data.frame(council = seg$council, model = seg$model, days = seg$tstop - seg$tstart, event = as.numeric(seg$status == "improved")), "fell to inadequate" = falls(s))
  for (o in names(sets)) { d <- sets[[o]]; base <- d[d$model == "in-house", ]
    for (m in c(MODELS[MODELS %in% d$model], "(all)")) { y <- if (m == "(all)") d else d[d$model == m, ]; x <- sum(y$event); T <- sum(y$days) / YEAR; l <- poisson.test(x, T)$conf.int
      row <- list(councils = length(unique(y$council)), segments = nrow(y), events = x, council_years = T, rate_per_year = x / T, rate_low = l[1], rate_high = l[2])
      if (!m %in% c("in-house", "(all)")) { q <- poisson.test(c(x, sum(base$event)), c(T, sum(base$days) / YEAR)); row <- c(row, list(ratio = q$estimate[[1]], ratio_low = q$conf.int[1], ratio_high = q$conf.int[2], p = q$p.value)) }
      say_row("rates", "", paste0("outcome=", o, ";model=", m), row) } } }

## ---- relapse ----
tell_relapse <- function(s) { e <- s$ep[s$ep$event == 1, ]; fin <- s$closed[e$council]
  nxt <- mapply(function(c, d, f) { x <- s$x$day[s$x$council == c & s$x$day > d & s$x$rank == 1 & (is.na(f) | s$x$day <= f)]; if (length(x)) x[1] else NA }, e$council, e$end, fin)
  r <- data.frame(council = e$council, origin = e$end, entry = 0, end = ifelse(is.na(nxt), ifelse(is.na(fin), s$r$as_of, fin), nxt), why = ifelse(is.na(nxt), ifelse(is.na(fin), "censored", "closed"), "improved"))
  r$time <- r$end - r$origin; r <- r[r$time > 0, ]; w <- data.frame(council = r$council, episode = seq_len(nrow(r)), model = "(all)", tstart = 0, tstop = r$time, status = r$why, origin = r$origin)
  d <- rbind(segments(s, r), w); d$event <- as.numeric(d$status == "improved"); tell_times("relapse", "", d, "relapsed") }

## ---- panel-observed Markov model: good or better 1, requires improvement 2, inadequate 3 ----
tell_markov <- function(s) { x <- s$x; x$state <- 5 - pmax(pmin(x$rank, 3), 1) - 1; x$t <- (x$day - ave(x$day, x$council, FUN = min)) / YEAR; x$id <- as.integer(factor(x$council))
  f <- msm(state ~ t, subject = id, data = x, qmatrix = rbind(c(0, .1, 0), c(.2, 0, .2), c(0, .4, 0)), method = "BFGS", control = list(reltol = 1e-16, maxit = 10000, fnscale = 500))
  q <- qmatrix.msm(f); name <- c("outstanding+good", "requires improvement", "inadequate"); so <- sojourn.msm(f, ci = "delta")
  for (i in 1:3) for (j in 1:3) if (abs(i - j) == 1) say_row("markov", "", paste0("quantity=intensity;from=", name[i], ";to=", name[j]), list(estimate = q$estimates[i, j], low = q$L[i, j], high = q$U[i, j]), 1e-3)
  for (i in 1:3) say_row("markov", "", paste0("quantity=sojourn;from=", name[i]), list(estimate = so$estimates[i], low = so$L[i], high = so$U[i]), 1e-3)
  for (y in c(1, 2, 3, 5)) { P <- pmatrix.msm(f, t = y); for (i in 1:3) for (j in 1:3) say("markov", "", paste0("quantity=probability;from=", name[i], ";to=", name[j], ";after_years=", y), "estimate", P[i, j], 1e-3) }
  for (i in 2:3) say("markov", "", paste0("quantity=first_passage;from=", name[i], ";to=", name[1]), "estimate", efpt.msm(f, tostate = 1)[i], 1e-3)
  say("markov", "", "quantity=-2 log likelihood", "estimate", f$minus2loglik, 1e-6) }

## ---- sensitivity ----
tell_sensitivity <- function(s) {
  tell <- function(choice, value, s, how = "") { d <- grouped(s, how); for (m in unique(d$model)) { r <- km(d[d$model == m, ]); if (!is.null(r$events)) say_row("sensitivity", "--units days", paste0("choice=", choice, ";value=", value, ";model=", m), r[intersect(names(r), c("events", "median_days", "median_low_days", "median_high_days"))]) } }
  d <- as.Date(s$r$as_of, origin = "1970-01-01"); year <- as.Date(paste0(as.numeric(format(d, "%Y")) - 1, format(d, "-%m-%d")))
  o <- all_ratings[all_ratings$judgement == "overall" & all_ratings$grade %in% names(RANK), ]; o <- max(ifelse(o$inspected == "", place(o$published, "mid"), place(o$inspected, "mid")))
  at <- function(...) study(c(list(as_of = s$r$as_of), list(...)))
  tell("date", "published", at(basis = "published")); tell("partial", "first", at(partial = "first")); tell("partial", "last", at(partial = "last"))
  tell("target", "good", at(target = 3)); tell("attribute", "origin", s, "--attribute origin"); tell("clock", "model", s, "--clock model"); tell("landmark", "730", s, "--landmark 730")
  tell("scope", "full", at(scope = "full")); tell("lineage", "none", at(lineage = FALSE)); tell("episodes", "first", at(first = TRUE)); tell("uncovered", "unknown", at(uncovered = "unknown"))
  tell("as-of", format(year), study(list(as_of = as.numeric(year)))); tell("as-of", format(as.Date(o, origin = "1970-01-01")), study(list(as_of = o)))
  tell("from", "2013-11-01", at(from = as.numeric(as.Date("2013-11-01")))) }

cat("# R 4.2.2, survival 3.5-3, msm 1.7: tests/oracle/england.R, which names the calls\ncommand,options,key,column,value,tolerance\n")
s <- study()
for (how in c("", "--clock model", "--landmark 730", "--attribute origin", "--attribute ever")) tell_times("times", how, grouped(s, how), "improved")
tell_comparisons(s); tell_incidence(s, ""); tell_incidence(s, "--clock model"); tell_interval(s)
tell_transitions(s); tell_waits(s); tell_outcomes(s); tell_rates(s); tell_relapse(s); tell_markov(s); tell_sensitivity(s)
