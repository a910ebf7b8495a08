import type { z } from 'zod';
import type { reservedNamespacesSchema } from '../src/namespaces/schema';
import type { storeUrlSchema } from '../src/stores/schema';

/**
 * The form with the patterns that facts decide, each where its anchor stands. Only the form's are JavaScript's alone: JSON Schema
 * has no other way to say in one sentence what a text is and what it is not.
 */
export function withPatterns(
  form: string,
  reserved: z.infer<typeof reservedNamespacesSchema>,
  store: z.infer<typeof storeUrlSchema>,
): string {
  const names = [reserved.layers, reserved.names].flatMap(Object.keys);
  const prefixes = Object.keys(reserved.prefixes);
  const reservedName = `(${prefixes.join('|')}|(${names.join('|')})$)`;
  return [
    ['namePattern', `^(?!${reservedName})[a-z0-9]([a-z0-9-]*[a-z0-9])?$`],
    ['storePattern', store.mounted],
  ].reduce((text, [anchor, pattern]) => {
    const at = new RegExp(`(pattern: &${anchor} )'[^']*'`);
    if (!at.test(text)) throw new Error(`the form has no pattern &${anchor}`);
    return text.replace(at, (_, key) => `${key}'${pattern}'`);
  }, form);
}
