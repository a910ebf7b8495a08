import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const named = z.record(z.string(), z.unknown());
const reservedSchema = z.object({
  layers: named,
  prefixes: named,
  names: named,
});

/** Patterns that the chart's facts decide, by the path of the request. */
export function factPatterns(root: string): Record<string, string> {
  const read = (file: string): unknown =>
    parse(
      readFileSync(
        join(root, 'charts/ethereum-infrastructure/files', file),
        'utf8',
      ),
    );
  const reserved = reservedSchema.parse(read('namespaces/reserved.yaml'));
  const names = [reserved.layers, reserved.names].flatMap(Object.keys);
  const prefixes = Object.keys(reserved.prefixes);
  return {
    // A DNS label, and no reserved namespace.
    name: `^(?!(${prefixes.join('|')}|(${names.join(
      '|',
    )})$))[a-z0-9]([a-z0-9-]*[a-z0-9])?$`,
  };
}
