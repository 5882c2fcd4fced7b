# copydesk: one Makefile, non-recursive. Everything it makes lies under $(BUILD).
#
#   make            all programs, in build/bin
#   make test       what CI runs           make unit golden    parts of it
#   make SAN=1 …    the same with address and undefined-behaviour sanitizers, in build-san
#   make bench      speed and accuracy     make models DATA=…  remakes the models
#   make install    PREFIX=/usr/local DESTDIR=
#
# A folder filters/X with a main.c is a program X; a folder filters/X/Y with a main.c is a program
# X-Y that may use the core of X: every .c of filters/X but its main.c, and of its rooms (the folders
# filters/X/Z without one).

CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
DATA ?= ../shared/data

BUILD ?= build$(if $(SAN),-san)
# Libraries of single programs
LIBS_export := -lsqlite3

BIN := $(BUILD)/bin

OUR_CPPFLAGS := -I. -D_GNU_SOURCE -DCOPYDESK_PREFIX='"$(PREFIX)"' -MMD -MP
OUR_CFLAGS := -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wwrite-strings -Wpointer-arith -Wundef -fno-common \
	-ffile-prefix-map=$(CURDIR)=. # the same bytes in whatever folder it is built
OUR_LDLIBS := -lcsv -lutf8proc -lxxhash -lm
LIBS_clean := -lyajl -lz -lzstd
LIBS_clean-html-train := $(LIBS_clean)
LIBS_clean-structure-train := $(LIBS_clean)
LIBS_import := -lyajl
LIBS_kb-build := -lyajl
LIBS_link-kb-build := -lyajl
# What makes a slip in the code an end of the process and not a way in; tests/property/hardening looks
# at the programs. Costs 1 to 2 % of the instructions. Sanitizers have checks of their own.
HARDENING := -fstack-protector-strong -fstack-clash-protection -fPIE
HARDENING_LINK := -pie -Wl,-z,relro,-z,now
ifndef SAN
HARDENING += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
OUR_CFLAGS += $(HARDENING)
ifdef SAN
OUR_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
endif

MAINS := $(sort $(wildcard filters/*/main.c filters/*/*/main.c))
# program_name(MAIN): the folder's path with hyphens; kb-build needs no first name
program_name = $(patsubst link-kb-build,kb-build,$(subst /,-,$(patsubst filters/%/main.c,%,$(1))))
PROGRAMS := $(foreach m,$(MAINS),$(call program_name,$(m)))
COMMON := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard common/*.c)))

# core(DIR): the objects of a folder and of its rooms, but its main.o and what belongs to another program
core = $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/main.c $(addsuffix %,$(dir $(wildcard $(1)/*/main.c))), \
	$(sort $(wildcard $(1)/*.c $(1)/*/*.c))))

# core_above(DIR): those of the folder above, where that is a filter's
core_above = $(if $(filter-out filters,$(patsubst %/,%,$(dir $(1)))),$(call core,$(patsubst %/,%,$(dir $(1)))))

# both_cores(NAME): those that a test of filters/X (named X) or filters/X/Y (X-Y) is linked with
folder_of = $(foreach m,$(MAINS),$(if $(filter $(1),$(subst /,-,$(m:filters/%/main.c=%))),$(m:/main.c=)))
both_cores = $(foreach d,$(call folder_of,$(1)),$(call core,$(d)) $(call core_above,$(d)))

.PHONY: all test unit golden bench fuzz models demo install uninstall clean
.DELETE_ON_ERROR:

all: $(addprefix $(BIN)/,$(PROGRAMS)) resources

# program(NAME, DIR): its main, its core, the core of the folder above, common
define program
$(BIN)/$(1): $(BUILD)/$(2)/main.o $(call core,$(2)) \
		$(call core_above,$(2)) $(BUILD)/libcommon.a
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(OUR_CFLAGS) $$(HARDENING_LINK) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS) $$(OUR_LDLIBS) $$(LIBS_$(1))
endef
$(foreach m,$(MAINS),$(eval $(call program,$(call program_name,$(m)),$(patsubst %/main.c,%,$(m)))))

# The weights of sentences and of key phrases are learned by one descent.
$(BIN)/summarize-keys-train: $(BUILD)/filters/summarize/train/descent.o

# Trees are grown by one learner, for pages with tags and for plain lines.
$(BIN)/clean-structure-train: $(BUILD)/filters/clean/html-train/boost.o

$(BUILD)/libcommon.a: $(COMMON)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(OUR_CPPFLAGS) $(CFLAGS) $(OUR_CFLAGS) -c -o $@ $<

