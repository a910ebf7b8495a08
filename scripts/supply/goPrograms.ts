import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Folders of Go code: the probe of clients' images, and the reference parser of schedules. */
export const goSources = [
  'docker/clients/probe',
  'packages/blueprint/scripts/cron',
];

/** Tools of .tools/bin that are built from Go modules, or are releases of such builds. */
export function goTools(): string[] {
  const script = `. scripts/tools/versions.sh; . scripts/tools/sources.sh
    for tool in "\${cli_tools[@]}"; do ! module_of "$tool" 0 >/dev/null || echo "$tool"; done`;
  return execFileSync('bash', ['-c', script], {
    cwd: resolve(__dirname, '../..'),
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
}
