# Prints "##@ group" and "target: ## sentence" lines of makefiles. Colours only for a terminal without NO_COLOR.
BEGIN {
  coloured = ENVIRON["NO_COLOR"] == "" && system("test -t 1") == 0
  printf "Usage: make COMMAND [ENV=%s] [NODE=name]\n", ENVIRON["environments"]
}
/^##@ / { group = substr($0, 5); next }
/^[a-z][a-z0-9-]*:.*## / {
  if (group != shown) { printf "\n%s\n", paint("1", group); shown = group }
  name = $0; sub(/:.*/, "", name)
  sentence = $0; sub(/.*## /, "", sentence)
  printf "  %s%*s%s\n", paint("36", name), 18 - length(name), "", sentence
}
function paint(code, text) { return coloured ? "\033[" code "m" text "\033[0m" : text }
