import { signIn, type Backend } from './support/backend';
import { expect, test } from './support/test';
import { clone, isPublished, unpublish } from './support/localRepository';

/** Names that no run before has taken. */
const run = Date.now().toString(36);
const names = {
  form: `form-${run}`,
  api: `api-${run}`,
  refused: `refused-${run}`,
};

test.afterAll(async () => {
  for (const name of Object.values(names)) await unpublish(name);
});

test('the form publishes a repository that helmfile renders, and the catalog knows its node and its pool', async ({
  page,
}) => {
  await page.goto('/create/templates/default/create-ethereum-node');
  await page.getByRole('textbox', { name: 'Owner' }).fill('payments');
  await page.getByRole('option', { name: /payments/i }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(names.form);
  await page
    .getByRole('textbox', { name: 'What is it for?' })
    .fill('A node that a test asked for');
  const next = page.getByRole('button', { name: 'Next' });
  const goOnTo = async (part: string) => {
    await next.click();
    await expect(page.getByText(part).first()).toBeVisible();
  };
  await goOnTo('Network');
  await goOnTo('Environments');
  await goOnTo('Disk of the execution client');
  await goOnTo("Copies of a node's chain");
  await page.getByRole('radio', { name: 'Take them regularly' }).click();
  const bucket = page.getByRole('textbox', { name: 'Bucket' });
  await bucket.fill('https://eth-snapshots/payments');
  await goOnTo("'Bucket' is not a place where snapshots can be kept.");
  await bucket.fill('s3://eth-snapshots/payments');
  await goOnTo('More nodes like the first one');
  await page.getByRole('radio', { name: 'Add a pool' }).click();
  await page.getByRole('radio', { name: /^From the newest verified/ }).click();
  await goOnTo('Where should the repository live?');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();

  await expect(page.getByRole('link', { name: 'Open the node' })).toBeVisible({
    timeout: 30_000,
  });
  const command = await page
    .getByText(/git clone file:/)
    .first()
    .innerText();
  const repository = await clone(
    /git clone (file:\S+)/.exec(command)?.[1] ?? '',
  );
  try {
    expect(await repository.files()).toEqual(
      expect.arrayContaining([
        'README.md',
        'catalog-info.yaml',
        'helmfile.yaml.gotmpl',
      ]),
    );
    const objects = await repository.render('local');
    const named = (wanted: string) =>
      objects.flatMap(({ kind, metadata }) =>
        kind === wanted ? [metadata.name] : [],
      );
    expect({
      nodes: named('StatefulSet'),
      pools: named('Deployment'),
      snapshots: named('CronJob'),
    }).toEqual({
      nodes: ['geth-0'],
      pools: ['rpc'],
      snapshots: ['geth-0-snapshot'],
    });
  } finally {
    await repository.remove();
  }

  const backend = await signIn();
  await expect
    .poll(() => typesOf(backend, names.form), { timeout: 30_000 })
    .toEqual(['ethereum-node', 'ethereum-node-pool']);
});

test('a task by HTTP publishes a repository that renders in every environment', async () => {
  const backend = await signIn();
  const { id } = await backend.post<{ id: string }>('scaffolder/v2/tasks', {
    templateRef: 'template:default/create-ethereum-node',
    values: {
      owner: 'group:default/risk',
      name: names.api,
      description:
        'A node that a program asked for: "yes", {{ .Values }} & ${{ more }}',
      network: 'hoodi',
      execution: 'geth',
      consensus: 'lodestar',
      history: 'full',
      environments: ['local', 'staging', 'production'],
      snapshots: 'start',
      bucket: 's3://eth-snapshots/platform',
      endpoint: 'https://s3.example.com',
      servePool: 'add',
      fewestNodes: 2,
      mostNodes: 6,
      host: 'local',
    },
  });
  await ends(backend, id, 'completed');

  const repository = await clone(await remoteUrlOf(backend, id));
  try {
    for (const environment of ['local', 'staging', 'production']) {
      const documents = await repository.render(environment);
      expect(
        documents.filter(({ kind }) => kind === 'StatefulSet'),
      ).not.toHaveLength(0);
      expect(JSON.stringify(documents)).toContain('--from=latest');
    }
  } finally {
    await repository.remove();
  }
});

test('a request that cannot work is refused with its reason, and nothing is created', async () => {
  const backend = await signIn();
  const { id } = await backend.post<{ id: string }>('scaffolder/v2/tasks', {
    templateRef: 'template:default/create-ethereum-node',
    values: {
      owner: 'group:default/risk',
      name: names.refused,
      description: 'Mainnet on a disk that cannot hold it',
      network: 'mainnet',
      execution: 'geth',
      consensus: 'lighthouse',
      history: 'pre-merge',
      environments: ['local'],
      storageSize: '10Gi',
      host: 'local',
    },
  });
  await ends(backend, id, 'failed');
  const events = JSON.stringify(
    await backend.get(`scaffolder/v2/tasks/${id}/events`),
  );
  expect(events).toContain(
    'below what geth on mainnet with history pre-merge needs today',
  );
  expect(await isPublished(names.refused)).toBe(false);
});

/** Waits for the end of a task. */
async function ends(
  backend: Backend,
  taskId: string,
  status: 'completed' | 'failed',
): Promise<void> {
  const task = () =>
    backend.get<{ status: string }>(`scaffolder/v2/tasks/${taskId}`);
  await expect
    .poll(async () => (await task()).status, { timeout: 30_000 })
    .toBe(status);
}

/** Types of the components of a system, in order. */
async function typesOf(backend: Backend, system: string): Promise<string[]> {
  const { items } = await backend.get<{
    items: Array<{ spec: { type: string } }>;
  }>(`catalog/entities/by-query?filter=kind=component,spec.system=${system}`);
  return items.map(({ spec }) => spec.type).sort();
}

async function remoteUrlOf(backend: Backend, taskId: string): Promise<string> {
  const events = await backend.get<
    Array<{
      type: string;
      body: { output?: { text?: Array<{ content: string }> } };
    }>
  >(`scaffolder/v2/tasks/${taskId}/events`);
  const content =
    events.find(({ type }) => type === 'completion')?.body.output?.text?.[0]
      ?.content ?? '';
  const url = /git clone (file:\S+)/.exec(content)?.[1];
  if (!url) throw new Error(`the task tells no repository: ${content}`);
  return url;
}
