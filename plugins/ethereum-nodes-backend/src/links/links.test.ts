import { nodeStates, runbookSection } from '@nodeyard/ethereum';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTemplate, templateFault } from './linkTemplate';
import { nodeLinks } from './nodeLinks';

const root = join(__dirname, '../../../..');
const node = {
  id: 'eu~payments~payments-eth-geth',
  source: 'kubernetes',
  name: 'payments-eth-geth',
  seriesName: 'geth',
  cluster: 'production eu',
  namespace: 'payments',
  network: 'sepolia',
  state: 'WAITING_FOR_CL',
  ready: false,
  since: '2026-11-23T12:00:00.000Z',
  summary: '',
  forkReady: true,
} as const;
const RUNBOOKS = 'https://runbooks.example.com/eth/';

describe('templateFault', () => {
  it.each([
    'https://grafana.example.com/d/nodeyard-node?var-node={{ node }}&var-network={{network}}',
    'https://alertmanager.example.com/#/silences/new?filter={{ matchers }}',
    'http://logs:3000/explore?left=%7B%22query%22:%22{{ workload }}%22%7D',
  ])('takes %s', template => {
    expect(templateFault(template)).toBeUndefined();
  });

  it.each([
    ['https://x.example/{{ clutser }}', /"\{\{ clutser \}\}".*use clust/],
    ['https://x.example/{{ node.name }}', /"\{\{" without a placeholder/],
    ['https://x.example/{{node', /"\{\{" without a placeholder/],
    ['data:text/html,{{ node }}', /is not an http/],
    ['//x.example/{{ node }}', /is not an http/],
    ['{{ node }}', /is not an http/],
    ['https://{{ cluster }}.example.com/', /placeholder in its host/],
    ['https://x.example{{ node }}/', /placeholder in its host/],
    ['https://x.example:{{ node }}/', /not an http|in its host/],
    ['https://me:secret@x.example/', /credentials/],
    ['https://{{ node }}@x.example/', /credentials/],
    ['https://x.example/a b', /spaces/],
    [`https://x.example/${'a'.repeat(2000)}`, /at most 2000/],
  ])('refuses %s', (template, reason) => {
    expect(templateFault(template)).toMatch(reason);
  });
});

describe('renderTemplate', () => {
  it('encodes values, so that they add no parameter or path segment', () => {
    expect(
      renderTemplate('https://x.example/{{ namespace }}?q={{ node }}', {
        namespace: 'a/../b',
        node: `'&x=1#"\ud800`,
      }),
    ).toBe('https://x.example/a%2F..%2Fb?q=%27%26x%3D1%23%22%EF%BF%BD');
    expect(
      renderTemplate('https://x.example/{{ namespace }}/x', {
        namespace: '..',
      }),
    ).toBeUndefined();
  });

  it('returns undefined if the node has no value for a placeholder', () => {
    expect(
      renderTemplate('https://x.example/{{ cluster }}', {}),
    ).toBeUndefined();
  });
});

describe('the links of a node', () => {
  it('link to the section of its state, with its names and labels', () => {
    const links = nodeLinks(
      {
        runbooks: RUNBOOKS,
        dashboard:
          'https://grafana.example.com/d/nodeyard-node?var-network={{ network }}&var-namespace={{ namespace }}&var-node={{ node }}',
        logs: 'https://logs.example.com/{{ cluster }}/{{ workload }}',
        alerts: undefined,
        silence:
          'https://alertmanager.example.com/#/silences/new?filter={{ matchers }}',
      },
      node,
    );
    expect(links).toEqual({
      runbook: 'https://runbooks.example.com/eth/node-states.md#waiting-for-cl',
      dashboard:
        'https://grafana.example.com/d/nodeyard-node?var-network=sepolia&var-namespace=payments&var-node=geth',
      logs: 'https://logs.example.com/production%20eu/payments-eth-geth',
      silence:
        'https://alertmanager.example.com/#/silences/new?filter=%7Bnamespace%3D%22payments%22%2Cnetwork%3D%22sepolia%22%2Cnode%3D%22geth%22%7D',
    });
  });

  it('omit silences and alerts of a node outside of a cluster', () => {
    const { silence } = nodeLinks(
      {
        runbooks: RUNBOOKS,
        silence: 'https://am.example.com/?f={{ matchers }}',
      },
      { ...node, namespace: undefined, cluster: undefined },
    );
    expect(silence).toBeUndefined();
  });

  it('escape quotes in the values of matchers', () => {
    const { silence = '' } = nodeLinks(
      {
        runbooks: RUNBOOKS,
        silence: 'https://am.example.com/?f={{ matchers }}',
      },
      { ...node, seriesName: 'a",alertname="' },
    );
    expect(new URL(silence).searchParams.get('f')).toBe(
      String.raw`{namespace="payments",network="sepolia",node="a\",alertname=\""}`,
    );
  });

  it('match alerts as the tests of the rules do', () => {
    const { silence = '' } = nodeLinks(
      {
        runbooks: RUNBOOKS,
        silence: 'https://am.example.com/?f={{ matchers }}',
      },
      { ...node, namespace: 'eth', seriesName: 'bad' },
    );
    expect(
      readFileSync(join(root, 'monitoring/tests/node_test.yaml'), 'utf8'),
    ).toContain(`(ALERTS${new URL(silence).searchParams.get('f')})`);
  });

  it.each(nodeStates)(
    'link %s to an existing section of the runbook',
    state => {
      expect(
        readFileSync(join(root, 'docs/runbooks/node-states.md'), 'utf8'),
      ).toContain(`\n## ${runbookSection(state)}\n`);
    },
  );

  it('match the examples in the documentation', () => {
    const examples = [
      ...readFileSync(join(__dirname, '../../README.md'), 'utf8').matchAll(
        /^ {4}(?:dashboard|logs|alerts|silence): (\S.*)$/gm,
      ),
    ].map(([, template = '']) => template.replace(/^'(.*)'$/, '$1'));
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const template of examples) {
      expect([template, templateFault(template)]).toEqual([
        template,
        undefined,
      ]);
    }
  });

  it('use the variables of the dashboard of a node', () => {
    expect(readdirSync(join(root, 'monitoring/dashboards'))).toContain(
      'node.json',
    );
    const { uid, templating } = JSON.parse(
      readFileSync(join(root, 'monitoring/dashboards/node.json'), 'utf8'),
    );
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const url = readme.match(/dashboard: '?(\S*\/d\/[^\n']*)/)?.[1] ?? '';
    expect(url).toContain(`/d/${uid}?`);
    const variables = templating.list.map(({ name }: { name: string }) => name);
    for (const [, name] of url.matchAll(/var-([a-z]+)=/g)) {
      expect(variables).toContain(name);
    }
  });
});
