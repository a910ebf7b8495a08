# "make" alone: every target that has a "## sentence", under the last "##@ group" before it.

.PHONY: help
help:
	@environments=$$(for file in environments/*.yaml; do basename "$$file" .yaml; done | grep -xE '[a-z0-9-]+' | paste -sd '|' -) awk -f make/help.awk $(MAKEFILE_LIST)