# Programs find their data beside themselves: bin/../share/copydesk/FILTER
DATA_DIRS := $(sort $(wildcard filters/*/data))
.PHONY: resources
resources:
	@mkdir -p $(BUILD)/share/copydesk
	@for d in $(DATA_DIRS); do f=$${d#filters/}; f=$${f%/data}; \
		ln -sfn "$(CURDIR)/$$d" $(BUILD)/share/copydesk/$$f; done

# --- tests: a Criterion program per folder of tests/unit, linked without any main.o
UNITS := $(patsubst tests/unit/%/,%,$(sort $(dir $(wildcard tests/unit/*/test_*.c))))
define unit
$(BUILD)/tests/$(1): $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/unit/$(1)/*.c))) \
		$(call both_cores,$(1)) $(BUILD)/libcommon.a
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(OUR_CFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(LDLIBS) $$(OUR_LDLIBS) $$(LIBS_$(1)) -lcriterion
endef
$(foreach u,$(UNITS),$(eval $(call unit,$(u))))
.PHONY: unit-programs
unit-programs: $(addprefix $(BUILD)/tests/,$(UNITS))

# --- fuzz targets: tests/fuzz/X/fuzz_Y.c with the core of X, run by a driver of our own, or with
# --- LIBFUZZER=1 CC=clang by libFuzzer (scripts/fuzz)
FUZZ_MAIN = $(BUILD)/tests/fuzz/driver.o
ifdef LIBFUZZER
# clang complains of NULL + 0, which every compiler takes as NULL and C2y allows
OUR_CFLAGS += -fsanitize=fuzzer-no-link -fno-sanitize=pointer-overflow
FUZZ_MAIN =
endif
FUZZ := $(sort $(wildcard tests/fuzz/*/fuzz_*.c))
fuzz_room = $(patsubst tests/fuzz/%/,%,$(dir $(1)))
fuzz_program = $(BUILD)/fuzz/$(call fuzz_room,$(1))-$(patsubst fuzz_%.c,%,$(notdir $(1)))
# fuzz_program.c: the whole program, its main under another name (tests/fuzz/program.h)
FUZZ_WRAP := -Wl,--wrap=fclose,--wrap=resource_bundle,--wrap=resource_unmap
fuzz_whole = $(if $(filter %/fuzz_program.c,$(1)),$(BUILD)/tests/fuzz/program.o \
	$(patsubst %,$(BUILD)/fuzz/%/main.o,$(call folder_of,$(call fuzz_room,$(1)))))
define fuzz
$(call fuzz_program,$(1)): $(patsubst %.c,$(BUILD)/%.o,$(1)) $(FUZZ_MAIN) $(call fuzz_whole,$(1)) \
		$(call both_cores,$(call fuzz_room,$(1))) $(BUILD)/libcommon.a
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(OUR_CFLAGS) $(if $(LIBFUZZER),-fsanitize=fuzzer) $$(LDFLAGS) -o $$@ $$^ \
		$(if $(call fuzz_whole,$(1)),$(FUZZ_WRAP)) $$(LDLIBS) $$(OUR_LDLIBS) $$(LIBS_$(call fuzz_room,$(1)))
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz,$(f))))
$(BUILD)/fuzz/%/main.o: %/main.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(OUR_CPPFLAGS) $(CFLAGS) $(OUR_CFLAGS) -Dmain=program_main -Wno-missing-prototypes -c -o $@ $<
.PHONY: fuzz-programs
fuzz-programs: $(foreach f,$(FUZZ),$(call fuzz_program,$(f))) resources

test:
	@SAN=$(SAN) scripts/test
unit: unit-programs
	@set -e; for t in $(addprefix $(BUILD)/tests/,$(UNITS)); do $$t --short-filename; done
golden: all
	@BIN=$(BIN) scripts/golden
demo:
	@scripts/demo
bench: all
	@BIN=$(BIN) DATA=$(DATA) scripts/bench/all
fuzz:
	@scripts/fuzz
models: all
	@set -e; for s in scripts/models/*; do BIN=$(BIN) DATA=$(DATA) $$s; done

# `clean`, `link`, `tag` are taken names on a Unix, so the programs go to libexec and only the
# composition and its companions are on the PATH.
LIBEXEC := $(DESTDIR)$(PREFIX)/libexec/copydesk
SHARE := $(DESTDIR)$(PREFIX)/share/copydesk
MAN := $(DESTDIR)$(PREFIX)/share/man
MANUALS := $(sort $(wildcard docs/man/* filters/*/*.1 filters/*/*/*.1))
# manual(FILE): where it is installed; a program's page has copydesk- before its name
manual = man$(lastword $(subst ., ,$(1)))/$(if $(filter docs/%,$(1)),,copydesk-)$(notdir $(1))
STAGES := $(filter-out %.py,$(sort $(wildcard scripts/stages/*)))
COMMANDS := copydesk copydesk-batch copydesk-shard copydesk-duplicates copydesk-stories copydesk-digest copydesk-weave \
	copydesk-follow copydesk-metrics
# Units of systemd and rules of Prometheus, to be copied from here by who wants them
OPERATION := $(wildcard scripts/systemd/* scripts/prometheus/*)

install: all
	install -d "$(LIBEXEC)" "$(DESTDIR)$(PREFIX)/bin" "$(MAN)/man1" "$(MAN)/man5" "$(MAN)/man7"
	install -m 755 $(addprefix $(BIN)/,$(PROGRAMS)) "$(LIBEXEC)"
	install -m 755 $(addprefix scripts/,$(COMMANDS)) "$(DESTDIR)$(PREFIX)/bin"
	install -d "$(SHARE)/stages"
	install -m 755 $(STAGES) "$(SHARE)/stages"
	install -m 644 scripts/stages/rows.py "$(SHARE)/stages"
	@set -e; for d in $(DATA_DIRS); do f=$${d#filters/}; f=$${f%/data}; \
		install -d "$(SHARE)/$$f"; install -m 644 $$d/* "$(SHARE)/$$f"; done
	$(foreach f,$(OPERATION),install -D -m 644 $(f) "$(SHARE)/$(f:scripts/%=%)" && \
		sed -i 's|/usr/local/bin|$(PREFIX)/bin|' "$(SHARE)/$(f:scripts/%=%)" &&) :
	$(foreach m,$(MANUALS),install -m 644 $(m) "$(MAN)/$(call manual,$(m))" &&) :

uninstall:
	rm -rf "$(LIBEXEC)" "$(SHARE)"
	rm -f $(foreach c,$(COMMANDS),"$(DESTDIR)$(PREFIX)/bin/$(c)")
	rm -f $(foreach m,$(MANUALS),"$(MAN)/$(call manual,$(m))")

clean:
	rm -rf build build-san

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
