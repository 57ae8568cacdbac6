/* Charts: as SVG, and as text for a terminal. */
#include "out/chart.h"
#include "out/writer.h"

static int write_svg(const struct view *v, const struct style *style, struct sink *sink,
                     struct diags *ds)
{
    struct xml x;
    (void)style;
    xml_begin(&x);
    x.progress = v->progress;
    xml_raw(&x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    chart_draw(v->doc->chart, NULL, &x);
    sink_put(sink, xml_end(&x));
    int status = xml_report(&x, ds);
    xml_release(&x);
    return status;
}

static int write_text(const struct view *v, const struct style *style, struct sink *sink,
                      struct diags *ds)
{
    struct text t = {0};
    chart_add_text(v->doc->chart, style, &t);
    sink_put(sink, text_span(&t));
    int status = text_failed(&t) ? diags_no_memory(ds) : 0;
    text_release(&t);
    return status;
}

const struct writer writer_svg = {
    .content = CONTENT_CHART,
    .name = "svg",
    .suffix = "svg",
    .summary = "a picture (SVG), light or dark as the screen is, no script",
    .write = write_svg,
};

const struct writer writer_text = {
    .content = CONTENT_CHART,
    .name = "text",
    .suffix = "txt",
    .summary = "a picture in characters, for a terminal",
    .write = write_text,
};
