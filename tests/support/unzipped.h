/* unzipped: a zip archive, as another program unpacks it. */
#ifndef SUPPORT_UNZIPPED_H
#define SUPPORT_UNZIPPED_H

#include "check.h"

struct unzipped {
    char folder[TEST_PATH];
};

/* The archive in BYTES, which Python finds sound. */
struct unzipped unzip(struct span bytes);

/* The member of that name; to be released. */
struct text unzipped_part(const struct unzipped *u, const char *name);

/* Fails unless each member is well-formed XML. */
void unzipped_check_xml(const struct unzipped *u);

void unzipped_release(struct unzipped *u);

#endif
