#include "data.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *path, *text;
} files[] = {
    {"d/councils.csv", "council,code,region,type,opened,closed,predecessors\n"
                       "Ashby,E1,North,county,,2014-04-01,\n"
                       "Bourne,E2,North,unitary,2014-04-01,,Ashby\n"
                       "Leeds,E3,North,metropolitan,,,\n"
                       "\"Slough, \xc3\xa9t\",E4,South,unitary,,,\n"},
    {"d/ratings.csv", "council,grade,inspected,published,judgement,framework,source\n"
                      "Ashby,inadequate,2010-01-10,2010-02,overall,SIF,a\n"
                      "Bourne,requires improvement,2015-06-01,,overall,SIF,c\n"
                      "Bourne,good,2018-06-01,2018-07-01,overall,ILACS,d\n"
                      "Bourne,good,2018-06-01,2018-07-01,leaders,ILACS,d\n"
                      "Leeds,good,2015-01,2015-03-01,overall,SIF,e\n"
                      "Leeds,inadequate,2017-01-02,2017-03-01,overall,SIF,e\n"
                      "Leeds,outstanding,2022-02-21,2022-04-01,overall,ILACS,f\n"
                      "\"Slough, \xc3\xa9t\",inadequate,2011-04-01,2011-05-01,overall,,g\n"
                      "\"Slough, \xc3\xa9t\",inadequate,2013-11-01,2014-02-01,overall,SIF,h\n"
                      "\"Slough, \xc3\xa9t\",RI,2019-01-01,2019-02-01,overall,ILACS,j\n"},
    {"d/models.csv", "council,model,start,end,provider,trigger,directed,scope\n"
                     "\"Slough, \xc3\xa9t\",trust,2015-10-01,,Trust,directed,2014-10-07,full\n"
                     "Ashby,partnership,2011,2013-06,Leeds,voluntary,,full\n"
                     "Bourne,outsourced,2016-01-01,2017-01-01,Acme,contract-end,,boundary\n"},
    {"f.csv", "council,date,grade,model\nLeeds,2019-01-01,good,trust\n"
              "Leeds,2020-01-01,inadequate,in-house\nYork,2018,RI,trust\n"},
    {"bad.csv", "council,date,grade\nLeeds,13/02/2019,god\n\nLeeds,2019\n"},
    {"c.csv", "id,claim,source,kind,council,model,date,grade,value\n"
              "1,it was,x,grade-on,Leeds,,2016-01-01,good,\n2,n,x,setup-months,,trust,,,12\n"},
    {"s.csv", "label,rank\ngood,3\nRI,2\ninadequate,1\nnone,\n"},
};

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    HOLDS(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static char folder[96];

static void leave(void)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(files[i].path);
    rmdir("d");
    rmdir(folder);
}

void data_enter(void)
{
    if (folder[0])
        return;
    fuzz_path("calls", folder);
    HOLDS(mkdir(folder, 0700) == 0 && chdir(folder) == 0 && mkdir("d", 0700) == 0);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        put(files[i].path, files[i].text);
    atexit(leave);
    setlocale(LC_CTYPE, "C.UTF-8");
    setenv("TURNAROUND_DATA", "d", 1);
    setenv("TERM", "dumb", 1);
    HOLDS(freopen("/dev/null", "r", stdin));
}

/* Nothing is written to a file; nothing is read but what lies in the folder. */
bool typed_is_harmless(const struct typed *w)
{
    for (int i = 0; i < w->n; i++)
        if (strchr(w->v[i], '/') || strstr(w->v[i], "..") || strstr(w->v[i], "output"))
            return false;
    return true;
}
