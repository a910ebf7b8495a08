import { environmentName, optionHelp, optionNames } from './options';

/** What `node-health --help` prints. */
export function helpText(): string {
  const flags = optionNames.map(
    name => `--${name} ${optionHelp[name].placeholder}`,
  );
  const width = Math.max(...flags.map(flag => flag.length));
  const lines = optionNames.map((name, i) => {
    const { description, default: byDefault, required } = optionHelp[name];
    const notes = required ? ['required'] : [byDefault ?? []].flat();
    const note = notes.map(text => ` (${text})`).join('');
    return `  ${flags[i].padEnd(width)}  ${description}${note}`;
  });
  return `Answers whether an Ethereum node is really usable.

Usage:
  node-health [options]        probe one node, serve /readyz /livez /status /metrics
  node-health jwt --out FILE   write a secret for the engine API, unless FILE already holds one
  node-health bootnode --beacon-url URL --out FILE
                               write the record (ENR) of the beacon node at URL, once it answers
  node-health history --datadir DIR --network NAME --client NAME --history MODE --field PATH [--may-prune]
                               before the execution client starts: whether DIR has the history, or may come to it;
                               PATH is where the values ask for it, e.g. nodes.geth-0.execution
  node-health --version

Options, each also as an environment variable (--node-name is ${environmentName(
    'node-name',
  )}):
${lines.join('\n')}

Exit codes: 0 stopped or done, 1 failed, 2 a bad option.
`;
}
