import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { stringify } from 'yaml';
import { violations } from './support/axe';
import { signIn } from './support/backend';
import { unpublish } from './support/localRepository';
import { expect, test } from './support/test';

const execute = promisify(execFile);

const run = Date.now().toString(36);
const names = { changed: `change-${run}`, updated: `update-${run}` };

test.afterAll(async () => {
  for (const name of Object.values(names)) await unpublish(name);
});

const bareOf = (name: string) => resolve('.demo/repositories', `${name}.git`);

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@localhost'];
  const { stdout } = await execute('git', [...identity, ...args], { cwd });
  return stdout.trim();
}

/** Publishes a repository, and waits until the catalog has its node. */
async function publish(name: string): Promise<string> {
  const backend = await signIn();
  await backend.post('scaffolder/v2/tasks', {
    templateRef: 'template:default/create-ethereum-node',
    values: {
      owner: 'group:default/payments',
      name,
      description: 'A node that a test changes',
      network: 'sepolia',
      execution: 'geth',
      consensus: 'lighthouse',
      history: 'pre-prague',
      environments: ['local'],
      snapshots: 'none',
      servePool: 'none',
      host: 'local',
    },
  });
  const entity = `component:default/${name}-geth-0`;
  await expect
    .poll(
      async () => {
        const { items } = await backend.get<{ items: unknown[] }>(
          `catalog/entities/by-query?filter=kind=component,metadata.name=${name}-geth-0`,
        );
        return items.length;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  return entity;
}

/** Opens a template with its first questions answered, as the links of a node do. */
async function open(page: Page, template: string, answers: unknown) {
  const formData = new URLSearchParams({ formData: JSON.stringify(answers) });
  await page.goto(`/create/templates/default/${template}?${formData}`);
}

/** What axe finds in the text that a task ends with, in light and in dark; the log beside it is Backstage's. */
async function violationsInBothThemes(
  page: Page,
  text: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const result = page
      .getByTestId('text-output-box')
      .filter({ hasText: text });
    // Another theme loads the page again.
    await expect(result).toBeVisible();
    found.push(...(await violations(result)));
  }
  return found;
}

test('a changed request becomes a branch that names the effects on running nodes', async ({
  page,
}) => {
  const entity = await publish(names.changed);
  await open(page, 'change-ethereum-node', { entity });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Request' }).fill(
    stringify({
      apiVersion: 'nodeyard.io/v1',
      name: names.changed,
      owner: 'group:default/payments',
      description: 'A node that a test changes',
      network: 'sepolia',
      environments: ['local', 'staging'],
      nodes: [{ execution: 'geth', consensus: 'teku', history: 'pre-prague' }],
    }),
  );
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const result = page.getByTestId('text-output-box');
  await expect(result).toContainText(
    'geth-0 gets the consensus client teku instead of lighthouse',
    { timeout: 30_000 },
  );
  expect(
    await violationsInBothThemes(page, 'The environment staging is new'),
  ).toEqual([]);

  const bare = bareOf(names.changed);
  const branch = await git(
    bare,
    ...['for-each-ref', '--format=%(refname:short)', 'refs/heads/nodeyard'],
  );
  expect(
    await git(bare, 'show', `${branch}:environments/local.yaml`),
  ).toContain('client: teku');
  expect(await git(bare, 'show', 'main:environments/local.yaml')).toContain(
    'client: lighthouse',
  );
});

test('by keyboard alone, a repository of an older blueprint is updated, and the edit of its team stays', async ({
  page,
}) => {
  const entity = await publish(names.updated);
  await makeOlder(names.updated);
  await open(page, 'update-ethereum-blueprint', { entity });
  for (const button of ['Review', 'Create']) {
    await tabTo(page, button);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText('Files: 1 updated, 1 kept.')).toBeVisible({
    timeout: 30_000,
  });
  expect(await violationsInBothThemes(page, 'Files: 1 updated')).toEqual([]);

  const bare = bareOf(names.updated);
  const branch = await git(
    bare,
    ...['for-each-ref', '--format=%(refname:short)', 'refs/heads/nodeyard'],
  );
  expect(await git(bare, 'show', `${branch}:make/help.mk`)).not.toContain(
    '# Before.',
  );
  expect(await git(bare, 'show', `${branch}:environments/local.yaml`)).toMatch(
    /# Mine\.$/,
  );
});

/** Commits what an older blueprint would have written, and an edit of the team. */
async function makeOlder(name: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nodeyard-e2e-'));
  try {
    await git(folder, 'clone', '--quiet', bareOf(name), '.');
    const older = '# Before.\n';
    const digest = createHash('sha256').update(older).digest('hex');
    const lock = join(folder, 'blueprint.lock.yaml');
    await writeFile(join(folder, 'make/help.mk'), older);
    await writeFile(
      lock,
      (
        await readFile(lock, 'utf8')
      )
        // Locks of before had no checksum.
        .replace(/^checksum: .*\n/m, '')
        .replace(/(make\/help\.mk: sha256:)\w+/, `$1${digest}`),
    );
    await appendFile(join(folder, 'environments/local.yaml'), '# Mine.\n');
    await git(folder, 'commit', '--quiet', '--all', '--message', 'Edit');
    await git(folder, 'push', '--quiet', 'origin', 'main');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Moves the focus to a button, as a person without a pointer does. */
async function tabTo(page: Page, button: string): Promise<void> {
  const target = page.getByRole('button', { name: button, exact: true });
  await expect(target).toBeEnabled();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach "${button}".`);
}
