# palaute -- see `make help`

prefix ?= /usr/local
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
datadir ?= $(prefix)/share
# where the program looks, wherever the libraries are
keepdir = $(bindir)/../lib/palaute
mandir ?= $(datadir)/man
bashdir ?= $(datadir)/bash-completion/completions
zshdir ?= $(datadir)/zsh/site-functions
fishdir ?= $(datadir)/fish/vendor_completions.d

CC ?= cc
CFLAGS ?= -O3 -g
STD = -std=c11 -D_POSIX_C_SOURCE=200809L
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
       -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wvla -Wwrite-strings \
       -Wundef -Wdouble-promotion -Wformat=2 -Wswitch-enum

# Debian packages: to build, to run at its best, to test, to check the code.
PACKAGES_BUILD = gcc libc6-dev make pkg-config libicu-dev libpcre2-dev libstemmer-dev \
                 libcsv-dev liblinear-dev libjansson-dev nettle-dev libvoikko1 voikko-fi \
                 libxlsxwriter-dev libexpat1-dev libminizip-dev libsqlite3-dev
PACKAGES_TEST = $(PACKAGES_BUILD) g++ libcriterion-dev jq mandoc unicode-data
PACKAGES_CHECK = clang-format clang-tidy
# Node and npm may have come from elsewhere
PACKAGES_BROWSER = chromium poppler-utils $(shell command -v node >/dev/null || echo nodejs) \
                   $(shell command -v npm >/dev/null || echo npm)
PACKAGES_OFFICE = libreoffice-calc python3

