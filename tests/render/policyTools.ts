import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { run } from './program';
import type { Finding, Report } from './report';

const policies = join(__dirname, 'policies');

/** Something that a tool has against an object. */
interface Complaint {
  check: string;
  object: string;
  words: string;
}

type Complaints =
  | { ok: true; complaints: Complaint[] }
  | { ok: false; reason: string };

const exceptionsSchema = z.array(
  z.strictObject({
    tool: z.enum(['kube-score', 'checkov']),
    check: z.string(),
    words: z.string().optional(),
    object: z.string().optional(),
    where: z.string().optional(),
    reason: z.string().min(20),
  }),
);
type Exception = z.infer<typeof exceptionsSchema>[number];

const exceptions = exceptionsSchema.parse(
  parse(readFileSync(join(policies, 'exceptions.yaml'), 'utf8')),
);
const needed = new Set<Exception>();

/** Judges a rendering by kube-score's and checkov's rules but for the listed exceptions, and by our own. */
export function checkPolicies(
  report: Report,
  title: string,
  rendered: string,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'nodeyard-policies-'));
  try {
    const file = join(folder, 'rendered.yaml');
    writeFileSync(file, rendered);
    report.check(`${title}: kube-score`, () =>
      withoutExceptions('kube-score', title, kubeScore(file)),
    );
    report.check(`${title}: checkov`, () =>
      withoutExceptions('checkov', title, checkov(file)),
    );
    report.check(`${title}: our own rules (conftest)`, () => conftest(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Checks that each own rule refuses a violation, and that each exception is used. It must be the last check. */
export function checkRules(report: Report): void {
  report.check('own rules refuse violations', () => {
    const verified = run('conftest', ['verify', '--policy', policies], {
      cwd: policies,
    });
    return verified.ok
      ? { ok: true, words: verified.output.match(/\d+ tests/)?.[0] ?? '' }
      : { ok: false, problems: verified.reason };
  });
  report.check('every exception is needed', () => {
    const stale = exceptions.filter(exception => !needed.has(exception));
    return stale.length === 0
      ? { ok: true, words: `${exceptions.length} exceptions` }
      : {
          ok: false,
          problems: stale
            .map(
              ({ tool, check }) =>
                `${tool} ${check}: nothing needs it, remove it from exceptions.yaml`,
            )
            .join('\n'),
        };
  });
}

function withoutExceptions(
  tool: Exception['tool'],
  title: string,
  found: Complaints,
): Finding {
  if (!found.ok) return { ok: false, problems: found.reason };
  const left = found.complaints.filter(({ check, object, words }) => {
    const exception = exceptions.find(
      candidate =>
        candidate.tool === tool &&
        candidate.check === check &&
        words.endsWith(candidate.words ?? '') &&
        object.endsWith(candidate.object ?? '') &&
        (candidate.where ?? title) === title,
    );
    if (exception) needed.add(exception);
    return exception === undefined;
  });
  return left.length === 0
    ? {
        ok: true,
        words: `${found.complaints.length} complaints, all of them listed exceptions`,
      }
    : {
        ok: false,
        problems: left
          .map(({ check, object, words }) => `${object}: ${words} (${check})`)
          .join('\n'),
      };
}

const kubeScoreSchema = z.array(
  z.object({
    object_name: z.string(),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string(), name: z.string() }),
        grade: z.number(),
        skipped: z.boolean(),
        comments: z
          .array(z.object({ path: z.string(), summary: z.string() }))
          .nullable(),
      }),
    ),
  }),
);

/** Grades below "ok" (1 critical, 5 warning, 7 almost, 10 all right: kube-score's scorecard package). */
const OK = 10;

function kubeScore(file: string): Complaints {
  const scored = run(
    'kube-score',
    [
      'score',
      ...['--output-format', 'json', '--exit-one-on-warning=false'],
      ...['--kubernetes-version', 'v1.34'],
      file,
    ],
    { cwd: policies, complaintExit: 1 },
  );
  if (!scored.ok) return scored;
  return {
    ok: true,
    complaints: kubeScoreSchema
      .parse(JSON.parse(scored.output))
      .flatMap(({ object_name: object, checks }) =>
        checks
          .filter(({ grade, skipped }) => grade < OK && !skipped)
          .flatMap(({ check, comments }) =>
            (comments ?? [{ path: '', summary: check.name }]).map(comment => ({
              check: check.id,
              object,
              words: `${comment.path} ${comment.summary}`.trim(),
            })),
          ),
      ),
  };
}

const checkovSchema = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({
        check_id: z.string(),
        check_name: z.string(),
        resource: z.string(),
      }),
    ),
  }),
  summary: z.object({ parsing_errors: z.number() }),
});

function checkov(file: string): Complaints {
  const checked = run(
    'checkov',
    [
      ...['--file', file, '--framework', 'kubernetes'],
      ...['--skip-download', '--compact', '--quiet', '--output', 'json'],
    ],
    { cwd: policies, complaintExit: 1 },
  );
  if (!checked.ok) return checked;
  const { results, summary } = checkovSchema.parse(JSON.parse(checked.output));
  if (summary.parsing_errors > 0) {
    return { ok: false, reason: 'checkov cannot read what is rendered' };
  }
  return {
    ok: true,
    complaints: results.failed_checks.map(failed => ({
      check: failed.check_id,
      object: failed.resource,
      words: failed.check_name,
    })),
  };
}

function conftest(file: string): Finding {
  const tested = run(
    'conftest',
    ['test', '--no-color', '--combine', '--policy', policies, file],
    { cwd: policies },
  );
  return tested.ok
    ? { ok: true, words: tested.output.match(/\d+ tests/)?.[0] ?? '' }
    : { ok: false, problems: tested.reason };
}
