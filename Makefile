# Nodeyard: Ethereum nodes for Backstage. Type "make" for every command.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

ENV ?= local
export ENV
RUN := scripts/with-node.sh
INSTALLED := node_modules/.yarn-state.yml

# The tools of versions.yaml come first, for every command below.
export PATH := $(CURDIR)/.tools/bin:$(PATH)

include make/help.mk make/develop.mk make/quality.mk make/matrix.mk make/snapshots.mk make/deploy.mk make/upgrade.mk make/operate.mk make/observe.mk make/monitoring.mk make/images.mk make/cluster.mk
