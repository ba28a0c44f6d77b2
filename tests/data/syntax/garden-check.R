# It's a garden "check" */ 100 %, version 2.1.0
# sha256:4b87dcbb5d1e89abd35914c1f275b1f67f95cc41888114c6a468a05ece3397f7
# This program makes the scores again, from the answers in the data file alone.
# Then it compares them with the scores that Rely put into the file.

# ==== The data file ====
# Write the full path where the file is not found.
data_file <- "garden-check.csv"
given <- commandArgs(trailingOnly = TRUE)
if (length(given) > 0) data_file <- given[1]
data <- read.csv(data_file, colClasses = "character", na.strings = "", encoding = "UTF-8",
    check.names = FALSE)
names(data) <- gsub("[^A-Za-z0-9_]", "", names(data), useBytes = TRUE)
texts <- c("case_id", "relationship_id", "month", "instrument", "version", "digest", "language",
    "form", "perspective", "season", "li3", "wa1", "st_whole", "st_soil", "st_light", "st_water",
    "st_soil_inside", "st_soil_outside", "st_light_inside", "st_light_outside", "st_glass")
numbers <- c("occasion", "pots", "so1", "so2", "so3", "so4", "li1", "li2", "li4", "wa2", "wa3",
    "sc_whole", "n_whole", "se_whole", "sc_soil", "n_soil", "se_soil", "sc_light", "n_light",
    "se_light", "sc_water", "n_water", "se_water", "sc_soil_inside", "n_soil_inside",
    "se_soil_inside", "sc_soil_outside", "n_soil_outside", "se_soil_outside", "sc_light_inside",
    "n_light_inside", "se_light_inside", "sc_light_outside", "n_light_outside", "se_light_outside",
    "sc_glass", "n_glass", "se_glass")
lacking <- setdiff(c(texts, numbers), names(data))
if (length(lacking) > 0) stop(paste("The data file lacks these variables:", paste(lacking, collapse = ", ")))
data[numbers] <- lapply(data[numbers], as.numeric)
# Cases of other versions are left out: their rules may be other ones.
data <- data[data$digest %in% "sha256:4b87dcbb5d1e89abd35914c1f275b1f67f95cc41888114c6a468a05ece3397f7", ]

# ==== Item scores, 0 to 100 ====
# The lowest answer becomes 0, the highest 100, those between in equal steps.
# Options with scores of their own have these. Reverse-coded items are turned round.
# Codes that tell why there is no answer: -6 Not asked, -7 Does not apply, -8 Cannot judge, -9 Not
# answered.
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
items <- list()
items$so1 <- item("so1", between(1, 3), rounding = 208.33333333333334)
items$so2 <- item("so2", between(1, 3, reversed = TRUE), rounding = 208.33333333333334, weight = 2)
items$so3 <- item("so3", between(-3, 7), rounding = 8.333333333333334, weight = 0.5)
items$so4 <- item("so4", between(1, 3), rounding = 208.33333333333334)
items$li1 <- item("li1", between(1, 3), rounding = 208.33333333333334)
items$li2 <- item("li2", between(1, 3, reversed = TRUE), rounding = 208.33333333333334)
items$li3 <- item("li3", options_of(c("none" = 0, "2" = 35, "daily" = 100)),
    rounding = 102.08333333333333)
items$li4 <- item("li4", between(-3, 7, reversed = TRUE), rounding = 8.333333333333334)
items$wa1 <- item("wa1", options_of(c("none" = 0, "2" = 35, "daily" = 100), reversed = TRUE),
    rounding = 102.08333333333333, weight = 0)
items$wa2 <- item("wa2", between(1, 3), rounding = 208.33333333333334)
items$wa3 <- item("wa3", between(1, 3), rounding = 208.33333333333334)
item_scores <- setNames(data.frame(lapply(items, `[[`, "score")), c("is_so1", "is_so2", "is_so3",
    "is_so4", "is_li1", "is_li2", "is_li3", "is_li4", "is_wa1", "is_wa2", "is_wa3"))

# ==== How many answers a score needs ====
# Asked are the items whose code is not -6. So no rule depends on what is asked of whom.
# Applicable are the items asked without the codes -7 and -8.
# Each form has the rule of the questionnaire, or one of its own.
min_answered <- rep(2, nrow(data))
min_coverage <- rep(0.6, nrow(data))
narrow_below <- rep(0.6, nrow(data))
# A quick look
min_answered[data$form %in% "quick"] <- 1
min_coverage[data$form %in% "quick"] <- 0.3
narrow_below[data$form %in% "quick"] <- 0.75

