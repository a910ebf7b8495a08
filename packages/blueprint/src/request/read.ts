import { parseDocument } from 'yaml';
import type { Problem } from '../problem';

/** @public */
export type ReadResult =
  | { ok: true; value: unknown }
  | { ok: false; problems: Problem[] };

/**
 * Reads a request file. YAML 1.2, of which JSON is a part; one document, no repeated keys, no tags of one's own.
 * @public
 */
export function readRequest(text: string): ReadResult {
  const document = parseDocument(text, {
    version: '1.2',
    prettyErrors: true,
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      ok: false,
      problems: faults.map(fault => ({
        path: '',
        reason: `is not YAML that can be read: ${firstLine(fault.message)}`,
        fix: 'Correct the file at that place. Texts with special characters belong in quotes.',
      })),
    };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 20 }) };
  } catch (error) {
    return {
      ok: false,
      problems: [
        {
          path: '',
          reason: `is not YAML that can be read: ${
            error instanceof Error ? firstLine(error.message) : String(error)
          }`,
          fix: 'Write the request without anchors and aliases.',
        },
      ],
    };
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].replace(/:$/, '');
}
