#!/usr/bin/env bats
# A rule that is there twice is refused, wherever the second one is.

setup() {
	check=$BATS_TEST_DIRNAME/rules.sh
	cp "$BATS_TEST_DIRNAME"/../alerts/*.rules.yaml "$BATS_TEST_TMPDIR"
	cd "$BATS_TEST_TMPDIR" || exit
}

rule() { # GROUP
	printf '%s\n' "  - name: $1" '    rules:' '      - record: ethereum:twice' '        expr: up'
}

@test "rules that are there once pass" {
	rule once >>client.rules.yaml
	run "$check" .
	[ "$status" = 0 ]
}

@test "a rule that one file has twice is refused" {
	rule once >>client.rules.yaml
	rule again >>client.rules.yaml
	run "$check" .
	[ "$status" != 0 ]
	[[ $output == *"1 duplicate rule(s) found."*"ethereum:twice"* ]]
}

@test "a rule that two files have is refused" {
	rule once >>client.rules.yaml
	rule again >>node.rules.yaml
	run "$check" .
	[ "$status" != 0 ]
	[[ $output == *"1 duplicate rule(s) found."*"ethereum:twice"* ]]
}