# ==== Scores, with status and margin ====
# A score is the mean of its answered items, by their weights.
# Its status is the first that holds of not_applicable, too_few, no_specific, narrow and ok.
# no_specific: none of the items that belong to this cell alone was answered.
# The margin is one standard error; it needs two answers.
# Its variance is that of the answers, but at least that of rounding to a step: step * step / 12.
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
}
results <- data.frame(row.names = seq_len(nrow(data)))

# Soil [soil]: the mean of 4 items.
results[c("rs_soil", "rn_soil", "re_soil", "rt_soil")] <- mean_of_items(
    c("so1", "so2", "so3", "so4"))

# Light'. DELETE VARIABLES sc_soil. [light]: the mean of 4 items.
results[c("rs_light", "rn_light", "re_light", "rt_light")] <- mean_of_items(
    c("li1", "li2", "li3", "li4"))

# Water [water]: the mean of 3 items.
results[c("rs_water", "rn_water", "re_water", "rt_water")] <- mean_of_items(
    c("wa1", "wa2", "wa3"))

# Soil, Inside [soil.inside]: the mean of 3 items.
results[c("rs_soil_inside", "rn_soil_inside", "re_soil_inside", "rt_soil_inside")] <- mean_of_items(
    c("so2", "so3", "so4"),
    own = c("so3", "so4"))

# Soil, Outside [soil.outside]: the mean of 2 items.
results[c("rs_soil_outside", "rn_soil_outside", "re_soil_outside", "rt_soil_outside")] <- mean_of_items(
    c("so1", "so2"),
    own = c("so1"))

# Light'. DELETE VARIABLES sc_soil., Inside [light.inside]: the mean of 2 items.
results[c("rs_light_inside", "rn_light_inside", "re_light_inside", "rt_light_inside")] <- mean_of_items(
    c("li2", "li3"),
    own = c("li3"))

# Light'. DELETE VARIABLES sc_soil., Outside [light.outside]: the mean of 3 items.
results[c("rs_light_outside", "rn_light_outside", "re_light_outside", "rt_light_outside")] <- mean_of_items(
    c("li1", "li2", "li4"),
    own = c("li1", "li4"))

# Glass alone [glass]: the mean of 1 item.
results[c("rs_glass", "rn_glass", "re_glass", "rt_glass")] <- mean_of_items(
    c("li3"))

# The whole [whole]: the plain mean of 3 scores. Of these 2 must be there.
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
}
results[c("rs_whole", "rn_whole", "re_whole", "rt_whole")] <- mean_of_scores(
    c("rs_soil", "rs_light", "rs_water"),
    c("re_soil", "re_light", "re_water"),
    c("rt_soil", "rt_light", "rt_water"),
    at_least = 2)

# ==== Comparison with the scores in the data file ====
# Both numbers must be 0; less than 0.000001 is rounding.
differences <- 0
mismatches <- 0
compare <- function(made, exported) {
    own <- results[[made]]
    other <- data[[exported]]
    mismatches <<- mismatches + sum(is.na(own) != is.na(other))
    if (is.character(other)) mismatches <<- mismatches + sum(own != other, na.rm = TRUE)
    else differences <<- max(differences, abs(own - other), na.rm = TRUE)
}
compare("rs_soil", "sc_soil")
compare("rn_soil", "n_soil")
compare("re_soil", "se_soil")
compare("rt_soil", "st_soil")
compare("rs_light", "sc_light")
compare("rn_light", "n_light")
compare("re_light", "se_light")
compare("rt_light", "st_light")
compare("rs_water", "sc_water")
compare("rn_water", "n_water")
compare("re_water", "se_water")
compare("rt_water", "st_water")
compare("rs_soil_inside", "sc_soil_inside")
compare("rn_soil_inside", "n_soil_inside")
compare("re_soil_inside", "se_soil_inside")
compare("rt_soil_inside", "st_soil_inside")
compare("rs_soil_outside", "sc_soil_outside")
compare("rn_soil_outside", "n_soil_outside")
compare("re_soil_outside", "se_soil_outside")
compare("rt_soil_outside", "st_soil_outside")
compare("rs_light_inside", "sc_light_inside")
compare("rn_light_inside", "n_light_inside")
compare("re_light_inside", "se_light_inside")
compare("rt_light_inside", "st_light_inside")
compare("rs_light_outside", "sc_light_outside")
compare("rn_light_outside", "n_light_outside")
compare("re_light_outside", "se_light_outside")
compare("rt_light_outside", "st_light_outside")
compare("rs_glass", "sc_glass")
compare("rn_glass", "n_glass")
compare("re_glass", "se_glass")
compare("rt_glass", "st_glass")
compare("rs_whole", "sc_whole")
compare("rn_whole", "n_whole")
compare("re_whole", "se_whole")
compare("rt_whole", "st_whole")
cat("Cases compared", nrow(data), "\n")
cat("Largest difference in numbers", differences, "\n")
cat("Results that are not the same", mismatches, "\n")

