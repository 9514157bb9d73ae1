/* What was asked is a feature of the models: the same words are blame below one question
 * and praise below another. */
#include "train_help.h"

static const char lexicon_questions[] = "phrase\tasks\tnote\n"
                                        "parantaa\tfaults\n"
                                        "hyvää\tmerits\n";
static const char *const subjects[] = {
    "hinta",    "laskutus", "aukiolo", "sijainti", "valikoima", "sovellus", "ohjeet",
    "toimitus", "jakelu",   "huolto",  "verkko",   "myynti",    "ruoka",    "parkki",
    "siisteys", "henkilö",  "pakkaus", "sivusto",  "varasto",   "paluu"};
enum { SUBJECTS = sizeof subjects / sizeof *subjects, TEXT_MAX = 8192 };

/* Every subject twice: asked for faults it is neg, asked for merits pos. */
static void write_coded(const char *folder, bool questions)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tquestion\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\t%s\t%s\npos\t\t%s\t%s\n",
                        questions ? "Missä voisimme parantaa?" : "", subjects[i],
                        questions ? "Mikä oli hyvää?" : "", subjects[i]);
    folder_write(folder, "gold.tsv", text);
}

/* A word that is praise below one question and blame below the other, and one that is
 * the other way round: neither word nor question tells by itself. */
static void write_crossed(const char *folder, bool questions)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tquestion\tcomment\n");
    const char *faults = questions ? "Missä voisimme parantaa?" : "";
    const char *merits = questions ? "Mikä oli hyvää?" : "";
    for (size_t i = 0; i < SUBJECTS / 2; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\t%s\tkaikki %zu\npos\t\t%s\tkaikki %zu\n"
                        "pos\t\t%s\ttuskin %zu\nneg\t\t%s\ttuskin %zu\n",
                        faults, i, merits, i, faults, i, merits, i);
    folder_write(folder, "gold.tsv", text);
}

typedef void write_fn(const char *folder, bool questions);

static double accuracy(write_fn *write, bool questions)
{
    lexicon_texts texts = {.valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "questions.tsv", lexicon_questions);
    write(folder.text, questions);
    train_tone(folder.text, "tone.model");
    double right = tone_accuracy(folder.text, "tone.model");
    folder_remove(&folder);
    return right;
}

Test(model_question, tells_blame_from_praise_where_the_words_cannot)
{
    cr_expect_eq(accuracy(write_coded, true), 1.0);
}

/* Each text is there with both tones: whoever calls them all the same is right half of
 * the time. */
Test(model_question, without_it_half_is_a_guess)
{
    double right = accuracy(write_coded, false);
    cr_expect(right <= 0.5, "%f", right);
}

Test(model_question, tells_what_a_word_means_below_it)
{
    cr_expect_eq(accuracy(write_crossed, true), 1.0);
    cr_expect(accuracy(write_crossed, false) <= 0.5);
}
