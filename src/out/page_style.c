#include "page_style.h"

#include "out/ink.h"

/* Colours by name: those of charts, and no others. */
static void add_colours(struct text *t, const char *(*shade)(enum ink ink))
{
    static const struct {
        const char *name;
        enum ink ink;
    } colours[] = {{"paper", INK_PAPER},
                   {"text", INK_TEXT},
                   {"muted", INK_MUTED},
                   {"rule", INK_GRID},
                   {"link", INK_SERIES},
                   {"tint", INK_TINT},
                   {"pale", INK_TINT + N_SERIES - 1}};
    text_add_string(t, ":root{");
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        text_addf(t, "--%s:%s;", colours[i].name, shade(colours[i].ink));
    text_add_string(t, "}\n");
}

static const char on_screen[] =
    "*{box-sizing:border-box}\n"
    "html{color-scheme:light dark;-webkit-text-size-adjust:100%}\n"
    "body{margin:0;background:var(--paper);color:var(--text);"
    "font:1rem/1.55 system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}\n"
    "header,nav,main,footer{max-width:74rem;margin:0 auto;padding:0 1.25rem}\n"
    "header{padding-top:2.5rem}\n"
    "footer{padding-top:1rem;padding-bottom:3rem;margin-top:3rem;color:var(--muted);"
    "font-size:.875rem;border-top:1px solid var(--rule)}\n"
    "h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem;letter-spacing:-.01em}\n"
    "h2{font-size:1.5rem;line-height:1.25;margin:3.5rem 0 1rem;padding-top:1rem;"
    "border-top:2px solid var(--text)}\n"
    "h3{font-size:1.125rem;line-height:1.3;margin:2.25rem 0 .5rem}\n"
    "p,ul,dl{margin:0 0 1rem;max-width:46rem}\n"
    "h1,h2,h3,dt,dd,li,p,figcaption{overflow-wrap:break-word}\n"
    "p.subtitle{color:var(--muted);font-size:1.125rem}\n"
    "p.question{font-size:1.25rem;line-height:1.45;margin:1.25rem 0 1.75rem}\n"
    "a{color:var(--link);text-underline-offset:.15em}\n"
    "a:hover{text-decoration-thickness:2px}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "a.skip{position:absolute;left:-200vw;background:var(--paper);padding:.5rem 1rem}\n"
    "a.skip:focus{left:.5rem;top:.5rem}\n"
    "nav ol{columns:17rem;padding-left:1.4rem;margin:0;max-width:46rem}\n"
    "nav li,ul.index li{padding:.2rem 0;break-inside:avoid}\n"
    "ul.index{columns:13rem;list-style:none;padding:0;max-width:none}\n"
    "code{font:.875em/1.4 ui-monospace,'Cascadia Mono',Consolas,Menlo,monospace;"
    "overflow-wrap:anywhere}\n"
    "dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;"
    "max-width:none;margin:1.5rem 0}\n"
    "dl.facts div{display:flex;flex-direction:column-reverse;justify-content:flex-end;"
    "background:var(--pale);border-left:4px solid var(--link);padding:.75rem 1rem}\n"
    "dl.facts dt{font-size:.9375rem;line-height:1.35}\n"
    "dl.facts dd{margin:0;font-size:1.75rem;font-weight:600;line-height:1.25}\n"
    "dl.terms dt{font-weight:600}\n"
    "dl.terms{columns:22rem;column-gap:2.5rem;max-width:none}\n"
    "dl.terms div{break-inside:avoid}\n"
    "dl.terms dd{margin:0 0 .6rem}\n"
    "div.scroll{overflow-x:auto;margin:1.5rem 0 .5rem}\n"
    "table{border-collapse:collapse;font-size:.875rem;line-height:1.4;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{position:sticky;left:0;max-width:calc(100vw - "
    "2.5rem);text-align:left;font-weight:600;font-size:1rem;padding:0 0 .5rem}\n"
    "th,td{padding:.35rem .5rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--rule)}\n"
    "th:first-child,td:first-child{padding-left:0}\n"
    "thead th{vertical-align:bottom;border-bottom:2px solid var(--text)}\n"
    "tbody th{font-weight:600}\n"
    "tbody th:first-child{min-width:7.5rem}\n"
    "tr th:first-child{position:sticky;left:0;background:var(--paper)}\n"
    "th.n,td.n{text-align:right}\n"
    "tbody .d,tbody .s{white-space:nowrap}\n"
    "td.w{min-width:11rem}\n"
    "td a{overflow-wrap:anywhere}\n"
    "table.alike{table-layout:fixed;width:100%;min-width:56rem}\n"
    "table.alike th{width:9.5rem}\n"
    "table.alike th.d{width:6.5rem}\n"
    "table.alike th.w{width:auto}\n"
    "table.alike td,table.alike th{overflow-wrap:anywhere}\n"
    "table.alike .s{white-space:normal}\n"
    "p.made,ul.notes,figcaption{font-size:.875rem;color:var(--muted);max-width:52rem}\n"
    "ul.notes{padding-left:1.2rem}\n"
    "p.made{margin-bottom:.75rem}\n"
    "figure{margin:1.5rem 0 2.5rem}\n"
    "figure div.scroll{margin:0}\n"
    "figure p.made{margin:0}\n"
    "figure svg{display:block;width:100%;min-width:40rem;max-width:56rem;height:auto}\n";

static const char on_paper[] =
    "@page{size:A4;margin:16mm 14mm 18mm}\n"
    "@media print{\n"
    "html{font-size:9.5pt}\n"
    "body{line-height:1.4}\n"
    "header,nav,main,footer{max-width:none;padding:0}\n"
    "h1{font-size:20pt}h2{font-size:14pt;margin:8mm 0 3mm}h3{font-size:11pt;margin:5mm 0 2mm}\n"
    "a{color:inherit;text-decoration:none}\n"
    "a.skip{display:none}\n"
    "p,ul,dl{max-width:none;orphans:3;widows:3}\n"
    "h1,h2,h3,caption{break-after:avoid}\n"
    "dl.facts{grid-template-columns:repeat(4,1fr)}\n"
    "dl.facts div,dl.terms div,figcaption,p.made{break-inside:avoid}\n"
    "dl.facts div{print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
    "dl.facts dd{font-size:15pt}\n"
    "div.scroll{overflow:visible}\n"
    "table{font-size:7.5pt;line-height:1.3;width:100%}\n"
    "caption{font-size:9.5pt}\n"
    "th,td{padding:.7mm .8mm}\n"
    "thead{display:table-header-group}\n"
    "tr{break-inside:avoid}\n"
    "tbody th:first-child{min-width:0}\n"
    "td.w{min-width:20mm}\n"
    "tbody .s{white-space:normal}\n"
    "tbody td:not(.n):not(.d){overflow-wrap:anywhere}\n"
    "table.alike{min-width:0}\n"
    "table.alike th{width:25mm}\n"
    "table.alike th.d{width:17mm}\n"
    "h3+p{break-after:avoid}\n"
    "p.made,ul.notes,figcaption{font-size:8pt}\n"
    "figure{break-inside:avoid;margin:4mm 0 6mm}\n"
    "figure svg{min-width:0;max-width:none}\n"
    "div.short{break-inside:avoid}\n"
    "}\n";

void page_add_style(struct text *t)
{
    add_colours(t, ink_light);
    text_add_string(t, "@media screen and (prefers-color-scheme:dark){");
    add_colours(t, ink_dark);
    text_add_string(t, "}\n");
    text_add_string(t, on_screen);
    text_add_string(t, on_paper);
    ink_add_style(t);
}
