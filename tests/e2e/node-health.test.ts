import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

const tabOf = (node: string) =>
  `/catalog/default/component/${node}/node-health`;

/** The number below a title of the tab. */
const figure = (page: Page, title: string) =>
  page
    .getByRole('term')
    .filter({ hasText: title })
    .first()
    .locator('xpath=following-sibling::dd[1]');

test('the tab shows the head of a real node move', async ({ page }) => {
  await page.goto(tabOf('payments-rpc'));
  await expect(
    page.getByRole('heading', { name: /^In sync, \d+ ?s behind the head/ }),
  ).toBeVisible();
  const block = figure(page, 'Block');
  const headNumber = async () =>
    Number((await block.innerText()).replace(/\D/g, ''));
  const first = await headNumber();
  expect(first).toBeGreaterThan(500);
  await expect
    .poll(headNumber, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(first + 5);
});

test('the page of a node without an entity file says what is wrong with it and what to do', async ({
  page,
}) => {
  await page.goto('/ethereum-nodes/nodes/static~risk-standby');
  await expect(
    page.getByRole('heading', {
      name: /^Execution client not responding since/,
    }),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'What to do next' }),
  ).toBeVisible();
  await expect(page.getByText('connection refused').first()).toBeVisible();
});

test('the tab says when a real node came into its state, and which components call it', async ({
  page,
}) => {
  await page.goto(tabOf('payments-rpc'));
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('In sync').first()).toBeVisible();
  await expect(timeline.locator('time').first()).toHaveAttribute(
    'title',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  );
  await expect(
    page
      .getByRole('region', { name: 'Callers' })
      .getByRole('link', { name: 'payments-checkout' }),
  ).toBeVisible();
});

test('the overview has a card, and leads to the tab', async ({ page }) => {
  await page.goto('/catalog/default/component/payments-archive');
  await expect(page.getByText(/^Syncing/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Node health' }).first().click();
  await expect(page).toHaveURL(/node-health/);
  await expect(page.getByRole('progressbar')).toBeVisible();
});

test('the tab lists snapshots of a real geth that another geth was booted from', async ({
  page,
}) => {
  // The backend looks for new ones every half a minute, and the page every minute.
  test.setTimeout(150_000);
  await page.goto(tabOf('payments-geth'));
  const newest = page
    .getByRole('region', { name: 'Snapshots to restore from' })
    .getByRole('row')
    .filter({ hasText: 'latest' });
  await expect(newest).toContainText('Booted and checked', {
    timeout: 120_000,
  });
  await expect(
    newest.getByRole('button', { name: /^Copy the command/ }),
  ).toBeVisible();
});
