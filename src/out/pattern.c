#include "out/pattern.h"

#include "base/text.h"

/* A number at *AT, which it goes past; beyond the limit, some number beyond it. */
static size_t take_number(struct span s, size_t *at)
{
    size_t n = 0;
    for (; *at < s.length && is_digit(s.text[*at]); ++*at)
        if (n <= PATTERN_LIMIT)
            n = n * 10 + (size_t)(s.text[*at] - '0');
    return n;
}

/* How often what stands before is written at most: of '+' and {2} twice, of '*' once. 0 where there
 * is no sign of repetition at *AT, which else is gone past. */
static size_t take_repetition(struct span s, size_t *at)
{
    size_t end = *at + 1;
    switch (s.text[*at]) {
    case '*':
    case '?':
        *at = end;
        return 1;
    case '+':
        *at = end;
        return 2;
    case '{':
        break;
    default:
        return 0;
    }
    size_t least = take_number(s, &end), most = least + 1; /* {2,} is two and '*' */
    if (end < s.length && s.text[end] == ',') {
        end++;
        bool is_open = end == s.length || !is_digit(s.text[end]);
        most = is_open ? most : take_number(s, &end);
    }
    if (end == s.length || s.text[end] != '}')
        return 0;
    *at = end + 1;
    return most > least ? most : least;
}

/* Past the end of a bracket expression at AT: "[a]", "[]a]", "[^]a]", "[[:alpha:]]". */
static size_t bracket_end(struct span s, size_t at)
{
    at += at + 1 < s.length && s.text[at + 1] == '^' ? 2 : 1;
    for (size_t first = at; at < s.length && (s.text[at] != ']' || at == first); at++) {
        char kind = s.text[at] == '[' && at + 1 < s.length ? s.text[at + 1] : '\0';
        if (kind != ':' && kind != '.' && kind != '=')
            continue;
        for (at += 2; at + 1 < s.length && (s.text[at] != kind || s.text[at + 1] != ']'); at++)
            ;
        at++;
    }
    return at + 1;
}

static size_t atom_end(struct span s, size_t at)
{
    return s.text[at] == '[' ? bracket_end(s, at) : at + (s.text[at] == '\\' ? 2 : 1);
}

/* Whether it is within the limit. Of each group that is open the sum before it is kept. A sign of
 * repetition behind another counts as two at least: of many, the C library takes its time. */
static bool is_bounded(struct span s)
{
    size_t before[PATTERN_LIMIT], depth = 0, sum = 0, last = 0, times = 0;
    for (size_t at = 0; at < s.length;) {
        bool is_repeated = times > 0;
        times = take_repetition(s, &at);
        if (times > 0) {
            last *= is_repeated && times < 2 ? 2 : times;
        } else if (s.text[at] == '(') {
            if (depth == PATTERN_LIMIT)
                return false;
            before[depth++] = sum + last;
            sum = last = 0;
            at++;
        } else if (s.text[at] == ')' && depth > 0) {
            last += sum + 1;
            sum = before[--depth];
            at++;
        } else {
            sum += last;
            last = 1;
            at = atom_end(s, at);
        }
        if (sum + last > PATTERN_LIMIT)
            return false;
    }
    return true;
}

int pattern_compile(regex_t *regex, struct span s, struct diags *ds)
{
    char message[128];
    struct text pattern = {0};
    if (!is_bounded(s))
        return diags_fault(ds, FAULT_USAGE,
                           "the regular expression is too long: of at most %d characters, those "
                           "that are repeated written out",
                           PATTERN_LIMIT);
    text_add(&pattern, s);
    int error = text_failed(&pattern)
                    ? REG_ESPACE
                    : regcomp(regex, text_string(&pattern), REG_EXTENDED | REG_ICASE | REG_NOSUB);
    text_release(&pattern);
    if (error == 0)
        return 0;
    if (error == REG_ESPACE)
        return diags_no_memory(ds);
    regerror(error, regex, message, sizeof message);
    return diags_fault(ds, FAULT_USAGE, "\"%.*s\" is not a regular expression: %s", (int)s.length,
                       s.text, message);
}
