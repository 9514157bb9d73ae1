/* The commands. */
#include <string.h>

#include "messages.h"
#include "options.h"

const command commands[] = {
    {"analyze", FOR_ANALYZE, "FILE...",
     "read survey files and write comments, themes, figures and a report into a folder",
     "  $ palaute analyze survey.csv\n"
     "  $ palaute analyze -o autumn spring.csv autumn.csv\n"
     "  $ palaute analyze --score Q4 --text Q5 --segment Region survey.csv\n"
     "  $ palaute analyze --print-config survey.csv\n",
     command_analyze},
    {"why", FOR_WHY, "THEME FILE...",
     "tell what goes with a theme in a band: who, with what, about what, where, words",
     "  $ palaute why jonotusaika survey.csv\n"
     "  $ palaute why \"Price level\" --band all --depth 3 spring.csv autumn.csv\n",
     command_why},
    {"inspect", FOR_INSPECT, "FILE",
     "show how a survey file would be read, why, and the options that change it",
     "  $ palaute inspect survey.csv\n"
     "  $ palaute inspect --delimiter ';' --encoding windows-1252 survey.csv\n",
     command_inspect},
    {"init", FOR_INIT, "FILE", "write a configuration file for a survey that comes again",
     "  $ palaute init survey.csv\n"
     "  $ palaute init --scale 0-10 -o kuura.conf survey.csv\n"
     "  $ palaute analyze --config kuura.conf survey.csv\n",
     command_init},
    {"explain", FOR_EXPLAIN, "TEXT...", "show each token, rule and decision for a text",
     "  $ palaute explain \"Ei tarvinnut jonottaa, mutta hinta on kova\"\n",
     command_explain},
    {"tag", FOR_TAG, "",
     "read JSON Lines with a field text on standard input, write a line for each",
     "  $ palaute tag < answers.jsonl > tagged.jsonl\n", command_tag},
    {"evaluate", FOR_EVALUATE, "GOLD.tsv",
     "compare with a coded file (columns id, overall, themes, comment)",
     "  $ palaute evaluate gold.tsv\n", command_evaluate},
    {"compare", FOR_COMPARE, "OLD NEW...",
     "compare waves: files, or folders of earlier results",
     "  $ palaute compare spring.csv autumn.csv\n"
     "  $ palaute compare survey-palaute autumn.csv\n"
     "  $ palaute compare --wave Region survey.csv\n",
     command_compare},
    {"train", FOR_TRAIN, "GOLD.tsv...", "learn a model from coded files",
     "  $ palaute train -o sentiment.fi.model coded.tsv\n"
     "  $ palaute train --themes --split train -o themes.fi.model coded.tsv\n"
     "  $ palaute train --themes --own-ids -o own.model my-codes.tsv\n"
     "  $ palaute analyze --own-themes own.model survey.csv\n",
     command_train},
    {"redact", FOR_REDACT, "[FILE...]",
     "write texts with names, numbers and addresses of persons masked",
     "  $ palaute redact < answers.jsonl > masked.jsonl\n"
     "  $ palaute redact -c survey.csv > masked.csv\n",
     command_redact},
    {"kpi", FOR_KPI, "FIGURE",
     "make a key figure from counts: retention, churn, referral, trial-to-paid, mau, nps",
     "  $ palaute kpi retention --start 160 --end 150 --new 20\n"
     "  $ palaute kpi churn --start 100 --lost 35\n"
     "  $ palaute kpi referral --referred 2 --total 100\n"
     "  $ palaute kpi trial-to-paid --trials 80 --paid 12\n"
     "  $ palaute kpi mau --before 1000 --after 1120\n"
     "  $ palaute kpi nps --promoters 60 --passives 30 --detractors 10\n",
     command_kpi},
    {"prepare", FOR_PREPARE, "",
     "read rules and common words once, for all users of this installation",
     "  $ palaute prepare\n"
     "  $ palaute prepare -o prepared\n"
     "  $ PALAUTE_PREPARED=prepared palaute analyze -o autumn survey.csv\n",
     command_prepare},
    {"completions", FOR_COMPLETIONS, "bash|zsh|fish", NULL,
     "  $ palaute completions bash >palaute.bash\n", command_completions},
    {.name = NULL},
};

const command *command_find(const char *name)
{
    enum { COUNT = sizeof commands / sizeof *commands };
    const char *names[COUNT] = {NULL};
    size_t count = 0;
    for (const command *cmd = commands; cmd->name; cmd++) {
        if (strcmp(name, cmd->name) == 0)
            return cmd;
        names[count++] = cmd->name;
    }
    const char *near = options_nearest(name, names);
    if (name[0] == '-')
        tell_usage(NULL, "the command comes first, then its options: palaute COMMAND %s",
                   name);
    else if (near)
        tell_usage(NULL, "no command '%s'; did you mean '%s'?", name, near);
    else
        tell_usage(NULL, "no command '%s'; see palaute --help", name);
    return NULL;
}
