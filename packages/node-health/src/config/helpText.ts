import { environmentName, optionHelp, optionNames } from './options';

/** What `node-health --help` prints. */
export function helpText(): string {
  const options = optionNames.map(name => {
    const { placeholder, ...help } = optionHelp[name];
    return { ...help, flag: `--${name} ${placeholder}` };
  });
  const width = Math.max(...options.map(({ flag }) => flag.length));
  const lines = options.map(({ flag, description, required, ...help }) => {
    const note = required ? 'required' : help.default;
    return `  ${flag.padEnd(width)}  ${description}${note ? ` (${note})` : ''}`;
  });
  return `Reports whether an Ethereum node is in sync and ready for callers.

Usage:
  node-health [options]        probe one node and serve /readyz, /livez, /status and /metrics
  node-health jwt --out FILE   write the JWT secret of the Engine API, unless FILE has one already
  node-health bootnode --beacon-url URL --out FILE
                               write the ENR of the beacon node at URL, as soon as the node answers
  node-health history --datadir DIR --network NAME --client NAME --history MODE --field PATH [--may-prune]
                               check, before the execution client starts, whether the datadir DIR has the history or can
                               be pruned to it; PATH is the values key that sets it, e.g. nodes.geth-0.execution
  node-health ready --url URL [--timeout SECONDS]
                               wait until a sidecar at URL reports that its node is ready (60 s)
  node-health --version

Options, each also as an environment variable (for --node-name: ${environmentName(
    'node-name',
  )}):
${lines.join('\n')}

Exit codes: 0 success or stopped by a signal, 1 failure, 2 invalid option.
`;
}
