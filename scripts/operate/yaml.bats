#!/usr/bin/env bats
# The commands read an environment's file as helmfile does, or refuse it with file and key.

setup() {
	operate=$BATS_TEST_DIRNAME
	export PATH=$operate/../../.tools/bin:$PATH
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir environments
	# shellcheck source=scripts/operate/options.sh
	. "$operate/options.sh"
	usage() { :; }
}

file() { printf '%b' "$1" >environments/staging.yaml; } # TEXT
namespace_of() {
	file "$1"
	run bash -c '. "$0"; usage() { :; }; open_environment staging; echo "$namespace"' "$operate/options.sh"
}

# The namespace and context that helmfile itself reads from an environment.
deployed_to() {
	cat >helmfile.yaml.gotmpl <<-'TEXT'
		environments: { staging: { values: [environments/staging.yaml] } }
		---
		releases:
		  - { name: node, chart: none, namespace: {{ .Values | get "namespace" "ethereum" | quote }} }
	TEXT
	helmfile --environment staging --quiet list --output json | sed -E 's/.*"namespace":"([^"]*)".*/\1/'
}

@test "every spelling of a name is read as by helmfile" {
	for text in 'namespace: chain # ours\n' '"namespace":   "chain"\n' "namespace: 'chain'\r\nnetwork: hoodi\r\n" '{namespace: chain, network: hoodi}\n' \
		'? namespace\n: chain\n' 'x: &x chain\nnamespace: *x\n' 'x: &x {namespace: chain}\n<<: *x\n' 'namespace: !!str chain\n' 'namespace: !!binary Y2hhaW4=\n' '\0357\0273\0277namespace: chain\n' 'namespace: >-\n  chain\n' \
		'%YAML 1.1\n---\nnamespace: chain\n' 'other:\n  namespace: inner\nnamespace: chain\n' 'text: |\n  namespace: inner\nnamespace: chain'; do
		namespace_of "$text"
		[ "$status $output" = '0 chain' ]
		[ "$(deployed_to)" = chain ]
	done
}

@test "an empty key is read as a missing one" {
	for text in '# namespace: chain\n' 'namespace:\n' 'namespace: # chain\n' 'namespace: ~\n' 'namespace: ""\n' 'namespace: {}\n' 'namespace: [] # chain\n'; do
		namespace_of "$text"
		[ "$status $output" = '0 ethereum' ]
	done
}

@test "an ambiguous or invalid name is refused with file and key" {
	for text in 'namespace: a\nnamespace: b\n' 'namespace: a\n---\nnamespace: b\n' 'namespace: a\n...\n' '\tnamespace: a\n' 'namespace: [a\n' 'x: &x [*x]\n' '- namespace: a\n' \
		'namespace: |\n  chain\n' 'namespace: 12\n' 'namespace: 0x10\n' 'namespace: 0o17\n' 'namespace: 1e3\n' 'namespace: .inf\n' 'namespace: 2026-01-01\n' 'namespace: true\n' 'namespace: 12:30\n' 'namespace: !!int "12"\n' 'namespace: --all\n' 'namespace: "\\uFEFFchain"\n' 'namespace: [chain]\n' 'namespace: {a: b}\n' \
		'namespace: a b\n' 'namespace: -a\n' 'namespace: ../a\n' 'namespace: a,b\n' 'namespace: "{a,b}"\n' 'namespace: "*"\n' 'namespace: Chain\n' 'namespace: ch\0303\0244in\n' \
		'namespace: $(touch x)\n' 'namespace: "`touch x`"\n' 'namespace: "a;touch x"\n' "namespace: \"a'b\"\n" 'namespace: "a\\nb"\n' "namespace: $(printf 'a%.0s' {1..64})\n"; do
		namespace_of "$text"
		[ "$status" = 2 ]
		[[ $output == environments/staging.yaml:* ]]
	done
	[ ! -e x ]
}

