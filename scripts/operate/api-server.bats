#!/usr/bin/env bats
# Where the API server is, as network policies are to name it.

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

where() { "$find_it" --environment=staging 2>said; }

@test "the Service and all that is behind it are named, in one order" {
	[ "$(where)" = "10.96.0.1/32 203.0.113.7/32 203.0.113.8/32 443 6443" ]
	[ ! -s said ]
}

@test "an address of IPv6 is one address, too" {
	printf '%s\n' fd00::1 443 >service
	[[ $(where) == *"fd00::1/128"* ]]
}

@test "what your account may not read is unknown, and no error" {
	for file in endpoints service; do
		mv "$file" away
		run where
		[ "$status" = 0 ]
		[ -z "$output" ]
		grep -q 'cannot be read: any address stays open' said
		mv away "$file"
	done
}

@test "no address at all is unknown" {
	: >endpoints
	echo 443 >service
	run where
	[ "$status" = 0 ]
	[ -z "$output" ]
	grep -q 'has no address' said
}

@test "what is no address becomes part of no command" {
	printf '%s\n' '203.0.113.7,force=true' >>endpoints
	run where
	[ "$status" = 0 ]
	[ -z "$output" ]
	grep -q 'gives an address that is none' said
}

@test "Cilium cannot name machines of the cluster, and a control plane outside of it can be named" {
	echo customresourcedefinition/ciliumnodes.cilium.io >cilium
	printf '%s\n' 192.0.2.1 >machines
	[[ $(where) == *203.0.113.7/32* ]]
	printf '%s\n' 203.0.113.7 >>machines
	run where
	[ -z "$output" ]
	grep -q 'Cilium knows 203.0.113.7 as a machine' said
	rm machines
	run where
	[ -z "$output" ]
}

@test "whether there is Cilium must be known" {
	rm cilium
	run where
	[ -z "$output" ]
}
