#include "out/ink.h"

struct shade {
    const char *light, *dark;
};

static const struct shade shades[INK_COUNT] = {
    [INK_PAPER] = {"#ffffff", "#14171a"},       [INK_TEXT] = {"#1a1d21", "#eceff2"},
    [INK_MUTED] = {"#50575f", "#b4bcc4"},       [INK_GRID] = {"#dde1e5", "#333a41"},

    [INK_SERIES + 0] = {"#0066ba", "#469ffc"},  [INK_SERIES + 1] = {"#aa3e02", "#f3925e"},
    [INK_SERIES + 2] = {"#004e34", "#4dcb95"},  [INK_SERIES + 3] = {"#7c3382", "#d297df"},
    [INK_SERIES + 4] = {"#4c3300", "#e7bf48"},  [INK_SERIES + 5] = {"#096a78", "#6cd2e0"},
    [INK_SERIES + 6] = {"#8c2146", "#f48fb1"},  [INK_SERIES + 7] = {"#55595e", "#bcc2c8"},

    [INK_TINT + 0] = {"#dbeaf6", "#16324a"},    [INK_TINT + 1] = {"#fbe3d6", "#4a2713"},
    [INK_TINT + 2] = {"#d5efe4", "#123b2d"},    [INK_TINT + 3] = {"#f0e0f3", "#3c2141"},
    [INK_TINT + 4] = {"#f3e9c8", "#3d3210"},    [INK_TINT + 5] = {"#d5eef1", "#123a40"},
    [INK_TINT + 6] = {"#f9dfe7", "#47182a"},    [INK_TINT + 7] = {"#e7e9eb", "#2c3136"},

    [INK_RANK + 0] = {"#193363", "#c8e3ff"},    [INK_RANK + 1] = {"#18599a", "#78c8ff"},
    [INK_RANK + 2] = {"#3289bd", "#4696d2"},    [INK_RANK + 3] = {"#b47200", "#fdc34e"},
    [INK_RANK + 4] = {"#ab1f01", "#ef8a4a"},    [INK_RANK + 5] = {"#801414", "#e95e59"},

    [INK_ON_RANK + 0] = {"#ffffff", "#10151a"}, [INK_ON_RANK + 1] = {"#ffffff", "#10151a"},
    [INK_ON_RANK + 2] = {"#0a0e12", "#10151a"}, [INK_ON_RANK + 3] = {"#0a0e12", "#10151a"},
    [INK_ON_RANK + 4] = {"#ffffff", "#10151a"}, [INK_ON_RANK + 5] = {"#ffffff", "#10151a"},
};

static const char *const dashes[N_SERIES] = {NULL,          "8 3", "2 3", "10 3 2 3",
                                             "5 2 2 2 2 2", "1 2", "6 6", "3 2"};

const char *ink_light(enum ink ink)
{
    return ink == INK_NONE ? "none" : shades[ink].light;
}

const char *ink_dark(enum ink ink)
{
    return ink == INK_NONE ? "none" : shades[ink].dark;
}

const char *ink_terminal(enum ink ink)
{
    static const char *const series[N_SERIES] = {"34", "35", "32", "36", "33", "1;35", "1;32", "1"};
    static const char *const ranks[N_RANKS] = {"1;34", "34", "36", "33", "35", "31"};
    if (ink >= INK_RANK && ink < INK_ON_RANK)
        return ranks[ink - INK_RANK];
    return ink >= INK_SERIES && ink < INK_TINT ? series[ink - INK_SERIES] : "";
}

const char *ink_dash(int i)
{
    return dashes[i % N_SERIES];
}

int ink_of_rank(int i, int n)
{
    return n > 1 ? (2 * i * (N_RANKS - 1) + n - 1) / (2 * (n - 1)) : 0;
}

void ink_add_style(struct text *t)
{
    text_add_string(t, "@media screen and (prefers-color-scheme:dark){");
    for (int i = INK_PAPER; i < INK_COUNT; i++)
        text_addf(t, "\n.f%d{fill:%s}.s%d{stroke:%s}", i, shades[i].dark, i, shades[i].dark);
    text_add_string(t, "\n}");
}
