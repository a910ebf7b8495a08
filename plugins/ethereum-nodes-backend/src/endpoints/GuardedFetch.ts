import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { english, type Message } from '@nodeyard/ethereum';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { addressFault, literalAddress } from './addresses';
import { type EndpointRule, findRule } from './endpointRule';

/** Resolves a name to all of its addresses, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: LookupAddress[],
  ) => void,
) => void;

/** Names an endpoint that must not be called, and why. */
export class EndpointRefusedError extends Error {
  /** Why it was refused. */
  readonly reason: Message;

  constructor(reason: Message) {
    super(english(fleetMessages, reason, Date.now()));
    this.reason = reason;
  }
}

/**
 * `fetch` for endpoints that rules list, and for no others.
 *
 * Names are resolved at each connection, and the very addresses that were checked are those that are connected to: an answer
 * of DNS that changes between the check and the use is checked as well. Redirects are handed back and not followed, and
 * proxies of the environment are not used, for a proxy resolves names by itself.
 */
export class GuardedFetch {
  readonly #rules: readonly EndpointRule[];
  readonly #agent: Agent;

  constructor(
    rules: readonly EndpointRule[],
    resolve: Resolve = (...args) => lookup(...args),
  ) {
    this.#rules = rules;
    const connectors = new Map(
      rules.map(rule => [
        rule,
        buildConnector({ lookup: checkedLookup(rule, resolve) }),
      ]),
    );
    this.#agent = new Agent({
      connect: (options, callback) => {
        const { protocol, hostname, port } = options;
        const host = hostname.includes(':')
          ? `[${hostname.replace(/[[\]]/g, '')}]`
          : hostname;
        const rule = findRule(
          new URL(`${protocol}//${host}${port ? `:${port}` : ''}`),
          rules,
        );
        const connector = rule && connectors.get(rule);
        // Sockets do not look up addresses.
        const fault = rule && literalAddressFault(hostname, rule);
        if (!connector || fault) {
          callback(
            new EndpointRefusedError(
              fault ?? say('host-not-allowed', { host: hostname }),
            ),
            null,
          );
          return;
        }
        connector(options, callback);
      },
    });
  }

  /** Fetches for one node. `refusal` is why one of their requests was refused. */
  session(): { fetch: typeof fetch; refusal: () => Message | undefined } {
    let refusal: Message | undefined;
    const guarded = async (
      input: Parameters<typeof undiciFetch>[0],
      init?: Parameters<typeof undiciFetch>[1],
    ) => {
      try {
        const url = new URL(String(input));
        if (!findRule(url, this.#rules)) {
          throw new EndpointRefusedError(
            say('host-not-allowed', { host: url.host }),
          );
        }
        return await undiciFetch(url, {
          ...init,
          redirect: 'manual',
          dispatcher: this.#agent,
        });
      } catch (error) {
        refusal ??= findRefusal(error);
        throw error;
      }
    };
    return {
      // undici's types and Node's are of one implementation, and name each other's differently.
      fetch: guarded as unknown as typeof fetch,
      refusal: () => refusal,
    };
  }

  /** Ends its connections when what is under way is done. */
  async close(): Promise<void> {
    await this.#agent.close();
  }
}

function checkedLookup(rule: EndpointRule, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      for (const { address } of addresses) {
        const fault = addressFault(address, rule.addresses);
        if (fault) {
          callback(
            new EndpointRefusedError(
              say('host-resolves-to-refused', { host: hostname, fault }),
            ),
            '',
            0,
          );
          return;
        }
      }
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };
}

function literalAddressFault(
  hostname: string,
  { addresses }: EndpointRule,
): Message | undefined {
  const address = literalAddress(hostname);
  return address === undefined ? undefined : addressFault(address, addresses);
}

function findRefusal(error: unknown): Message | undefined {
  if (error instanceof EndpointRefusedError) return error.reason;
  return error instanceof Error && error.cause !== undefined
    ? findRefusal(error.cause)
    : undefined;
}
