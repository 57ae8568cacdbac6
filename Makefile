# turnaround: how councils' children's services recover.
#
#   make demo     install what is missing, build, and run the main job on the bundled data
#   make check    install what is missing, build, and run every test
#
# `make help` lists the other targets. Files are found by wildcard: a new one needs no line here.

VERSION = 0.1.0
PREFIX  = /usr/local
DESTDIR =

# release | sanitize (AddressSanitizer and UndefinedBehaviorSanitizer) | cover (gcov) | mutate |
# fuzz (libFuzzer and both sanitizers) | reach (which lines a fuzzer's corpus reaches) | torture
# (each piece of an arena is an allocation, as with the sanitizers)
MODE = release
B    = $(if $(filter release,$(MODE)),build,build/$(MODE))

CC       = $(if $(filter fuzz reach,$(MODE)),clang-14,gcc)
# Members that were written one by one and are then read as one make the processor wait until all are
# stored: gcc is not to join them (see src/study/history.c, where what is kept is built in place).
CFLAGS   = $(or $(CFLAGS_$(MODE)),-O2 -g -fno-tree-slp-vectorize)
WERROR   =
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wundef -Wvla -Wcast-qual -Wformat=2 -Wdouble-promotion \
           -Wpointer-arith -Wwrite-strings -Wcast-align -Wnull-dereference

