import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('files for the public host', () => {
  test('the workflow runs every stage of .ci/run', () => {
    const stages = /^stages=\((.*)\)$/m.exec(read('.ci/run'))?.[1]?.split(' ');
    assert.ok(stages && stages.length > 1);
    const { jobs } = parse(read('.github/workflows/ci.yaml'));
    assert.deepEqual(jobs.stage.strategy.matrix.stage, stages);
  });

  test('a workflow has no permissions but those of its jobs', () => {
    for (const file of readdirSync(join(root, '.github/workflows'))) {
      const { permissions, jobs } = parse(read(`.github/workflows/${file}`));
      assert.deepEqual(permissions, {}, file);
      for (const [name, job] of Object.entries<{ permissions?: object }>(
        jobs,
      )) {
        assert.ok(job.permissions, `${file}: ${name} has no permissions`);
      }
    }
  });

  test('CODEOWNERS names paths that exist', () => {
    const paths = read('.github/CODEOWNERS')
      .split('\n')
      .filter(line => line.startsWith('/'))
      .map(line => line.split(/\s+/)[0] ?? '');
    assert.ok(paths.length > 10);
    assert.deepEqual(
      paths.filter(path => !existsSync(join(root, path))),
      [],
    );
  });

  test('issue forms have a name and questions with unique ids', () => {
    for (const file of ['bug.yml', 'feature.yml']) {
      const form = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
      const ids = form.body.map(({ id }: { id: string }) => id);
      assert.ok(form.name && form.description, file);
      assert.equal(new Set(ids).size, ids.length, file);
    }
  });
});
