#include "load/rows.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/likely.h"
#include "load/blanks.h"
#include "load/locate.h"
#include "raw.h"
#include "sniff.h"

enum {
    FIELD_LIMIT = 64 * 1024,
    FIELD_STEP = 4096,
    FIELD_ROOM = FIELD_LIMIT + 2, /* libcsv stores the closing quote, and looks one byte ahead */
    SHORT = ROWS_READABLE,
};

_Static_assert((int)RAW_READABLE >= (int)SHORT,
               "values in the buffer can be read as far as others");

/* What the end of a record has to look at. */
enum {
    CHECK_HEADER = 1, /* there was none yet, or it is bad */
    CHECK_NUL = 2,    /* there are NULs, ... */
    CHECK_HIGH = 4,   /* ... bytes that are not UTF-8, or blanks to mend, ... */
    CHECK_LONG = 8,   /* ... or endless values in the piece, or in the record */
    CHECK_BLANK = 16, /* blank lines are not yet told */
    CHECK_WRECK = 32, /* within what an endless field left behind: no more is said of it */
};

enum {
    CARE_FAILED = 1, /* a fault is in the diags, or enough was read: callbacks do nothing more */
    CARE_CR = 2,     /* the last record ended with CR; LF must follow */
    CARE_QUOTES = 4, /* there are quotes in the piece: values may hold line ends */
};

struct reader {
    const char *name;
    const struct row_handler *handler;
    struct diags *ds;
    struct rows_part *part; /* NULL: all of the file */
    unsigned care;          /* what all callbacks have to look at; 0 for most fields */
    unsigned checks;        /* what ends of records have to; 0 for most */

    struct raw raw;
    bool is_stopped; /* the handler wants no more */

    /* the piece being parsed */
    struct csv_parser parser;

    /* Of most records the values need not be kept: they are where libcsv found them, if nothing was
     * trimmed, and there are no quotes. */
    const char *at;            /* where the next value begins in the buffer; nowhere: not known */
    struct span *next, *limit; /* of fields: where the next value of the record goes, while there
                                  are columns; NULL: values are kept */
    bool is_again;             /* what was taken to be there was not: the record is parsed anew */
    struct csv_parser again;

    /* the record being read */
    char *slots;         /* SHORT bytes for each field that there is room for */
    struct span *fields; /* parts of the buffer, slots or, of long ones and with quotes, values */
    size_t n_fields;     /* values that are kept; while there is a limit, those beyond it */
    size_t cap_fields;
    char *values;
    size_t n_values, cap_values;
    uint32_t line, record_line;
    struct blank_run blank;         /* not yet told */
    bool has_bare_cr;               /* told already */
    bool has_header, header_is_bad; /* bad: told; nothing is handed on, nor more said */
    size_t n_columns;               /* of the header */

    struct text excerpt;
};

/* libcsv grows a field's buffer through this; refusing it ends an endless field. It then asks for
 * less, down to a byte, so that the room is used up to its limit; but never gets less than SHORT.
 */
static void *grow_field(void *p, size_t size)
{
    return size > FIELD_ROOM || size < SHORT ? NULL : realloc(p, size);
}

static int parser_init(struct csv_parser *parser)
{
    if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return -1;
    csv_set_realloc_func(parser, grow_field);
    csv_set_blk_size(parser, FIELD_STEP);
    return 0;
}

static int parser_start(struct reader *r)
{
    return parser_init(&r->parser) == 0 ? 0 : diags_no_memory(r->ds);
}

/* Behind no line end: where values are not taken to stand in the buffer. */
static const char nothing[SHORT];
static const char *const nowhere = nothing + 1;

/* How many values the record has so far. */
static size_t count_fields(const struct reader *r)
{
    return (r->limit ? (size_t)(r->next - r->fields) : 0) + r->n_fields;
}

static bool has_failed(const struct reader *r)
{
    return r->care & CARE_FAILED;
}

static void fail(struct reader *r)
{
    r->care |= CARE_FAILED;
}

