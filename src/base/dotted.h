/* dotted.h -- version numbers of headers as text */
#ifndef PAL_BASE_DOTTED_H
#define PAL_BASE_DOTTED_H

#define PAL_QUOTED(x) #x
/** "230" from a macro that is a number. */
#define PAL_TEXT_OF(x) PAL_QUOTED(x)
/** "10.42" from two macros that are numbers. */
#define PAL_DOTTED_2(a, b) PAL_TEXT_OF(a) "." PAL_TEXT_OF(b)
/** "3.0.3" from three. */
#define PAL_DOTTED_3(a, b, c) PAL_DOTTED_2(a, b) "." PAL_TEXT_OF(c)

#endif /* PAL_BASE_DOTTED_H */
