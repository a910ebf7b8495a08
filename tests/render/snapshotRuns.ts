import { stringify } from 'yaml';
import { z } from 'zod';
import { runConfigSchema } from '../../packages/snapshot-run/src/config';
import { workloadSchema, type Manifest, type Workload } from './manifests';
import { findingOf, type Finding } from './report';

/** The configurations of snapshot orchestrators by the chart. */
function configsOf(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ kind, data }) => {
    const config = kind === 'ConfigMap' ? data?.['config.json'] : undefined;
    return config === undefined ? [] : [config];
  });
}

/** Would the orchestrator accept them? */
export function checkSnapshotRuns(manifests: readonly Manifest[]): Finding {
  const configs = configsOf(manifests);
  const problems = configs.flatMap(config => {
    const parsed = runConfigSchema.safeParse(JSON.parse(config));
    return parsed.success ? [] : [z.prettifyError(parsed.error)];
  });
  return findingOf(problems, `${configs.length} configs`);
}

const jobsSchema = z.object({
  namespace: z.string(),
  statefulSet: z.string(),
  jobs: z.record(z.string(), workloadSchema),
});

/** The Jobs in those configs, named as the orchestrator names them: no render shows them, and yet they run. */
export function snapshotJobsOf(manifests: readonly Manifest[]): Workload[] {
  return configsOf(manifests).flatMap(config => {
    const { namespace, statefulSet, jobs } = jobsSchema.parse(
      JSON.parse(config),
    );
    return Object.entries(jobs).map(([task, job]) => ({
      ...job,
      metadata: {
        ...job.metadata,
        namespace,
        name: `${statefulSet}-snapshot-${task}`,
      },
    }));
  });
}

/** The same as a stream of YAML. */
export function snapshotJobsStream(manifests: readonly Manifest[]): string {
  return snapshotJobsOf(manifests)
    .map(job => `---\n${stringify(job)}`)
    .join('');
}