static void set_check(struct reader *r, unsigned check, bool on)
{
    r->checks = on ? r->checks | check : r->checks & ~check;
}

static bool is_wrecked(const struct reader *r)
{
    return r->checks & CHECK_WRECK;
}

static void set_place(struct reader *r, uint32_t line, int field, struct diag *d)
{
    struct location where = locate_field(raw_from(&r->raw, line), field < 0 ? 0 : (size_t)field);
    text_clear(&r->excerpt);
    d->place.file = r->name;
    d->record = line;
    if (field < 0) {
        where = (struct location){0};
        locate_excerpt(raw_from(&r->raw, line), &where, &r->excerpt, d);
        d->place.line = line;
        d->place.column = 1;
        d->marked = 0;
    } else {
        locate_excerpt(raw_from(&r->raw, line), &where, &r->excerpt, d);
        d->place.line = line + where.line;
        d->place.column = where.column;
    }
    d->excerpt = text_string(&r->excerpt);
    if (text_failed(&r->excerpt)) {
        diags_set_no_memory(r->ds);
        fail(r);
    }
}

void row_place(const struct row *row, int field, struct diag *d)
{
    set_place(row->reader, row->line, field, d);
}

static void tell_blanks(struct reader *r)
{
    set_check(r, CHECK_BLANK, false);
    if (r->blank.from && blank_run_tell(&r->blank, r->name, r->ds) != 0)
        fail(r);
}

static void report(struct reader *r, enum severity severity, const char *code, uint32_t line,
                   int field, const char *message)
{
    struct diag d = {.severity = severity, .code = code, .message = message};
    if (r->header_is_bad)
        return;
    tell_blanks(r);
    if (severity == SEVERITY_ERROR && !r->has_header) {
        r->has_header = r->header_is_bad = true;
        set_check(r, CHECK_HEADER, true);
    }
    if (!diags_count(r->ds, severity, code)) {
        if (r->ds->fault != FAULT_NONE)
            fail(r);
        return;
    }
    set_place(r, line, field, &d);
    if (diags_add(r->ds, &d) != 0)
        fail(r);
}

static const char too_long[] = "the field is longer than 64 KiB (is a quote not closed?)";

/* What is wrong with the text of a value, or NULL. */
static const char *fault_in_text(const struct reader *r, struct span s)
{
    if ((r->checks & CHECK_NUL) && s.length && memchr(s.text, '\0', s.length))
        return "a NUL byte in the text; expected UTF-8 (is the file UTF-16? save it as UTF-8)";
    if ((r->checks & CHECK_HIGH) && utf8_valid_prefix(s) < s.length)
        return "bytes that are not UTF-8; save the file as UTF-8";
    return NULL;
}

/* Whether all values are clean text of bounded length; the first that is not is reported. */
static bool check_values(struct reader *r)
{
    bool clean = true;
    for (size_t i = 0; i < r->n_fields && clean; i++) {
        bool is_long = (r->checks & CHECK_LONG) && r->fields[i].length > FIELD_LIMIT;
        const char *what = is_long ? too_long : fault_in_text(r, r->fields[i]);
        clean = !what;
        if (what)
            report(r, SEVERITY_ERROR, is_long ? "E-SIZE" : "E-ENCODING", r->record_line, (int)i,
                   what);
    }
    set_check(r, CHECK_LONG, false);
    return clean;
}

static void report_ragged(struct reader *r)
{
    struct text t = {0};
    if (is_wrecked(r))
        return;
    text_addf(&t, "the record has %zu field%s, the header has %zu", r->n_fields,
              r->n_fields == 1 ? "" : "s", r->n_columns);
    report(r, SEVERITY_ERROR, "E-RAGGED", r->record_line, ROW_WHOLE, text_string(&t));
    if (diags_finish_text(&t, 0, r->ds) != 0)
        fail(r);
}

