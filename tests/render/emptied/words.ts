/** The language of Go and its templates, which is not for users. */
const foreign =
  /nil pointer|error calling|can't evaluate|<nil>|<no value>|executing "|interface conversion|wrong type for value|reflect|panic|invalid value; expected|YAML parse error|unmarshal|map has no entry/;

/** How helmfile passes on what a helmfile refuses: its own words, then those of the refusal. */
const wrapped = /template: stringTemplate[^\n]*?error calling fail: /g;

/** The first words of a refusal that are none of ours. */
export function foreignWords(refusal: string): string | undefined {
  return foreign.exec(refusal.replace(wrapped, ''))?.[0];
}
