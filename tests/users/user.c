/* A C99 program over the installed header and library: tags of one text. */
#include <palaute.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    pal_error err = {PAL_OK};
    pal_options opt = PAL_OPTIONS_INIT;
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_reading_view view;
    static const char text[] = "Excellent service, thank you! The prices are terrible.";
    opt.lexicons = argc > 1 ? argv[1] : NULL;
    opt.language = PAL_LANGUAGE_EN;
    if (pal_engine_open(&engine, &opt, &err) ||
        pal_reader_open(&reader, engine, &opt, &err) ||
        pal_read(reader, (pal_str){text, sizeof text - 1}, &view, &err)) {
        fprintf(stderr, "%s: %s\n", pal_status_name(err.code), err.msg);
        return 1;
    }
    pal_tag tag = {0};
    size_t tags = pal_reader_tags(reader, &tag, 1);
    printf("%s %s %s %s\n", pal_version(), pal_language_name(view.language),
           pal_polarity_name(view.sentiment),
           tags != 0 && tag.theme < pal_engine_theme_count(engine) ? "tagged"
                                                                   : "untagged");
    pal_reader_close(reader);
    pal_engine_close(engine);
    return 0;
}
