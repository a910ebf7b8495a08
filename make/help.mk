# "make" alone: every target that has a "## sentence", under the last "##@ group" before it.

.PHONY: help
help:
	@awk -f make/help.awk $(MAKEFILE_LIST)
