#include "load/blanks.h"

#include "base/text.h"

int blank_run_tell(struct blank_run *run, const char *name, struct diags *ds)
{
    struct diag d = {.severity = SEVERITY_WARNING, .code = "W-BLANK"};
    if (!run->from)
        return 0;
    if (!diags_count(ds, d.severity, d.code)) {
        run->from = 0;
        return ds->fault == FAULT_NONE ? 0 : -1;
    }
    struct text t = {0};
    if (run->from == run->to)
        text_add_string(&t, "the line is blank");
    else if (run->from + 1 == run->to)
        text_add_string(&t, "the line and the next are blank");
    else
        text_addf(&t, "the line and the next %u are blank", run->to - run->from);
    d.place = (struct place){name, run->from, 1};
    d.message = text_string(&t);
    run->from = 0;
    int status = text_failed(&t) ? diags_no_memory(ds) : diags_add(ds, &d);
    text_release(&t);
    return status;
}
