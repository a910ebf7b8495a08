import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { run } from './program';
import type { Finding } from './report';

/** Groups of Prometheus and of a PrometheusRule. */
export const groupsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.looseObject({ labels: z.record(z.string(), z.string()).optional() }),
      ),
    }),
  ),
});

export type Groups = z.infer<typeof groupsSchema>['groups'];

const isStalled = (labels: string) => ({
  series: `eth_node_state{namespace="eth", network="sepolia", state="STALLED", ${labels}}`,
  values: '1x10',
});

/** A node with an owner, one without, and all of a network. */
const teamsTest = {
  rule_files: ['rendered.rules.yaml'],
  evaluation_interval: '1m',
  tests: [
    {
      interval: '1m',
      input_series: [
        isStalled('node="owned", team="risk"'),
        isStalled('node="other"'),
        {
          series:
            'eth_node_ready{namespace="eth", network="sepolia", node="owned", team="risk"}',
          values: '0x10',
        },
      ],
      promql_expr_test: [
        {
          expr: 'count by (alertname, node, team) (ALERTS{alertstate="firing", alertname=~"EthNodeStalled|EthNoReadyNode"})',
          eval_time: '5m',
          exp_samples: [
            '{alertname="EthNodeStalled", node="owned", team="risk"}',
            '{alertname="EthNodeStalled", node="other", team="payments"}',
            '{alertname="EthNoReadyNode", team="payments"}',
          ].map(labels => ({ labels, value: 1 })),
        },
      ],
    },
  ],
};

/** Does Prometheus read the rules, and the templates in them? */
export function checkRules(groups: Groups): Finding {
  return promtool(
    groups,
    ['check', 'rules', 'rendered.rules.yaml'],
    output => /\d+ rules/.exec(output)?.[0],
  );
}

/** Does an alert carry its node's team, and `payments` where it is of no single node? */
export function testTeams(groups: Groups): Finding {
  return promtool(groups, ['test', 'rules', 'teams.yaml'], () => 'or to ours');
}

function promtool(
  groups: Groups,
  args: readonly string[],
  words: (output: string) => string | undefined,
): Finding {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    writeFileSync(join(folder, 'rendered.rules.yaml'), stringify({ groups }));
    writeFileSync(join(folder, 'teams.yaml'), stringify(teamsTest));
    const ended = run('promtool', args, { cwd: folder });
    return ended.ok
      ? { ok: true, words: words(ended.output) ?? ended.output }
      : { ok: false, problems: ended.reason };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