/* Room for twice as many fields. */
static int grow_fields(struct reader *r)
{
    size_t cap = r->cap_fields ? 2 * r->cap_fields : 16;
    char *slots = calloc(cap + 1, SHORT);
    if (!slots || array_reserve(&r->fields, &r->cap_fields, cap, sizeof *r->fields) != 0) {
        free(slots);
        return -1;
    }
    memcpy(slots, r->slots ? r->slots : "", r->slots ? r->n_fields * SHORT : 0);
    for (size_t i = 0; i < r->n_fields; i++)
        if (r->fields[i].text >= r->slots && r->fields[i].text < r->slots + r->n_fields * SHORT)
            r->fields[i].text = slots + (r->fields[i].text - r->slots);
    free(r->slots);
    r->slots = slots;
    return 0;
}

/* Room for as many fields as there are columns, and one. 0 or -1. */
static int reserve_columns(struct reader *r)
{
    while (r->cap_fields <= r->n_columns)
        if (grow_fields(r) != 0)
            return diags_no_memory(r->ds);
    return 0;
}

static void hand_on(struct reader *r)
{
    const struct row row = {r->fields, r->n_fields, r->record_line, r};
    void *context = r->handler->context;
    int status;
    if (!r->has_header) {
        status = r->handler->header(context, &row, r->ds);
        r->has_header = status != ROWS_TITLE;
        r->n_columns = r->n_fields;
        set_check(r, CHECK_HEADER, !r->has_header || r->header_is_bad);
        if (status == 0)
            status = reserve_columns(r);
    } else {
        status = r->handler->record(context, &row, r->ds);
    }
    r->is_stopped = status == ROWS_STOP;
    if (status < 0 || r->is_stopped)
        fail(r);
}

/* S, a part of what the reader holds, with plain blanks for those that do not break (U+00A0), in
 * place. */
static struct span mend_blanks(struct reader *r, struct span s)
{
    bool is_short = s.text >= r->slots && s.text < r->slots + r->n_fields * SHORT;
    char *from = is_short ? r->slots + (s.text - r->slots) : r->values + (s.text - r->values);
    char *to = from;
    for (size_t i = 0; i < s.length; i++) {
        bool is_blank = s.length - i > 1 && memcmp(from + i, "\xc2\xa0", 2) == 0;
        *to++ = is_blank ? ' ' : from[i];
        i += is_blank;
    }
    return (struct span){from, (size_t)(to - from)};
}

static void finish_record(struct reader *r)
{
    bool mends = (r->checks & CHECK_HIGH) && r->handler->mends_blanks;
    for (size_t i = 0; mends && i < r->n_fields; i++)
        r->fields[i] = span_trim(mend_blanks(r, r->fields[i]));
    tell_blanks(r);
    bool clean = !(r->checks & (CHECK_NUL | CHECK_HIGH | CHECK_LONG)) || check_values(r);
    if (r->header_is_bad)
        return;
    bool is_ragged = r->has_header && r->n_fields != r->n_columns;
    set_check(r, CHECK_WRECK, is_wrecked(r) && is_ragged);
    if (clean && is_ragged)
        report_ragged(r);
    else if (clean && !has_failed(r))
        hand_on(r);
}

static void count_lines(struct reader *r, struct span s)
{
    while (s.length > 0) {
        const char *feed = memchr(s.text, '\n', s.length);
        if (!feed)
            return;
        r->line++;
        s.length -= (size_t)(feed - s.text) + 1;
        s.text = feed + 1;
    }
}

static void report_bare_cr(struct reader *r)
{
    r->care &= ~(unsigned)CARE_CR;
    if (!r->has_bare_cr)
        report(r, SEVERITY_ERROR, "E-ENCODING", r->record_line, ROW_WHOLE,
               "a line ends with a bare CR; expected LF or CRLF line ends");
    r->has_bare_cr = true;
}

/* Twice the room for values until N_WANTED bytes find it; the fields that are there move along. */
static int grow_values(struct reader *r, size_t n_wanted)
{
    size_t cap = r->cap_values ? r->cap_values : 1024;
    while (cap < n_wanted)
        cap *= 2;
    char *grown = malloc(cap);
    if (!grown)
        return -1;
    if (r->n_values)
        memcpy(grown, r->values, r->n_values);
    for (size_t i = 0; i < r->n_fields; i++)
        if (r->fields[i].text >= r->values && r->fields[i].text < r->values + r->cap_values)
            r->fields[i].text = grown + (r->fields[i].text - r->values);
    free(r->values);
    r->values = grown;
    r->cap_values = cap;
    return 0;
}