# One line a room, in the order in which data flows.
BASE = $(wildcard src/base/*.c)
INGEST = $(wildcard src/ingest/*.c)
PRIVACY = $(wildcard src/privacy/*.c)
TEXT = $(wildcard src/text/*.c)
LEXICON = $(wildcard src/lexicon/*.c)
SENTIMENT = $(wildcard src/sentiment/*.c)
MODEL = $(wildcard src/model/*.c)
STATS = $(wildcard src/stats/*.c)
REPORT = $(wildcard src/report/*.c)
TOP = $(wildcard src/*.c)
LIB = $(BASE) $(INGEST) $(PRIVACY) $(TEXT) $(LEXICON) $(SENTIMENT) $(MODEL) $(STATS) $(REPORT) $(TOP)
CLI = $(wildcard src/cli/*.c)

version = $(shell sed -n 's/^.define PAL_VERSION_$1 //p' src/palaute.h)
MAJOR := $(call version,MAJOR)
MINOR := $(call version,MINOR)
VERSION := $(MAJOR).$(MINOR).$(call version,PATCH)
SONAME := libpalaute.so.$(if $(filter 0,$(MAJOR)),0.$(MINOR),$(MAJOR))

FLAVOR ?= release
OUT = build/$(FLAVOR)
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ifeq ($(FLAVOR),asan)
SAN = $(SANITIZE)
endif

PKGS = icu-uc libpcre2-8 nettle xlsxwriter expat minizip sqlite3
CPPFLAGS += -Isrc -DPAL_DATADIR='"$(datadir)/palaute"'
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) jansson 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lstemmer -lcsv -llinear -lm -lpthread
CLI_LIBS = $(shell pkg-config --libs jansson 2>/dev/null)
COMPILE = $(CC) $(STD) $(WARN) $(SAN) -fPIC -fvisibility=hidden -MMD -MP $(CPPFLAGS) \
          $(PKG_CFLAGS) $(CFLAGS)

LIB_OBJ = $(LIB:src/%.c=$(OUT)/%.o)
CLI_OBJ = $(CLI:src/%.c=$(OUT)/%.o)
UNIT = $(wildcard tests/unit/*.c)
UNIT_OBJ = $(UNIT:tests/%.c=$(OUT)/tests/%.o)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all demo tools eval-language eval-checklist eval-models test check unit golden layers users browser deps-browser examples completions asan bench bench-check format-check tidy \
        install uninstall clean help deps-build deps-test deps-check golden-update check-office

all: ## build build/palaute and the libraries (needs the packages of `make demo`)
all: $(OUT)/palaute $(OUT)/libpalaute.a $(OUT)/$(SONAME)
ifeq ($(FLAVOR),release)
all: build/palaute build/prepared.made
endif

build/palaute: $(OUT)/palaute
	cp $< $@

# rules and common words are read once, here, and not by everyone's first run
build/prepared.made: build/palaute $(wildcard lexicons/*.tsv lexicons/*/*.tsv models/*)
	build/palaute prepare --quiet --lexicons lexicons --models models -o build/prepared
	@touch $@

$(OUT)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(COMPILE) -c $< -o $@

# what the readings of words depend on beside tables and dictionary: a file of readings
# that other code made is not used; headers of base/ have code and the shape of records
TEXT_SOURCES = $(TEXT) $(wildcard src/text/*.h src/base/*.h) src/base/unicode.c \
               src/base/latin_class.c src/base/glance.c src/base/str.c
$(OUT)/text/basis.o: CPPFLAGS += -DPAL_TEXT_SOURCES='"$(shell cat $(TEXT_SOURCES) | sha256sum | cut -c 1-64)"'
$(OUT)/text/basis.o: $(TEXT_SOURCES)

# likewise a file of compiled rules
RULE_SOURCES = $(LEXICON) $(wildcard src/lexicon/*.h) src/base/flow.h src/base/str.c \
               src/base/str.h
$(OUT)/lexicon/kept.o: CPPFLAGS += -DPAL_LEXICON_SOURCES='"$(shell cat $(RULE_SOURCES) | sha256sum | cut -c 1-64)"'
$(OUT)/lexicon/kept.o: $(RULE_SOURCES)

# and a file of all that is made of a word
WORD_SOURCES = $(TEXT_SOURCES) $(RULE_SOURCES) src/learnt.c src/learnt.h src/engine.c \
               $(wildcard src/model/features* src/model/model*)
$(OUT)/engine.o: CPPFLAGS += -DPAL_WORD_SOURCES='"$(shell cat $(WORD_SOURCES) | sha256sum | cut -c 1-64)"'
$(OUT)/engine.o: $(WORD_SOURCES)

# where the program looks for its lexicons is compiled in: another prefix, another object
$(OUT)/engine.o: $(OUT)/datadir
$(OUT)/datadir: FORCE
	@mkdir -p $(@D)
	@echo '$(datadir)' | cmp -s - $@ || echo '$(datadir)' > $@
FORCE:

$(OUT)/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(COMPILE) -Wno-missing-prototypes -Itests/unit -c $< -o $@

$(OUT)/libpalaute.a: $(LIB_OBJ)
	rm -f $@
	$(AR) rcs $@ $^

$(OUT)/$(SONAME): $(LIB_OBJ)
	$(CC) $(SAN) $(CFLAGS) -shared -Wl,-soname,$(SONAME) $(LDFLAGS) $^ $(LIBS) -o $@

$(OUT)/palaute: $(CLI_OBJ) $(OUT)/libpalaute.a
	$(CC) $(SAN) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) $(CLI_LIBS) -o $@

# heads and commands of the options come from the program's own table
$(OUT)/palaute.1: src/cli/palaute.1 src/cli/manpage.awk $(OUT)/palaute
	$(OUT)/palaute completions mdoc | LC_ALL=C awk -f src/cli/manpage.awk - $< > $@

$(OUT)/unit-tests: $(UNIT_OBJ) $(filter-out $(OUT)/cli/main.o,$(CLI_OBJ)) $(OUT)/libpalaute.a
	$(CC) $(SAN) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) $(CLI_LIBS) -lcriterion -o $@

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT_OBJ:.o=.d)

# --- the two commands ---

demo: ## install what is missing, build, analyse the demo survey, say where the report is
	@tests/packages.sh $(PACKAGES_BUILD)
	@$(MAKE) --no-print-directory -s all
	@build/palaute analyze --force -o build/demo corpora/demo/kuura-2026-kevat.csv \
	        corpora/demo/kuura-2026-syksy.csv || test $$? -eq 1

test: ## install what is missing, build, and run all tests
	@tests/packages.sh $(PACKAGES_TEST) $(PACKAGES_BROWSER)
	@$(MAKE) --no-print-directory -s all CFLAGS='-O3 -g -Werror'
	@BROWSER=if-reachable $(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory check-office

check: layers unit asan golden users examples completions browser ## all tests, without installing anything

unit: $(OUT)/unit-tests ## unit tests (Criterion)
	@tests/unit.sh $(OUT)

asan: ## unit and golden tests under the address, leak and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory -s all unit FLAVOR=asan CFLAGS='-O1 -g -Werror'
	@tests/golden.sh build/asan/palaute

golden: all ## whole commands against recorded output
	@tests/golden.sh build/palaute

golden-update: all ## record the output of the commands anew; read `git diff` after it
	@tests/golden.sh --update build/palaute

layers: ## the rooms know only what they may
	@tests/layers.sh

users: all ## programs in C and C++ that use the installed header and library
	@tests/users/users.sh

browser: all ## report.html in Chromium: figures, filters, axe, print; pictures in build/browser/
	@tests/browser/run.sh build/palaute

deps-browser: ## install what `make browser` needs
	@tests/packages.sh $(PACKAGES_BROWSER)

check-office: all ## LibreOffice opens the workbook and the CSV files: every cell is as it should be
	@tests/packages.sh $(PACKAGES_OFFICE)
	@tests/office.sh build/palaute

examples: all ## every option is in the man page, and the man page is clean
	@tests/examples.sh

completions: all ## what bash, zsh and fish complete
	@tests/completions.sh

TOOLS = eval_lemma eval_typing make_common make_langid make_lemma_frequency make_rare make_word_frequency
$(TOOLS:%=$(OUT)/tools/%): $(OUT)/tools/%: $(OUT)/tests/tools/%.o \
                           $(OUT)/tests/tools/corpus.o $(OUT)/libpalaute.a
	@mkdir -p $(@D)
	$(CC) $(SAN) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

tools: $(TOOLS:%=$(OUT)/tools/%) ## the programs that make the models and measure the Finnish

eval-language: $(OUT)/tools/eval_lemma $(OUT)/tools/eval_typing ## lemmas, typing mistakes and spoken forms against treebanks
	@tests/tools/eval_language.sh $(OUT)/tools

$(OUT)/tools/eval_checklist: $(OUT)/tests/tools/eval_checklist.o $(OUT)/libpalaute.a
	@mkdir -p $(@D)
	$(CC) $(SAN) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) $(CLI_LIBS) -o $@

CHECKLIST = $(or $(PALAUTE_DATA),../shared/data)/checklist-sentiment/half-suite.json
eval-checklist: $(OUT)/tools/eval_checklist ## pass rates of the behavioural tests of English sentiment
	@if [ -f '$(CHECKLIST)' ]; then $< lexicons '$(CHECKLIST)'; \
	 else echo 'skipped: $(CHECKLIST) is not here'; fi

eval-models: all ## what the trained models find: data of others, and rules, models, both on corpora/
	@tests/tools/eval_models.sh $(OUT)/palaute

bench: all ## seconds by room on 100,000 answers, and ratios to wc -w and other programs
	@tests/bench/bench.sh

bench-check: all ## instructions a byte against recorded ones, and twice the work for twice the input
	@tests/bench/check.sh

format-check: ## the layout of the code is that of .clang-format
	@tests/packages.sh clang-format
	clang-format --dry-run --Werror $$(git ls-files '*.c' '*.h')

tidy: ## clang-tidy over all sources
	@tests/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK)
	clang-tidy --quiet $(LIB) $(CLI) -- $(STD) $(CPPFLAGS) $(PKG_CFLAGS)

# --- installation ---

install: all build/prepared.made $(OUT)/palaute.1 ## install under $(DESTDIR)$(prefix)
	install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(libdir)/pkgconfig' \
	        '$(DESTDIR)$(includedir)' '$(DESTDIR)$(mandir)/man1' \
	        '$(DESTDIR)$(datadir)/palaute'
	install -m 755 $(OUT)/palaute '$(DESTDIR)$(bindir)/palaute'
	install -m 644 $(OUT)/libpalaute.a '$(DESTDIR)$(libdir)/libpalaute.a'
	install -m 755 $(OUT)/$(SONAME) '$(DESTDIR)$(libdir)/libpalaute.so.$(VERSION)'
	ln -sf libpalaute.so.$(VERSION) '$(DESTDIR)$(libdir)/$(SONAME)'
	ln -sf $(SONAME) '$(DESTDIR)$(libdir)/libpalaute.so'
	install -m 644 src/palaute.h '$(DESTDIR)$(includedir)/palaute.h'
	install -m 644 $(OUT)/palaute.1 '$(DESTDIR)$(mandir)/man1/palaute.1'
	install -d '$(DESTDIR)$(bashdir)' '$(DESTDIR)$(zshdir)' '$(DESTDIR)$(fishdir)'
	$(OUT)/palaute completions bash > '$(DESTDIR)$(bashdir)/palaute'
	$(OUT)/palaute completions zsh > '$(DESTDIR)$(zshdir)/_palaute'
	$(OUT)/palaute completions fish > '$(DESTDIR)$(fishdir)/palaute.fish'
	sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' \
	    -e 's|@includedir@|$(includedir)|' -e 's|@version@|$(VERSION)|' \
	    -e 's|@libs@|$(LIBS)|' src/palaute.pc.in \
	    > '$(DESTDIR)$(libdir)/pkgconfig/palaute.pc'
	cp -R lexicons models '$(DESTDIR)$(datadir)/palaute/'
	install -d '$(DESTDIR)$(keepdir)/prepared'
	install -m 644 build/prepared/words* '$(DESTDIR)$(keepdir)/prepared/'

uninstall: ## remove what `make install` put there
	rm -f '$(DESTDIR)$(bindir)/palaute' '$(DESTDIR)$(libdir)'/libpalaute.* \
	      '$(DESTDIR)$(includedir)/palaute.h' '$(DESTDIR)$(mandir)/man1/palaute.1' \
	      '$(DESTDIR)$(libdir)/pkgconfig/palaute.pc' '$(DESTDIR)$(bashdir)/palaute' \
	      '$(DESTDIR)$(zshdir)/_palaute' '$(DESTDIR)$(fishdir)/palaute.fish'
	rm -rf '$(DESTDIR)$(datadir)/palaute' '$(DESTDIR)$(keepdir)'

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | sort | expand -t 16
