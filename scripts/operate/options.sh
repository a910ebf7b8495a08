# How the programs beside this are called. Sourced by them, after `usage` is defined.
# shellcheck shell=bash disable=SC2034
declare namespace context
declare -a kubectl helm helmfile

# Options as --name=value into variables of that name, and --name alone as "true".
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
		printf -v "${name//-/_}" %s "$value"
	done
}

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
	environment_file=environments/$1.yaml
	[ -f "$environment_file" ] || { echo "There is no $environment_file. There are: $(echo environments/*.yaml)" >&2 && exit 2; }
	local setting
	setting=$(dirname "${BASH_SOURCE[0]}")/setting.sh
	namespace=$("$setting" "$1" namespace)
	namespace=${namespace:-ethereum} # as helmfiles/ethereum/helmfile.yaml.gotmpl has it
	context=$("$setting" "$1" kubeContext)
	kubectl=(kubectl ${context:+--context="$context"} --namespace "$namespace")
	helm=(helm ${context:+--kube-context="$context"} --namespace "$namespace")
	helmfile=(helmfile --environment "$1")
}
