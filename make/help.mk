# "make" alone: every target that has a "## sentence", under the last "##@ group" before it.

.PHONY: help
help:
	@awk -v environments='$(basename $(notdir $(wildcard environments/*.yaml)))' -f make/help.awk $(MAKEFILE_LIST)
