#!/usr/bin/env bash
# Prints a setting of environments/ENVIRONMENT.yaml that is text on one line, as helmfile reads it: nothing where the key is
# not there, and nothing where it is emptied (no value, a comment alone, ~, null, {} or []).
#
#   scripts/operate/setting.sh ENVIRONMENT KEY
#
# "t value" forgets that the key was cut off, so that the next "t" depends on quotes alone.
sed -nE "/^$2:/{
	s/^$2:[[:space:]]*//
	t value
	:value
	s/^\"([^\"]*)\".*/\1/p
	t
	s/^'([^']*)'.*/\1/p
	t
	s/[[:space:]].*//
	s/^(#.*|~|null|Null|NULL|\\{\\}|\\[\\])\$//
	p
}" "environments/$1.yaml"