# What the compiler and linker can do against faults that are still there. glibc asks for an
# optimisation before it fortifies; -fcf-protection would do nothing, as Debian's crt1.o lacks it.
FORTIFY       = $(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
MODE_release  = -fPIE -fstack-protector-strong -fstack-clash-protection $(FORTIFY)
LINK_release  = -pie -Wl,-z,relro,-z,now,-z,noexecstack
MODE_sanitize = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
                $(MODE_torture)
MODE_torture  = -DARENA_BLOCK=1
MODE_cover    = --coverage
CFLAGS_cover  = -O0 -g
MODE_mutate   = -fPIC
CFLAGS_mutate = -O2
MODE_fuzz     = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
                -fno-omit-frame-pointer -Wno-everything -Werror=incompatible-pointer-types \
                -Werror=int-conversion -Werror=implicit-function-declaration $(MODE_torture)
MODE_reach    = -Wno-everything -fprofile-instr-generate -fcoverage-mapping

Q = $(if $(V),,@)

LIBRARIES = smartcols json-c gsl zlib libzstd
# by src/out/xml.c, where there is need
LOADED    = libxml-2.0
BUILD_PACKAGES = gcc libc6-dev make pkg-config libcsv-dev libsmartcols-dev libjson-c-dev libgsl-dev \
                 libxml2-dev zlib1g-dev libzstd-dev
FUZZ_PACKAGES  = $(BUILD_PACKAGES) clang-14 libclang-rt-14-dev llvm-14 libcmocka-dev python3
CHECK_PACKAGES = $(BUILD_PACKAGES) binutils libcmocka-dev mandoc jq python3 xlsx2csv zsh fish zstd \
                 parallel

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Iinclude $(WARNINGS) $(if $(WERROR),-Werror) $(MODE_$(MODE)) \
             $(CFLAGS) $(PKG_CFLAGS)
DEFINES    = -DVERSION='"$(VERSION)"' -DDATA_DIR='"$(PREFIX)/share/turnaround/england"'
LDLIBS     = -lcsv $(PKG_LIBS)

# Asked for once, and only where something is compiled: the libraries may not be there yet.
ifneq ($(filter-out demo check deps deps-check fuzz reach clean help,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) $(LOADED))
PKG_LIBS   := $(shell pkg-config --libs $(LIBRARIES))
TEST_LIBS  := $(shell pkg-config --libs $(LOADED)) -lcmocka
endif

SOURCES = $(wildcard src/*.c src/*/*.c)
HEADERS = $(wildcard include/*/*.h)
OBJECTS = $(SOURCES:src/%.c=$(B)/%.o)
UNITS   = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c tests/oracle/*.c tests/pictures/*.c tests/golden/*.c))
TOOLS   = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/tools/*.c tests/bench/*.c))
TORTURES = $(patsubst tests/%.c,$(B)/tests/%.so,$(filter-out %/zygote.c,$(wildcard tests/torture/*.c)))
SUPPORT = $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/support/*.c))
FUZZERS = $(patsubst tests/fuzz/%.c,$(B)/%.run,$(wildcard tests/fuzz/$(GROUP)/*.c))
FUZZ    = $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/fuzz/*.c))

# all that is called by a plain name
.PHONY: $(shell sed -n 's/^\([a-z][a-z -]*\):.*/\1/p' Makefile)
.SECONDARY:

all: $(B)/turnaround

$(B)/turnaround: $(OBJECTS)
	$(Q)echo "  link $@"; $(CC) $(ALL_CFLAGS) $(LINK_$(MODE)) $(LDFLAGS) $^ -o $@ $(LDLIBS)

$(B)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(Q)echo "  compile $<"; $(CC) $(ALL_CFLAGS) $(DEFINES) -MMD -MP -c $< -o $@

$(B)/libturnaround.a: $(filter-out $(B)/main.o,$(OBJECTS))
	$(Q)rm -f $@; ar rcs $@ $^

$(B)/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(Q)echo "  compile $<"; $(CC) $(ALL_CFLAGS) -Itests/support -Itests/fuzz -Isrc -MMD -MP -c $< -o $@

$(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(B)/libturnaround.a
	$(Q)$(CC) $(ALL_CFLAGS) $(LINK_$(MODE)) $(LDFLAGS) $^ -o $@ $(LDLIBS) $(TEST_LIBS)

# What is timed against the program has nothing of it.
$(B)/tests/bench/%: $(B)/tests/bench/%.o
	$(Q)$(CC) $(ALL_CFLAGS) $(LINK_$(MODE)) $(LDFLAGS) $^ -o $@ -lcsv

# Preloaded into the program: a library, without what MODE adds.
$(B)/tests/torture/%.so: tests/torture/%.c tests/torture/zygote.c tests/torture/zygote.h Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) $(if $(WERROR),-Werror) $(CFLAGS) -fPIC -shared \
	  $(filter %.c,$^) -o $@

$(B)/%.run: $(B)/tests/fuzz/%.o $(FUZZ) $(B)/libturnaround.a
	@mkdir -p $(@D)
	$(Q)echo "  link $@"; $(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) $^ -o $@ $(LDLIBS)

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d $(B)/*/*/*/*.d)

demo: ## install what is missing, build, and run the main job on the bundled data
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory run-demo

check: ## install what is missing, build, and run every test
	@$(MAKE) --no-print-directory deps-check
	@$(MAKE) --no-print-directory run-check

deps:
	@sh tests/support/packages.sh $(BUILD_PACKAGES)

deps-check:
	@sh tests/support/packages.sh $(CHECK_PACKAGES)

run-demo: all
	@sh tests/support/demo.sh $(B)/turnaround

# Of the torture a sample, but not under the sanitizers, which allocate and handle signals themselves.
run-check: run-tests $(if $(filter sanitize,$(MODE)),,run-sample) rooms headers state hardened lint

run-tests: all $(UNITS) $(TOOLS)
	@sh tests/support/run.sh $(B)

unit: all $(UNITS) ## run the unit, oracle and picture tests (T=pattern: only those that match)
	@T='$(T)' sh tests/support/run.sh $(B) unit oracle pictures

golden: all $(UNITS) ## run the golden tests (T=pattern: only those that match)
	@T='$(T)' sh tests/support/run.sh $(B) golden

update: all $(B)/tests/golden/golden ## write what the program prints now as what it should (T=pattern)
	@UPDATE=1 TURNAROUND=$(B)/turnaround $(B)/tests/golden/golden $(if $(T),'$(T)') >/dev/null; git status --short tests README.md

rooms: ## check which room includes which, and what each is banned from
	@sh tests/support/rooms.sh

headers: ## compile each header alone
	@for h in $(HEADERS); do \
	  echo "#include \"$${h#include/}\"" | \
	    $(CC) $(ALL_CFLAGS) -Wno-unused -x c -fsyntax-only - || exit 1; done

state: $(OBJECTS) ## no writable variable at file scope
	@sh tests/support/state.sh $(OBJECTS)

hardened: $(B)/turnaround ## what the compiler and linker add against faults is in the program
	@sh tests/support/hardened.sh $< $(if $(FORTIFY),fortified)

lint: $(B)/tests/tools/man_tables ## lint the manual page, and check its tables against the program's
	@mandoc -Tlint -W warning src/turnaround.1
	@sh tests/support/man.sh check $(B)/tests/tools/man_tables src/turnaround.1

man: $(B)/tests/tools/man_tables ## write the manual page's tables from the program's
	@sh tests/support/man.sh write $(B)/tests/tools/man_tables src/turnaround.1

sanitize: ## run every test under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory run-tests MODE=sanitize

valgrind: all $(UNITS) ## run every test under valgrind, and the program wherever a test calls it
	@sh tests/support/packages.sh valgrind
	@sh tests/support/valgrind.sh $(B)

# Of kill, 200 points of a call: one after the other, and moments.
torture: ## fail each allocation and each system call on files once, of every command and format
	@$(MAKE) --no-print-directory run-torture MODE=torture

run-torture: all $(TORTURES)
	@sh tests/support/torture.sh $(B) alloc
	@sh tests/support/torture.sh $(B) io
	@MOST=200 sh tests/support/torture.sh $(B) kill

# The second to the fourth try all points of a call: a spread of a few misses what was found there.
run-sample: all $(TORTURES)
	@T='[cdrst]*-f [cjst]*small*' MOST=2 BRIEF=1 sh tests/support/torture.sh $(B) alloc
	@T='import flat*import-errors*' BRIEF=1 sh tests/support/torture.sh $(B) alloc
	@T='compare --clock*' BRIEF=1 sh tests/support/torture.sh $(B) alloc
	@T='times --segments*order.csv' BRIEF=1 sh tests/support/torture.sh $(B) alloc
	@T='shard*flat.csv' MOST=20 BRIEF=1 sh tests/support/torture.sh $(B) alloc
	@T='shard 2*' MOST=10 BRIEF=1 sh tests/support/torture.sh $(B) io
	@T='[it]im*-o %*' MOST=4 BRIEF=1 sh tests/support/torture.sh $(B) io
	@T='[it]im*-o %*' MOST=10 BRIEF=1 sh tests/support/torture.sh $(B) kill

# gcov cannot write its counts where a test lets no file grow
cover: ## run every test and print how much of each file they reach, and what not, and why
	@SKIP=output-workbook $(MAKE) --no-print-directory run-tests MODE=cover
	@python3 tests/support/cover.py build/cover

mutate: ## change stat, study and load in small ways: do tests notice? (MUTANTS=n SEED=s)
	@$(MAKE) --no-print-directory MODE=cover B=build/mutate/cover calculating
	@$(MAKE) --no-print-directory MODE=mutate run-mutate

calculating: all $(filter $(B)/tests/unit/% $(B)/tests/oracle/%,$(UNITS))

run-mutate: export COMPILE = $(CC) $(ALL_CFLAGS) $(DEFINES)
run-mutate: export LIBRARIES = $(LDLIBS)
run-mutate: export TEST_LIBRARIES = $(TEST_LIBS)
run-mutate: calculating
	@python3 -B tests/mutation/mutate.py --mutants $(or $(MUTANTS),400) --seed $(or $(SEED),6) $(MUTATE)

# Of make fuzz: seconds of processor time for each harness, and the group (reader, values, importers
# or line).
SECONDS  = 60
GROUP    = *
COMPARED = test_rows_random test_km test_round_trips

fuzz: ## run every fuzzer under the sanitizers, and comparisons (SECONDS=n for each, GROUP=name)
	@sh tests/support/packages.sh $(FUZZ_PACKAGES)
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory run-fuzz MODE=fuzz
	@$(if $(filter *,$(GROUP)),$(MAKE) --no-print-directory differential)

differential: all $(COMPARED:%=$(B)/tests/unit/%)
	@sh tests/fuzz/differential.sh $(SECONDS)

run-fuzz: $(FUZZERS)
	@python3 tests/fuzz/seeds.py $(B)/seeds build/turnaround
	@sh tests/fuzz/fuzz.sh $(SECONDS) $(FUZZERS)

reach: ## print how much each fuzzer's corpus reaches of the files that it aims at (after make fuzz)
	@sh tests/support/packages.sh $(FUZZ_PACKAGES)
	@$(MAKE) --no-print-directory run-reach MODE=reach

run-reach: $(FUZZERS)
	@sh tests/fuzz/reach.sh $(FUZZERS)

bench: all $(TOOLS) ## time `times` against libcsv alone and other tools (SIZES="100000 1000000")
	@sh tests/bench/bench.sh $(B)

bench-deps: ## install what bench times the program against: Debian's packages, DuckDB from npm
	@sh tests/bench/deps.sh $(B)

axe: all ## hold the report against axe-core in headless Chromium (needs npm, a network, Chromium)
	@sh tests/support/axe.sh $(B)

look: all ## draw the charts and the report as PNGs in build/look, for the eye (needs Chromium)
	@sh tests/support/look.sh $(B)

tidy: export FLAGS = $(ALL_CFLAGS) $(DEFINES)
tidy: ## run gcc's analyser, clang-tidy and cppcheck; they are installed if they are missing
	@sh tests/support/packages.sh clang-tidy cppcheck
	@sh tests/support/tidy.sh

format: ## format the sources with clang-format
	@clang-format -i $(SOURCES) $(HEADERS) $(wildcard src/*/*.h tests/*/*.[ch] tests/*/*/*.c)

# What is installed: each file, and behind the colon its place under PREFIX, where the shells and man
# look for it.
INSTALLED = $(B)/turnaround:bin/turnaround \
            src/turnaround.1:share/man/man1/turnaround.1 \
            src/completion/turnaround.bash:share/bash-completion/completions/turnaround \
            src/completion/_turnaround:share/zsh/site-functions/_turnaround \
            src/completion/turnaround.fish:share/fish/vendor_completions.d/turnaround.fish \
            $(foreach f,$(wildcard data/*/*),$(f):share/turnaround/$(f:data/%=%))

