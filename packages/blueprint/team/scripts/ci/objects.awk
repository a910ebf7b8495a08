# Splits rendered objects into a file each, `awk -v folder=FOLDER -f objects.awk`, named by kind, namespace and name. Values of
# Secrets are left out.
function flush(  name, i, inside) {
  if (kind != "") {
    name = kind "." (namespace == "" ? "" : namespace ".") object
    gsub(/[^A-Za-z0-9.-]/, "_", name)
    if (seen[name]++) name = name "." seen[name]
    for (i = 1; i <= count; i++) {
      if (kind == "Secret") {
        if (lines[i] ~ /^[^ ]/) inside = (lines[i] ~ /^(data|stringData):/)
        else if (inside) {
          if (lines[i] !~ /^  [^ ]/) continue
          sub(/:.*/, ": (left out)", lines[i])
        }
      }
      print lines[i] > (folder "/" name)
    }
    close(folder "/" name)
  }
  count = 0
  kind = object = namespace = section = ""
}
/^---/ { flush(); next }
/^# Source: / || /^$/ { next }
{ lines[++count] = $0 }
/^[a-zA-Z]/ { section = $1 }
/^kind: / && kind == "" { kind = $2 }
/^  name: / && section == "metadata:" && object == "" { object = $2; gsub(/["']/, "", object) }
/^  namespace: / && section == "metadata:" && namespace == "" { namespace = $2; gsub(/["']/, "", namespace) }
END { flush() }
