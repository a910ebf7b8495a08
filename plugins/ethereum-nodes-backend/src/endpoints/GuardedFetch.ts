import { lookup } from 'node:dns';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message, ProbeFetch } from '@nodeyard/ethereum';
import { addressFault, metadataFault } from './addresses';
import {
  type AddressCheck,
  assertLiteralAddress,
  checkedLookup,
  EndpointRefusedError,
  type Resolve,
} from './checkedLookup';
import { type EndpointRule, findRule } from './endpointRule';
import { HttpClient } from './HttpClient';

/**
 * `fetch` restricted to the endpoints of an allow-list, or, without one, to addresses that are no metadata services and not link-local.
 *
 * Host names are resolved for each connection, and the checked addresses are the ones connected to, which prevents DNS rebinding.
 * Redirects are returned and not followed. Proxies of the environment are not used, because a proxy resolves names by itself.
 */
export class GuardedFetch {
  private readonly rules: readonly EndpointRule[] | undefined;
  private readonly client: HttpClient;

  constructor(
    rules: readonly EndpointRule[] | undefined,
    resolve: Resolve = (...args) => lookup(...args),
  ) {
    this.rules = rules;
    this.client = new HttpClient(url =>
      checkedLookup(this.checkOf(url), resolve),
    );
  }

  /** `fetch` for one node. `refusal` returns why the first refused request was refused. */
  session(): { fetch: ProbeFetch; refusal: () => Message | undefined } {
    let refusal: Message | undefined;
    const guarded: ProbeFetch = async (input, request) => {
      try {
        const url = new URL(input);
        assertLiteralAddress(url, this.checkOf(url));
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
  private checkOf(url: URL): AddressCheck {
    if (!this.rules) return metadataFault;
    const rule = findRule(url, this.rules);
    if (rule) return address => addressFault(address, rule.addresses);
    throw new EndpointRefusedError(say('host-not-allowed', { host: url.host }));
  }
}

function findRefusal(error: unknown): Message | undefined {
  if (error instanceof EndpointRefusedError) return error.reason;
  return error instanceof Error && error.cause !== undefined
    ? findRefusal(error.cause)
    : undefined;
}
