import { signIn, type Backend } from './support/backend';
import { NodeForm } from './support/nodeForm';
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
  const form = new NodeForm(page);
  await form.open(names.form);
  await form.next('Environments');
  await form.next('Execution client');
  await form.next("Copies of a node's chain");
  await form.choose('Take them regularly');
  await form.choose('Add a pool that answers applications');
  await form.next('Where they are kept');
  await form.fill('Bucket', 'https://eth-snapshots/payments');
  await form.next("'Bucket' is not the URL of a snapshot store.");
  await form.fill('Bucket', 's3://eth-snapshots/payments');
  await form.next('Fewest nodes');
  await form.choose(/^From the newest verified/);
  await form.next('Where should the repository live?');
  await expect(form.step.getByText('1,800 to 3,000 GiB')).toBeVisible();
  // The plan as the command prints it, and the files that are published below.
  await expect(
    form.step.getByRole('region', { name: /nodeyard plan/ }),
  ).toContainText(`${names.form} on sepolia for group:default/payments`);
  await expect(form.step.getByText('catalog-info.yaml')).toBeVisible();
  await form.next('Take them regularly');
  // The words of the form, and what the request needs.
  for (const text of [
    'From Prague on (2025)',
    'Lighthouse',
    '30 to 50 GiB',
    /^rpc waits until s3:\/\/eth-snapshots\/payments\/local/,
  ]) {
    await expect(form.step.getByText(text).first()).toBeVisible();
  }
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
    const named = (expectedKind: string) =>
      objects.flatMap(({ kind, metadata }) =>
        kind === expectedKind ? [metadata.name] : [],
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

test('answers that cannot work are refused at their step, in the words of the form', async ({
  page,
}) => {
  const form = new NodeForm(page);
  await form.open('Payments');
  await form.next(
    "'Name' is not a name for it. Use lower-case letters, digits and dashes",
  );
  await form.fill('Name', names.form);
  await form.next(`The catalog has system:default/${names.form}`);
  await expect(
    form.step.getByRole('link', { name: names.form, exact: true }),
  ).toBeVisible();
  await form.fill('Name', names.refused);
  await form.next('Environments');
  await page.getByRole('checkbox', { name: 'local' }).click();
  await form.next("'Environments' is empty. Choose at least one.");
  await page.getByRole('checkbox', { name: 'local' }).click();
  await page.getByRole('button', { name: /^Network/ }).click();
  await page.getByRole('option', { name: 'Mainnet' }).click();
  await form.next('Execution client');
  await form.fill('Disk of the execution client', '10');
  await form.fill('Storage class', '_');
  await form.next("'Disk of the execution client' is not a size in GiB.");
  await form.next("'Storage class' is not the name of a storage class.");
  await form.fill('Storage class', '');
  await form.fill('Disk of the execution client', '10Gi');
  await form.next(
    '"10Gi" is below what Geth on Ethereum Mainnet with history "From Prague on (2025)" needs today (580Gi).',
  );
  await form.fill('Disk of the execution client', '');
  await form.next("Copies of a node's chain");
  await form.choose('Take them regularly');
  await form.choose('Add a pool that answers applications');
  await form.next('Where they are kept');
  await form.fill('Bucket', 's3://eth-snapshots/payments');
  await form.fill('Schedule', '0 3 30 2 *');
  await form.next('Schedule: "0 3 30 2 *" never comes');
  await form.fill('Schedule', '0 3 * * *');
  await form.next('Fewest nodes');
  await form.fill('Fewest nodes', '5');
  await form.fill('Most nodes', '2');
  await form.next(
    'Most nodes: 2 is less than 5, the fewest nodes of the pool.',
  );
  await form.fill('Most nodes', '6');
  await form.next('Where should the repository live?');
  // What this Backstage can publish to, and nothing else.
  await page.getByRole('button', { name: /^Where should the repo/ }).click();
  await expect(page.getByRole('option')).toHaveText([
    'This machine, for development',
  ]);
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
  const events = await backend.get<Array<{ body: { message?: string } }>>(
    `scaffolder/v2/tasks/${id}/events`,
  );
  expect(
    events.map(({ body }) => body.message?.replace(/\s+/g, ' ')).join(' '),
  ).toContain(
    'Clients, Disk of the execution client: "10Gi" is below what Geth on Ethereum Mainnet',
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
