import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message, ProbeFetch } from '@nodeyard/ethereum';
import { renderEnglish } from '../renderEnglish';
import { addressFault, literalAddress } from './addresses';
import { type EndpointRule, findRule } from './endpointRule';
import { HttpClient } from './HttpClient';

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
  private readonly client: HttpClient;

  constructor(
    rules: readonly EndpointRule[],
    resolve: Resolve = (...args) => lookup(...args),
  ) {
    this.rules = rules;
    this.client = new HttpClient(url =>
      checkedLookup(this.allowingRule(url), resolve),
    );
  }

  /** `fetch` for one node. `refusal` returns why the first refused request was refused. */
  session(): { fetch: ProbeFetch; refusal: () => Message | undefined } {
    let refusal: Message | undefined;
    const guarded: ProbeFetch = async (input, request) => {
      try {
        const url = new URL(input);
        // Sockets do not resolve IP addresses, so the lookup does not check them.
        const fault = literalAddressFault(url.hostname, this.allowingRule(url));
        if (fault) throw new EndpointRefusedError(fault);
        return await this.client.fetch(input, request);
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

  /** Closes the connections. */
  close(): void {
    this.client.close();
  }

  /** @throws EndpointRefusedError if no rule allows the endpoint */
  private allowingRule(url: URL): EndpointRule {
    const rule = findRule(url, this.rules);
    if (rule) return rule;
    throw new EndpointRefusedError(say('host-not-allowed', { host: url.host }));
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
