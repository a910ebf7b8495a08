import { z } from 'zod';
import {
  storeUrlGrammar,
  type StoreUrlFault,
  type StoreUrlGrammar,
  type StoreUrlScope,
} from './grammar';

/** Bound of what is checked at all. */
const MAX_CHECKED_LENGTH = 2_000;

const grammars: Record<StoreUrlScope, StoreUrlGrammar> = {
  request: storeUrlGrammar('request'),
  pod: storeUrlGrammar('pod'),
  program: storeUrlGrammar('program'),
};

/**
 * The first fault of a store's URL and its fix.
 *
 * @returns undefined for a URL that the scope allows
 * @public
 */
export function storeUrlFault(
  url: string,
  scope: StoreUrlScope,
): StoreUrlFault | undefined {
  const { maxLength, forbidden, allowed } = grammars[scope];
  if (url.length > maxLength.value) return maxLength.fault;
  if (new RegExp(forbidden.pattern).test(url)) return forbidden.fault;
  return new RegExp(allowed.pattern).test(url) ? undefined : allowed.fault;
}

/** The URL of a store in the configuration of a program. @public */
export const storeUrlSchema = z
  .string()
  .max(MAX_CHECKED_LENGTH)
  .superRefine((url, context) => {
    const fault = storeUrlFault(url, 'program');
    if (fault) context.addIssue(`${fault.reason}. ${fault.fix}`);
  });
