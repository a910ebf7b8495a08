import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import recorded from '../../packages/blueprint/src/request/cron.recorded.json';
import { run } from './program';
import type { Finding, Report } from './report';

const answerSchema = z.object({ never: z.array(z.string()) });

/** Checks that charts refuse schedules that never occur, as Kubernetes' own parser does (packages/blueprint/scripts/cron). */
export function checkSchedules(report: Report, directory: string): void {
  for (const [chart, name] of [
    ['ethereum-infrastructure', 'ethereum.neverComes'],
    ['local-registry', 'registry.neverComes'],
  ] as const) {
    report.check(`chart ${chart}: schedules that never come`, () =>
      compare(
        join(directory, 'charts', chart, 'templates/_schedule.tpl'),
        name,
      ),
    );
  }
}

function compare(template: string, name: string): Finding {
  const { days, months, weekdays, never } = recorded;
  const schedules = days.flatMap(day =>
    months.flatMap(month =>
      weekdays.map(weekday => `0 0 ${day} ${month} ${weekday}`),
    ),
  );
  const chart = mkdtempSync(join(tmpdir(), 'schedules-'));
  try {
    mkdirSync(join(chart, 'templates'));
    cpSync(template, join(chart, 'templates/_schedule.tpl'));
    writeFileSync(
      join(chart, 'Chart.yaml'),
      stringify({ apiVersion: 'v2', name: 'schedules', version: '0.0.0' }),
    );
    writeFileSync(
      join(chart, 'templates/never.yaml'),
      `never:\n{{- range .Values.schedules }}{{ if include "${name}" . }}\n- {{ . | quote }}{{ end }}{{ end }}\n`,
    );
    writeFileSync(join(chart, 'values.yaml'), stringify({ schedules }));
    const rendered = run('helm', ['template', 'trial', '.'], { cwd: chart });
    if (!rendered.ok) return { ok: false, problems: rendered.reason };
    const answer = answerSchema.parse(parse(rendered.output));
    return isDeepStrictEqual(answer.never, never)
      ? {
          ok: true,
          words: `${never.length} of ${schedules.length}, as Kubernetes has it`,
        }
      : {
          ok: false,
          problems: [
            ...never.filter(one => !answer.never.includes(one)),
            ...answer.never.filter(one => !never.includes(one)),
          ].join('\n'),
        };
  } finally {
    rmSync(chart, { recursive: true, force: true });
  }
}
