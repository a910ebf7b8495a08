import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  executionClientNames,
  networkNames,
  storeKinds,
  storeUrlFault,
  storeUrlForms,
} from '@nodeyard/ethereum';
import { Option } from 'commander';
import type { StoreLocation } from '@nodeyard/snapshot-store';
import { count, duration, externalFolder, name, text } from './values';

/** The command line is well-formed, and cannot be carried out: exit code 2. */
export class UsageError extends Error {}

/** Options that decide what a command prints and writes. */
export interface OutputOptions {
  json?: boolean;
  quiet?: boolean;
  metricsFile?: string;
  /** Labels of metrics. */
  network?: string;
  client?: string;
}

/** What commands on a store share, as commander parses it. */
export interface StoreOptions extends OutputOptions {
  store: string;
  network: string;
  client: string;
  s3Endpoint?: string;
  azureEndpoint?: string;
  s3Region?: string;
  s3PathStyle?: boolean;
  /** Milliseconds. */
  requestTimeout?: number;
  attempts?: number;
  threads?: number;
}

export const externalOption = new Option(
  '--external <path=folder>',
  'a folder of the datadir that is elsewhere, such as geth/chaindata/ancient=/ancient; repeatable',
).argParser(externalFolder);

export const jsonOption = new Option(
  '--json',
  'print the result as one line of JSON on standard output',
);

export const networkOption = new Option(
  '--network <name>',
  networkNames.join(', '),
)
  .argParser(name)
  .makeOptionMandatory();

export const clientOption = new Option(
  '--client <name>',
  executionClientNames.join(', '),
)
  .argParser(name)
  .makeOptionMandatory();

export const storeOptions: readonly Option[] = [
  new Option(
    '--store <url>',
    `${storeUrlForms('program')}; or the path of a folder`,
  )
    .argParser(text)
    .makeOptionMandatory(),
  networkOption,
  clientOption,
  new Option(
    '--s3-endpoint <url>',
    'S3 server other than AWS (or AWS_ENDPOINT_URL_S3)',
  ).argParser(text),
  new Option(
    '--azure-endpoint <url>',
    'blob service of the storage account (or AZURE_STORAGE_ENDPOINT)',
  ).argParser(text),
  new Option(
    '--s3-region <name>',
    'region of the bucket (or AWS_REGION)',
  ).argParser(text),
  new Option(
    '--s3-path-style',
    'address the bucket as http://host/bucket/key; implied by --s3-endpoint',
  ),
  new Option(
    '--request-timeout <duration>',
    'timeout of one attempt of a request to the store (default: 60s)',
  ).argParser(duration),
  new Option(
    '--attempts <n>',
    'attempts of a request before the store counts as unavailable (default: 5)',
  ).argParser(count),
  new Option(
    '--threads <n>',
    'worker threads (default: CPUs + 1, at most 4)',
  ).argParser(count),
  new Option(
    '--metrics-file <file>',
    "write metrics to a file for node_exporter's textfile collector",
  ).argParser(text),
  jsonOption,
  new Option('--quiet', 'print no progress'),
].map(option => option.helpGroup('Store and output:'));

/** @throws UsageError when the URL is malformed */
export function storeLocation({
  store,
  s3Endpoint,
  azureEndpoint,
  s3Region,
  s3PathStyle,
  requestTimeout,
  attempts,
}: Pick<StoreOptions, 'store'> & Partial<StoreOptions>): StoreLocation {
  const isUrl = /^[a-z0-9]+:/i.test(store);
  const fault = isUrl ? storeUrlFault(store, 'program') : undefined;
  // The value is not quoted: it may contain credentials.
  if (fault) throw new UsageError(`--store ${fault.reason}. ${fault.fix}`);
  const endpoint = endpointOf(store, { s3Endpoint, azureEndpoint });
  return {
    url: isUrl ? store : pathToFileURL(resolve(store)).href,
    endpoint,
    region: s3Region,
    pathStyle: (s3PathStyle ?? false) || endpoint !== undefined,
    timeoutMs: requestTimeout,
    attempts,
  };
}

/** The endpoint of the kind of store that a URL is of, from its option or variable. */
function endpointOf(
  store: string,
  { s3Endpoint, azureEndpoint }: Partial<StoreOptions>,
): string | undefined {
  return store.startsWith(storeKinds.azblob.scheme)
    ? azureEndpoint ?? process.env.AZURE_STORAGE_ENDPOINT
    : s3Endpoint ?? process.env.AWS_ENDPOINT_URL_S3;
}

/** Store, network and client, as functions of this package take them. */
export function storeScope(options: StoreOptions) {
  const { network, client } = options;
  return { store: storeLocation(options), network, client };
}
