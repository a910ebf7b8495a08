#!/bin/sh
# Clears up the registry's volume: of each repository the newest tags stay, then what no tag leads to is removed. Says what
# it did in one line of JSON, on standard output and as the container's termination message.
#
# Reads LAST, KEEP_TAGS, QUIET_MINUTES; ROOT and CONFIG say where the volume and the registry's configuration are, REPORT
# where the message goes. Runs in the registry's own image, whose shell is busybox.
set -eu

repositories=$ROOT/docker/registry/v2/repositories
began=$(date +%s)
tags=0 removed=0

report() { # RESULT REASON
	freed=$((before - $(room)))
	printf '{"result":"%s","reason":"%s","tags":%d,"tagsRemoved":%d,"bytes":%d,"bytesFreed":%d,"seconds":%d}\n' \
		"$1" "$2" "$tags" "$removed" "$(room)" "$freed" "$(($(date +%s) - began))" | tee "$REPORT"
}
# Bytes that the volume's files take.
room() { echo $(($(du -sk "$ROOT" | cut -f1) * 1024)); }

before=$(room)
# An expression that grep does not understand would protect nothing.
echo | grep -qE -e "$KEEP_TAGS" || [ $? = 1 ] || {
	report failed "cleanup.keepTags is no extended regular expression: nothing was removed"
	exit 1
}
if [ ! -d "$repositories" ]; then
	report "done" "nothing was ever pushed"
	exit
fi
if [ -n "$(find "$repositories" -path '*/_uploads/*' -mmin "-$QUIET_MINUTES" | head -n 1)" ]; then
	report skipped "something is being uploaded"
	exit
fi

# A tag is a folder; its link was written when it was pushed last. Names of repositories and tags have no spaces.
# shellcheck disable=SC2044,SC2012
for folder in $(find "$repositories" -type d -path '*/_manifests/tags' -prune); do
	kept=0
	for tag in $(cd "$folder" && ls -t -- */current/link 2>/dev/null | cut -d/ -f1); do
		tags=$((tags + 1))
		if [ -n "$KEEP_TAGS" ] && echo "$tag" | grep -qE -e "$KEEP_TAGS"; then continue; fi
		kept=$((kept + 1))
		[ "$kept" -gt "$LAST" ] || continue
		rm -r "${folder:?}/$tag"
		removed=$((removed + 1))
		echo "removed the tag $tag of ${folder#"$repositories"/}" | sed 's|/_manifests/tags$||'
	done
done

registry garbage-collect --delete-untagged --quiet "$CONFIG"
report "done" ""
