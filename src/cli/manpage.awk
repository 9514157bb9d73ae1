# The man page with its options from the program's own table.
#
# Usage: palaute completions mdoc | awk -f manpage.awk - palaute.1
#
# In the source an option has its text below `.It Fl ... Fl NAME`; that head is replaced by
# the table's, and the commands that have the option are told behind the text. An option
# without a text, or a text without an option, fails.
BEGIN { FS = "\t" }
function closing(    commands) {
    if (name == "")
        return
    commands = of[name]
    gsub(/ /, " , ", commands)
    print commands == "all" ? "For all commands." : "For\n.Cm " commands " ."
    name = ""
}
# mandoc(1) asks for text lines of 80 bytes at most
function fold(line,    at) {
    while (length(line) > 80 && line !~ /^\./) {
        at = 80
        while (at > 1 && (substr(line, at, 1) != " " || substr(line, at + 1, 1) == "."))
            at--
        if (at == 1)
            break
        print substr(line, 1, at - 1)
        line = substr(line, at + 1)
    }
    print line
}
FILENAME == "-" || FILENAME == "" {
    head[$1] = $2
    of[$1] = $3
    next
}
/^\.Sh / { closing(); options = ($0 == ".Sh OPTIONS") }
options && /^\.El/ { closing() }
options && /^\.It Fl / {
    closing()
    name = $0
    sub(/^\.It Fl (. , Fl )?Fl /, "", name)
    sub(/ .*/, "", name)
    if (!(name in head)) {
        printf "manpage.awk: the program has no option --%s\n", name >"/dev/stderr"
        failed = 1
    }
    print head[name]
    described[name] = 1
    next
}
{ fold($0) }
END {
    for (name in head)
        if (!(name in described)) {
            printf "manpage.awk: --%s is not described\n", name >"/dev/stderr"
            failed = 1
        }
    exit failed
}
