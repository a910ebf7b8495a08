import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeStates, runbookAnchor, stateFacts } from '@nodeyard/ethereum';
import { readRules, type Rule } from '../../packages/monitoring/src/rules';
import { formatted } from './marked';
import { stateSentence } from './states';

/** Pages whose sections are the anchors of `runbook_url` and of verdicts. */
export const runbooks = [
  'docs/runbooks/alerts.md',
  'docs/runbooks/node-states.md',
];

/** Parts of a section, in their order. The last two are optional. */
export const requiredParts = ['Symptom', 'Impact', 'Diagnosis', 'Mitigation'];
export const optionalParts = ['Prevention', 'Escalation'];

const SYMPTOM = /(<!-- symptom: make generate -->\n)[\s\S]*?(\n<!-- end -->)/;

export interface Section {
  anchor: string;
  text: string;
}

/** Sections of a page by their second-level headings. */
export function sectionsOf(markdown: string): Section[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map(section => {
      const end = section.indexOf('\n');
      return { anchor: section.slice(0, end), text: section.slice(end + 1) };
    });
}

/** Anchors that the sections of a page must have: those of alerts and, on the page of states, of states. */
export function requiredAnchors(page: string): string[] {
  const alerts = alertsBySection(page).map(([anchor]) => anchor);
  const states = page.endsWith('node-states.md')
    ? nodeStates.map(runbookAnchor)
    : [];
  return [...new Set([...states, ...alerts])];
}

/** A page with the symptoms of its sections: state, heading of the tab, alerts. */
export async function withSymptoms(
  root: string,
  page: string,
): Promise<string> {
  const file = join(root, page);
  const alerts = alertsBySection(page);
  const [intro = '', ...sections] = readFileSync(file, 'utf8').split(
    /^(?=## )/m,
  );
  const next = sections.map(section => {
    const anchor = /^## (.*)$/m.exec(section)?.[1] ?? '';
    if (!SYMPTOM.test(section)) {
      throw new Error(
        `${page}: the section ${anchor} lacks the lines "<!-- symptom: make generate -->" and "<!-- end -->"`,
      );
    }
    return section.replace(
      SYMPTOM,
      (_, begin, end) => `${begin}\n${symptoms(page, anchor, alerts)}\n${end}`,
    );
  });
  return formatted(file, [intro, ...next].join(''));
}

function symptoms(
  page: string,
  anchor: string,
  alerts: ReturnType<typeof alertsBySection>,
): string {
  const state = page.endsWith('node-states.md')
    ? nodeStates.find(name => runbookAnchor(name) === anchor)
    : undefined;
  const lines = [
    ...(state === undefined
      ? []
      : [
          `State \`${state}\`: ${stateFacts[state].meaning}.`,
          `Heading of the tab, for example: _${stateSentence(state)}_.`,
        ]),
    ...alerts.flatMap(([section, rule]) =>
      section === anchor ? [alertLine(rule)] : [],
    ),
  ];
  if (lines.length === 0) {
    throw new Error(
      `${page}: the section ${anchor} belongs to no alert or state`,
    );
  }
  return `**Symptom.**\n\n${lines.map(line => `- ${line}`).join('\n')}`;
}

function alertLine({ alert, for: period, labels, annotations }: Rule): string {
  const delay = period === undefined ? '' : ` after ${period}`;
  return `Alert \`${alert}\`, ${labels?.severity}${delay}: ${withoutTemplates(
    annotations?.summary ?? '',
  )}. ${annotations?.description}`;
}

/** A label by its name, and a value as N. */
const withoutTemplates = (text: string) =>
  text
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label) => `_${label}_`)
    .replace(/\{\{ \$value[^}]*\}\}/g, '_N_');

/** Alerts that link to a page, each with the anchor of its section. */
function alertsBySection(page: string): Array<[string, Rule]> {
  return readRules().flatMap(rule => {
    const [path, anchor = ''] = rule.annotations?.runbook_url.split('#') ?? [];
    return path !== undefined && basename(path) === basename(page)
      ? [[anchor, rule] satisfies [string, Rule]]
      : [];
  });
}
