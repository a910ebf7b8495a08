import type { Deployment, Resource } from './state';

/** One thing that is wrong. */
export interface Finding {
  /** A node (`geth-0`) or an object (`Service/geth-0`). Later findings about the same are not reported. */
  about: string;
  /** Further names with the same cause: later findings about them are not reported. */
  covers?: readonly string[];
  /** One sentence: what is wrong, with the values. */
  problem: string;
  /** The command that fixes it, or shows more. */
  run: string;
  /** The environment works nevertheless: no effect on the exit code. */
  warning?: true;
}

/** One check of a running environment. */
export interface Check {
  /** For `--only` and `--skip`. */
  name: string;
  /** The invariant that holds when it passes, as a sentence. */
  title: string;
  /** Resources that must be available; else the outcome is `unknown`. */
  needs: readonly Resource[];
  judge(deployment: Deployment): Finding[];
}

export type CheckOutcome =
  | { check: Check; state: 'passed' }
  | { check: Check; state: 'failed' | 'warned'; findings: Finding[] }
  /** A resource that it needs is unavailable. */
  | { check: Check; state: 'unknown'; reason: string }
  /** Its only findings are covered by those of earlier checks. */
  | { check: Check; state: 'skipped'; causedBy: string[] };

/**
 * Runs the checks in their order, causes before effects: an object with a finding gets no further ones from later checks.
 */
export function judgeDeployment(
  checks: readonly Check[],
  deployment: Deployment,
): CheckOutcome[] {
  const blamed = new Map<string, string>();
  return checks.map((check): CheckOutcome => {
    const reason = check.needs
      .map(need => deployment.unavailable.get(need))
      .find(why => why !== undefined);
    if (reason !== undefined) return { check, state: 'unknown', reason };
    const all = check.judge(deployment);
    const findings = all.filter(({ about }) => !blamed.has(about));
    const causedBy = all.flatMap(({ about }) => blamed.get(about) ?? []);
    for (const { about, covers = [], warning } of findings) {
      if (!warning) {
        for (const name of [about, ...covers]) blamed.set(name, check.name);
      }
    }
    if (findings.some(({ warning }) => !warning)) {
      return { check, state: 'failed', findings };
    }
    if (findings.length > 0) return { check, state: 'warned', findings };
    return causedBy.length > 0
      ? { check, state: 'skipped', causedBy: [...new Set(causedBy)] }
      : { check, state: 'passed' };
  });
}
