/* write_waves.h -- names that the files and the screen share for the waves
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_WRITE_WAVES_H
#define PAL_REPORT_WRITE_WAVES_H

#include "base/find_waves.h"
#include "report/report.h"

/** The part `waves` of the run, or NULL. */
const pal_wave_findings *pal_report_waves_of(const pal_report *report);
/** May a count be shown: is it 0, or no smaller than the k-threshold? */
bool pal_report_waves_shows(const pal_wave_findings *f, uint64_t count);

#endif /* PAL_REPORT_WRITE_WAVES_H */
