import type { Deployment, Sight } from './seen';

/** One thing that is wrong. */
export interface Finding {
  /** A node (`geth-0`) or an object (`Service/geth-0`). Once blamed, later checks say nothing more about it. */
  about: string;
  /** Further names that this explains, so that one fault is told once. */
  explains?: readonly string[];
  /** One sentence: what is wrong, with the values. */
  problem: string;
  /** The command that mends it, or shows more. */
  run: string;
  /** Worth knowing, but the environment works: does not change the exit code. */
  warning?: true;
}

/** One question to a running environment. */
export interface Check {
  /** For `--only` and `--skip`. */
  name: string;
  /** What holds when it passes, as a sentence. */
  title: string;
  /** What must have been read; else the check cannot be made. */
  needs: readonly Sight[];
  judge(deployment: Deployment): Finding[];
}

export type Outcome =
  | { check: Check; state: 'passed' }
  | { check: Check; state: 'failed' | 'warned'; findings: Finding[] }
  /** Something that it needs could not be read: nobody knows. */
  | { check: Check; state: 'unknown'; reason: string }
  /** It complains only about what an earlier check has blamed already. */
  | { check: Check; state: 'explained'; by: string[] };

/**
 * Makes the checks in their order, causes before effects: what one has blamed, later ones keep quiet about.
 */
export function judgeDeployment(
  checks: readonly Check[],
  deployment: Deployment,
): Outcome[] {
  const blamed = new Map<string, string>();
  return checks.map((check): Outcome => {
    const reason = check.needs
      .map(need => deployment.unread.get(need))
      .find(why => why !== undefined);
    if (reason !== undefined) return { check, state: 'unknown', reason };
    const all = check.judge(deployment);
    const findings = all.filter(({ about }) => !blamed.has(about));
    const by = all.flatMap(({ about }) => blamed.get(about) ?? []);
    for (const { about, explains = [], warning } of findings) {
      if (!warning)
        for (const name of [about, ...explains]) blamed.set(name, check.name);
    }
    if (findings.some(({ warning }) => !warning))
      return { check, state: 'failed', findings };
    if (findings.length > 0) return { check, state: 'warned', findings };
    return by.length > 0
      ? { check, state: 'explained', by: [...new Set(by)] }
      : { check, state: 'passed' };
  });
}
