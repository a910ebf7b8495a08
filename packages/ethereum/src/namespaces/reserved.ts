import { reservedNames, reservedPrefixes } from './generated';

/**
 * Why no nodes may be put into a namespace; completes a sentence that begins with its name. Judged as Kubernetes spells names:
 * in small letters.
 *
 * @returns undefined for a name that is not reserved
 * @public
 */
export function reservedNamespace(name: string): string | undefined {
  const prefix = Object.keys(reservedPrefixes).find(beginning =>
    name.startsWith(beginning),
  );
  const reason = reservedNames[name] ?? (prefix && reservedPrefixes[prefix]);
  return reason && `is reserved: it is ${reason}`;
}
