# Rebuilds the tables of sources, pairs and trend of this package from its data, and compares.
#
#     Rscript rebuild.R
#
# Base R only. Formulas: docs/method.md of framing, "Sources", "Sources compared", "Trend", "Many
# comparisons". Where two groups have more than 9,999 labellings, p is from drawn ones, and R draws
# others: there p is taken from the table and compared with R's own draws, within their error.

arguments <- commandArgs(trailingOnly = FALSE)
file <- sub("^--file=", "", grep("^--file=", arguments, value = TRUE))
here <- if (length(file)) dirname(file[1]) else "."
tolerance <- 1e-9
fewest.articles <- 5
widest <- log(1e9)
most.draws <- 9999
own.draws <- 2000

read <- function(name) {
  # As texts: a source may be called NA.
  read.csv(file.path(here, "data", paste0(name, ".csv")), colClasses = "character",
           na.strings = character(0), check.names = FALSE, encoding = "UTF-8")
}

number <- function(text) suppressWarnings(as.numeric(text))

said <- function(name) {
  # A value of the head of provenance.json, which stands on its first line.
  head <- readLines(file.path(here, "provenance.json"), n = 1, encoding = "UTF-8", warn = FALSE)
  found <- regmatches(head, gregexpr(paste0('"', name, '": ("[^"]*"|true|false)'), head))[[1]]
  gsub('^"[^"]*": |"', "", tail(found, 1))
}

grouped.scores <- function() {
  # A row for each article, its group and a dimension; `counts` says whether groups count it.
  scores <- read("scores")
  for (name in c("matches", "weight", "words")) scores[[name]] <- number(scores[[name]])
  every <- said("all_copies") == "true"
  scores$counts <- if (every) scores$words > 0 else scores$counted_in_groups == "1"
  groups <- setNames(read("groups")[c("article_id", "source")], c("article_id", "group"))
  found <- merge(scores[setdiff(names(scores), "source")], groups, by = "article_id")
  found$period <- substr(found$published, 1, if (said("period") == "year") 4 else 7)
  found
}

se <- function(hits, words) {
  total <- sum(words)
  moved <- (hits - sum(hits) / total * words) / (total - words)
  sqrt((length(hits) - 1) / length(hits) * sum(moved^2))
}

degrees <- function(words) max(sum(words)^2 / sum(words^2) - 1, 1)

interval <- function(hits, words, matches, held) {
  size <- length(hits)
  total <- sum(words)
  none <- list(low = NA, high = NA, interval = "none")
  if (size < fewest.articles) return(none)
  if (matches == 0) {
    bound <- 1000 * (1 - 0.05^(1 / size)) * held * size / total
    return(list(low = 0, high = bound, interval = "silence"))
  }
  rate <- sum(hits) / total
  if (rate == 0) return(none)
  spread <- qt(0.975, degrees(words)) * se(hits, words) / rate
  if (spread > widest) return(none)
  list(low = 1000 * rate * exp(-spread), high = 1000 * rate * exp(spread), interval = "ratio")
}

rates <- function(scores, keys) {
  holding <- scores[scores$counts & scores$weight > 0, ]
  held <- tapply(holding$weight, holding$dimension, mean)
  parts <- split(scores, scores[c(keys, "dimension")], drop = TRUE, sep = "\r")
  rows <- lapply(parts, function(every) {
    own <- every[every$counts, ]
    of <- every$dimension[1]
    mean.held <- if (of %in% names(held)) held[[of]] else 1
    cbind(every[1, c(keys, "dimension")], data.frame(
      articles = nrow(own), words = sum(own$words), matches = sum(own$matches),
      # Both are not a number, and empty in the table, where no article counts.
      pooled_rate = 1000 * sum(own$weight) / sum(own$words),
      mean_rate = mean(1000 * own$weight / own$words),
      interval(own$weight, own$words, sum(own$matches), mean.held)
    ))
  })
  do.call(rbind, rows)
}

studentised <- function(hits, words, chosen) {
  # Of each column of chosen articles against all others; SE of the ratio estimator.
  facts <- rbind(hits, words, hits^2, hits * words, words^2)
  one <- facts %*% chosen
  side <- function(sums, size) {
    rate <- sums[1, ] / sums[2, ]
    spread <- pmax(sums[3, ] - 2 * rate * sums[4, ] + rate^2 * sums[5, ], 0)
    list(rate = rate, square = spread * size / (size - 1) / sums[2, ]^2)
  }
  few <- sum(chosen[, 1])
  a <- side(one, few)
  b <- side(rowSums(facts) - one, length(hits) - few)
  apart <- abs(a$rate - b$rate)
  ifelse(apart > 0, apart / sqrt(a$square + b$square), 0)
}

