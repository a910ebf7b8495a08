import { z } from 'zod';

/** A known vulnerability of something that is used here. */
export interface Advisory {
  source: 'npm' | 'go';
  /** As its database names it: `GHSA-...`, `GO-2026-0001`. */
  id: string;
  /** Package or module. */
  part: string;
  versions: string[];
  severity: string;
  title: string;
  url: string;
  /** Where it is used: a dependent, a program or a folder. */
  where: string[];
}

/** Findings of a tool, or the reason why it could not run. An audit that could not run is no result. */
export type Audited =
  | { ok: true; advisories: Advisory[] }
  | { ok: false; reason: string };

/** How a program ended, and its output. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

const yarnLine = z.object({
  value: z.string(),
  children: z.object({
    ID: z.union([z.number(), z.string()]),
    Issue: z.string(),
    URL: z.string().default(''),
    Severity: z.string(),
    'Tree Versions': z.array(z.string()),
    Dependents: z.array(z.string()),
  }),
});

/** `yarn npm audit --json`: a line for each advisory; exit code 1 when there are any, 0 when there are none. */
export function npmAdvisories({ status, stdout, stderr }: Ended): Audited {
  const read = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => {
      try {
        return yarnLine.safeParse(JSON.parse(line));
      } catch {
        return undefined;
      }
    });
  const advisories = read.flatMap(line =>
    line?.success
      ? [
          {
            source: 'npm' as const,
            id: idOf(line.data.children.URL, line.data.children.ID),
            part: line.data.value,
            versions: line.data.children['Tree Versions'],
            severity: line.data.children.Severity,
            title: line.data.children.Issue,
            url: line.data.children.URL,
            where: line.data.children.Dependents,
          },
        ]
      : [],
  );
  const understood = advisories.length === read.length;
  if (understood && status === (advisories.length > 0 ? 1 : 0)) {
    return { ok: true, advisories };
  }
  return { ok: false, reason: reasonOf(`${stdout}\n${stderr}`, status) };
}

/** Advisories of GitHub have their name in the address; npm's own number is of its registry. */
function idOf(url: string, id: number | string): string {
  return /\bGHSA(-[a-z0-9]{4}){3}\b/.exec(url)?.[0] ?? String(id);
}

/** Messages of govulncheck that are read; others are ignored. */
const goMessage = z.object({
  config: z.object({ scan_level: z.string().default('module') }).optional(),
  osv: z
    .object({
      id: z.string(),
      summary: z.string().default(''),
      database_specific: z.object({ url: z.string() }).optional(),
    })
    .optional(),
  finding: z
    .object({
      osv: z.string(),
      trace: z
        .array(
          z.object({
            module: z.string(),
            version: z.string().optional(),
            function: z.string().optional(),
          }),
        )
        .min(1),
    })
    .optional(),
});

/**
 * `govulncheck -json`: a stream of objects, exit code 0 whatever was found. A finding counts as far as the scan went: in a
 * scan of symbols only what is called, in one of modules every module that is linked.
 */
export function goAdvisories(where: string, ended: Ended): Audited {
  const { status, stdout, stderr } = ended;
  if (status !== 0) {
    return { ok: false, reason: reasonOf(`${stdout}\n${stderr}`, status) };
  }
  const titles = new Map<string, { title: string; url: string }>();
  const found = new Map<string, Advisory>();
  let level: string | undefined;
  for (const text of objectsOf(stdout)) {
    const { config, osv, finding } = goMessage.parse(JSON.parse(text));
    level = config?.scan_level ?? level;
    if (osv) {
      const url = osv.database_specific?.url ?? '';
      titles.set(osv.id, { title: osv.summary, url });
    }
    const used = finding?.trace[0];
    if (!finding || !used) continue;
    if (level === 'symbol' && used.function === undefined) continue;
    found.set(`${finding.osv} ${used.module}`, {
      source: 'go',
      id: finding.osv,
      part: used.module,
      versions: used.version ? [used.version] : [],
      severity: 'unrated',
      ...(titles.get(finding.osv) ?? { title: '', url: '' }),
      where: [where],
    });
  }
  return level
    ? { ok: true, advisories: [...found.values()] }
    : { ok: false, reason: 'govulncheck reported no settings' };
}

/** Objects that follow each other without a separator, each ending with a brace at the beginning of a line. */
function objectsOf(stream: string): string[] {
  return stream
    .split(/^\}$/m)
    .map(text => text.trim())
    .filter(Boolean)
    .map(text => `${text}}`);
}

/** The line with the reason, of a program with much output. */
function reasonOf(text: string, status: number | null): string {
  const response = /Response code:? \d+ \([\w ]+\)/i.exec(text)?.[0];
  if (response) return `the registry does not serve advisories: ${response}`;
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !/^[{}[\]"]|^at |^Node\.js v/.test(line));
  const explanation = lines.find(line =>
    /^govulncheck:|error|ENOTFOUND|ECONN/i.test(line),
  );
  return (explanation ?? lines.at(-1) ?? `it ended with ${status}`).slice(
    0,
    300,
  );
}
