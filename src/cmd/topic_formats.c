/* The formats in which tables are printed. */
#include "cmd/topic.h"
#include "out/writer.h"

/* Of the formats of CONTENT the I-th: "csv" and "comma-separated values, ... (.csv)". */
static bool list_writers(enum content content, size_t i, struct text *name, struct text *meaning)
{
    const struct writer *w;
    struct span suffix;
    for (size_t at = 0; (w = writer_at(at)) != NULL; at++)
        if (w->content == content && i-- == 0)
            break;
    if (!w)
        return false;
    struct span list = span_of(w->suffix);
    text_add_string(name, w->name);
    text_add_string(meaning, w->summary);
    for (int k = 0; span_next(&list, '|', &suffix); k++)
        text_addf(meaning, "%s.%.*s", k ? ", " : " (", (int)suffix.length, suffix.text);
    text_add_string(meaning, w->suffix ? ")" : "");
    return true;
}

static bool list_of_tables(size_t i, struct text *name, struct text *meaning)
{
    return list_writers(CONTENT_TABLE, i, name, meaning);
}

static bool list_of_charts(size_t i, struct text *name, struct text *meaning)
{
    return list_writers(CONTENT_CHART, i, name, meaning);
}

static bool list_of_reports(size_t i, struct text *name, struct text *meaning)
{
    return list_writers(CONTENT_REPORT, i, name, meaning);
}

static const struct topic_part parts[] = {
    {.text = "-f FORMAT chooses how the answer is printed. With -o FILE the ending of the file's "
             "name chooses it, unless -f does."},
    {.heading = "tables; without -f, table"},
    {.list = list_of_tables},
    {.heading = "charts; without -f, text or, with -o, svg"},
    {.list = list_of_charts},
    {.heading = "reports; without -f, html"},
    {.list = list_of_reports},
    {.text = "table and markdown are for people: rounded, with one decimal for years, three "
             "for shares and probabilities; a share above 0 is never shown as 0, but as "
             "<0.001. Their layout may change. On a terminal table is folded to its width "
             "(--width); nothing is ever cut off."},
    {.text = "The other formats of tables hold exact values. Names, order and types of columns are "
             "a promise; name those that you need with -c all the same. In csv, tsv, json and "
             "jsonl numbers are the shortest text that reads back to the same number, unless "
             "--digits rounds them; dates are YYYY-MM-DD, YYYY-MM or YYYY, as far as they are "
             "known."},
    {.text = "What is missing - a median that was not reached, a date that is not recorded - "
             "is an empty field in csv and tsv, null in json and jsonl, and - or a word in "
             "table and markdown. It is never 0."},
    {.text = "Control characters, and those that are not seen but change how others are, such as "
             "marks of direction, could disturb a terminal or deceive: where names hold them, what "
             "is for people - table, markdown, charts, html, messages - shows them as \\xNN, byte "
             "by byte, and json and jsonl escape them. csv and tsv keep the data exactly, but on a "
             "terminal show them in that way, too."},
    {.text = "--excel makes CSV that Excel opens as it is: with a byte-order mark, CRLF, and "
             "' before text that Excel would take for a formula. --no-header leaves out the "
             "line of headings."},
    {.text = "xlsx is an Excel workbook. Its first sheet is the table, from the first row on, "
             "marked as one, under a frozen header; each header has a note with the unit and "
             "the meaning of its column. The second sheet, notes, has the notes. Numbers hold "
             "16 significant digits and show few; with --digits they hold and show that many. "
             "Days are days; dates of which only the year or the month is known, and those "
             "before 1900-03-01, are text, as spreadsheets have no such dates, and so are whole "
             "numbers beyond 2^53. Text is never a formula nor a link; a control character is "
             "written as _x001B_, which spreadsheets read as the character. A missing value is "
             "an empty cell."},
    {.text = "A workbook is not printed on a terminal, and has a header, so that --no-header is "
             "refused; so is a table of more than 1,048,575 rows or 16,384 columns, and a text "
             "of more than 32,767 characters (UTF-16 units). Its date of creation is always "
             "1980-01-01."},
    {.text = "Notes - the as-of date, files, what was counted, left out and placed, where "
             "few cases call for care - go to standard error, and json and xlsx have them "
             "inside; -q leaves them out of the former. The same input gives the same bytes."},
    {.text = "turnaround help import has the formats that import reads."},
    {0},
};

const struct topic topic_formats = {
    .name = "formats",
    .summary = "the formats of -f, and what is promised of them",
    .parts = parts,
};
