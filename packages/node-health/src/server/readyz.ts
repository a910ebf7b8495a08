import type { Verdict } from '@nodeyard/ethereum';

/** Requirements of a caller beyond readiness; each returns the problem if a node does not meet it. */
const requirements = {
  finality: ({ finality }: Verdict): string | undefined => {
    if (finality?.finalizing) return undefined;
    return (
      finality?.detail ??
      'Finality cannot be determined: no consensus client reports a finalized epoch'
    );
  },
};

type Requirement = keyof typeof requirements;

const requirementNames = Object.keys(requirements) as Requirement[];

const isRequirement = (text: string): text is Requirement =>
  (requirementNames as string[]).includes(text);

/** Requirements of a query of `/readyz`, or the error. */
export type RequirementsResult =
  | { ok: true; required: Requirement[] }
  | { ok: false; error: string };

/**
 * Parses the query of `/readyz`. Unknown parameters are refused: a caller with a misspelt requirement must not get the response of
 * a request without one.
 */
export function readRequirements(query: string): RequirementsResult {
  const required: Requirement[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (name !== 'require' || !isRequirement(value)) {
      const parameter = `${name}=${value}`.slice(0, 100);
      return {
        ok: false,
        error:
          `/readyz does not support the parameter ${JSON.stringify(
            parameter,
          )}. ` +
          `Use ${requirementNames
            .map(known => `/readyz?require=${known}`)
            .join(', ')}, or /readyz without parameters.`,
      };
    }
    required.push(value);
  }
  return { ok: true, required };
}

/** Status and body of `/readyz`: readiness, and for a ready node the first requirement that it does not meet. */
export function readinessResponse(
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
