/* Punctuation and short numbers tell the tone where the words are the same. */
#include "train_help.h"

static const char *const subjects[] = {
    "hinta",    "laskutus", "aukiolo", "sijainti", "valikoima", "sovellus", "ohjeet",
    "toimitus", "jakelu",   "huolto",  "verkko",   "myynti",    "ruoka",    "parkki",
    "siisteys", "henkilö",  "pakkaus", "sivusto",  "varasto",   "paluu"};
enum { SUBJECTS = sizeof subjects / sizeof *subjects, TEXT_MAX = 8192 };

/* Accuracy on texts that each stand there with two endings and two tones. */
static double accuracy(const char *neg, const char *pos)
{
    lexicon_texts texts = {.valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\t%s%s\npos\t\t%s%s\n", subjects[i], neg, subjects[i], pos);
    folder_write(folder.text, "gold.tsv", text);
    train_tone(folder.text, "tone.model");
    double right = tone_accuracy(folder.text, "tone.model");
    folder_remove(&folder);
    return right;
}

Test(model_signs, the_sign_at_the_end_tells_the_tone)
{
    cr_expect_eq(accuracy("...", "!"), 1.0);
}

Test(model_signs, a_number_tells_the_tone)
{
    cr_expect_eq(accuracy(" 2", " 10"), 1.0);
}

Test(model_signs, nine_marks_are_as_good_as_eight)
{
    double right = accuracy("!!!!!!!!", "!!!!!!!!!");
    cr_expect(right <= 0.5, "%f", right);
}
