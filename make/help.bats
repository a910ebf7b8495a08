#!/usr/bin/env bats
# "make" alone: the list of commands.

setup() { cd "$BATS_TEST_DIRNAME/.."; }

@test "make alone lists the commands in groups" {
  run make
  [ "$status" = 0 ]
  [[ $output == *"Develop"*"start"*"Quality"*"test-cluster"*"Deploy"*"deploy-all"*"Operate"* ]]
}

@test "there is no colour without a terminal" {
  run make
  [[ $output != *$'\033'* ]]
}

@test "a terminal gets colour, unless NO_COLOR is set" {
  run script -qec make /dev/null
  [[ $output == *$'\033[36m'* ]]
  NO_COLOR=1 run script -qec make /dev/null
  [[ $output != *$'\033'* ]]
}

@test "every command has a sentence" {
  run awk '/^\.PHONY:/ && NF == 2 { phony[$2] } /^[a-z0-9-]+:.*## / { sub(/:.*/, "", $1); delete phony[$1] } END { for (p in phony) print p }' make/[!h]*.mk
  [ "$output" = "" ]
}

@test "a command that needs a node names NODE in its help" {
  run make restart
  [ "$status" = 2 ]
  [[ $output == *"NODE=name is missing"* ]]
}
