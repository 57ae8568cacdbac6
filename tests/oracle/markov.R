# Rates of moves between states, and what follows, by msm (R 4.2.2, msm 1.7) from pairs of inspections:
#
#   turnaround steps DATASET -q -f csv -c council,from,to,years > steps.csv
#   Rscript tests/oracle/markov.R steps.csv "outstanding,good;requires improvement,adequate;inadequate"
#
# States have ';' between, best first; the grades of one ','. Each pair is a subject of its own, which
# leaves the likelihood as it is. Limits of pmatrix.msm and efpt.msm, for which msm draws at random, are
# by the delta method here: numerical gradients, of log odds and of the logarithm, with fit$covmat.
suppressMessages(library(msm))
options(digits = 15)
args <- commandArgs(TRUE)
pairs <- read.csv(args[1]); pairs <- pairs[pairs$years > 0, ]
grades <- strsplit(strsplit(args[2], ";")[[1]], ","); K <- length(grades); n <- nrow(pairs)
state <- function(g) { s <- rep(NA, length(g)); for (k in 1:K) s[g %in% grades[[k]]] <- k; stopifnot(!anyNA(s)); s }
data <- data.frame(subject = rep(1:n, each = 2), years = as.vector(rbind(0, pairs$years)),
                   state = as.vector(rbind(state(pairs$from), state(pairs$to))))
Q <- 0.3 * (abs(outer(1:K, 1:K, "-")) == 1)
fit_from <- function(Q) suppressWarnings(msm(state ~ years, subject = subject, data = data, qmatrix = Q, method = "BFGS",
                                             control = list(reltol = 1e-16, maxit = 50000, fnscale = 100)))
f <- fit_from(Q); for (k in 1:3) f <- fit_from(qmatrix.msm(f, ci = "none"))
of <- which(t(Q) > 0, arr.ind = TRUE)[, 2:1]                 # from, to of each rate, row by row
q_of <- function(th) { Q <- matrix(0, K, K); Q[of] <- exp(th); diag(Q) <- -rowSums(Q); Q }
stopifnot(max(abs(q_of(f$estimates) - qmatrix.msm(f, ci = "none")[1:K, 1:K])) < 1e-8)
reach <- function(g) {
  slope <- sapply(seq_along(f$estimates), function(u) { h <- replace(0 * f$estimates, u, 1e-4); (g(f$estimates + h) - g(f$estimates - h)) / 2e-4 })
  qnorm(.975) * sqrt(drop(slope %*% f$covmat %*% slope)) }
passage <- function(th, i, j) { k <- (j + 1):K; solve(-q_of(th)[k, k, drop = FALSE], rep(1, length(k)))[i - j] }
out <- NULL
say <- function(quantity, from, to, years, estimate, low, high)
  out <<- rbind(out, data.frame(quantity, from, to, years, estimate, low, high))
q <- qmatrix.msm(f); so <- sojourn.msm(f, ci = "delta")
for (u in 1:nrow(of)) { i <- of[u, 1]; j <- of[u, 2]; say("intensity", i, j, NA, q$estimates[i, j], q$L[i, j], q$U[i, j]) }
for (i in 1:K) say("sojourn", i, NA, NA, so$estimates[i], so$L[i], so$U[i])
for (y in c(1, 2, 3, 5)) for (i in 1:K) for (j in 1:K) {
  p <- pmatrix.msm(f, t = y)[i, j]; r <- reach(function(th) qlogis(MatrixExp(q_of(th) * y)[i, j]))
  say("probability", i, j, y, p, plogis(qlogis(p) - r), plogis(qlogis(p) + r)) }
for (i in 2:K) for (j in (i - 1):1) {
  e <- efpt.msm(f, tostate = 1:j)[i]; r <- reach(function(th) log(passage(th, i, j)))
  say("first_passage", i, j, NA, e, e * exp(-r), e * exp(r)) }
say("-2 log likelihood", NA, NA, NA, f$minus2loglik, NA, NA)
write.csv(out, stdout(), row.names = FALSE, na = "")
