import { z } from 'zod';

/** Checkpoint sources that one node asks, at most. */
const MAX_SOURCES = 16;

const wholeNumber = (least: number, most: number) => {
  const expectation = `expected a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, expectation)
    .transform(Number)
    .refine(n => n >= least && n <= most, expectation);
};

const clientUrl = z
  .url({
    protocol: /^http$/,
    error: 'expected an http:// URL; the clients are in the same pod',
  })
  .max(2000)
  .refine(
    url => !/^http:\/\/[^/]*@/i.test(url),
    'expected a URL without user name and password',
  )
  .transform(url => url.replace(/\/+$/, ''));

const name = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    'expected lower-case letters, digits, "-" and "."',
  );

const path = z.string().min(1, 'expected a path').max(4096);

/** No comma, no path: a base URL of a Beacon API, as a checkpoint source is one. */
const sourceUrl = /^https?:\/\/[^\s/?#@,]+$/;
const checkpointSources = z
  .string()
  .max(40_000)
  .transform(text => text.split(',').map(url => url.replace(/\/$/, '')))
  .refine(
    urls =>
      urls.length === 1 && urls[0] === 'auto'
        ? true
        : urls.every(url => sourceUrl.test(url) && URL.canParse(url)),
    'expected auto, or base URLs (http or https, without user name, path and query) joined by ","',
  )
  .transform(urls => [...new Set(urls)])
  .refine(
    urls => urls.length <= MAX_SOURCES,
    `expected ${MAX_SOURCES} at most`,
  );

/** What each option accepts, and what it is when nobody gives it. Every option arrives as text. */
export const optionsSchema = z.object({
  'node-name': name,
  'network-file': path,
  'execution-url': clientUrl.default('http://127.0.0.1:8545'),
  'consensus-url': clientUrl.optional(),
  'execution-client': name.optional(),
  'consensus-client': name.optional(),
  'listen-address': z
    .union([z.ipv4(), z.ipv6()], { error: 'expected an IP address' })
    .optional(),
  port: wholeNumber(0, 65535).default(8099),
  'probe-port': wholeNumber(0, 65535).optional(),
  'interval-seconds': wholeNumber(1, 300).default(5),
  'timeout-seconds': wholeNumber(1, 300).default(3),
  'data-dir': path.optional(),
  'snapshot-file': path.optional(),
  'checkpoint-sources': checkpointSources.optional(),
  'checkpoint-agree': wholeNumber(1, MAX_SOURCES).optional(),
  'checkpoint-port': wholeNumber(0, 65535).default(8098),
});

export type OptionName = keyof typeof optionsSchema.shape;

interface OptionHelp {
  placeholder: string;
  description: string;
  /** A value that works: what the error about a bad one proposes. */
  example: string;
  required?: true;
  default?: string;
}

/** What `--help` and errors say about each option, in the order of `--help`. */
export const optionHelp: Record<OptionName, OptionHelp> = {
  'node-name': {
    placeholder: 'NAME',
    description: 'name of the node, as the chart calls it',
    example: 'payments-eth-geth',
    required: true,
  },
  'network-file': {
    placeholder: 'FILE',
    description:
      'JSON document of the network it must be on: chain ID, genesis, slot time, forks',
    example: '/etc/node-health/network.json',
    required: true,
  },
  'execution-url': {
    placeholder: 'URL',
    description: "the execution client's JSON-RPC",
    example: 'http://127.0.0.1:8545',
    default: 'http://127.0.0.1:8545',
  },
  'consensus-url': {
    placeholder: 'URL',
    description:
      "the consensus client's Beacon API; leave it out when there is none",
    example: 'http://127.0.0.1:5052',
  },
  'execution-client': {
    placeholder: 'NAME',
    description: 'execution client, for /status and eth_node_info',
    example: 'geth',
  },
  'consensus-client': {
    placeholder: 'NAME',
    description: 'consensus client, for /status and eth_node_info',
    example: 'lighthouse',
  },
  'listen-address': {
    placeholder: 'IP',
    description:
      'address to serve on; leave it out for every address, of IPv4 and IPv6 alike',
    example: '127.0.0.1',
  },
  port: {
    placeholder: 'PORT',
    description: 'port to serve on; 0 takes a free one and logs it',
    example: '8099',
    default: '8099',
  },
  'probe-port': {
    placeholder: 'PORT',
    description:
      "port to serve /readyz and /livez on once more, for the kubelet's probes alone: close it to everyone else; leave it out to serve none",
    example: '8097',
  },
  'interval-seconds': {
    placeholder: 'SECONDS',
    description: 'from the start of one probe to the start of the next',
    example: '5',
    default: '5',
  },
  'timeout-seconds': {
    placeholder: 'SECONDS',
    description: 'how long a client may take to answer',
    example: '3',
    default: '3',
  },
  'data-dir': {
    placeholder: 'DIR',
    description:
      'folder on the volume whose fill level is reported; leave it out to report none',
    example: '/data',
  },
  'snapshot-file': {
    placeholder: 'FILE',
    description:
      "how the node's newest snapshot went, as its orchestrator writes it; leave it out where none are taken",
    example: '/etc/snapshots/last.json',
  },
  'checkpoint-sources': {
    placeholder: 'URLS',
    description:
      'Beacon APIs that the consensus client\'s checkpoint is taken from, joined by ","; auto takes the network\'s; leave it out to serve none',
    example: 'auto',
  },
  'checkpoint-agree': {
    placeholder: 'NUMBER',
    description:
      'how many sources must have the same finalized block; a majority of those that answer and two at least when left out',
    example: '2',
  },
  'checkpoint-port': {
    placeholder: 'PORT',
    description:
      'port to serve the checkpoint on, on 127.0.0.1 only; 0 takes a free one and logs it',
    example: '8098',
    default: '8098',
  },
};

/** Names in the order of `--help`. */
export const optionNames = optionsSchema.keyof().options;

/** Environment variable of an option: `--node-name` is `NODE_HEALTH_NODE_NAME`. */
export function environmentName(option: OptionName): string {
  return `NODE_HEALTH_${option.toUpperCase().replaceAll('-', '_')}`;
}