/* Room for one more field of LENGTH bytes. */
static int reserve(struct reader *r, size_t length)
{
    if (r->n_fields == r->cap_fields && grow_fields(r) != 0)
        return -1;
    size_t n_wanted = r->n_values + length + SHORT; /* so much can be read of any value */
    return n_wanted <= r->cap_values ? 0 : grow_values(r, n_wanted);
}

/* Any field: one that is long, or needs room, or that something before it makes worth a look. */
__attribute__((noinline)) static void take_any(struct reader *r, const char *text, size_t length)
{
    if (r->care & CARE_FAILED)
        return;
    if (r->care & CARE_CR)
        report_bare_cr(r);
    if (reserve(r, length) != 0) {
        diags_set_no_memory(r->ds);
        fail(r);
        return;
    }
    bool is_short = length <= SHORT;
    char *value = is_short ? r->slots + r->n_fields * SHORT : r->values + r->n_values;
    struct span *field = &r->fields[r->n_fields++];
    memcpy(value, text, length);
    *field = (struct span){value, length};
    r->n_values += is_short ? 0 : length;
    if (length > FIELD_LIMIT)
        set_check(r, CHECK_LONG, true);
    if (r->care & CARE_QUOTES) { /* libcsv trims what is not within quotes */
        count_lines(r, *field);
        *field = span_trim(*field);
    }
}

/* A value that is to be kept, or for which there is no column: that the record is not in line then
 * shows at its end. */
__attribute__((noinline)) static void take_other(struct reader *r, const char *text, size_t length)
{
    if (!r->limit) {
        take_any(r, text, length);
        return;
    }
    r->at = nowhere;
    r->n_fields++;
}

/* libcsv's first callback: a field has ended. TEXT is the beginning of the buffer that grow_field()
 * made, so that SHORT bytes can be read whatever the length. */
HOT static void take_field(void *text, size_t length, void *context)
{
    struct reader *r = context;
    struct span *field = r->next;
    const char *at = r->at;
    if (field == r->limit) {
        take_other(r, text, length);
        return;
    }
    *field = (struct span){at, length};
    r->next = field + 1;
    r->at = at + length + 1;
}

/* Of the record that is parsed once more. */
static void take_again(void *text, size_t length, void *context)
{
    struct reader *r = context;
    if (r->is_again)
        take_any(r, text, length);
}

static void end_again(int c, void *context)
{
    struct reader *r = context;
    (void)c;
    r->is_again = false;
}

/* The record, of which values were not kept, is parsed once more: it is a line, as there are no
 * quotes. */
static void parse_again(struct reader *r)
{
    struct span s = raw_from(&r->raw, r->record_line);
    const char *feed = memchr(s.text, '\n', s.length);
    size_t length = feed ? (size_t)(feed - s.text) + 1 : s.length;
    r->next = r->limit = NULL;
    r->at = nowhere;
    r->is_again = true;
    r->n_fields = 0;
    if (!r->again.realloc_func && parser_init(&r->again) != 0) {
        diags_set_no_memory(r->ds);
        fail(r);
        return;
    }
    bool is_parsed = csv_parse(&r->again, s.text, length, take_again, end_again, r) == length &&
                     csv_fini(&r->again, take_again, end_again, r) == 0;
    if (is_parsed)
        return;
    csv_free(&r->again); /* after a bare CR, what follows on the line may be anything */
    r->again = (struct csv_parser){0};
    if (r->is_again) {
        diags_set_no_memory(r->ds);
        fail(r);
    }
}

static void note_blank(struct reader *r)
{
    if (is_wrecked(r))
        return;
    blank_run_add(&r->blank, r->line);
    set_check(r, CHECK_BLANK, true);
}