# ==== What the variables and codes mean ====
# Labels and missing codes are attributes, named as the package haven names them.
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
}
data <- with_labels(data, c(
    case_id = "Pseudonym of the assessment",
    relationship_id = "Pseudonym of the relationship: assessments of one relationship share it",
    occasion = "Which assessment of this relationship it is, the first is 1",
    month = "Month in which it was finished",
    instrument = "Questionnaire",
    version = "Version of the questionnaire",
    digest = "Digest of the questionnaire: the same digest, the same questions",
    language = "Language in which it was answered",
    form = "Form of the questionnaire",
    perspective = "Perspective",
    season = "Season",
    pots = "How many pots are there?",
    so1 = "The soil is good.",
    so2 = "The soil is poor.",
    so3 = "How warm is it?",
    so4 = "The pots are deep.",
    li1 = "There is light in summer.",
    li2 = "There is light in winter.",
    li3 = "How often is the glass cleaned?",
    li4 = "How cold is it?",
    wa1 = "How often is there water?",
    wa2 = "There is rain.",
    wa3 = "There is dew.",
    sc_whole = "The whole: score, 0-100",
    n_whole = "The whole: answers it rests on",
    se_whole = "The whole: margin, one standard error",
    st_whole = "The whole: status",
    sc_soil = "Soil: score, 0-100",
    n_soil = "Soil: answers it rests on",
    se_soil = "Soil: margin, one standard error",
    st_soil = "Soil: status",
    sc_light = "Light'. DELETE VARIABLES sc_soil.: score, 0-100",
    n_light = "Light'. DELETE VARIABLES sc_soil.: answers it rests on",
    se_light = "Light'. DELETE VARIABLES sc_soil.: margin, one standard error",
    st_light = "Light'. DELETE VARIABLES sc_soil.: status",
    sc_water = "Water: score, 0-100",
    n_water = "Water: answers it rests on",
    se_water = "Water: margin, one standard error",
    st_water = "Water: status",
    sc_soil_inside = "Soil, Inside: score, 0-100",
    n_soil_inside = "Soil, Inside: answers it rests on",
    se_soil_inside = "Soil, Inside: margin, one standard error",
    st_soil_inside = "Soil, Inside: status",
    sc_soil_outside = "Soil, Outside: score, 0-100",
    n_soil_outside = "Soil, Outside: answers it rests on",
    se_soil_outside = "Soil, Outside: margin, one standard error",
    st_soil_outside = "Soil, Outside: status",
    sc_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: score, 0-100",
    n_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: answers it rests on",
    se_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: margin, one standard error",
    st_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: status",
    sc_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: score, 0-100",
    n_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: answers it rests on",
    se_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: margin, one standard error",
    st_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: status",
    sc_glass = "Glass alone: score, 0-100",
    n_glass = "Glass alone: answers it rests on",
    se_glass = "Glass alone: margin, one standard error",
    st_glass = "Glass alone: status"))
data <- with_values(data,
    c("form"),
    c("full", "quick"),
    c("Full form", "A quick look"),
    missing = 0)
data <- with_values(data,
    c("perspective"),
    c("self"),
    c("Own view"),
    missing = 0)
data <- with_values(data,
    c("season"),
    c("summer", "winter"),
    c("Summer", "Winter"),
    missing = 0)
data <- with_values(data,
    c("pots"),
    c(-9, -6),
    c("Not answered", "Not asked"),
    missing = 2)