@test "a context may have the form of cloud providers' names, and contains no shell syntax" {
	for context in arn:aws:eks:eu-central-1:111122223333:cluster/one gke_project_europe-west3_one admin@kubernetes; do
		file "kubeContext: $context\n"
		open_environment staging
		[ "${kubectl[*]}" = "kubectl --context=$context --namespace ethereum" ]
	done
	for context in 'a b' "a'b" '$(touch x)' -a 'a;b'; do
		file "kubeContext: \"$context\"\n"
		run open_environment staging
		[ "$status" = 2 ]
		[[ $output == 'environments/staging.yaml: kubeContext must be '* ]]
	done
	[ ! -e x ]
}

@test "an error about invalid YAML contains no text of the file and no control character" {
	file 'secret: hunter2\n- \033[31m\n'
	run open_environment staging
	[ "$status" = 2 ]
	[[ $output != *hunter2* && $output != *$'\033'* ]]
}

@test "a file of more than 1 MB, or none, is not read" {
	head -c 1000001 /dev/zero | tr '\0' '#' >environments/staging.yaml
	run open_environment staging
	[ "$status" = 2 ]
	[[ $output == *'larger than 1 MB'* ]]
	run yaml_values environments namespace
	[ "$status" = 1 ]
}

@test "the value of a key is read from a flat file, and ambiguous lines are refused with their number" {
	flat() { printf '%b' "$1" >flat.yaml && run awk -v key=helm -f "$operate/flat.awk" flat.yaml; }
	for text in '# tools\n\nhelm: 4.3.1\n' 'helm: "4.3.1" # ours\n' "helm:   '4.3.1'\r\n"; do
		flat "$text"
		[ "$status $output" = '0 4.3.1' ]
	done
	for line in 'helm:' 'helm: |' ' helm: 4.3.1' 'helm: [4.3.1]' 'helm: &a 4.3.1' 'helm: *a' 'helm: $(touch x)' 'helm: a b' 'helm: 4.3.1\nhelm: 4.3.2' '---' 'helm:4.3.1' 'helm: "4.3.1' '"helm": 4.3.1' 'helm: {v: 1}' '<<: a' 'helm: !!str 4'; do
		flat "# tools\nnode: 1\n$line\n"
		[ "$status" = 1 ]
		[[ $output =~ ^flat.yaml:[34]: ]]
	done
}

@test "the entries of a flat file are read in the order of their keys, in any spelling" {
	for text in "b: two\n'registry/a:1': one\n" "{ 'registry/a:1': one, b: two }\n" "b: >-\n  two\n'registry/a:1': 'one'\n"; do
		printf '%b' "$text" >flat.yaml
		run yaml_values flat.yaml '*'
		[ "$status" = 0 ]
		[ "$output" = $'b\ttwo\nregistry/a:1\tone' ]
	done
	echo '{}' >flat.yaml
	[ -z "$(yaml_values flat.yaml '*')" ]
	printf 'a: { b: c }\n' >flat.yaml
	run yaml_values flat.yaml '*'
	[ "$status" = 1 ]
	[[ $output == *'a is no text'* ]]
}

# Files that are flat by contract (flat.awk refuses any other line) are rewritten line by line. Rendered objects are YAML of our own
# templates, and templates are no YAML.
allowed='packages/blueprint/team/scripts/ci/promote.sh
packages/blueprint/team/scripts/install-tools.sh
scripts/operate/policies.sh
scripts/record-images.sh
scripts/tools/record.sh
scripts/vendor-charts.sh'

@test "no script reads YAML with sed, grep or awk" {
	cd "$operate/../.." || exit
	reads() { grep -nE "\\b(sed|grep|awk)\\b[^|;]*\\.ya?ml" "$@" | grep -vE '^[^:]*:[0-9]+:\s*#|flat\.awk'; }
	echo "x=\$(sed -n 's/^ *tag: //p' values.yaml)" >"$BATS_TEST_TMPDIR/planted.sh"
	[ "$(reads -H "$BATS_TEST_TMPDIR/planted.sh" | wc -l)" = 1 ]
	run reads -r --include='*.sh' --include='*.mk' scripts make packages/blueprint/team docker monitoring tests
	echo "$output"
	diff <(cut -d: -f1 <<<"$output" | sort -u) <(echo "$allowed")
}
