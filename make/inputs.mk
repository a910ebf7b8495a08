# What people give to commands: ENV=production NODE=geth-0. Included first by every makefile that has such commands.
#
# A recipe takes them from its environment, as "$$NODE" and in quotes. As $(NODE) they would be text of the command, and a
# value with a quote or a semicolon a command of its own; make/inputs.bats finds recipes that do so.

# Names: of an environment, a node, a folder of helmfiles/, a container, a layer of a node, a program, a kind of store.
NAMES := DATABASE ENV NODE LAYER CONTAINER VOLUME FORMAT PROGRAM PROVIDER STORE
# Whole numbers.
NUMBERS := FUZZ_RUNS FUZZ_SEED MAX MIN MINUTES NODES REVISION ROUNDS SEED SIZE_GB STATE_MB TIMEOUT
# 1 for yes. FORCE=0 or FORCE=no would be taken for yes as well, so that nothing else is.
FLAGS := CHECK DRY_RUN FORCE RECORD SNAPSHOT
# Anything else: files, references of images, versions, sizes. Programs that take these check them. NAME is a machine's in the
# environment of WSL, so that it is none of the names above.
TEXTS := ADOPT BASE CHART CHART_VALUES EXPORTER EXPORTER_VERSION FILE IMAGE KEYRING NAME ONLY OUT PASSPHRASE_FILE REGISTRY REQUEST SCHEMAS SIGN_KEY SIZE SIZES_GB

# As they were given: make itself would expand $(shell ...) in them.
$(foreach input,$(NAMES) $(NUMBERS) $(FLAGS) $(TEXTS),$(if $(filter-out undefined,$(origin $(input))),$(eval override $(input) := $$(value $(input)))$(eval export $(input))))

LAYER ?= ethereum
CONTAINER ?= execution
export LAYER CONTAINER

# What is left of a text without some characters.
without = $(if $(1),$(call without,$(wordlist 2,$(words $(1)),$(1)),$(subst $(firstword $(1)),,$(2))),$(2))
name_letters := a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 -
is_no_name = $(call without,$(name_letters),$(1))$(filter -% %-,$(1))
$(foreach input,$(NAMES),$(if $(call is_no_name,$($(input))),$(error $(input) must be a name of small letters, digits and dashes, such as geth-0)))
is_no_number = $(call without,0 1 2 3 4 5 6 7 8 9,$(1))
$(foreach input,$(NUMBERS),$(if $(call is_no_number,$($(input))),$(error $(input) must be a whole number, such as 600)))
$(foreach input,$(FLAGS),$(if $(subst x1x,,$(if $(value $(input)),x$(value $(input))x)),$(error $(input) must be 1, or left out)))

# What of the caller's environment would lead helm to another cluster than kubectl, helmfile to other files, and cd elsewhere.
$(foreach variable,$(filter HELM_KUBE%,$(.VARIABLES)) HELM_NAMESPACE HELMFILE_ENVIRONMENT HELMFILE_FILE_PATH CDPATH GREP_OPTIONS,$(eval unexport $(variable)))

# In front of a recipe that cannot do without: $(call need,NODE,name)
need = $(if $($(1)),,$(error $(1)=$(2) is missing))

# A former name of a target, accepted until 0.3.0 and not listed by "make help": $(call deprecated_target,FORMER,NAME). The rows of
# docs/upgrading.md are tested by make/deprecated.bats.
deprecated_target = $(eval $(call deprecated_rules,$(1),$(2)))
define deprecated_rules
.PHONY: $(1) deprecated-$(1)
deprecated-$(1):
	@echo "make $(1) is deprecated and will be removed in 0.3.0: use make $(2)." >&2
$(1): deprecated-$(1) $(2)
endef
