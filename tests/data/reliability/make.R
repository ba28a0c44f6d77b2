# Make the data and the reference numbers of this folder with R and its package psych. Run from anywhere:
#   Rscript tests/data/reliability/make.R [FOLDER]
# Writes simulated.json and one CSV for each simulated shape into FOLDER (default: that of this file), and real.json
# with the numbers of data sets that R and psych bring along; those data stay in R. With a second argument the data
# of the real ones are written too, as CSV, for whoever compares on this machine.
suppressMessages(library(psych))

given <- commandArgs(trailingOnly = TRUE)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)[1]))
folder <- if (length(given)) given[1] else here
set.seed(20261122)

likert <- function(loadings, n, steps = 5, spread = 1.1) {
  factor <- rnorm(n)
  latent <- sapply(loadings, function(l) l * factor + sqrt(1 - l^2) * rnorm(n))
  middle <- (steps + 1) / 2
  pmin(pmax(round(middle + latent * spread), 1), steps)
}

two_factors <- function(n, k) {
  cbind(likert(rep(.7, k / 2), n), likert(rep(.7, k / 2), n))
}

with_gaps <- function(data, share) {
  data[matrix(runif(length(data)) < share, nrow(data))] <- NA
  data
}

turned <- function(data, columns) {
  data[, columns] <- 6 - data[, columns]
  data
}

# Three items whose correlations ask for a loading above 1: r12 * r13 / r23 > 1.
heywood <- function(n) {
  wanted <- matrix(c(1, .8, .8, .8, 1, .5, .8, .5, 1), 3)
  scale(matrix(rnorm(n * 3), n), TRUE, FALSE) -> raw
  white <- raw %*% solve(chol(cov(raw)))
  round(white %*% chol(wanted), 6)
}

shapes <- list(
  plain = list(data = likert(c(.5, .55, .6, .65, .7, .75), 120)),
  missing = list(data = with_gaps(likert(rep(.65, 6), 140), .06)),
  reversed = list(data = turned(likert(c(.6, .7, .6, .7, .6), 110), c(2, 4)), reverse = c(2, 4)),
  forgotten = list(data = turned(likert(c(.8, .8, .8), 60), 2)),
  tau_equivalent = list(data = likert(rep(.7, 5), 300)),
  two_factors = list(data = two_factors(200, 8)),
  ten_rows = list(data = likert(rep(.7, 4), 10)),
  two_items = list(data = likert(c(.7, .8), 50)),
  many_items = list(data = likert(seq(.3, .8, length.out = 20), 150)),
  unequal = list(data = cbind(likert(c(.6, .7), 150, 11, 3), likert(c(.6, .7), 150, 3, .7), likert(.7, 150))),
  heywood = list(data = heywood(40))
)

real <- list(
  attitude = list(data = as.matrix(datasets::attitude)),
  bfi_agreeableness = list(data = as.matrix(psych::bfi[, 1:5]), reverse = 1, lowest = 1, highest = 6),
  bfi_conscientiousness = list(data = as.matrix(psych::bfi[, 6:10]), reverse = c(4, 5), lowest = 1, highest = 6),
  bfi_neuroticism = list(data = as.matrix(psych::bfi[, 16:20]), lowest = 1, highest = 6),
  bfi_all_plain = list(data = as.matrix(psych::bfi[, 1:25]), lowest = 1, highest = 6)
)

figures <- function(shape) {
  data <- shape$data
  lowest <- if (is.null(shape$lowest)) 1 else shape$lowest
  highest <- if (is.null(shape$highest)) 5 else shape$highest
  for (column in shape$reverse) data[, column] <- lowest + highest - data[, column]
  colnames(data) <- paste0("i", seq_len(ncol(data)))
  whole <- na.omit(as.data.frame(data))
  n <- nrow(whole)
  k <- ncol(whole)
  found <- suppressWarnings(suppressMessages(psych::alpha(whole, check.keys = FALSE, warnings = FALSE)))
  ends <- psych::alpha.ci(found$total$raw_alpha, n.obs = n, n.var = k, digits = 12)
  list(
    rows = nrow(data), n = n, k = k,
    reverse = as.list(as.integer(shape$reverse)), lowest = lowest, highest = highest,
    alpha = found$total$raw_alpha,
    feldt = c(ends$lower.ci, ends$upper.ci),
    average_r = found$total$average_r,
    item_rest = found$item.stats$r.drop,
    alpha_without = if (k > 2) found$alpha.drop$raw_alpha else NULL,
    mean = unname(colMeans(data, na.rm = TRUE)),
    sd = unname(apply(data, 2, sd, na.rm = TRUE)),
    skew = psych::skew(rowMeans(whole), type = 3),
    omega = omega_total(whole)
  )
}

omega_total <- function(data) {
  if (ncol(data) < 3) return(NULL)
  found <- suppressWarnings(suppressMessages(
    psych::fa(cor(data), nfactors = 1, fm = "pa", min.err = 1e-12, max.iter = 20000, warnings = FALSE)
  ))
  loadings <- as.numeric(found$loadings)
  heywood <- any(loadings^2 > 1)
  list(
    heywood = heywood,
    loadings = if (heywood) NULL else loadings,
    omega = if (heywood) NULL else sum(loadings)^2 / (sum(loadings)^2 + sum(1 - loadings^2))
  )
}

write_all <- function(name, sets) {
  told <- list(
    made_with = list(R = paste(R.version$major, R.version$minor, sep = "."), psych = as.character(packageVersion("psych"))),
    sets = lapply(sets, figures)
  )
  text <- jsonlite::toJSON(told, auto_unbox = TRUE, digits = 12, pretty = TRUE, null = "null", na = "null")
  writeLines(text, file.path(folder, paste0(name, ".json")))
}

write_data <- function(sets) {
  for (name in names(sets)) {
    data <- sets[[name]]$data
    colnames(data) <- paste0("i", seq_len(ncol(data)))
    write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)
  }
}

write_all("simulated", shapes)
write_all("real", real)
write_data(shapes)
if (length(given) > 1) write_data(real)
