#!/usr/bin/env bats
# Sizes and durations.

setup() {
	. "$BATS_TEST_DIRNAME/units.sh"
}

@test "a quantity has the bytes that Kubernetes gives it" {
	[ "$(quantity_to_bytes 850Gi)" = 912680550400 ]
	[ "$(quantity_to_bytes 1.5Ti)" = 1649267441664 ]
	[ "$(quantity_to_bytes 500M)" = 500000000 ]
	[ "$(quantity_to_bytes 42)" = 42 ]
}

@test "mebibytes are written in GiB" {
	[ "$(format_mib 1536)" = "1.5 GiB" ]
}

@test "a duration has its two largest units from an hour on" {
	[ "$(format_duration 119)" = "119 s" ]
	[ "$(format_duration 150)" = "2 min" ]
	[ "$(format_duration 21600)" = "6 h 0 min" ]
}
