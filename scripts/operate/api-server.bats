#!/usr/bin/env bats
# Addresses of the API server for network policies.

setup() {
	find_it=$BATS_TEST_DIRNAME/api-server.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin environments
	printf '%s\n' 'namespace: chain' 'kubeContext: "ours"' >environments/staging.yaml
	# What each question is answered with is a file of its name; what has none is refused.
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		case "$*" in
		--context=ours*endpointslices*) cat endpoints ;;
		--context=ours*"get service kubernetes"*) cat service ;;
		--context=ours*customresourcedefinitions*) cat cilium ;;
		--context=ours*"get nodes"*) cat machines ;;
		*) exit 1 ;;
		esac
	SH
	chmod +x bin/kubectl
	export PATH=$PWD/bin:$PATH
	printf '%s\n' 203.0.113.8 203.0.113.7 6443 >endpoints
	printf '%s\n' 10.96.0.1 443 >service
	: >cilium
}

where() { "$find_it" --environment=staging 2>warnings; }

@test "the Service and all of its endpoints are printed in a stable order" {
	[ "$(where)" = "10.96.0.1/32 203.0.113.7/32 203.0.113.8/32 443 6443" ]
	[ ! -s warnings ]
}

@test "an IPv6 address is printed as one range" {
	printf '%s\n' fd00::1 443 >service
	[[ $(where) == *"fd00::1/128"* ]]
}

@test "addresses that the account may not read are unknown, without an error" {
	for file in endpoints service; do
		mv "$file" away
		run where
		[ "$status" = 0 ]
		[ -z "$output" ]
		grep -q 'cannot be read: pods of snapshots may connect to any address' warnings
		mv away "$file"
	done
}

@test "no address at all is unknown" {
	: >endpoints
	echo 443 >service
	run where
	[ "$status" = 0 ]
	[ -z "$output" ]
	grep -q 'has no address' warnings
}

@test "an invalid address becomes part of no command" {
	printf '%s\n' '203.0.113.7,force=true' >>endpoints
	run where
	[ "$status" = 0 ]
	[ -z "$output" ]
	grep -q 'returned an invalid address' warnings
}

@test "with Cilium, machines of the cluster cannot be named, and an external control plane can" {
	echo customresourcedefinition/ciliumnodes.cilium.io >cilium
	printf '%s\n' 192.0.2.1 >machines
	[[ $(where) == *203.0.113.7/32* ]]
	printf '%s\n' 203.0.113.7 >>machines
	run where
	[ -z "$output" ]
	grep -q 'Cilium knows 203.0.113.7 as a machine' warnings
	rm machines
	run where
	[ -z "$output" ]
}

@test "addresses are unknown if the presence of Cilium is" {
	rm cilium
	run where
	[ -z "$output" ]
}
