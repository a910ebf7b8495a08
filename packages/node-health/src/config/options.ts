import { z } from 'zod';

/** Maximum number of checkpoint sources of a node. */
const MAX_SOURCES = 16;

const integer = (min: number, max: number) => {
  const expectation = `expected an integer from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, expectation)
    .transform(Number)
    .refine(n => n >= min && n <= max, expectation);
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

/** Accepted values and defaults of the options. Every option arrives as text. */
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
  port: integer(0, 65535).default(8099),
  'probe-port': integer(0, 65535).optional(),
  'interval-seconds': integer(1, 300).default(5),
  'timeout-seconds': integer(1, 300).default(3),
  'data-dir': path.optional(),
  'snapshot-file': path.optional(),
  'checkpoint-sources': checkpointSources.optional(),
  'checkpoint-quorum': integer(1, MAX_SOURCES).optional(),
  'checkpoint-port': integer(0, 65535).default(8098),
});

export type OptionName = keyof typeof optionsSchema.shape;

interface OptionHelp {
  placeholder: string;
  description: string;
  /** Valid value that errors propose. */
  example: string;
  required?: true;
  default?: string;
}

/** Texts of `--help` and of errors, in the order of `--help`. */
export const optionHelp: Record<OptionName, OptionHelp> = {
  'node-name': {
    placeholder: 'NAME',
    description: 'name of the node in the chart',
    example: 'payments-eth-geth',
    required: true,
  },
  'network-file': {
    placeholder: 'FILE',
    description:
      'JSON document of the network that the node must be on: chain ID, genesis, slot time, forks',
    example: '/etc/node-health/network.json',
    required: true,
  },
  'execution-url': {
    placeholder: 'URL',
    description: 'JSON-RPC of the execution client',
    example: 'http://127.0.0.1:8545',
    default: 'http://127.0.0.1:8545',
  },
  'consensus-url': {
    placeholder: 'URL',
    description: 'Beacon API of the consensus client; omit if there is none',
    example: 'http://127.0.0.1:5052',
  },
  'execution-client': {
    placeholder: 'NAME',
    description: 'name of the execution client in /status and eth_node_info',
    example: 'geth',
  },
  'consensus-client': {
    placeholder: 'NAME',
    description: 'name of the consensus client in /status and eth_node_info',
    example: 'lighthouse',
  },
  'listen-address': {
    placeholder: 'IP',
    description:
      'IP address to listen on; omit for all addresses, IPv4 and IPv6',
    example: '127.0.0.1',
  },
  port: {
    placeholder: 'PORT',
    description: 'port to listen on; 0 chooses a free port and logs it',
    example: '8099',
    default: '8099',
  },
  'probe-port': {
    placeholder: 'PORT',
    description:
      'second port for /readyz and /livez, for the probes of the kubelet only; omit for none',
    example: '8097',
  },
  'interval-seconds': {
    placeholder: 'SECONDS',
    description: 'interval between the starts of two probes',
    example: '5',
    default: '5',
  },
  'timeout-seconds': {
    placeholder: 'SECONDS',
    description: 'timeout of a request to a client',
    example: '3',
    default: '3',
  },
  'data-dir': {
    placeholder: 'DIR',
    description:
      'directory on the volume whose disk usage is reported; omit for none',
    example: '/data',
  },
  'snapshot-file': {
    placeholder: 'FILE',
    description:
      'result of the newest snapshot run (last.json of its ConfigMap); omit if no snapshots are taken',
    example: '/etc/snapshots/last.json',
  },
  'checkpoint-sources': {
    placeholder: 'URLS',
    description:
      'Beacon APIs for checkpoint sync of the consensus client, joined by ","; auto for those of the network; omit for none',
    example: 'auto',
  },
  'checkpoint-quorum': {
    placeholder: 'NUMBER',
    description:
      'number of sources that must report the same finalized block; omit for a majority of those that answer, at least two',
    example: '2',
  },
  'checkpoint-port': {
    placeholder: 'PORT',
    description:
      'port of the checkpoint on 127.0.0.1; 0 chooses a free port and logs it',
    example: '8098',
    default: '8098',
  },
};

/** Former names of options, accepted until 0.3.0: docs/upgrading.md. */
export const formerNames: Partial<Record<OptionName, string>> = {
  'checkpoint-quorum': 'checkpoint-agree',
};

/** Names in the order of `--help`. */
export const optionNames = optionsSchema.keyof().options;

/** Environment variable of an option: `--node-name` is `NODE_HEALTH_NODE_NAME`. */
export function environmentName(option: string): string {
  return `NODE_HEALTH_${option.toUpperCase().replaceAll('-', '_')}`;
}
