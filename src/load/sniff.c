#include "sniff.h"

#include <string.h>

/* How files of other kinds begin. */
static const struct {
    const char *magic;
    size_t length;
    struct sniffed what;
} magics[] = {
#define MAGIC(bytes) bytes, sizeof(bytes) - 1
#define UTF16                                                                                      \
    {                                                                                              \
        "E-ENCODING", "the file is UTF-16; expected UTF-8", "save it as 'CSV UTF-8'"               \
    }
#define NOT_CSV(what, hint)                                                                        \
    {                                                                                              \
        "E-FORMAT", "the file is " what "; expected CSV", hint                                     \
    }
    {MAGIC("\xff\xfe"), UTF16},
    {MAGIC("\xfe\xff"), UTF16},
    {MAGIC("PK\x03\x04"), NOT_CSV("a spreadsheet (xlsx or ods) or another zip archive",
                                  "open it, and save the sheet as 'CSV UTF-8'")},
    {MAGIC("\xd0\xcf\x11\xe0"),
     NOT_CSV("a spreadsheet of the old kind (xls)", "open it, and save the sheet as 'CSV UTF-8'")},
    {MAGIC("%PDF"), NOT_CSV("a PDF", "take the table from where the PDF was made")},
    {MAGIC("\x1f\x8b"), NOT_CSV("compressed with gzip", "gunzip it first")},
};

static const struct sniffed wrong_text[] = {
    NOT_CSV("HTML or XML, as web pages are", "download the table itself, or save it as CSV"),
    NOT_CSV("JSON", "save it as CSV"),
    {"E-FORMAT", "the columns are separated by semicolons; expected commas",
     "save it as 'CSV UTF-8', or with commas as separators"},
    {"E-FORMAT", "the columns are separated by tabs; expected commas",
     "save it as 'CSV UTF-8', or with commas as separators"},
    {"E-ENCODING", "the lines end with a bare CR; expected LF or CRLF line ends",
     "save it as 'CSV UTF-8'"},
};

/* UTF-16 without a mark: every other byte of Latin text is NUL. */
static bool is_wide(struct span head)
{
    if (head.length < 4)
        return false;
    bool first = head.text[0] == '\0', second = head.text[1] == '\0';
    return first != second && (head.text[2] == '\0') == first && (head.text[3] == '\0') == second;
}

/* How often C stands in S, but not within quotes. */
static size_t count(struct span s, char c)
{
    size_t n = 0;
    bool within = false;
    for (size_t i = 0; i < s.length; i++) {
        within ^= s.text[i] == '"';
        n += !within && s.text[i] == c;
    }
    return n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Up to the first line end of any kind. */
static struct span first_line(struct span s)
{
    size_t n = 0;
    while (n < s.length && s.text[n] != '\n' && s.text[n] != '\r')
        n++;
    return (struct span){s.text, n};
}

/* An object, or an array of such. */
static bool is_json(struct span s)
{
    size_t at = 1;
    while (at < s.length && is_blank(s.text[at]))
        at++;
    return s.length &&
           (s.text[0] == '{' || (s.text[0] == '[' && at < s.length && s.text[at] == '{'));
}

static struct sniffed sniff_text(struct span text)
{
    enum { MARKUP, JSON, SEMICOLONS, TABS, CARRIAGE_RETURNS };
    struct span line = first_line(text);
    char first = text.length ? text.text[0] : ',';
    if (first == '<')
        return wrong_text[MARKUP];
    if (is_json(text))
        return wrong_text[JSON];
    bool has_feed = text.length && memchr(text.text, '\n', text.length);
    if (!has_feed && count(text, '\r') > 1)
        return wrong_text[CARRIAGE_RETURNS];
    if (count(line, ',') > 0)
        return (struct sniffed){0};
    if (count(line, ';') > 1)
        return wrong_text[SEMICOLONS];
    return count(line, '\t') > 0 ? wrong_text[TABS] : (struct sniffed){0};
}

struct sniffed sniff(struct span head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (head.length >= magics[i].length &&
            memcmp(head.text, magics[i].magic, magics[i].length) == 0)
            return magics[i].what;
    if (is_wide(head))
        return magics[0].what;
    if (head.length >= 3 && memcmp(head.text, "\xef\xbb\xbf", 3) == 0)
        head = (struct span){head.text + 3, head.length - 3};
    while (head.length && is_blank(head.text[0]))
        head = (struct span){head.text + 1, head.length - 1};
    return sniff_text(head);
}