/* The next record is about to begin, AT there in the buffer. */
static void start_record(struct reader *r, const char *at)
{
    bool is_plain = (r->care | r->checks) == 0;
    r->n_fields = 0;
    r->n_values = 0;
    r->record_line = r->line;
    r->next = is_plain ? r->fields : NULL;
    r->limit = is_plain ? r->fields + r->n_columns : NULL;
    r->at = is_plain ? at : nowhere;
    if (is_plain)
        *r->limit = (struct span){nothing, 0};
}

/* The same where that has to be found. */
static void start_somewhere(struct reader *r)
{
    bool is_plain = (r->care | r->checks) == 0;
    start_record(r, is_plain ? raw_from(&r->raw, r->line).text : nowhere);
}

/* The end of a record, or of an empty line, after which or in which something needs a look. */
__attribute__((noinline)) static void take_any_end(struct reader *r, int c, bool is_in_line)
{
    if (is_in_line)
        r->n_fields = r->n_columns;
    else if (r->limit && r->next > r->fields)
        parse_again(r);
    if (has_failed(r))
        return;
    bool after_cr = r->care & CARE_CR, pair = after_cr && c == '\n' && r->n_fields == 0;
    if (after_cr && !pair && r->n_fields == 0)
        report_bare_cr(r);
    r->care &= ~(unsigned)CARE_CR;
    if (r->n_fields > 0)
        finish_record(r);
    else if (c == '\r' || (c == '\n' && !pair))
        note_blank(r);
    r->care |= c == '\r' ? CARE_CR : 0;
    if (c == '\n')
        r->line++;
    start_somewhere(r);
}

/* Hands on the record the quick way; false where it cannot go that. */
static bool hand_on_quickly(struct reader *r)
{
    const struct row_handler *handler = r->handler;
    return handler->quick && handler->quick(handler->context, r->fields, r->record_line);
}

/* Whether the record, whose values were kept because of quotes in the piece, needs no look. */
static bool is_kept(struct reader *r, int c)
{
    bool is_plain = !r->limit && r->n_fields == r->n_columns && c >= 0 &&
                    ((r->care & ~(unsigned)CARE_QUOTES) | r->checks) == 0;
    if (is_plain)
        r->fields[r->n_columns] = (struct span){nothing, 0};
    return is_plain;
}

/* The end of a record that does not go the usual way. */
__attribute__((noinline)) static void take_other_end(struct reader *r, int c, bool is_in_line)
{
    if (!is_kept(r, c) || !hand_on_quickly(r)) {
        take_any_end(r, c, is_in_line);
        return;
    }
    if (c == '\r')
        r->care |= CARE_CR;
    else
        r->line++;
    start_somewhere(r);
}

/* libcsv's second callback: a record has ended, with CR, LF or the end of the file (-1); of an
 * empty line, and of the LF after a CR, too. All values are where they were taken to be if C stands
 * behind the last of them, as there is no other line end in the record. Those of a record so long
 * that one could be too long are looked at one by one. */
HOT static void take_end(int c, void *context)
{
    struct reader *r = context;
    bool is_in_line = r->next == r->limit && (unsigned char)r->at[-1] == c &&
                      r->at - r->fields->text <= FIELD_LIMIT;
    if (!is_in_line || !hand_on_quickly(r)) {
        take_other_end(r, c, is_in_line);
    } else if (c == '\n') {
        r->record_line = ++r->line;
        r->next = r->fields;
    } else {
        r->care |= CARE_CR;
        start_somewhere(r);
    }
}

/* Whether there are bytes beyond ASCII. */
static bool has_high_bytes(struct span s)
{
    typedef uint64_t lanes __attribute__((vector_size(16)));
    lanes high = {0, 0}, read[4];
    uint64_t rest = 0;
    size_t i = 0;
    for (; i + sizeof read <= s.length; i += sizeof read) {
        memcpy(read, s.text + i, sizeof read);
        high |= (read[0] | read[1]) | (read[2] | read[3]);
    }
    for (; i < s.length; i++)
        rest |= (uint64_t)(unsigned char)s.text[i];
    return ((high[0] | high[1] | rest) & 0x8080808080808080U) != 0;
}

