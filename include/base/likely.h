/* likely: what mostly happens where millions of records pass. */
#ifndef BASE_LIKELY_H
#define BASE_LIKELY_H

/* Which way a condition mostly goes: what comes next then stands next in the code. */
#define LIKELY(condition)   __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* A function that is called for each of them: all such stand together. */
#define HOT __attribute__((hot))

#endif
