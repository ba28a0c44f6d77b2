"""Hold the functions of R that every program for R begins with."""

from typing import Final

READ: Final = """\
given <- commandArgs(trailingOnly = TRUE)
if (length(given) > 0) data_file <- given[1]
data <- read.csv(data_file, colClasses = "character", na.strings = "", encoding = "UTF-8",
    check.names = FALSE)
names(data) <- gsub("[^A-Za-z0-9_]", "", names(data), useBytes = TRUE)"""
"""A file named after the program goes before the one written in it. Names of variables are plain letters and digits,
so that whatever else stands in the first line is a mark of the encoding."""

ITEM: Final = """\
reasons <- c("-6", "-7", "-8", "-9")
item <- function(variable, score, rounding, weight = 1) {
    answer <- data[[variable]]
    reason <- match(as.character(answer), reasons, nomatch = 0)
    answer[reason > 0] <- NA
    list(score = score(answer), reason = reason, rounding = rounding, weight = weight)
}
between <- function(lowest, highest, reversed = FALSE) function(answer) {
    if (reversed) 100 * (highest - answer) / (highest - lowest)
    else 100 * (answer - lowest) / (highest - lowest)
}
options_of <- function(scores, reversed = FALSE) function(answer) {
    found <- unname(scores[match(answer, names(scores))])
    if (reversed) 100 - found else found
}
items <- list()"""

MEAN_OF_ITEMS: Final = """\
columns <- function(names, part) do.call(cbind, unname(lapply(items[names], `[[`, part)))
values <- function(names, part) unlist(lapply(items[names], `[[`, part), use.names = FALSE)
mean_of_items <- function(names, own = names) {
    score <- columns(names, "score")
    reason <- columns(names, "reason")
    answered <- !is.na(score)
    n <- rowSums(answered)
    asked <- rowSums(reason != 1)
    applicable <- rowSums(reason == 0 | reason == 4)
    own_answered <- rowSums(answered[, names %in% own, drop = FALSE])
    weight <- values(names, "weight")
    weights <- as.vector(answered %*% weight)
    squares <- as.vector(answered %*% weight^2)
    known <- replace(score, !answered, 0)
    mean <- as.vector(known %*% weight) / weights
    distances <- replace(score - rowSums(known) / n, !answered, 0)
    variance <- rowSums(distances^2) / (n - 1)
    rounding <- as.vector(answered %*% values(names, "rounding")) / n
    margin <- sqrt(pmax(variance, rounding) * squares) / weights
    status <- ifelse(applicable == 0, "not_applicable",
        ifelse(n < min_answered | n / applicable < min_coverage, "too_few",
        ifelse(own_answered == 0, "no_specific",
        ifelse(weights == 0, "too_few",
        ifelse(applicable / asked < narrow_below, "narrow", "ok")))))
    has_score <- status %in% c("ok", "narrow")
    list(ifelse(has_score, mean, NA), n, ifelse(has_score & n >= 2, margin, NA), status)
}"""
"""Reason 1 is not asked, 2 does not apply, 3 cannot judge, 4 not answered."""

MEAN_OF_SCORES: Final = """\
mean_of_scores <- function(scores, margins, statuses, at_least) {
    score <- as.matrix(results[scores])
    margin <- as.matrix(results[margins])
    n <- rowSums(!is.na(score))
    applicable <- rowSums(results[statuses] != "not_applicable")
    status <- ifelse(applicable == 0, "not_applicable",
        ifelse(n < at_least, "too_few",
        ifelse(n < length(scores), "partial", "ok")))
    has_score <- status %in% c("ok", "partial")
    known <- has_score & rowSums(!is.na(margin)) == n
    mean <- rowSums(score, na.rm = TRUE) / n
    list(ifelse(has_score, mean, NA), n, ifelse(known, sqrt(rowSums(margin^2, na.rm = TRUE)) / n, NA), status)
}"""

COMPARE: Final = """\
differences <- 0
mismatches <- 0
compare <- function(made, exported) {
    own <- results[[made]]
    other <- data[[exported]]
    mismatches <<- mismatches + sum(is.na(own) != is.na(other))
    if (is.character(other)) mismatches <<- mismatches + sum(own != other, na.rm = TRUE)
    else differences <<- max(differences, abs(own - other), na.rm = TRUE)
}"""

LABELS: Final = """\
with_labels <- function(frame, labels) {
    labelled <- function(column, label) structure(column, label = label)
    frame[names(labels)] <- Map(labelled, frame[names(labels)], labels)
    frame
}
with_values <- function(frame, names, codes, labels, missing) {
    labelled <- function(column) {
        attr(column, "labels") <- setNames(codes, labels)
        if (missing > 0) attr(column, "na_values") <- tail(codes, missing)
        column
    }
    frame[names] <- lapply(frame[names], labelled)
    frame
}"""