/* What is in the next piece, so that clean ones need no look at each value. A record that is under
 * way has values of the pieces before, too: what was seen in those still counts. */
static void scan_piece(struct reader *r, struct span s, bool has_quotes)
{
    bool within = r->parser.quoted;
    if (!within)
        r->checks &= ~(unsigned)(CHECK_HIGH | CHECK_NUL);
    if (has_high_bytes(s) && (r->handler->mends_blanks || utf8_valid_prefix(s) < s.length))
        r->checks |= CHECK_HIGH;
    if (memchr(s.text, '\0', s.length))
        r->checks |= CHECK_NUL;
    if (has_quotes)
        r->care |= CARE_QUOTES;
    else
        r->care &= ~(unsigned)CARE_QUOTES;
    if (!within)
        start_record(r, s.text);
}

/* Goes on after the line where field FIELD of the record at LINE begins, with a new parser. */
static int resume_after(struct reader *r, uint32_t line, size_t field)
{
    uint32_t skipped = line + locate_field(raw_from(&r->raw, line), field).line;
    size_t at = raw_find_line(&r->raw, skipped + 1);
    bool last = r->raw.found_line <= skipped; /* no such line: the file ends within this one */
    r->raw.fed = last ? r->raw.end : at;
    r->line = skipped + 1;
    r->care &= ~(unsigned)CARE_CR;
    set_check(r, CHECK_LONG, false);
    start_somewhere(r);
    csv_free(&r->parser);
    return parser_start(r);
}

static int report_too_long(struct reader *r)
{
    report(r, SEVERITY_ERROR, "E-SIZE", r->record_line, (int)count_fields(r), too_long);
    set_check(r, CHECK_WRECK, r->has_header);
    return resume_after(r, r->record_line, count_fields(r));
}

static int report_quote(struct reader *r, const char *message)
{
    if (!is_wrecked(r))
        report(r, SEVERITY_ERROR, "E-QUOTE", r->record_line, (int)count_fields(r), message);
    return resume_after(r, r->record_line, count_fields(r));
}

/* libcsv stopped within the piece: a bad quote, an endless field, or no memory. */
static int recover(struct reader *r)
{
    int error = csv_error(&r->parser);
    if (error == CSV_EPARSE && r->parser.quoted)
        return report_quote(r, "text follows the closing quote; a quote within a quoted field is "
                               "written twice");
    if (error == CSV_EPARSE)
        return report_quote(r, "a quote within an unquoted field; quote the whole field and "
                               "write the quote twice");
    if (error == CSV_ENOMEM && r->parser.entry_size == FIELD_ROOM)
        return report_too_long(r);
    return diags_no_memory(r->ds);
}

/* Parses buffer[fed..stop), going on after problems. */
static int parse_until(struct reader *r, size_t stop)
{
    while (r->raw.fed < stop) {
        size_t length = stop - r->raw.fed;
        size_t done =
            csv_parse(&r->parser, r->raw.buffer + r->raw.fed, length, take_field, take_end, r);
        r->raw.fed += done;
        if (has_failed(r) || (done < length && recover(r) != 0))
            return -1;
    }
    return 0;
}

static void see_field(void *text, size_t length, void *context)
{
    bool *seen = context;
    (void)text, (void)length;
    *seen = true;
}

static void see_end(int c, void *context)
{
    bool *seen = context;
    (void)c;
    *seen = true;
}

/* The end of a part that is not the last: libcsv knows whether a record ends there. What is told
 * only once, or of several lines together, is another reason to read the file in one. */
static void end_part(struct reader *r)
{
    bool is_even = !(r->checks & (CHECK_BLANK | CHECK_WRECK | CHECK_LONG)) && !r->has_bare_cr &&
                   !(r->care & CARE_CR);
    bool pending = false;
    int status = csv_fini(&r->parser, see_field, see_end, &pending);
    r->part->is_whole = is_even && status == 0 && !pending;
}

