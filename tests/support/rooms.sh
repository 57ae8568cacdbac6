#!/bin/sh
# rooms.sh: which room may include which, and what each is banned from (README, "The house").
set -eu
fail=0

say() {
    echo "rooms: $*" >&2
    fail=1
}

allowed() {
    case $1 in
    base) echo base ;;
    record) echo base record ;;
    stat) echo base stat ;;
    load) echo base record load ;;
    study) echo base record stat study ;;
    out) echo base out ;;
    cmd) echo base record stat load study out cmd ;;
    main.c) echo cmd ;;
    *) echo ;;
    esac
}

for file in src/*.c src/*/*.[ch] include/*/*.h; do
    room=$(echo "$file" | cut -d/ -f2)
    for other in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
        case " $(allowed "$room") " in
        *" $other "*) ;;
        *) say "$file includes $other, which $room may not" ;;
        esac
    done
done

# library: the files that may include its headers
ban() {
    for file in $(grep -lE "^#include <$1" src/*.c src/*/*.[ch] include/*/*.h || true); do
        case " $2 " in
        *" $file "*) ;;
        *) say "$file includes <$1, which belongs to: $2" ;;
        esac
    done
}
ban 'csv\.h' "src/load/rows.c"
ban 'json-c/' "include/out/json.h"
ban 'libsmartcols/' "src/out/writer_table.c"
ban 'libxml/' "src/out/xml.c"
ban 'zlib\.h' "src/out/archive.c src/load/unpack.c"
ban 'zstd\.h' "src/load/unpack.c"
ban 'gsl/' "$(ls src/stat/*.c | tr '\n' ' ')"
# results never depend on a clock: it is asked for nothing but to show progress
ban 'time\.h' "src/base/progress.c"

# word: the files that may use it
only() {
    for file in $(grep -lE "\\b($1)\\(" src/*.c src/*/*.c || true); do
        case " $2 " in
        *" $file "*) ;;
        *) say "$file uses $1, which belongs to: ${2:-none}" ;;
        esac
    done
}
only 'exit|_exit|abort' ""
only 'printf|puts|putchar' ""
only 'fprintf|fwrite|fputs|putc|fputc|dprintf|fopen|fdopen|fflush|fread|getline' ""
only 'read|open|openat|fsync' "src/base/file.c"
# (a writer has a member of that name)
only 'write' "src/base/file.c src/out/folder.c src/cmd/answer.c"
only 'strcpy|strcat|sprintf|gets|strtok|atoi|atof' ""
only 'setlocale' "src/main.c"

exit $fail
