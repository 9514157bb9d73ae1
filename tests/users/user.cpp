// A C++11 program over the installed header and library: the NPS of a survey file.
#include <palaute.h>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    pal_error err = {};
    pal_options opt = {};
    opt.size = sizeof opt;
    opt.lexicons = argv[1];
    opt.out = argv[2];
    const char *const inputs[] = {argv[3]};
    pal_engine *engine = nullptr;
    pal_result *result = nullptr;
    if (pal_engine_open(&engine, &opt, &err) != PAL_OK ||
        pal_analyze(&result, engine, &opt, inputs, 1, &err) != PAL_OK) {
        std::fprintf(stderr, "%s: %s\n", pal_status_name(err.code), err.msg);
        return 1;
    }
    const pal_summary *s = pal_result_summary(result);
    std::printf("%llu rows, NPS %+.1f\n", static_cast<unsigned long long>(s->rows),
                s->nps.nps);
    pal_result_close(result);
    pal_engine_close(engine);
    return 0;
}
