import { redactUrl } from '@nodeyard/ethereum';
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { CheckpointError } from './checkpoint/startCheckpoint';
import { helpText } from './config/helpText';
import { readConfig } from './config/readConfig';
import { readNetwork } from './config/readNetwork';
import { errorMessage } from './errorMessage';
import { jsonLog } from './log';
import { loopbackFetch } from './probe/loopbackFetch';
import { startSidecar } from './sidecar';

const FAILED = 1;
const USAGE = 2;
/** After this time, a boot node that does not answer is reported. */
const BOOTNODE_WAIT_MS = 120_000;

/** Runs the command line. Resolves to the exit code; for the sidecar, after SIGTERM or SIGINT. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return print(helpText());
  if (args.includes('--version')) return print(`${version}\n`);
  if (args[0] === 'jwt') return jwt(args.slice(1));
  if (args[0] === 'bootnode') return bootnode(args.slice(1));
  if (args[0] === 'history') return history(args.slice(1));
  if (args[0] === 'ready') return ready(args.slice(1));
  return serve(args);
}

async function serve(args: readonly string[]): Promise<number> {
  const configured = readConfig(args, process.env);
  if (!configured.ok) return failUsage(configured.problems);
  const { config, deprecations } = configured;
  for (const line of deprecations) {
    process.stderr.write(`node-health: ${line}\n`);
  }
  const read = await readNetwork(config.networkFile);
  if (!read.ok) return failUsage([read.problem]);

  const stopped = new Promise<NodeJS.Signals>(resolve => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  try {
    const sidecar = await startSidecar(config, read.network, jsonLog);
    jsonLog('info', `serving on port ${sidecar.port}`, {
      version,
      node: config.nodeName,
      network: read.network.name,
      execution: redactUrl(config.executionUrl),
      consensus: config.consensusUrl && redactUrl(config.consensusUrl),
      address: config.listenAddress,
      port: sidecar.port,
      probePort: sidecar.probePort,
      checkpointPort: sidecar.checkpointPort,
    });
    const signal = await stopped;
    jsonLog('info', `stopping on ${signal}`);
    await sidecar.stop();
    return 0;
  } catch (error) {
    if (error instanceof CheckpointError) {
      process.stderr.write(`node-health: ${error.message}\n`);
      return FAILED;
    }
    process.stderr.write(
      `node-health: cannot serve (${errorMessage(
        error,
      )}). Free the port or choose another with --port or --probe-port, and choose an address of this host with --listen-address.\n`,
    );
    return FAILED;
  }
}

async function jwt(args: readonly string[]): Promise<number> {
  let out: string | undefined;
  try {
    ({ out } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' } },
    }).values);
  } catch (error) {
    return failUsage([errorMessage(error)]);
  }
  if (!out) {
    return failUsage([
      '--out is missing. Set it to a file, for example node-health jwt --out /run/jwt/jwt.hex.',
    ]);
  }
  // Imported on demand: the sidecar does not need node:crypto.
  const { writeJwtSecret } = await import('./jwt');
  const result = await writeJwtSecret(out);
  if (result.ok) {
    return print(`${result.kept ? 'kept' : 'wrote'} the secret in ${out}\n`);
  }
  process.stderr.write(`node-health jwt: ${result.reason}\n`);
  return FAILED;
}

async function bootnode(args: readonly string[]): Promise<number> {
  let options: { 'beacon-url'?: string; out?: string };
  try {
    options = parseArgs({
      args: [...args],
      options: { 'beacon-url': { type: 'string' }, out: { type: 'string' } },
    }).values;
  } catch (error) {
    return failUsage([errorMessage(error)]);
  }
  const { 'beacon-url': beaconUrl, out: file } = options;
  if (!beaconUrl || !file) {
    return failUsage([
      '--beacon-url and --out are required, for example node-health bootnode --beacon-url http://geth-0:9596 --out /bootnodes/list.',
    ]);
  }
  const { writeBootnode } = await import('./bootnode');
  const { fetch, close } = loopbackFetch();
  const result = await writeBootnode({
    beaconUrl,
    file,
    fetch,
    waitMs: BOOTNODE_WAIT_MS,
  });
  close();
  if (result.ok) return print(`wrote ${result.record} to ${file}\n`);
  process.stderr.write(`node-health bootnode: ${result.reason}\n`);
  return FAILED;
}

async function history(args: readonly string[]): Promise<number> {
  const { checkHistory, readHistoryOptions } = await import('./history');
  const parsed = readHistoryOptions(args);
  if (!parsed.ok) return failUsage([parsed.problem]);
  const { options } = parsed;
  try {
    const { ok, message, warning } = await checkHistory(options);
    if (warning) process.stderr.write(`node-health history: ${warning}\n`);
    if (ok) return print(`${message}\n`);
    process.stderr.write(`${message}\n`);
  } catch (error) {
    const { field, history: mode, datadir } = options;
    process.stderr.write(
      `${field}.history "${mode}": the volume cannot be read (${errorMessage(
        error,
      )}). Make ${datadir} and its content readable by the user of the pod.\n`,
    );
  }
  return FAILED;
}

async function ready(args: readonly string[]): Promise<number> {
  let options: { url?: string; timeout?: string };
  try {
    options = parseArgs({
      args: [...args],
      options: { url: { type: 'string' }, timeout: { type: 'string' } },
    }).values;
  } catch (error) {
    return failUsage([errorMessage(error)]);
  }
  const { url = '', timeout = '60' } = options;
  if (!/^http:\/\/[^\s/]+\/?$/.test(url) || !/^\d{1,4}$/.test(timeout)) {
    return failUsage([
      '--url must be the base URL of a sidecar and --timeout a number of seconds, for example node-health ready --url http://geth-0-metrics:8099 --timeout 60.',
    ]);
  }
  const { awaitReady } = await import('./awaitReady');
  const { fetch, close } = loopbackFetch();
  const result = await awaitReady({
    url,
    fetch,
    waitMs: Number(timeout) * 1000,
  });
  close();
  if (result.ok) return print(`${result.summary}\n`);
  process.stderr.write(`node-health ready: ${result.reason}\n`);
  return FAILED;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function failUsage(problems: readonly string[]): number {
  for (const problem of problems) {
    process.stderr.write(`node-health: ${problem}\n`);
  }
  return USAGE;
}
