#!/usr/bin/env bats
# A duplicate rule is refused, in the same file or another.

setup() {
	check=$BATS_TEST_DIRNAME/rules.sh
	cp "$BATS_TEST_DIRNAME"/../alerts/*.rules.yaml "$BATS_TEST_TMPDIR"
	cd "$BATS_TEST_TMPDIR" || exit
}

rule() { # GROUP
	printf '%s\n' "  - name: $1" '    rules:' '      - record: ethereum:twice' '        expr: up'
}

@test "unique rules pass" {
	rule once >>client.rules.yaml
	run "$check" .
	[ "$status" = 0 ]
}

@test "a duplicate rule in one file is refused" {
	rule once >>client.rules.yaml
	rule again >>client.rules.yaml
	run "$check" .
	[ "$status" != 0 ]
	[[ $output == *"1 duplicate rule(s) found."*"ethereum:twice"* ]]
}

@test "a rule in two files is refused, also if they differ in style" {
	rule once >>client.rules.yaml
	echo '"groups": [{ name: again, rules: [{ record: "ethereum:twice", expr: up }] }] # one line' >flow.rules.yaml
	run "$check" .
	[ "$status" != 0 ]
	[[ $output == *"1 duplicate rule(s) found."*"ethereum:twice"* ]]
}