# Folders that install may have made, the inner ones first. bin, share and man are the system's.
FOLDERS = $(addprefix share/,$(patsubst data/%,turnaround/%,$(wildcard data/*)) turnaround \
            bash-completion/completions bash-completion zsh/site-functions zsh \
            fish/vendor_completions.d fish)

# By the environment, so that blanks and quotes in it do no harm.
install uninstall: export PLACE = $(DESTDIR)$(PREFIX)

install: all ## install program, manual page, completions and data under PREFIX (DESTDIR: below it)
	$(Q)for pair in $(INSTALLED); do \
	  case $$pair in *:bin/*) mode=755 ;; *) mode=644 ;; esac; \
	  install -D -m $$mode "$${pair%%:*}" "$$PLACE/$${pair#*:}" || exit 1; \
	  echo "  install $$PLACE/$${pair#*:}"; \
	done

uninstall: ## remove what install put there, and folders that are empty then
	$(Q)for pair in $(INSTALLED); do rm -f "$$PLACE/$${pair#*:}" || exit 1; done
	$(Q)for folder in $(FOLDERS); do \
	  [ ! -d "$$PLACE/$$folder" ] || rmdir --ignore-fail-on-non-empty "$$PLACE/$$folder" || exit 1; \
	done

clean: ## remove what was built
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
