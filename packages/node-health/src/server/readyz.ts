import type { Verdict } from '@nodeyard/ethereum';

/** What a consumer may require of a node beyond readiness, each with what is wrong when it is not given. */
const requirements = {
  finality: ({ finality }: Verdict): string | undefined => {
    if (finality?.finalizing) return undefined;
    return (
      finality?.detail ??
      'Finality cannot be determined: no consensus client names a finalized epoch'
    );
  },
};

type Requirement = keyof typeof requirements;

const names = Object.keys(requirements) as Requirement[];

const isRequirement = (text: string): text is Requirement =>
  (names as string[]).includes(text);

/** What the query of `/readyz` asks for, or why it cannot be answered. */
export type RequirementsResult =
  | { ok: true; required: Requirement[] }
  | { ok: false; error: string };

/**
 * Reads the query of `/readyz`. A parameter that is not known is refused: a consumer that believes to have required
 * something must not be answered as one that required nothing.
 */
export function readRequirements(query: string): RequirementsResult {
  const required: Requirement[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (name !== 'require' || !isRequirement(value)) {
      const given = `${name}=${value}`.slice(0, 100);
      return {
        ok: false,
        error:
          `/readyz does not know ${JSON.stringify(given)}. ` +
          `Use ${names
            .map(known => `/readyz?require=${known}`)
            .join(', ')}, or /readyz alone.`,
      };
    }
    required.push(value);
  }
  return { ok: true, required };
}

/** The body of `/readyz`: readiness, and the first requirement that a node that is ready does not meet. */
export function readinessOf(
  verdict: Verdict,
  required: readonly Requirement[],
): { ready: boolean; body: object } {
  const { state, summary, since } = verdict;
  const unmet = required
    .map(requirement => requirements[requirement](verdict))
    .find(problem => problem !== undefined);
  const ready = verdict.ready && unmet === undefined;
  return {
    ready,
    body: {
      ready,
      state,
      summary: verdict.ready ? unmet ?? summary : summary,
      since: new Date(since).toISOString(),
    },
  };
}
