import { join, resolve } from 'node:path';
import { allCombinations, type Combination } from './combinations';
import { checkDiversity } from './diversity';
import { environmentsOf } from './environments';
import { kubernetesSchemas } from './kubernetesSchemas';
import { checkAccepted } from './matrixAccepted';
import { checkRefused, checkReasons } from './matrixRefused';
import { checkPolicies, checkRules } from './policyTools';
import { run } from './program';
import { checkReleases } from './releases';
import { Report } from './report';

/** The first patch of each version from the chart's kubeVersion on, as the strictest. */
const kubernetesVersions = ['1.31.0', '1.32.0', '1.33.0', '1.34.0', '1.35.0'];

const root = resolve(__dirname, '../..');
const chart = join(root, 'charts/ethereum-infrastructure');
const report = new Report();
const began = performance.now();

const combinations = allCombinations(chart);
const byNetwork = new Map<string, Combination[]>();
for (const combination of combinations) {
  const { name } = combination.network;
  byNetwork.set(name, [...(byNetwork.get(name) ?? []), combination]);
}
const schemas = kubernetesVersions.map(version => ({
  version,
  location: kubernetesSchemas(root, version),
}));
for (const [network, all] of byNetwork) {
  checkAccepted(report, chart, network, all, schemas);
  checkRefused(report, chart, network, all);
}
checkReasons(report, chart, combinations);
checkReleases(report, chart);
checkDiversity(report, join(root, 'environments/production.yaml'));
for (const environment of environmentsOf(root)) {
  const title = `environment ${environment}`;
  let rendered = '';
  report.check(`${title}: renders`, () => {
    const templated = run(
      'helmfile',
      [
        ...['--quiet', '--environment', environment],
        ...['--selector', 'layer=ethereum', 'template'],
      ],
      { cwd: root },
    );
    if (!templated.ok) return { ok: false, problems: templated.reason };
    rendered = templated.output;
    return { ok: true, words: `${rendered.length} characters` };
  });
  if (rendered) checkPolicies(report, title, rendered);
}
checkRules(report);

const right = combinations.filter(({ refusals }) => refusals.length === 0);
const seconds = ((performance.now() - began) / 1000).toFixed(0);
process.stdout.write(
  `${right.length} combinations rendered, ${
    combinations.length - right.length
  } refused, in ${seconds} s\n`,
);
process.exitCode = report.end();
