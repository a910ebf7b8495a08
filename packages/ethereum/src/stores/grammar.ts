import { storeKinds } from './kinds';
import type { StoreKind } from './kind';

/**
 * Who reads the URL of a store.
 *
 * `request` the form and the request, whose URL a folder for each environment is appended to. `pod` the chart, which mounts
 * folders into pods. `program` command lines and the backend, which read any folder.
 * @public
 */
export type StoreUrlScope = 'request' | 'pod' | 'program';

/** Completes a sentence that begins with the URL. @public */
export interface StoreUrlFault {
  reason: string;
  fix: string;
}

/** The grammar of URLs in one scope, and the fault of a URL for each of its rules, which are applied in this order. @public */
export interface StoreUrlGrammar {
  maxLength: { value: number; fault: StoreUrlFault };
  /** Characters of credentials and parameters. */
  forbidden: { pattern: string; fault: StoreUrlFault };
  allowed: { pattern: string; fault: StoreUrlFault };
}

const kinds: readonly StoreKind[] = Object.values(storeKinds);

/** Keys of objects are appended, and S3 allows 1,024 bytes. */
const MAX_LENGTH = 512;
/** Leaves room for the folder of an environment. */
const MAX_REQUEST_LENGTH = 500;

/** Of the URL of a store, or of its server. @public */
export const storeCredentialsFault: StoreUrlFault = {
  reason:
    'contains credentials or parameters, which are not allowed because URLs are logged and committed',
  fix: `Remove them. Pods read credentials from a Secret, programs from the environment (${kinds
    .flatMap(kind => kind.credentials.required)
    .join(', ')}).`,
};

/** The grammar of one scope. @public */
export function storeUrlGrammar(scope: StoreUrlScope): StoreUrlGrammar {
  const maxLength = scope === 'request' ? MAX_REQUEST_LENGTH : MAX_LENGTH;
  const patterns = kinds.map(kind =>
    scope === 'program' ? kind.pattern : kind.podPattern,
  );
  return {
    maxLength: {
      value: maxLength,
      fault: {
        reason: `has more than ${maxLength} characters`,
        fix: `Use at most ${maxLength}.`,
      },
    },
    forbidden: {
      pattern: '[@?&#]',
      fault: storeCredentialsFault,
    },
    allowed: {
      pattern: `^(${patterns.join('|')})$`,
      fault: {
        reason: 'is not the URL of a snapshot store',
        fix: `Use ${storeUrlForms(
          scope,
        )}. Names consist of letters, digits, ".", "-" and "_".`,
      },
    },
  };
}

/** The URLs of every kind, as messages and documentation write them. @public */
export function storeUrlForms(scope: StoreUrlScope): string {
  const forms = kinds.flatMap(kind =>
    scope === 'program' ? kind.forms : kind.podForms,
  );
  return `${forms.slice(0, -1).join(', ')} or ${forms.slice(-1).join()}`;
}
