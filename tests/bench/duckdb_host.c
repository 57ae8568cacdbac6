/* duckdb_host LIBRARY SCRIPT FOLDER THREADS: runs a script of SQL in a DuckDB in memory and prints
 * the table of its last statement as CSV; RATINGS and MODELS in the script stand for the files of
 * FOLDER. What DuckDB's own shell would do, but it needs the shared library only. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What of DuckDB's C interface is called; it is loaded by name, as its header may not be there. */
struct result {
    uint64_t n_columns, n_rows, n_changed;
    void *columns;
    char *message;
    void *internal;
};

struct duckdb {
    int (*open)(const char *path, void **database);
    int (*connect)(void *database, void **connection);
    int (*query)(void *connection, const char *sql, struct result *result);
    const char *(*error)(struct result *result);
    uint64_t (*count_columns)(struct result *result);
    uint64_t (*count_rows)(struct result *result);
    const char *(*name)(struct result *result, uint64_t column);
    char *(*value)(struct result *result, uint64_t column, uint64_t row);
    void (*free)(void *value);
    void (*destroy)(struct result *result);
    const char *(*version)(void);
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "duckdb_host: %s: %s\n", what, why);
    exit(1);
}

/* Sets *FUNCTION, a pointer to a function. */
static void find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    if (!found)
        fail(name, "not in the library");
    memcpy(function, &found, sizeof found);
}

static void load(struct duckdb *db, const char *path)
{
    void *library = dlopen(path, RTLD_NOW);
    if (!library)
        fail(path, dlerror());
    find(library, "duckdb_open", &db->open);
    find(library, "duckdb_connect", &db->connect);
    find(library, "duckdb_query", &db->query);
    find(library, "duckdb_result_error", &db->error);
    find(library, "duckdb_column_count", &db->count_columns);
    find(library, "duckdb_row_count", &db->count_rows);
    find(library, "duckdb_column_name", &db->name);
    find(library, "duckdb_value_varchar", &db->value);
    find(library, "duckdb_free", &db->free);
    find(library, "duckdb_destroy_result", &db->destroy);
    find(library, "duckdb_library_version", &db->version);
}

/* Adds TEXT, with RATINGS and MODELS replaced, to OUT. */
static void substitute(FILE *out, const char *text, const char *folder)
{
    for (; *text; text++)
        if (strncmp(text, "RATINGS", 7) == 0) {
            fprintf(out, "'%s/ratings.csv'", folder);
            text += 6;
        } else if (strncmp(text, "MODELS", 6) == 0) {
            fprintf(out, "'%s/models.csv'", folder);
            text += 5;
        } else {
            fputc(*text, out);
        }
}

static char *read_script(const char *path, const char *folder, const char *threads)
{
    char line[1024], *sql = NULL;
    size_t size;
    FILE *file = fopen(path, "r"), *out = open_memstream(&sql, &size);
    if (!file || !out)
        fail(path, "cannot be read");
    fprintf(out, "SET threads = %d;\n", atoi(threads));
    while (fgets(line, sizeof line, file))
        substitute(out, line, folder);
    fclose(file);
    if (fclose(out) != 0)
        fail(path, "no memory");
    return sql;
}

static void print(const struct duckdb *db, struct result *result)
{
    uint64_t columns = db->count_columns(result), rows = db->count_rows(result);
    for (uint64_t c = 0; c < columns; c++)
        printf("%s%s", c ? "," : "", db->name(result, c));
    putchar('\n');
    for (uint64_t r = 0; r < rows; r++) {
        for (uint64_t c = 0; c < columns; c++) {
            char *value = db->value(result, c, r);
            printf("%s%s", c ? "," : "", value ? value : "");
            db->free(value);
        }
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    struct duckdb db;
    struct result result;
    void *database, *connection;
    if (argc < 2)
        return 2;
    load(&db, argv[1]);
    if (argc < 5) {
        printf("%s\n", db.version());
        return 0;
    }
    char *sql = read_script(argv[2], argv[3], argv[4]);
    if (db.open(NULL, &database) != 0 || db.connect(database, &connection) != 0)
        fail(argv[1], "cannot be opened");
    if (db.query(connection, sql, &result) != 0)
        fail(argv[2], db.error(&result));
    print(&db, &result);
    db.destroy(&result);
    free(sql);
    return 0;
}