/* The end of the file: the last record may lack its line end; a quoted field may be open. */
static int parse_end(struct reader *r)
{
    for (;;) {
        if (parse_until(r, r->raw.end) != 0)
            return -1;
        if (r->part && !r->part->is_last) {
            end_part(r);
            return 0;
        }
        if (csv_fini(&r->parser, take_field, take_end, r) == 0) {
            tell_blanks(r);
            return has_failed(r) ? -1 : 0;
        }
        if (report_quote(r, "the quote is not closed before the end of the file") != 0)
            return -1;
    }
}

/* Forgets the lines before the record that is being read; a block ends with a line end, so that a
 * record is under way only within quotes. */
static void discard_parsed(struct reader *r)
{
    size_t start = r->parser.quoted ? raw_find_line(&r->raw, r->record_line) : r->raw.fed;
    raw_discard(&r->raw, start, r->record_line);
}

/* A record beyond all bounds, which the buffer holds, is left out: all of its lines so far, and the
 * last up to its end. */
static int skip_endless(struct reader *r)
{
    report(r, SEVERITY_ERROR, "E-SIZE", r->record_line, ROW_WHOLE,
           "the record is longer than 16 MiB");
    bool is_whole = r->raw.buffer[r->raw.end - 1] == '\n';
    r->line = r->raw.kept_line;
    count_lines(r, (struct span){r->raw.buffer + r->raw.kept, r->raw.end - r->raw.kept});
    r->raw.kept = r->raw.fed = r->raw.end = 0;
    while (!is_whole && !has_failed(r) && !r->raw.at_end) {
        r->raw.kept = r->raw.end = 0;
        if (raw_fill(&r->raw, r->ds) != 0)
            return -1;
        size_t end = raw_first_line_end(&r->raw);
        is_whole = end > 0;
        r->line += is_whole;
        r->raw.fed = r->raw.kept = is_whole ? end : r->raw.end;
    }
    r->raw.kept_line = r->raw.found_line = r->line;
    r->raw.found = r->raw.kept;
    set_check(r, CHECK_LONG, false);
    start_somewhere(r);
    csv_free(&r->parser);
    return parser_start(r);
}

/* Where the lines of buffer[fed..stop) up to the next quote end or, where the first has one, some
 * lines that have some; STOP: all are alike. */
static size_t piece_end(const struct reader *r, size_t stop, bool *has_quotes)
{
    enum { WITH_QUOTES = 4096 };
    size_t from = r->raw.fed;
    const char *start = r->raw.buffer + from;
    const char *quote = r->parser.quoted ? start : memchr(start, '"', stop - from);
    const char *feed = quote ? memrchr(start, '\n', (size_t)(quote - start)) : NULL;
    *has_quotes = quote && !feed;
    if (feed)
        return from + (size_t)(feed - start) + 1;
    if (!quote || stop - from <= WITH_QUOTES)
        return stop;
    feed = memchr(start + WITH_QUOTES, '\n', stop - from - WITH_QUOTES);
    return feed ? from + (size_t)(feed - start) + 1 : stop;
}

/* Parses what is in the buffer up to its last line end, or to the end of the file. */
static int parse_block(struct reader *r)
{
    size_t stop = r->raw.at_end ? r->raw.end : raw_last_line_end(&r->raw);
    bool is_any = stop > r->raw.fed;
    while (r->raw.fed < stop) {
        bool has_quotes;
        size_t end = piece_end(r, stop, &has_quotes);
        struct span piece = {r->raw.buffer + r->raw.fed, end - r->raw.fed};
        scan_piece(r, piece, has_quotes);
        if (parse_until(r, end) != 0)
            return -1;
    }
    if (is_any && !r->raw.at_end)
        discard_parsed(r);
    bool is_endless = !r->raw.at_end && r->raw.end - r->raw.kept >= RAW_LIMIT;
    return is_endless ? skip_endless(r) : 0;
}

