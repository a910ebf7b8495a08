/** What retention needs to know of a snapshot. */
export interface Retainable {
  id: string;
  block: { number: number };
  createdAt: string;
  verification: { result: 'passed' | 'failed' } | null;
  latest: boolean;
}

/** @public */
export interface Retention {
  /** The newest so many. */
  keepLast: number;
  /** The newest of each of so many weeks. */
  keepWeekly: number;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Ids of the snapshots that stay: the newest, one per week, the newest verified one, and where `latest.json` points.
 *
 * A verified one stays in place of an unverified one of the same week.
 */
export function retained(
  snapshots: readonly Retainable[],
  { keepLast, keepWeekly }: Retention,
  now: number,
): Set<string> {
  const newestFirst = [...snapshots].sort(
    (a, b) =>
      Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
      b.block.number - a.block.number,
  );
  const kept = new Set(
    newestFirst.slice(0, keepLast).map(snapshot => snapshot.id),
  );
  for (let week = 0; week < keepWeekly; week++) {
    const ofWeek = newestFirst.filter(
      ({ createdAt }) =>
        Math.floor((now - Date.parse(createdAt)) / WEEK_MS) === week,
    );
    const best = ofWeek.find(isVerified) ?? ofWeek[0];
    if (best) kept.add(best.id);
  }
  const lastVerified = newestFirst.find(isVerified);
  if (lastVerified) kept.add(lastVerified.id);
  newestFirst
    .filter(snapshot => snapshot.latest)
    .forEach(snapshot => kept.add(snapshot.id));
  return kept;
}

function isVerified({ verification }: Retainable): boolean {
  return verification?.result === 'passed';
}
