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

static const struct sniffed binary = {"E-ENCODING", "the file has NUL bytes: it is no text",
                                      "save the table as 'CSV UTF-8'"};

/* A NUL or two are told where they stand. */
static bool is_binary(struct span head)
{
    enum { TOLD = 3 };
    size_t n = 0;
    for (size_t i = 0; i < head.length; i++)
        n += head.text[i] == '\0';
    return n > TOLD;
}

/* UTF-16 without a mark: every other byte of Latin text is NUL. */
static bool is_wide(struct span head)
{
    if (head.length < 4)
        return false;
    bool first = head.text[0] == '\0', second = head.text[1] == '\0';
    return first != second && (head.text[2] == '\0') == first && (head.text[3] == '\0') == second;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What separators a line has outside quotes, and how many lines tell of which. */
struct separators {
    size_t commas, semicolons, tabs;
    size_t returns; /* CR, of all lines */
};

/* A title or a text can have any, and where a line is padded with semicolons, commas as well. */
static void add_line(struct separators *lines, struct separators line)
{
    lines->commas += line.commas > 0 && line.semicolons <= line.commas;
    lines->semicolons += line.commas == 0 && line.semicolons > 1;
    lines->tabs += line.commas == 0 && line.semicolons <= 1 && line.tabs > 0;
}

static struct separators count_lines(struct span s)
{
    struct separators lines = {0}, line = {0};
    bool within = false;
    for (size_t i = 0; i < s.length; i++) {
        char c = s.text[i];
        within ^= c == '"';
        line.commas += !within && c == ',';
        line.semicolons += !within && c == ';';
        line.tabs += !within && c == '\t';
        lines.returns += !within && c == '\r';
        if (within || (c != '\n' && c != '\r'))
            continue;
        add_line(&lines, line);
        line = (struct separators){0};
    }
    add_line(&lines, line);
    return lines;
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
    char first = text.length ? text.text[0] : ',';
    if (first == '<')
        return wrong_text[MARKUP];
    if (is_json(text))
        return wrong_text[JSON];
    struct separators lines = count_lines(text);
    if (lines.returns > 1 && !memchr(text.text, '\n', text.length))
        return wrong_text[CARRIAGE_RETURNS];
    if (lines.semicolons > lines.commas)
        return wrong_text[SEMICOLONS];
    return lines.tabs > lines.commas ? wrong_text[TABS] : (struct sniffed){0};
}

struct sniffed sniff(struct span head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (head.length >= magics[i].length &&
            memcmp(head.text, magics[i].magic, magics[i].length) == 0)
            return magics[i].what;
    if (is_wide(head))
        return magics[0].what;
    if (is_binary(head))
        return binary;
    if (head.length >= 3 && memcmp(head.text, "\xef\xbb\xbf", 3) == 0)
        head = (struct span){head.text + 3, head.length - 3};
    while (head.length && is_blank(head.text[0]))
        head = (struct span){head.text + 1, head.length - 1};
    return sniff_text(head);
}
