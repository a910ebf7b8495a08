import { parse } from 'yaml';
import { z } from 'zod';

/** Something that is fetched and could be another thing tomorrow. */
export interface Unpinned {
  /** Kind of the download: `action`, `image`, `install` or `tool`. */
  kind: 'action' | 'image' | 'install' | 'tool';
  /** The action, image or tool, or the line that installs. */
  what: string;
  /** Path from the root of the repository. */
  where: string;
  /** The fix. */
  fix: string;
}

const digest = /@sha256:[0-9a-f]{64}$/;

/** Actions of a workflow that are not taken by commit, with the release beside it for people and Renovate. */
export function unpinnedActions(where: string, text: string): Unpinned[] {
  return [...text.matchAll(/^[\s-]*uses:\s*(.*)$/gm)]
    .map(([, what = '']) => what.trim())
    .filter(what => !/^\.\//.test(what))
    .filter(
      what =>
        !/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d[\w.]*$/.test(what) &&
        !/^docker:\/\/\S+@sha256:[0-9a-f]{64}$/.test(what),
    )
    .map(what => ({
      kind: 'action',
      what,
      where,
      fix: 'name the commit, and the release behind it: owner/name@<40 digits> # v1.2.3',
    }));
}

/** Bases of a recipe whose digest is neither named nor recorded in `docker/digests.lock`. */
export function unpinnedBases(
  where: string,
  text: string,
  recorded: ReadonlySet<string>,
): Unpinned[] {
  const stages = new Set(
    [...text.matchAll(/^FROM .* AS (\S+)$/gim)].map(([, name]) => name),
  );
  const named = [
    // CLIENT_IMAGE has no default: it is the image of the client's facts, which is looked at there.
    ...text.matchAll(/^ARG [A-Z_]+_IMAGE=(\S+)$/gm),
    ...text.matchAll(/^FROM (?:--\S+ )*([^$\s]\S*)/gm),
    ...text.matchAll(/^COPY .*--from=([^$\s]\S*)/gm),
  ].map(([, image = '']) => image);
  return [...new Set(named)]
    .filter(image => image !== 'scratch' && !stages.has(image))
    .filter(image => !digest.test(image) && !recorded.has(image))
    .map(image => unrecorded(image, where));
}

/** Images that a chart deploys and `files/images.yaml` does not record. */
export function unrecorded(what: string, where: string): Unpinned {
  return { kind: 'image', what, where, fix: 'record it: make record-images' };
}

/** Commands that install packages without a lockfile, checksum or version. */
const loose: readonly (readonly [RegExp, string])[] = [
  [
    /\b(curl|wget)\b[^#]*\|\s*(sudo\s+)?(ba|da|z)?sh\b/,
    'fetch it, compare its SHA-256, then run it',
  ],
  [/@latest\b/, 'name a version, and record its SHA-256'],
  [
    /\bgo (install|get|run)\b.*@/,
    'pin it in a go.mod of scripts/tools, and build with -mod=readonly',
  ],
  [
    /\bnpm (install|i|add|exec)\b/,
    'npm ci with a lockfile, or npm_archive of scripts/tools/fetch.sh',
  ],
  [
    /\bnpx\b(?! is\b)|\byarn dlx\b|\bpnpm dlx\b|\bbunx\b/,
    'make it a tool of versions.yaml',
  ],
  [/\byarn add\b/, 'commit the dependency, and yarn install --immutable'],
  [
    /\byarn install\b(?!.*--(immutable|mode=update-lockfile))/,
    'yarn install --immutable',
  ],
  [/\byarn workspaces focus\b/, 'docker/lockfile-only.sh'],
  [/\bpip3? install\b(?!.*--require-hashes)/, 'pip install --require-hashes'],
];

/** Lines of a script, makefile, workflow or recipe that install without a pin. Comments and printed text are left out. */
export function looseInstalls(where: string, text: string): Unpinned[] {
  return text.split('\n').flatMap(line => {
    const code = line.trim();
    if (/^(#|@?echo\b|echo\b|printf\b|log\b|say\b)/.test(code)) return [];
    return loose
      .filter(([pattern]) => pattern.test(code.replace(/\s#.*$/, '')))
      .slice(0, 1)
      .map(([, fix]) => ({ kind: 'install' as const, what: code, where, fix }));
  });
}

const exceptionsSchema = z.array(
  z.strictObject({
    kind: z.enum(['action', 'image', 'install', 'tool']),
    where: z.string().min(1),
    what: z.string().min(1),
    reason: z.string().min(20),
  }),
);
export type Exception = z.infer<typeof exceptionsSchema>[number];

/** `scripts/supply/unpinned.yaml`: exceptions, with reasons. */
export function readExceptions(text: string): Exception[] {
  return exceptionsSchema.parse(parse(text));
}

/** A `*` stands for any text, in `where` and in `what`. */
function covers(exception: Exception, { kind, what, where }: Unpinned) {
  const matches = (pattern: string, value: string) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    ).test(value);
  return (
    exception.kind === kind &&
    matches(exception.where, where) &&
    matches(exception.what, what)
  );
}

/** Problems: downloads without a pin and without an exception, and unused exceptions. */
export function problems(
  found: readonly Unpinned[],
  exceptions: readonly Exception[],
): string[] {
  return [
    ...found
      .filter(unpinned => !exceptions.some(other => covers(other, unpinned)))
      .map(
        ({ kind, what, where, fix }) =>
          `${where}: ${kind} is not pinned: ${what}\n    ${fix}`,
      ),
    ...exceptions
      .filter(exception => !found.some(other => covers(exception, other)))
      .map(
        ({ kind, what, where }) =>
          `scripts/supply/unpinned.yaml: nothing needs this exception any more: ${kind} ${what} in ${where}\n    remove it`,
      ),
  ];
}
