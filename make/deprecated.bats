#!/usr/bin/env bats
# Former names of targets: they print one line on standard error and run the present target.

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  cd "$root" || exit
  unset MAKEFLAGS MAKELEVEL
}

# "FORMER NAME" of each row of docs/upgrading.md, and of each call in the makefiles.
documented() { sed -n 's/^| `make \([a-z-]*\)` *| `make \([a-z-]*\)` *|$/\1 \2/p' docs/upgrading.md | sort; }
called() { sed -n 's/^\$(call deprecated_target,\([a-z-]*\),\([a-z-]*\))$/\1 \2/p' make/*.mk | sort; }

@test "every former target is in docs/upgrading.md" {
  [ "$(called | wc -l)" = 6 ]
  diff <(documented) <(called)
}

@test "a former target prints one line on standard error and runs the recipe of the present one" {
  while read -r former name; do
    diff <(make -n "$name" ENV=staging NODE=geth-0 2>&1) <(make -n "$former" ENV=staging NODE=geth-0 2>/dev/null | grep -v ' is deprecated and will be removed in ')
    run make -n "$former" ENV=staging NODE=geth-0
    [ "$status" = 0 ]
    [[ $output == *"make $former is deprecated and will be removed in 0.3.0: use make $name."* ]]
  done < <(called)
  [ -z "$(make deprecated-grow 2>/dev/null)" ]
  [ "$(make deprecated-grow 2>&1)" = 'make grow is deprecated and will be removed in 0.3.0: use make expand-volume.' ]
}

@test "a former target still needs its inputs" {
  run make grow ENV=staging
  [ "$status" = 2 ]
  [[ $output == *"NODE=name is missing"* ]]
}

@test "former targets are not in the help" {
  run make
  while read -r former _; do
    if grep -qE "^  $former( |\$)" <<<"$output"; then return 1; fi
  done < <(called)
}
