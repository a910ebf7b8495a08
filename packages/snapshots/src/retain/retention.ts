/** The fields of a snapshot that retention depends on. */
export interface RetentionCandidate {
  id: string;
  block: { number: number };
  createdAt: string;
  verification: { result: 'passed' | 'failed' } | null;
  latest: boolean;
}

/** @public */
export interface Retention {
  /** Number of newest snapshots to keep. */
  keepLast: number;
  /** Number of weeks of which one snapshot is kept. */
  keepWeekly: number;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Ids of the retained snapshots: the newest, one per week, the newest verified one, and the target of `latest.json`.
 *
 * A verified snapshot is preferred to an unverified one of the same week.
 */
export function selectRetained(
  snapshots: readonly RetentionCandidate[],
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

function isVerified({ verification }: RetentionCandidate): boolean {
  return verification?.result === 'passed';
}
