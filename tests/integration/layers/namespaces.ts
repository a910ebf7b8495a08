import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import { kubectl, program } from '../cluster';
import { copy } from './copy';

const words = z.record(z.string(), z.string()).default({});
const namespaceSchema = z.object({
  kind: z.literal('Namespace'),
  metadata: z.object({ name: z.string(), labels: words, annotations: words }),
});

/** Labels and annotations by namespace. */
export type Guards = Record<string, Record<string, string>>;

/** Labels and annotations of an environment's namespaces. */
export async function guardsOf(environment: string): Promise<Guards> {
  const options = ['--environment', environment, '--quiet'];
  const selected = ['--selector', 'tier=namespaces', 'template'];
  const rendered = await program('helmfile', [...options, ...selected], {
    cwd: copy,
  });
  return Object.fromEntries(
    parseAllDocuments(rendered)
      .map(document => namespaceSchema.safeParse(document.toJS()).data)
      .flatMap(namespace => (namespace ? [namespace.metadata] : []))
      .map(({ name, labels, annotations }) => [
        name,
        { ...labels, ...annotations },
      ]),
  );
}

/** Those that a namespace lacks. */
function lostOf(guards: Guards, name: string, has: Record<string, string>) {
  return Object.entries(guards[name] ?? {})
    .filter(([key, value]) => has[key] !== value)
    .map(([key, value]) => `${name}: ${key}=${value}`);
}

/** Those that namespaces of the cluster lack now. */
export async function lostNow(guards: Guards): Promise<string[]> {
  const names = Object.keys(guards);
  const got = await kubectl('get', 'namespaces', ...names, '--output=json');
  return z
    .object({ items: z.array(namespaceSchema) })
    .parse(JSON.parse(got))
    .items.flatMap(({ metadata: { name, labels, annotations } }) =>
      lostOf(guards, name, { ...labels, ...annotations }),
    );
}

/**
 * What namespaces lack at any moment while something is done: a label that is put back in the end was gone for pods that
 * were admitted meanwhile.
 */
export async function lostDuring(
  guards: Guards,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const columns = ['name', 'labels', 'annotations'].map(
    key => `{.metadata.${key}}`,
  );
  const output = `--output=jsonpath=${columns.join('{"\\t"}')}{"\\n"}`;
  const watch = spawn('kubectl', ['get', 'namespaces', '--watch', output], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lost = new Set<string>();
  const lines = createInterface(watch.stdout);
  lines.on('line', line => {
    const [name = '', ...maps] = line.split('\t');
    const [labels, annotations] = maps.map(map =>
      words.parse(JSON.parse(map || '{}')),
    );
    for (const guard of lostOf(guards, name, { ...labels, ...annotations })) {
      lost.add(guard);
    }
  });
  try {
    await once(lines, 'line');
    await act();
    // What happened last has been seen when this has.
    const mark = `nodeyard.test/watched-${process.pid}`;
    const name = ensurePresent(Object.keys(guards)[0]);
    const marked = new Promise<void>(resolve => {
      lines.on('line', line => line.includes(mark) && resolve());
    });
    await kubectl('annotate', 'namespace', name, `${mark}=yes`);
    await marked;
    await kubectl('annotate', 'namespace', name, `${mark}-`);
  } finally {
    watch.kill();
  }
  return [...lost];
}
