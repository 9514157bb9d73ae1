# A Finnish and English survey through SnowballC: each distinct word is stemmed once.
# Rscript stem.R SURVEY LANGUAGES VALENCE_FI VALENCE_EN
# Prints rows, tokens, the sum of the valences, and groups of segment and month.
suppressMessages({
    library(data.table)
    library(SnowballC)
})
setDTthreads(1)
at <- commandArgs(trailingOnly = TRUE)

valences <- function(path, language) {
    lines <- readLines(path, encoding = "UTF-8")
    lines <- lines[grepl("^=?[\\p{L}\\p{N}]+\t-?[0-9]+(\t|$)", lines, perl = TRUE)]
    cells <- tstrsplit(lines, "\t", fixed = TRUE)
    stems <- wordStem(sub("^=", "", cells[[1]]), language)
    first <- !duplicated(stems)
    list(stems = stems[first], points = as.integer(cells[[2]])[first])
}

survey <- fread(at[1], sep = ";", quote = "\"", encoding = "UTF-8", showProgress = FALSE)
survey[, language := readLines(at[2], n = nrow(survey))]
words <- strsplit(tolower(survey$comment), "[^\\p{L}\\p{N}]+", perl = TRUE)
tokens <- data.table(row = rep.int(seq_along(words), lengths(words)), word = unlist(words))
tokens <- tokens[nzchar(word)]
tokens[, language := survey$language[row]]
tokens[, points := 0L]
for (code in c("fi", "en")) {
    name <- c(fi = "finnish", en = "english")[[code]]
    known <- valences(at[if (code == "fi") 3 else 4], name)
    distinct <- unique(tokens[language == code, word])
    points <- known$points[match(wordStem(distinct, name), known$stems)]
    points[is.na(points)] <- 0L
    tokens[language == code, points := ..points[match(word, ..distinct)]]
}
scores <- tokens[, .(points = sum(points)), by = row]
survey[, points := 0L]
survey[scores$row, points := scores$points]
groups <- survey[, .(count = .N, points = sum(points)),
                 by = .(segment, month = substr(as.character(date), 1, 7))]
cat(sprintf("rows %d tokens %d sum %d groups %d\n", nrow(survey), nrow(tokens),
            sum(groups$points), nrow(groups)))
