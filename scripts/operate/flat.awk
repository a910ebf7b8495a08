# Prints the value of a key, `awk -v key=helm -f flat.awk versions.yaml`, or without one each "key value". Files that are read
# where there is no YAML parser yet are flat: comments, and "key: value" on one line, with or without quotes. Each line is
# checked, whichever key is asked for, because what this takes otherwise than a YAML parser would is refused.
function refuse(why) {
  printf "%s:%d: %s. Write \"key: value\" on one line.\n", FILENAME, FNR, why > "/dev/stderr"
  failed = 1
  exit
}
{ sub(/\r$/, "") }
/^[ \t]*(#.*)?$/ { next }
!/^[a-z][a-z0-9-]*:[ \t]/ { refuse("this is no flat key and value") }
{
  name = value = $0
  sub(/:.*/, "", name)
  sub(/^[^:]*:[ \t]+/, "", value)
  sub(/[ \t]+#.*$/, "", value)
  sub(/[ \t]+$/, "", value)
  if (value ~ /^".*"$/ || value ~ /^'.*'$/) value = substr(value, 2, length(value) - 2)
  if (value !~ /^[A-Za-z0-9][A-Za-z0-9._:\/@+-]*$/ || value ~ /:$/) refuse("\"" name "\" has no value of letters, digits and ._:/@+- behind it")
  if (name in seen) refuse("\"" name "\" stands here again, after line " seen[name])
  seen[name] = FNR
  lines[++count] = name " " value
  if (name == key) found = value
}
END {
  if (failed) exit 1
  if (key == "") for (i = 1; i <= count; i++) print lines[i]
  else if (found != "") print found
}
