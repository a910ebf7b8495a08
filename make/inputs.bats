#!/usr/bin/env bats
# Input of make never becomes a command. kubectl and helmfile are stand-ins that record their arguments.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  export PATH=$root/.tools/bin:$PATH
  # Of the make that runs these tests.
  unset ENV LAYER CONTAINER MAKEFLAGS MAKELEVEL
  cd "$BATS_TEST_TMPDIR" || exit
}

# The parts of a team's checkout that these commands need.
checkout() {
  mkdir bin environments
  ln -s "$root/scripts" scripts
  ln -s "$root/make" make
  echo 'namespace: chain' >environments/staging.yaml
  printf '%s\n' 'helm helmfile:' 'ENV ?= staging' 'RUN := bin/recorder' 'install:' 'include make/deploy.mk make/operate.mk make/upgrade.mk make/images.mk make/cluster.mk' >Makefile
  # The recipes of make/develop.mk that take texts, without its other targets.
  awk '/^(create|plan|health-table):/ { print; getline; print; if (/health/) { getline; print } }' "$root/make/develop.mk" >>Makefile
  for program in kubectl helm helmfile docker recorder; do printf '%s\n' '#!/bin/sh' "printf '%s' '$program'; printf ' [%s]' \"\$@\"; echo" >"bin/$program"; done
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'printf "kubectl" >>calls; printf " [%s]" "$@" >>calls; echo >>calls; echo pod-0' >bin/kubectl
  chmod +x bin/*
  export PATH=$PWD/bin:$PATH YES=1
}

hostile=('$(shell touch x)' '$(touch x)' '`touch x`' ';touch x' '&& touch x' '|touch x' "'" "';touch x;'" '"' '";touch x;"' 'a b' 'a ' '-a' '--all' '../a' 'a/b' '{a,b}' 'a,layer=b' 'a=b' '*' '?' 'a%' '%' '\' '$HOME' '${HOME}'
  $'a\nb' $'geth-0\n' $'a\tb' 'é' 'A' $'\e[31m' '#')

# Of each list of make/inputs.mk: NAMES, NUMBERS, FLAGS, TEXTS.
listed() { sed -e ':a' -e '/\\$/N; s/\\\n//; ta' "$root/make/inputs.mk" | sed -n "s/^\($1\) := //p" | tr -s ' \t' '\n'; } # LIST
inputs() { listed 'NAMES\|NUMBERS\|FLAGS\|TEXTS'; }

@test "an invalid name, number or flag is refused by its key, as an argument or in the environment, before anything runs" {
  checkout
  for name in $(listed 'NAMES\|NUMBERS\|FLAGS'); do
    for value in "${hostile[@]}"; do
      run make -n status "$name=$value"
      echo "$name $(printf %q "$value"): $status $output"
      [ "$status" = 2 ]
      [[ $output == *"$name must be "* ]]
    done
    run env "$name=\$(shell touch x)" make -n status
    [ "$status" = 2 ]
    [[ $output == *"$name must be "* ]]
  done
  for name in $(listed NUMBERS); do
    for value in -1 1.5 0x10 1e3 abc; do
      run make -n status "$name=$value"
      [ "$status" = 2 ]
    done
    make -n status "$name=600" "$name="
  done
  for name in $(listed FLAGS); do
    for value in 0 no yes true 11; do
      run make -n status "$name=$value"
      [ "$status" = 2 ]
      [[ $output == *"$name must be 1, or left out"* ]]
    done
    make -n status "$name=1"
  done
  [ ! -e x ] && [ ! -e calls ]
}

@test "a text reaches a command unchanged or is refused, and no part of it runs" {
  checkout
  texts=$(listed TEXTS)
  { printf 'show: ; @printf "[%%s]"' && printf ' "$$%s"' $texts; echo; } >>Makefile
  for value in "${hostile[@]}" "$(printf 'a%.0s' {1..3000})"; do
    given=() expected=''
    for name in $texts; do
      given+=("$name=$value")
      expected+="[$value]"
    done
    [ "$(make show "${given[@]}"; echo .)" = "$expected." ]
    [ "$(env "${given[@]}" make show; echo .)" = "$expected." ]
  done
  for value in "${hostile[@]}"; do
    for command in "expand-volume NODE=a" images-list image "create" plan health-table; do
      # shellcheck disable=SC2086 # words
      run make $command REQUEST="$value" OUT="$value" SIZE="$value" REGISTRY="$value" IMAGE="$value" EXPORTER="$value" EXPORTER_VERSION="$value" YES=1
      echo "$command $(printf %q "$value"): $status $output"
      case $command in
      expand-volume*) [ "$status" = 2 ] && [[ $output == *--size* ]] ;;
      create | plan) [[ $output == *"[--request] [$value]"* ]] ;;
      image) [[ $output == *"[--tag] [$value]"* ]] ;;
      esac
      [ ! -e x ]
    done
  done
  [ ! -e x ] && [ ! -e calls ]
}

@test "the caller's environment redirects no program" {
  checkout
  mkdir -p elsewhere/scripts/operate elsewhere/..
  printf '%s\n' '#!/bin/sh' 'printf "helm %s\n" "$*"; env | grep -E "^(HELM|CDPATH|GREP)" || true' >bin/helm
  cp bin/helm bin/helmfile-of-a-team
  printf '%s\n' '#!/bin/sh' 'case "$*" in *yaml.gotmpl*) exec "$REAL" "$@" ;; esac' 'env | grep -E "^(HELM|CDPATH|GREP)"; echo done' >bin/helmfile
  export REAL=$root/.tools/bin/helmfile
  away=(HELM_KUBECONTEXT=other HELM_KUBEAPISERVER=http://other HELM_KUBETOKEN=x HELM_NAMESPACE=other HELMFILE_FILE_PATH=/other HELMFILE_ENVIRONMENT=other CDPATH="$PWD/elsewhere" GREP_OPTIONS=-v)
  for target in "history NODE=geth-0" releases; do
    # shellcheck disable=SC2086 # words
    run env "${away[@]}" make $target
    echo "$target: $status $output"
    [ "$status" = 0 ]
    [[ $output != *other* && $output != *CDPATH* && $output != *GREP* ]]
  done
  run env "${away[@]}" LC_ALL=tr_TR.UTF-8 scripts/operate/history.sh --environment=staging --node=geth-0
  [ "$status" = 0 ]
  [[ $output != *other* ]]
}

@test "no script looks for its folder along CDPATH" {
  cd "$root"
  run bash -c 'git grep -nE "cd \"\\\$\(dirname" -- scripts packages/blueprint/team monitoring tests docker | grep -v "CDPATH='"''"' cd"'
  [ "$output" = '' ]
}

@test "no workflow interpolates an expression into a command" {
  cd "$root"
  for workflow in $(git ls-files '.github/workflows/*' 'templates/**/.github/workflows/*'); do
    # From "run:" to the next key of its step, an expression would be text of the command.
    run awk '/^ *(- )?run:/ { depth = match($0, /[^ -]/); inside = 1; if (/\$\{\{/) print FILENAME ": " $0; next } inside && match($0, /[^ ]/) && RSTART <= depth { inside = 0 } inside && /\$\{\{/ { print FILENAME ": " $0 }' "$workflow"
    [ "$output" = '' ]
  done
}

# Every recipe and its arguments: words that make expands are those of the makefiles themselves.
makefiles() { echo "$root"/Makefile "$root"/make/*.mk "$root"/packages/blueprint/team/Makefile; }

@test "no recipe, and no variable of one, interpolates an input" {
  for input in $(inputs); do
    # As a condition, or in a function that only asks whether there is one, it does not get into the command.
    run grep -nE '(^|[^$])\$[({]'"$input"'[)}]' $(makefiles)
    left=$(grep -vE "make/inputs.mk:|\\\$\\(if \\\$\\(filter ([a-z]+,\\\$\\($input\\)|\\\$\\($input\\),\\\$\\(environments\\))\\)," <<<"$output" || true)
    echo "$left"
    [ -z "$left" ]
  done
}

@test "every variable that a recipe reads from its environment is an input, and every input is read" {
  taken=$(grep -hE '\$\$' $(makefiles) | grep -oE '\$\$\{?[A-Z][A-Z_]*' | tr -d '${' | sort -u)
  for word in $taken; do
    echo "$word"
    inputs | grep -qx "$word"
  done
}

@test "every sentence of help with NAME=value names an input, so that none is left out of the list" {
  named=$(grep -hE '^[a-z-]+:.*## |^##@ ' $(makefiles) | grep -oE '\b[A-Z][A-Z_]+=' | tr -d = | sort -u)
  for word in $named; do
    echo "$word"
    inputs | grep -qx "$word"
  done
}

@test "recipes quote their inputs: ShellCheck" {
  # As make would run them, with a word for what make puts in; and the variables that bring parts of them.
  for makefile in $(makefiles); do
    awk '/^\t/ { sub(/^\t[@-]*/, ""); print; next } /^[A-Z_]+ :?= .*\$\$/ { sub(/^[A-Z_]+ :?= /, "true "); print }' "$makefile" |
      sed -E 's/\$\$/\x01/g; s/\$\(call need,[A-Z_]+,[a-z]+\)//g; s/\$@|\$\([A-Za-z_]+\)/word/g; s/\$\([a-z]+ [^()]*\)/word/g; s/\$\([a-z]+ [^()]*\)/word/g; s/\x01/$/g'
  done >recipes
  grep -q '"\$NODE"' recipes
  run shellcheck --shell=bash --format=gcc recipes
  left=$(grep -E ': error: |\[SC(2086|2046|2048|2068)\]' <<<"$output" || true)
  echo "$left"
  [ -z "$left" ]
}
