/* calibrate.h -- decisions as probabilities, and where to draw the line
 *
 * Room:  model/.
 */
#ifndef PAL_MODEL_CALIBRATE_H
#define PAL_MODEL_CALIBRATE_H

#include "base/arena.h"

/** Platt's sigmoid 1 / (1 + exp(-(a d + b))) by maximum likelihood, with his targets that
 *  are never quite 0 or 1. Source: J. Platt (1999), "Probabilistic outputs for support
 *  vector machines"; the Newton steps are those of H. Lin, C. Lin, R. Weng, Machine
 *  Learning 68 (2007) 267-276. */
void pal_calibrate(const double *decisions, const bool *yes, size_t count, double *a,
                   double *b);
double pal_calibrated(double decision, double a, double b);
/** log(p / (1 - p)), with p kept a millionth away from 0 and 1. */
double pal_log_odds(double p);
/** From how far a class must come when the likeliest of several is looked for: the
 *  probability whose log-odds are `out` times those of the class's share of the texts.
 *  Rare classes are then found more often, from 0 (no change) to 1 (only the lift
 * counts). Source: A. Menon et al., "Long-tail learning via logit adjustment", ICLR 2021.
 */
double pal_share_threshold(uint64_t have, uint64_t texts, double out);

/** The decision from which saying yes gives the best F1; ties go to the higher one. With
 *  nothing to find it is above all. False without memory. */
bool pal_best_threshold(const double *decisions, const bool *yes, size_t count,
                        pal_arena *scratch, double *out);

#endif /* PAL_MODEL_CALIBRATE_H */
