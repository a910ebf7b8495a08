# Options of the programs beside this. Sourced by them, after `usage` is defined.
# shellcheck shell=bash disable=SC2034
declare namespace context
declare -a kubectl helm helmfile
# shellcheck source=scripts/operate/yaml.sh
. "$(dirname "${BASH_SOURCE[0]}")/yaml.sh"
# shellcheck source=scripts/operate/reach.sh
. "$(dirname "${BASH_SOURCE[0]}")/reach.sh"

# Variables that would direct helm to another cluster than kubectl, or helmfile to other files: only the environment's file decides.
# shellcheck disable=SC2086 # names of variables
unset ${!HELM_KUBE@} HELM_NAMESPACE HELMFILE_ENVIRONMENT HELMFILE_FILE_PATH CDPATH GREP_OPTIONS

# Helm and helmfile end within a second and free little before: with the default of Go a sixth of their time is garbage
# collection (docs/adr/0061-cost-of-rendering.md).
export GOGC="${GOGC:-400}"

# Sets variables from --name=value, and "true" from --name alone. A value that becomes part of a selector, a path, a
# patch or a command is refused here unless it is a valid name or number; an empty value counts as absent.
read_options() { # "NAME..." OPTION...
	local option name value
	for option in "${@:2}"; do
		name=${option%%=*} value=${option#*=}
		name=${name#--}
		case $option in
		--help | -h) usage && exit ;;
		--*=*) ;;
		--*) value=true ;;
		*) usage_error ;;
		esac
		[[ " $1 " == *" $name "* ]] || usage_error
		[ -z "$value" ] || need_form "$name" "--$name" "$value" || exit 2
		printf -v "${name//-/_}" %s "$value"
	done
}

# Whether a value is of the form that an option or key of that name has.
need_form() { # NAME SHOWN_AS VALUE
	# Elsewhere a range of letters may hold more than these.
	local LC_ALL=C form longest=63 example
	case $1 in
	environment | namespace | node | network | execution | consensus | layer | history | history-change)
		form='^[a-z0-9]([a-z0-9-]*[a-z0-9])?$' example='small letters, digits and dashes, such as geth-0' ;;
	# As clouds name them: arn:aws:eks:eu-central-1:111122223333:cluster/one, gke_project_zone_name, admin@cluster.
	context | kubeContext)
		form='^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$' longest=253 example='letters, digits and ._:/@+-, such as kind-nodeyard' ;;
	size) form='^[0-9]+(\.[0-9]+)?([kMGTP]|[KMGTP]i)?$' longest=20 example='a size such as 2Ti' ;;
	timeout | settled) form='^(0|[1-9][0-9]*)$' longest=9 example='whole seconds, such as 600' ;;
	revision) form='^[1-9][0-9]*$' longest=9 example='a number, as make history lists them' ;;
	min | max) form='^(0|[1-9][0-9]*)$' longest=4 example='a number' ;;
	select) form='^[a-z]+=[a-z0-9-]+(,[a-z]+=[a-z0-9-]+)*$' longest=200 example='labels such as layer=ethereum,name=geth-0' ;;
	repository)
		form='^[A-Za-z0-9][A-Za-z0-9 ._:/@-]*$' longest=1000 example='letters, digits, spaces and ._:/@-, such as github.com/acme/payments-eth' ;;
	adopt | beside)
		form='^[a-z0-9]([a-z0-9-]*[a-z0-9])?(,[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$' longest=1000 example='names of namespaces with commas between them' ;;
	brought | check | create | force | dry-run | detailed-exitcode | snapshot) form='^(true|false)$' example='true or false' ;;
	*) return 0 ;;
	esac
	[ ${#3} -le "$longest" ] && [[ $3 =~ $form ]] && return
	printf '%s must be %s, and at most %s characters long. It is: %.80q\n' "$2" "$example" "$longest" "$3" >&2
	return 1
}

# Names of objects that the cluster gave: part of commands and of further objects from here on.
need_names() { # NAME...
	local LC_ALL=C name
	for name in "$@"; do
		[[ -z $name || $name =~ ^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$ ]] ||
			{ printf 'the cluster returned an invalid name, which is not used: %.80q\n' "$name" >&2 && return 1; }
	done
}

# Text without users and passwords in URLs. On standard input.
masked() { sed -E 's#(://)[^/@[:space:]"]*@#\1***@#g'; }

# Whole seconds, decimal: bash takes 010 for eight, and nothing for zero.
need_seconds() { # VALUE...
	local value
	for value in "$@"; do
		[[ $value =~ ^(0|[1-9][0-9]{0,8})$ ]] || usage_error
	done
}

usage_error() {
	usage >&2
	exit 2
}

# Opens environments/ENVIRONMENT.yaml: sets `namespace`, `context` and the commands `kubectl`, `helm` and `helmfile` for it.
open_environment() { # ENVIRONMENT
	need_form environment ENVIRONMENT "$1" || exit 2
	environment_file=environments/$1.yaml
	[ -f "$environment_file" ] || { echo "There is no $environment_file. There are: $(echo environments/*.yaml)" >&2 && exit 2; }
	local settings
	settings=$(yaml_values "$environment_file" namespace kubeContext) || exit 2
	namespace=${settings%%$'\n'*}
	# The substitution takes an empty last line away.
	context=''
	[[ $settings != *$'\n'* ]] || context=${settings#*$'\n'}
	[ -z "$namespace" ] || need_form namespace "$environment_file: namespace" "$namespace" || exit 2
	[ -z "$context" ] || need_form kubeContext "$environment_file: kubeContext" "$context" || exit 2
	namespace=${namespace:-ethereum} # as helmfiles/ethereum/helmfile.yaml.gotmpl has it
	kubectl=(kubectl ${context:+--context="$context"} --namespace "$namespace")
	helm=(helm ${context:+--kube-context="$context"} --namespace "$namespace")
	helmfile=(helmfile --environment "$1")
}
