import type { z } from 'zod';
import type { reservedNamespacesSchema } from '../src/namespaces/schema';
import { formStore } from './stores';

/**
 * The form with its generated parts: the pattern of names, at its anchor, and the schema of a store's URL, between two comments.
 * The pattern of names is JavaScript's alone: JSON Schema has no other way to require and exclude in one keyword.
 */
export function withPatterns(
  form: string,
  reserved: z.infer<typeof reservedNamespacesSchema>,
): string {
  const names = [reserved.layers, reserved.names].flatMap(Object.keys);
  const prefixes = Object.keys(reserved.prefixes);
  const reservedName = `(${prefixes.join('|')}|(${names.join('|')})$)`;
  const name = `^(?!${reservedName})[a-z0-9]([a-z0-9-]*[a-z0-9])?$`;
  return [
    {
      part: /(pattern: &namePattern )'[^']*'()/,
      text: `'${name}'`,
    },
    {
      part: /(# Generated: the URL of a store\.\n)[^]*?( *# End of generated\.)/,
      text: formStore().replace(/^(?=.)/gm, ' '.repeat(10)),
    },
  ].reduce((result, { part, text }) => {
    if (!part.test(result)) throw new Error(`the form has no ${part}`);
    return result.replace(part, (_, start, end) => `${start}${text}${end}`);
  }, form);
}
