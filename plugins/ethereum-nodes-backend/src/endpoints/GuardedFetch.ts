import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message, ProbeFetch } from '@nodeyard/ethereum';
import { Agent, buildConnector } from 'undici';
import { renderEnglish } from '../renderEnglish';
import { addressFault, literalAddress } from './addresses';
import { type EndpointRule, findRule } from './endpointRule';
import { connectionLimits, fetchThrough } from './nodeFetch';

/** Resolves a name to all of its addresses, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: LookupAddress[],
  ) => void,
) => void;

/** Names an endpoint that is not allowed, and the reason. */
class EndpointRefusedError extends Error {
  /** Why it was refused. */
  readonly reason: Message;

  constructor(reason: Message) {
    super(renderEnglish(reason));
    this.reason = reason;
  }
}

/**
 * `fetch` restricted to the endpoints of an allow-list.
 *
 * Host names are resolved for each connection, and the checked addresses are the ones connected to, which prevents DNS rebinding.
 * Redirects are returned and not followed. Proxies of the environment are not used, because a proxy resolves names by itself.
 */
export class GuardedFetch {
  private readonly rules: readonly EndpointRule[];
  private readonly agent: Agent;
  private readonly send: ProbeFetch;

  constructor(
    rules: readonly EndpointRule[],
    resolve: Resolve = (...args) => lookup(...args),
  ) {
    this.rules = rules;
    const connectors = new Map(
      rules.map(rule => [
        rule,
        buildConnector({ lookup: checkedLookup(rule, resolve) }),
      ]),
    );
    this.agent = new Agent({
      ...connectionLimits,
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
        // Sockets do not resolve IP addresses, so the lookup does not check them.
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
    this.send = fetchThrough(this.agent);
  }

  /** `fetch` for one node. `refusal` returns why the first refused request was refused. */
  session(): { fetch: ProbeFetch; refusal: () => Message | undefined } {
    let refusal: Message | undefined;
    const guarded: ProbeFetch = async (input, request) => {
      try {
        const url = new URL(input);
        if (!findRule(url, this.rules)) {
          throw new EndpointRefusedError(
            say('host-not-allowed', { host: url.host }),
          );
        }
        return await this.send(input, request);
      } catch (error) {
        refusal ??= findRefusal(error);
        throw error;
      }
    };
    return {
      fetch: guarded,
      refusal: () => refusal,
    };
  }

  /** Closes connections after pending requests. */
  async close(): Promise<void> {
    await this.agent.close();
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
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else if (first) callback(null, first.address, first.family);
      else callback(new Error(`${hostname} has no addresses`), '', 0);
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
