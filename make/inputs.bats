#!/usr/bin/env bats
# What people give to make never becomes a command. kubectl and helmfile stand by and write down how they are called.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  export PATH=$root/.tools/bin:$PATH
  cd "$BATS_TEST_TMPDIR"
}

# A checkout of a team, as far as these commands need it.
checkout() {
  mkdir bin environments
  ln -s "$root/scripts" scripts
  ln -s "$root/make" make
  echo 'namespace: chain' >environments/staging.yaml
  printf '%s\n' 'helm helmfile:' 'ENV ?= staging' 'include make/deploy.mk make/operate.mk make/upgrade.mk make/images.mk make/cluster.mk' >Makefile
  for program in kubectl helm helmfile docker; do printf '%s\n' '#!/bin/sh' "printf '%s' '$program'; printf ' [%s]' \"\$@\"; echo" >"bin/$program"; done
  printf '%s\n' '#!/bin/sh' '. scripts/operate/tests/reachable.sh' 'printf "kubectl" >>calls; printf " [%s]" "$@" >>calls; echo >>calls; echo pod-0' >bin/kubectl
  chmod +x bin/*
  export PATH=$PWD/bin:$PATH YES=1
}

hostile=('$(shell touch x)' '$(touch x)' '`touch x`' ';touch x' '&& touch x' '|touch x' "'" "';touch x;'" '"' '";touch x;"' 'a b' '-a' '--all' '../a' 'a/b' '{a,b}' 'a,layer=b' 'a=b' '*' '?' 'a%' '%' '\' '$HOME' '${HOME}'
  $'a\nb' $'geth-0\n' $'a\tb' 'é' 'A' $'\e[31m' '#')

@test "a name that is none is refused by make, from its command line and from the environment, before anything runs" {
  checkout
  for value in "${hostile[@]}"; do
    for name in ENV NODE LAYER CONTAINER VOLUME; do
      run make -n status "$name=$value"
      [ "$status" = 2 ]
      [[ $output == *"$name must be a name"* ]]
      run env "$name=$value" make -n status
      [ "$status" = 2 ]
    done
  done
  [ ! -e x ] && [ ! -e calls ]
}

@test "a value that is no name reaches a command whole, or is refused" {
  checkout
  printf '%s\n' 'show: ; @printf "[%s]" "$$REGISTRY" "$$REQUEST" "$$MIN"' >>Makefile
  for value in "${hostile[@]}" "$(printf 'a%.0s' {1..30000})"; do
    [ "$(make show REGISTRY="$value" REQUEST="$value" MIN="$value"; echo .)" = "[$value][$value][$value]." ]
    [ "$(REGISTRY=$value REQUEST=$value MIN=$value make show; echo .)" = "[$value][$value][$value]." ]
  done
  for value in '$(shell touch x)' '`touch x`' '";touch x;"' "';touch x;'" '1}}'; do
    for command in "scale NODE=a MIN=1" "scale NODE=a MAX=1" "await NODE=a" "rollback NODE=a" "grow NODE=a" local-k8s images-list; do
      # shellcheck disable=SC2086 # words
      run make $command MIN="$value" MAX="$value" TIMEOUT="$value" REVISION="$value" SIZE="$value" PROVIDER="$value" REGISTRY="$value" NAME="$value"
      [ "$status" = 2 ]
    done
  done
  run make image PROGRAM=node-health IMAGE='a b;$(touch x)'
  [[ $output == *'[--tag] [a b;$(touch x)] [.]'* ]]
  [ ! -e x ] && [ ! -e calls ]
}

# Every recipe of ours, and what it is called with: words that make puts in are those of the makefiles themselves.
makefiles() { echo "$root"/Makefile "$root"/make/*.mk "$root"/packages/blueprint/team/Makefile; }
inputs() { sed -e ':a' -e '/\\$/N; s/\\\n//; ta' "$root/make/inputs.mk" | sed -n 's/^\(NAMES\|TEXTS\) := //p' | tr -s ' \t' '\n'; }

@test "no recipe, and no variable of one, has an input as text" {
  for input in $(inputs); do
    # As a condition, or in a function that only asks whether there is one, it does not get into the command.
    run grep -nE '(^|[^$])\$[({]'"$input"'[)}]' $(makefiles)
    left=$(grep -vE "make/inputs.mk:|\\\$\\(if \\\$\\(filter ([a-z]+,\\\$\\($input\\)|\\\$\\($input\\),\\\$\\(environments\\))\\)," <<<"$output" || true)
    echo "$left"
    [ -z "$left" ]
  done
}

@test "every word in capitals that a recipe takes from its environment is an input, and every input is one" {
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

@test "recipes quote what they take: ShellCheck" {
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