static int read_blocks(struct reader *r)
{
    while (!r->raw.at_end)
        if (parse_block(r) != 0 || raw_fill(&r->raw, r->ds) != 0)
            return -1;
    return parse_block(r) == 0 ? parse_end(r) : -1;
}

static int report_kind(struct reader *r, const struct sniffed *what)
{
    struct diag d = {.severity = SEVERITY_ERROR,
                     .code = what->code,
                     .place = {r->name, 1, 1},
                     .message = what->message,
                     .hint = what->hint};
    return diags_tell(r->ds, &d);
}

/* How the file begins tells whether it is CSV; it may carry a byte-order mark. */
static int start_file(struct reader *r)
{
    enum { HEAD = 4096 };
    while (r->raw.end < HEAD && !r->raw.at_end)
        if (raw_fill(&r->raw, r->ds) != 0)
            return -1;
    struct sniffed what =
        sniff((struct span){r->raw.buffer, r->raw.end < HEAD ? r->raw.end : HEAD});
    if (what.code)
        return report_kind(r, &what);
    if (r->raw.end >= 3 && memcmp(r->raw.buffer, "\xef\xbb\xbf", 3) == 0) {
        memmove(r->raw.buffer, r->raw.buffer + 3, r->raw.end - 3);
        r->raw.end -= 3;
    }
    return read_blocks(r);
}

static void reader_release(struct reader *r)
{
    csv_free(&r->parser);
    csv_free(&r->again);
    raw_close(&r->raw);
    free(r->values);
    free(r->slots);
    free(r->fields);
    text_release(&r->excerpt);
}

/* Reads all, or the part, of a file that is open. */
static int read_all(struct reader *r)
{
    struct rows_part *part = r->part;
    if (!part)
        return start_file(r);
    if (part->n_columns > 0) {
        r->has_header = true;
        r->n_columns = part->n_columns;
        set_check(r, CHECK_HEADER, false);
        if (reserve_columns(r) != 0)
            return -1;
    }
    part->is_whole = part->is_last;
    if (raw_limit(&r->raw, part->from, part->to, r->ds) != 0)
        return -1;
    int status = part->n_columns > 0 ? read_blocks(r) : start_file(r);
    part->n_lines = r->line - 1;
    return status;
}

static int read_part(const char *path, const char *name, const struct row_handler *handler,
                     struct rows_part *part, struct diags *ds)
{
    struct reader r = {.name = name,
                       .handler = handler,
                       .ds = ds,
                       .part = part,
                       .checks = CHECK_HEADER,
                       .at = nowhere,
                       .line = 1,
                       .record_line = 1};
    int status = -1;
    if (raw_open(&r.raw, path, name, handler->progress, ds) == 0 && parser_start(&r) == 0)
        status = read_all(&r);
    status = r.is_stopped ? 0 : status;
    reader_release(&r);
    return status;
}

int rows_read(const char *path, const char *name, const struct row_handler *handler,
              struct diags *ds)
{
    return read_part(path, name, handler, NULL, ds);
}

int rows_read_part(const char *path, const char *name, const struct row_handler *handler,
                   struct rows_part *part, struct diags *ds)
{
    return read_part(path, name, handler, part, ds);
}

size_t rows_cut(const char *path, size_t n, uint64_t least, uint64_t first, struct rows_part *parts)
{
    uint64_t size = raw_size(path), cut = 0;
    size_t n_parts = 0;
    least = least ? least : 1;
    n = size / least < n ? (size_t)(size / least) : n;
    first = first && n > 0 ? first : size / (n ? n : 1);
    uint64_t step = n > 1 && first < size ? (size - first) / (n - 1) : 0;
    for (size_t i = 0; i < n && cut < size; i++) {
        uint64_t wanted = first + step * i;
        uint64_t next = i + 1 < n && wanted < size ? raw_line_end(path, wanted, size) : size;
        if (next <= cut)
            continue;
        parts[n_parts++] = (struct rows_part){.from = cut, .to = next, .is_last = next == size};
        cut = next;
    }
    return n_parts ? n_parts : 1;
}
