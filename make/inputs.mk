# What people give to commands: ENV=production NODE=geth-0. Included first by every makefile that has such commands.
#
# A recipe takes them from its environment, as "$$NODE" and in quotes. As $(NODE) they would be text of the command, and a
# value with a quote or a semicolon a command of its own; make/inputs.bats finds recipes that do so.

# Names: of an environment, a node, a folder of helmfiles/, a container, a layer of a node.
NAMES := ENV NODE LAYER CONTAINER VOLUME
# Anything else. Scripts that take these check them.
TEXTS := CHART CHART_VALUES DRY_RUN EXPORTER EXPORTER_VERSION FORCE FORMAT FUZZ_RUNS FUZZ_SEED IMAGE MAX MIN MINUTES NAME ONLY OUT PROGRAM PROVIDER RECORD \
	REGISTRY REQUEST REVISION SCHEMAS SEED SIZE SIZES_GB SIZE_GB SNAPSHOT STATE_MB STORE TIMEOUT

# As they were given: make itself would expand $(shell ...) in them.
$(foreach input,$(NAMES) $(TEXTS),$(if $(filter-out undefined,$(origin $(input))),$(eval override $(input) := $$(value $(input)))$(eval export $(input))))

LAYER ?= ethereum
CONTAINER ?= execution
export LAYER CONTAINER

# What is left of a text without some characters.
without = $(if $(1),$(call without,$(wordlist 2,$(words $(1)),$(1)),$(subst $(firstword $(1)),,$(2))),$(2))
name_letters := a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 -
is_no_name = $(call without,$(name_letters),$(1))$(filter -% %-,$(1))
$(foreach input,$(NAMES),$(if $(call is_no_name,$($(input))),$(error $(input) must be a name of small letters, digits and dashes, such as geth-0)))

# In front of a recipe that cannot do without: $(call need,NODE,name)
need = $(if $($(1)),,$(error $(1)=$(2) is missing))
