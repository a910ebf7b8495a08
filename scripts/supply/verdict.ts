import { parse } from 'yaml';
import { z } from 'zod';
import type { Advisory, Audited } from './advisories';

/** One audit: of the packages of npm, of a Go program, of the bases of images. */
export interface Audit {
  name: string;
  /** Queried address; absent if none was queried. */
  database?: string;
  result: Audited;
}

const exceptionsSchema = z.array(
  z.strictObject({
    /** Name of an advisory, or of an audit that cannot be made. */
    id: z.string().min(1),
    /** Package or module that it is accepted in; of an audit, `unaudited`. */
    part: z.string().min(1),
    reason: z.string().min(20),
    /** The last day on which it holds. */
    until: z.iso.date(),
  }),
);
export type Exception = z.infer<typeof exceptionsSchema>[number];

/** `scripts/supply/accepted.yaml`. Dates stand in quotes or not. */
export function readExceptions(text: string): Exception[] {
  return exceptionsSchema.parse(parse(text, { schema: 'core' }));
}

export interface Verdict {
  /** 0: everything was looked at, and nothing found that is not accepted. 1: vulnerable, or an exception has expired. 3: not
   * everything could be looked at. */
  exitCode: 0 | 1 | 3;
  advisories: Advisory[];
  accepted: { advisory: Advisory; reason: string; until: string }[];
  unaudited: {
    name: string;
    reason: string;
    acceptedUntil?: string;
  }[];
  /** Databases that were asked and did not answer, each with the audits that it left undone. */
  silent: { database: string; audits: string[] }[];
  expired: Exception[];
  /** Exceptions that nothing needs, although everything was looked at. */
  unused: Exception[];
}

/** @param today - `2026-11-30` */
export function verdictOf(
  audits: readonly Audit[],
  exceptions: readonly Exception[],
  today: string,
): Verdict {
  const valid = exceptions.filter(({ until }) => until >= today);
  const found = merged(
    audits.flatMap(({ result }) => (result.ok ? result.advisories : [])),
  );
  const exceptionOf = ({ id, part }: { id: string; part: string }) =>
    valid.find(other => other.id === id && other.part === part);
  const advisories = found.filter(advisory => !exceptionOf(advisory));
  const accepted = found.flatMap(advisory => {
    const exception = exceptionOf(advisory);
    return exception
      ? [{ advisory, reason: exception.reason, until: exception.until }]
      : [];
  });
  const unaudited = audits.flatMap(({ name, result }) =>
    result.ok
      ? []
      : [
          {
            name,
            reason: result.reason,
            acceptedUntil: exceptionOf({ id: name, part: 'unaudited' })?.until,
          },
        ],
  );
  const expired = exceptions.filter(({ until }) => until < today);
  const open = unaudited.filter(({ acceptedUntil }) => !acceptedUntil);
  const needed = (exception: Exception) =>
    found.some(
      ({ id, part }) => id === exception.id && part === exception.part,
    ) || unaudited.some(({ name }) => name === exception.id);
  return {
    exitCode: exitCodeOf(advisories.length + expired.length, open.length),
    advisories,
    accepted,
    unaudited,
    silent: silentOf(audits),
    expired,
    unused: open.length > 0 ? [] : valid.filter(other => !needed(other)),
  };
}

function silentOf(audits: readonly Audit[]): Verdict['silent'] {
  const silent = new Map<string, string[]>();
  for (const { name, database, result } of audits) {
    if (database !== undefined && !result.ok) {
      silent.set(database, [...(silent.get(database) ?? []), name]);
    }
  }
  return [...silent].map(([database, names]) => ({ database, audits: names }));
}

const meanings: Record<Verdict['exitCode'], string> = {
  0: 'everything was looked at, and nothing found that is not accepted',
  1: 'something is vulnerable, or an exception has expired',
  3: 'not everything could be looked at: this says nothing of the rest',
};

function exitCodeOf(wrong: number, open: number): 0 | 1 | 3 {
  if (wrong > 0) return 1;
  return open > 0 ? 3 : 0;
}

/** The same advisory of the same part is one, wherever it was found. */
function merged(advisories: readonly Advisory[]): Advisory[] {
  const all = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const key = `${advisory.id} ${advisory.part}`;
    const known = all.get(key);
    all.set(key, {
      ...advisory,
      where: [...new Set([...(known?.where ?? []), ...advisory.where])],
      versions: [
        ...new Set([...(known?.versions ?? []), ...advisory.versions]),
      ],
    });
  }
  return [...all.values()];
}

const whyNot = ({ reason, acceptedUntil }: Verdict['unaudited'][number]) =>
  `${reason}${acceptedUntil ? ` (accepted until ${acceptedUntil})` : ''}`;

/** The verdict for people. */
export function report(verdict: Verdict, audits: readonly Audit[]): string {
  const { advisories, accepted, unaudited, silent, expired, unused, exitCode } =
    verdict;
  const looked = audits.filter(({ result }) => result.ok);
  return [
    ...advisories.map(
      ({ id, part, versions, severity, title, url, where }) =>
        `VULNERABLE  ${part} ${versions.join(
          ', ',
        )}: ${id} (${severity}) ${title} ${url}\n            in ${where
          .slice(0, 5)
          .join(', ')}`,
    ),
    ...expired.map(
      ({ id, part, until }) =>
        `EXPIRED     the exception of ${id} in ${part} held until ${until}: look again, then renew or remove it`,
    ),
    ...[...new Set(unaudited.map(whyNot))].map(
      reason =>
        `NOT AUDITED ${unaudited
          .filter(audit => whyNot(audit) === reason)
          .map(({ name }) => name)
          .join(', ')}: ${reason}`,
    ),
    ...silent.map(
      ({ database, audits: undone }) =>
        `NO ANSWER   of ${database}: ${undone.length} of ${audits.length} audits were not made`,
    ),
    ...accepted.map(
      ({ advisory, reason, until }) =>
        `accepted    ${advisory.id} in ${advisory.part} until ${until}: ${reason}`,
    ),
    ...unused.map(
      ({ id, part }) =>
        `note        nothing needs the exception of ${id} in ${part} any more`,
    ),
    ...looked.map(({ name }) => `audited     ${name}`),
    `${looked.length} of ${audits.length} audited, ${advisories.length} vulnerable, ${accepted.length} accepted, ${expired.length} expired`,
    `exit code ${exitCode}: ${meanings[exitCode]}`,
  ].join('\n');
}
