# Values of YAML files that people edit, as helmfile reads them: by helmfile itself, whatever the spelling. Sourced.
# shellcheck shell=bash
# Without links: programs take ".." in a path as text.
yaml_reader=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/yaml.gotmpl

# Text on one line for each key; an empty line where there is none, or no value, ~, {} or []. Fails, and names file and key,
# where a value is anything else, and where helmfile refuses the file. "image/tag" is the key tag below image. The key "*" stands
# for all of a flat file: a line "KEY<tab>VALUE" for each, in the order of the keys.
yaml_values() { # FILE KEY...
	local file=$1 program asked='' key answer label
	# The helmfile of versions.yaml if it is installed, as for make.
	program=${yaml_reader%/scripts/operate/*}/.tools/bin/helmfile
	[ -x "$program" ] || program=$(command -v helmfile) || { echo "helmfile, which reads $file, is missing: run \"make tools\", or put it on PATH" >&2 && return 1; }
	[[ -f $file && -r $file ]] || { echo "$file is not a readable file" >&2 && return 1; }
	[ "$(wc -c <"$file")" -le 1000000 ] || { echo "$file is larger than 1 MB, too large for a file of settings" >&2 && return 1; }
	[[ $file == /* ]] || file=$PWD/$file
	for key in "${@:2}"; do asked+=${asked:+$'\n'}$key; done
	# With the helm beside it, whose version helmfile requests.
	if ! answer=$(PATH=$(dirname "$program"):$PATH READ_YAML_FILE=$file READ_YAML_KEYS=$asked "$program" --quiet --file "$yaml_reader" list --output json 2>&1); then
		case $answer in
		*'error calling fail: '*) answer=${answer##*error calling fail: } ;;
		# Without the text of the file, which may be long and contain secrets.
		*'error calling fromYaml: '*) answer=${answer##*error calling fromYaml: } && answer="it is no YAML that helmfile takes: ${answer%%, offending yaml*}" ;;
		esac
		printf '%s: %s\n' "$1" "$(tr -d '\000-\010\013-\037\177' <<<"$answer")" >&2
		return 1
	fi
	while read -r label; do
		label=$(base64 -d <<<"$label") || return
		printf '%s\n' "${label#=}"
	done < <(grep -oE 'v[0-9]{4}:[A-Za-z0-9+/=]+' <<<"$answer" | sed 's/.*://')
}
