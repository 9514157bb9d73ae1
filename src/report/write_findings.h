/* write_findings.h -- the findings as keys of summary.json
 *
 * Room:  report/. Each part stands in a file of its own, write_PART.c, and writes one
 * key: null where the run has nothing to say on it.
 */
#ifndef PAL_REPORT_WRITE_FINDINGS_H
#define PAL_REPORT_WRITE_FINDINGS_H

#include "report/json_out.h"
#include "report/report.h"

void pal_report_keyness_json(pal_json *w, const pal_report *report);
void pal_report_unknown_json(pal_json *w, const pal_report *report);
void pal_report_why_json(pal_json *w, const pal_report *report);
void pal_report_waves_json(pal_json *w, const pal_report *report);

void pal_report_impact_json(pal_json *w, const pal_report *report);
void pal_report_segments_json(pal_json *w, const pal_report *report);
void pal_report_measures_json(pal_json *w, const pal_report *report);
void pal_report_conflicts_json(pal_json *w, const pal_report *report);
void pal_report_followup_json(pal_json *w, const pal_report *report);

#endif /* PAL_REPORT_WRITE_FINDINGS_H */