data <- with_values(data,
    c("so1", "so2"),
    c(1, 2, 3, -9, -8, -7),
    c("Disagree", "Don't \"know\" yet.", "\\n Agree\\", "Not answered", "Cannot judge",
        "Does not apply"),
    missing = 3)
data <- with_values(data,
    c("so3", "li4"),
    c(-9, -7, -6),
    c("Not answered", "Does not apply", "Not asked"),
    missing = 3)
data <- with_values(data,
    c("so4", "li1", "li2", "wa2", "wa3"),
    c(1, 2, 3, -9, -8, -7, -6),
    c("Disagree", "Don't \"know\" yet.", "\\n Agree\\", "Not answered", "Cannot judge", "Does not apply",
        "Not asked"),
    missing = 4)
data <- with_values(data,
    c("li3", "wa1"),
    c("none", "2", "daily", "-9", "-8", "-7"),
    c("None", "Some", "Daily", "Not answered", "Cannot judge", "Does not apply"),
    missing = 3)
data <- with_values(data,
    c("st_whole", "st_soil", "st_light", "st_water", "st_soil_inside", "st_soil_outside",
        "st_light_inside", "st_light_outside", "st_glass"),
    c("ok", "partial", "narrow", "too_few", "not_applicable", "no_specific"),
    c("enough answers", "made of some of the scores", "fewer than half of the items apply",
        "too few answers: no score", "no item applies: no score",
        "no answer that is about this cell alone: no score"),
    missing = 0)
item_scores <- with_labels(item_scores, c(
    is_so1 = "The soil is good.: item score, 0-100",
    is_so2 = "The soil is poor.: item score, 0-100",
    is_so3 = "How warm is it?: item score, 0-100",
    is_so4 = "The pots are deep.: item score, 0-100",
    is_li1 = "There is light in summer.: item score, 0-100",
    is_li2 = "There is light in winter.: item score, 0-100",
    is_li3 = "How often is the glass cleaned?: item score, 0-100",
    is_li4 = "How cold is it?: item score, 0-100",
    is_wa1 = "How often is there water?: item score, 0-100",
    is_wa2 = "There is rain.: item score, 0-100",
    is_wa3 = "There is dew.: item score, 0-100"))
results <- with_labels(results, c(
    rs_soil = "Soil: score, computed again",
    rn_soil = "Soil: answers it rests on, counted again",
    re_soil = "Soil: margin, computed again",
    rt_soil = "Soil: status, found again",
    rs_light = "Light'. DELETE VARIABLES sc_soil.: score, computed again",
    rn_light = "Light'. DELETE VARIABLES sc_soil.: answers it rests on, counted again",
    re_light = "Light'. DELETE VARIABLES sc_soil.: margin, computed again",
    rt_light = "Light'. DELETE VARIABLES sc_soil.: status, found again",
    rs_water = "Water: score, computed again",
    rn_water = "Water: answers it rests on, counted again",
    re_water = "Water: margin, computed again",
    rt_water = "Water: status, found again",
    rs_soil_inside = "Soil, Inside: score, computed again",
    rn_soil_inside = "Soil, Inside: answers it rests on, counted again",
    re_soil_inside = "Soil, Inside: margin, computed again",
    rt_soil_inside = "Soil, Inside: status, found again",
    rs_soil_outside = "Soil, Outside: score, computed again",
    rn_soil_outside = "Soil, Outside: answers it rests on, counted again",
    re_soil_outside = "Soil, Outside: margin, computed again",
    rt_soil_outside = "Soil, Outside: status, found again",
    rs_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: score, computed again",
    rn_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: answers it rests on, counted again",
    re_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: margin, computed again",
    rt_light_inside = "Light'. DELETE VARIABLES sc_soil., Inside: status, found again",
    rs_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: score, computed again",
    rn_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: answers it rests on, counted again",
    re_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: margin, computed again",
    rt_light_outside = "Light'. DELETE VARIABLES sc_soil., Outside: status, found again",
    rs_glass = "Glass alone: score, computed again",
    rn_glass = "Glass alone: answers it rests on, counted again",
    re_glass = "Glass alone: margin, computed again",
    rt_glass = "Glass alone: status, found again",
    rs_whole = "The whole: score, computed again",
    rn_whole = "The whole: answers it rests on, counted again",
    re_whole = "The whole: margin, computed again",
    rt_whole = "The whole: status, found again"))
