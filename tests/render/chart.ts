import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  cpSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from './program';
import type { Finding, Report } from './report';

/** Checks the chart by itself, as far as the repository holds what a check needs: team repositories have no tests. */
export function checkChart(report: Report, chart: string): void {
  const name = basename(chart);
  report.check(`chart ${name}: helm lint --strict, default values`, () =>
    lint(chart, []),
  );
  for (const values of filesOf(join(chart, 'ci'))) {
    report.check(`chart ${name}: helm lint --strict, ci/${values}`, () =>
      lint(chart, ['--values', join('ci', values)]),
    );
  }
  if (existsSync(join(chart, 'tests'))) {
    report.check(`chart ${name}: helm-unittest`, () => unittest(chart));
  }
  if (existsSync(join(chart, 'README.md.gotmpl'))) {
    report.check(`chart ${name}: README is current`, () => docs(chart));
  }
}

function filesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function lint(chart: string, args: string[]): Finding {
  const linted = run('helm', ['lint', '--strict', ...args, '.'], {
    cwd: chart,
  });
  return linted.ok
    ? { ok: true, words: 'no findings' }
    : { ok: false, problems: linted.reason };
}

function unittest(chart: string): Finding {
  const tested = run('helm-unittest', ['.'], { cwd: chart });
  if (!tested.ok) return { ok: false, problems: tested.reason };
  return {
    ok: true,
    words: /^Tests:\s*(.*)$/m.exec(tested.output)?.[1] ?? tested.output,
  };
}

function docs(chart: string): Finding {
  const copy = mkdtempSync(join(tmpdir(), 'chart-docs-'));
  try {
    cpSync(chart, copy, { recursive: true });
    const written = run('helm-docs', ['--chart-search-root', '.'], {
      cwd: copy,
    });
    if (!written.ok) return { ok: false, problems: written.reason };
    const same =
      readFileSync(join(copy, 'README.md'), 'utf8') ===
      readFileSync(join(chart, 'README.md'), 'utf8');
    return same
      ? { ok: true, words: 'no drift' }
      : {
          ok: false,
          problems:
            'README.md is not what helm-docs writes. Run: make generate',
        };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
