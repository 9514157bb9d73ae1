# The NHS file (pxtextmining, v6framework_230831.csv) as a coded file.
#
# Usage: LC_ALL=C awk -v least=100 -f nhs_codes.awk v6framework_230831.csv
#
# Columns: 7 rating, 8 question, 9 answer, 11 tone (1, 2 are pos, 3 neu, 4, 5 neg), and from
# 13 on one a theme, 1 where the coder gave it; its id is made of its heading. Themes of
# fewer than `least` answers are left out. Rows without an answer or a tone are, too.
function add(c) {
    field = field (c == "\t" || c == "\r" ? " " : c)
}
function id_of(heading) {
    heading = tolower(heading)
    gsub(/[^a-z0-9]+/, "-", heading)
    gsub(/^-|-$/, "", heading)
    return heading
}
function squeezed(text) {
    gsub(/ +/, " ", text)
    gsub(/^ | $/, "", text)
    return text
}
function cut(record,    i, c) {
    count = 0
    field = ""
    inside = 0
    for (i = 1; i <= length(record); i++) {
        c = substr(record, i, 1)
        if (c == "\"" && inside && substr(record, i + 1, 1) == "\"") {
            add(c)
            i++
        } else if (c == "\"") {
            inside = !inside
        } else if (c == "," && !inside) {
            cell[++count] = field
            field = ""
        } else {
            add(c)
        }
    }
    cell[++count] = field
}
{
    # records of several lines become one
    record = record == "" ? $0 : record " " $0
    quotes = gsub(/"/, "\"", record)
    if (quotes % 2)
        next
    cut(record)
    record = ""
    if (!themes) {
        themes = count
        for (i = 13; i <= themes; i++)
            id[i] = id_of(cell[i])
        next
    }
    answer = squeezed(cell[9])
    if (cell[11] !~ /^[1-5]$/ || answer == "")
        next
    rows++
    tone[rows] = cell[11] < 3 ? "pos" : cell[11] > 3 ? "neg" : "neu"
    rest[rows] = squeezed(cell[8]) "\t" squeezed(cell[7]) "\t" answer
    for (i = 13; i <= themes; i++)
        if (squeezed(cell[i]) == 1) {
            coded[rows] = coded[rows] " " i
            answers[i]++
        }
}
END {
    print "overall\tthemes\tquestion\tscore\tcomment"
    for (r = 1; r <= rows; r++) {
        count = split(coded[r], list, " ")
        codes = ""
        for (i = 1; i <= count; i++)
            if (answers[list[i]] >= least)
                codes = codes (codes == "" ? "" : ";") id[list[i]]
        print tone[r] "\t" codes "\t" rest[r]
    }
}