permutation.p <- function(a, b, shipped) {
  # p of all labellings; of too many of them the shipped p, if R's own draws do not contradict it.
  if (nrow(b) < nrow(a)) { swapped <- a; a <- b; b <- swapped }
  hits <- c(a$weight, b$weight)
  words <- c(a$words, b$words)
  size <- length(hits)
  few <- nrow(a)
  labels <- function(columns) {
    chosen <- matrix(0, size, ncol(columns))
    chosen[cbind(c(columns), c(col(columns)))] <- 1
    chosen
  }
  observed <- studentised(hits, words, labels(matrix(seq_len(few)))) * (1 - 1e-9)
  if (choose(size, few) <= most.draws) {
    return(mean(studentised(hits, words, labels(combn(size, few))) >= observed))
  }
  drawn <- replicate(own.draws, sample.int(size, few))
  p <- mean(studentised(hits, words, labels(matrix(drawn, few))) >= observed)
  error <- sqrt(shipped * (1 - shipped) / own.draws + shipped^2 / 100) + 1 / own.draws
  drawn.pairs <<- drawn.pairs + 1
  if (abs(p - shipped) <= 5 * error) shipped else p
}

compared <- function(a, b, shipped) {
  rate.a <- sum(a$weight) / sum(a$words)
  rate.b <- sum(b$weight) / sum(b$words)
  found <- data.frame(articles_a = nrow(a), articles_b = nrow(b), rate_a = 1000 * rate.a,
                      rate_b = 1000 * rate.b, ratio = NA_real_, low = NA_real_, high = NA_real_,
                      method = "none", p = NA_real_)
  if (rate.a == 0 && rate.b == 0) return(found)
  sizes <- c(nrow(a), nrow(b))
  silent <- rate.a == 0 || rate.b == 0
  few <- silent || sum(sizes) <= 50 || min(sizes) < 20
  found$method <- if (few) "permutation" else "t"
  if (few) found$p <- permutation.p(a, b, shipped)
  if (silent) return(found)
  errors <- c(se(a$weight, a$words) / rate.a, se(b$weight, b$words) / rate.b)
  freedoms <- c(degrees(a$words), degrees(b$words))
  parts <- sum(errors^4 / freedoms)
  freedom <- if (parts > 0) sum(errors^2)^2 / parts else sum(freedoms)
  error <- sqrt(sum(errors^2))
  found$ratio <- rate.a / rate.b
  if (!few) {
    difference <- abs(log(found$ratio))
    found$p <- if (difference == 0) 1 else if (error == 0) 0 else 2 * pt(-difference / error, freedom)
  }
  spread <- qt(0.975, freedom) * error
  if (spread <= widest) {
    found$low <- found$ratio * exp(-spread)
    found$high <- found$ratio * exp(spread)
  }
  found
}

pairs.of <- function(scores, shipped) {
  scores <- scores[scores$counts, ]
  parts <- split(scores, scores[c("dimension", "group")], drop = TRUE, sep = "\r")
  rows <- lapply(seq_len(nrow(shipped)), function(at) {
    pair <- shipped[at, ]
    sides <- lapply(c(pair$a, pair$b), function(name) parts[[paste(pair$dimension, name, sep = "\r")]])
    cbind(pair[c("dimension", "a", "b")], compared(sides[[1]], sides[[2]], number(pair$p)))
  })
  found <- do.call(rbind, rows)
  found$adjusted_p <- p.adjust(found$p, "BH")
  found$differs <- as.integer(!is.na(found$adjusted_p) & found$adjusted_p < 0.05)
  found
}

compare <- function(rebuilt, shipped, name, keys) {
  key <- function(table) do.call(paste, c(unname(as.list(table[keys])), sep = "\r"))
  at <- match(key(shipped), key(rebuilt))
  wrong <- sum(is.na(at)) + (nrow(shipped) != nrow(rebuilt))
  for (column in setdiff(names(rebuilt), keys)) {
    own <- rebuilt[[column]][at]
    theirs <- shipped[[column]]
    same <- if (is.character(own)) own == theirs else {
      y <- number(theirs)
      (is.na(own) & is.na(y)) | abs(own - y) <= tolerance * abs(y) + 1e-12
    }
    bad <- which(is.na(same) | !same)
    for (row in head(bad, 3)) {
      where <- paste(unlist(shipped[row, keys]), collapse = ", ")
      cat(sprintf("%s, %s: %s %s instead of %s\n", name, where, column, format(own[row], digits = 17),
                  theirs[row]))
    }
    wrong <- wrong + length(bad)
  }
  if (wrong == 0) cat(sprintf("%s: %d rows, all as the program has them\n", name, nrow(shipped)))
  wrong
}

set.seed(1)
drawn.pairs <- 0
scores <- grouped.scores()
named <- function(table) { names(table)[names(table) == "group"] <- "source"; table }
wrong <- compare(named(rates(scores, "group")), read("sources"), "sources", c("source", "dimension"))
wrong <- wrong + compare(named(rates(scores, c("group", "period"))), read("trend"), "trend",
                         c("source", "period", "dimension"))
shipped <- read("pairs")
if (nrow(shipped)) {
  wrong <- wrong + compare(pairs.of(scores, shipped), shipped, "pairs", c("dimension", "a", "b"))
} else cat("pairs: 0 rows\n")
if (drawn.pairs) cat(sprintf("%d p values are from drawn labellings: within the error of R's own\n", drawn.pairs))
quit(status = as.integer(wrong > 0))
