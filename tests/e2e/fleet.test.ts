import { readFile } from 'node:fs/promises';
import { expect, test } from './support/test';

/** The demo's nodes and what has become of each. A stall takes five minutes of looking until it is called one. */
const fates: Array<[node: string, state: RegExp]> = [
  ['payments-rpc', /^In sync/],
  ['payments-archive', /^Syncing/],
  ['risk-rpc', /^(Behind|Stalled)/],
  ['risk-indexer', /^Wrong network/],
  ['risk-standby', /^Unreachable/],
  // Stopped for a second every few minutes, for a snapshot.
  ['payments-geth', /^In sync/],
];

test('the fleet page shows six real nodes, each in its own state', async ({
  page,
}) => {
  await page.goto('/ethereum-nodes');
  await expect(page.getByRole('row')).toHaveCount(1 + fates.length);
  for (const [node, state] of fates) {
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: node }) });
    await expect(row.getByRole('gridcell', { name: state })).toBeVisible();
  }
  await expect(
    page.getByRole('heading', { name: '2 of 6 ready' }),
  ).toBeVisible();
});

test('a count leads to the nodes that it counts', async ({ page }) => {
  await page.goto('/ethereum-nodes');
  await page.getByRole('link', { name: 'Wrong network 1' }).click();
  await expect(page).toHaveURL(/state=WRONG_NETWORK/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(
    page.getByRole('rowheader', { name: 'risk-indexer' }),
  ).toBeVisible();
});

test('what the filters let through is exported for a spreadsheet', async ({
  page,
}) => {
  await page.goto('/ethereum-nodes/fleet?network=devnet&client=geth');
  await expect(page.getByRole('row')).toHaveCount(2);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('ethereum-nodes.csv');
  const [header, ...rows] = (await readFile(await file.path(), 'utf8'))
    .trimEnd()
    .split('\r\n');
  expect(header).toMatch(/^name,cluster,namespace,network,executionClient,/);
  expect(rows.map(row => row.split(',')[0])).toEqual(['payments-geth']);
});
