import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import { renderEnglish } from '../renderEnglish';
import { literalAddress } from './addresses';

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
export class EndpointRefusedError extends Error {
  /** Why it was refused. */
  readonly reason: Message;

  constructor(reason: Message) {
    super(renderEnglish(reason));
    this.reason = reason;
  }
}

/** Why an address may not be called; undefined if it may. */
export type AddressCheck = (address: string) => Message | undefined;

/** A lookup that fails for a name with an address that may not be called, so that the checked addresses are the ones connected to. */
export function checkedLookup(
  check: AddressCheck,
  resolve: Resolve,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      for (const { address } of addresses) {
        const fault = check(address);
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

/**
 * Sockets do not resolve IP addresses, so the lookup does not check them.
 *
 * @throws EndpointRefusedError if the host of the URL is an address that may not be called
 */
export function assertLiteralAddress(url: URL, check: AddressCheck): void {
  const address = literalAddress(url.hostname);
  const fault = address === undefined ? undefined : check(address);
  if (fault) throw new EndpointRefusedError(fault);
}
