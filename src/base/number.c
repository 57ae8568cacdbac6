#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *number_text(double x, char buffer[NUMBER_TEXT])
{
    if (x == 0)
        x = 0;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, NUMBER_TEXT, "%.*g", digits, x);
        if (strtod(buffer, NULL) == x)
            break;
    }
    return buffer;
}

const char *number_fixed(double x, int decimals, char buffer[NUMBER_TEXT])
{
    snprintf(buffer, NUMBER_TEXT, "%.*f", decimals, x);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    return buffer;
}

/* A terminated copy of S, which strtod needs; false where S cannot be a number anyway. */
static bool copy(struct span s, char buffer[NUMBER_TEXT])
{
    if (s.length == 0 || s.length >= NUMBER_TEXT)
        return false;
    memcpy(buffer, s.text, s.length);
    buffer[s.length] = '\0';
    return strspn(buffer, "+-.0123456789eE") == s.length;
}

bool number_parse(struct span s, double *x)
{
    char buffer[NUMBER_TEXT], *end;
    if (!copy(s, buffer))
        return false;
    double value = strtod(buffer, &end);
    if (end != buffer + s.length || !isfinite(value))
        return false;
    *x = value;
    return true;
}

bool number_parse_integer(struct span s, int64_t least, int64_t most, int64_t *x)
{
    char buffer[NUMBER_TEXT], *end;
    if (!copy(s, buffer))
        return false;
    errno = 0;
    long long value = strtoll(buffer, &end, 10);
    if (end != buffer + s.length || errno == ERANGE || value < least || value > most)
        return false;
    *x = value;
    return true;
}

const char *number_grouped(size_t n, char buffer[NUMBER_TEXT])
{
    char plain[32];
    int length = snprintf(plain, sizeof plain, "%zu", n);
    char *to = buffer;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *to++ = ',';
        *to++ = plain[i];
    }
    *to = '\0';
    return buffer;
}
