import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A JSON schema, or a part of one. */
export type Schema = Record<string, unknown>;

/** Schema of one kind. */
export interface KindSchema {
  group: string;
  version: string;
  kind: string;
  schema: Schema;
}

/**
 * Location of schemas for `kubeconform -schema-location`: made once, and kept in ~/.cache/nodeyard/schemas.
 *
 * One file per kind, named as kubeconform asks for it. The folder appears whole or not at all.
 */
export function keepSchemas(
  name: string,
  make: () => readonly KindSchema[],
): string {
  const folder = join(homedir(), '.cache', 'nodeyard', 'schemas', name);
  if (!existsSync(folder)) {
    const partial = `${folder}.${process.pid}`;
    mkdirSync(partial, { recursive: true });
    for (const { group, version, kind, schema } of make()) {
      const suffix = [group.split('.')[0], version].filter(Boolean).join('-');
      writeFileSync(
        join(partial, `${kind}-${suffix}.json`.toLowerCase()),
        JSON.stringify(schema),
      );
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  }
  return `${folder}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
}
