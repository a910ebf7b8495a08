/** The language of Go and its templates, which is not for users. */
const foreign =
  /nil pointer|error calling|can't evaluate|<nil>|<no value>|executing "|interface conversion|wrong type for value|reflect|panic|invalid value; expected|YAML parse error|unmarshal|map has no entry/;

/** Format of a refusal by helmfile: its own text, then the message. */
const wrapped = /template: stringTemplate[^\n]*?error calling fail: /g;

/** The first line of a refusal that is not a message of this repository. */
export function foreignWords(refusal: string): string | undefined {
  return foreign.exec(refusal.replace(wrapped, ''))?.[0];
}
