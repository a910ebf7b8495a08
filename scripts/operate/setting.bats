#!/usr/bin/env bats
# What the commands read out of an environment's file is what helmfile reads.

setup() {
	setting=$BATS_TEST_DIRNAME/setting.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir environments
}

reads() { # LINE
	printf '%s\n' '# namespace: commented' "$1" 'other: chain' >environments/staging.yaml
	"$setting" staging namespace
}

@test "a text is read with and without quotes, and without the comment behind it" {
	[ "$(reads 'namespace: chain')" = chain ]
	[ "$(reads 'namespace:   chain  # ours')" = chain ]
	[ "$(reads 'namespace: "chain" # ours')" = chain ]
	[ "$(reads "namespace: 'chain'")" = chain ]
}

@test "an emptied key is read as one that is not there" {
	[ -z "$(reads 'other-namespace: chain')" ]
	for line in 'namespace:' 'namespace: ' 'namespace: # chain' 'namespace: ~' 'namespace: null' 'namespace: null # chain' 'namespace: ""' 'namespace: {}' 'namespace: [] # chain'; do
		[ -z "$(reads "$line")" ]
	done
}

@test "make deploys an environment with an emptied namespace where helmfile does" {
	printf '%s\n' 'namespace: # chain' 'kubeContext:' >environments/staging.yaml
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	ln -s "$root/scripts" scripts
	printf '%s\n' "include $root/make/deploy.mk" 'helm helmfile:' 'show: ; @echo "$(KUBECTL)"' >Makefile
	[ "$(make show ENV=staging)" = "kubectl  -n ethereum" ]
}
