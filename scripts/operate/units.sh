# Conversion of sizes and durations; sourced.
# shellcheck shell=bash

# A Kubernetes quantity such as 850Gi in bytes.
quantity_to_bytes() { # QUANTITY
	awk -v quantity="$1" 'BEGIN {
		split("Ki Mi Gi Ti Pi k M G T P", units)
		split("1024 1048576 1073741824 1099511627776 1125899906842624 1000 1000000 1000000000 1000000000000 1000000000000000", factors)
		number = quantity; sub(/[A-Za-z]+$/, "", number); unit = substr(quantity, length(number) + 1); factor = 1
		for (i in units) if (units[i] == unit) factor = factors[i]
		printf "%.0f\n", number * factor
	}'
}

# Mebibytes in GiB, with one decimal.
format_mib() { # MIB
	awk -v mib="$1" 'BEGIN { printf "%.1f GiB", mib / 1024 }'
}

format_duration() { # SECONDS
	if [ "$1" -ge 3600 ]; then
		echo "$(($1 / 3600)) h $(($1 % 3600 / 60)) min"
	elif [ "$1" -ge 120 ]; then
		echo "$(($1 / 60)) min"
	else
		echo "$1 s"
	fi
}
