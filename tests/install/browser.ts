import { chromium, expect, type Page } from '@playwright/test';
import { browserOptions } from '../e2e/support/chromium';
import { fillForm } from './form';

/** A development server compiles a page when it is first asked for, on a machine that may be busy. */
const patience = { timeout: 240_000 };

/**
 * What a user sees in the app after the READMEs' steps: fleet, tab and card of the node, and a second node that the template
 * makes.
 *
 * @throws Error when something is not there, or the console warns of our extensions
 */
export async function lookAround(
  url: string,
  screenshots: string,
): Promise<void> {
  const browser = await chromium.launch(browserOptions());
  const page = await browser.newPage({ baseURL: url });
  page.setDefaultTimeout(patience.timeout);
  page.setDefaultNavigationTimeout(patience.timeout);
  const warnings: string[] = [];
  page.on('console', message => {
    if (
      ['warning', 'error'].includes(message.type()) &&
      /'[\w-]+:ethereum-nodes/.test(message.text())
    ) {
      warnings.push(message.text());
    }
  });
  try {
    await enter(page);
    await expectFleet(page);
    await page.screenshot({ path: `${screenshots}-fleet.png` });
    await expectTab(page);
    await page.screenshot({ path: `${screenshots}-tab.png` });
    await expectCard(page);
    await page.screenshot({ path: `${screenshots}-card.png` });
    await fillIn(page);
    await page.screenshot({ path: `${screenshots}-form.png` });
    await createNode(page);
    await page.screenshot({ path: `${screenshots}-created.png` });
    expect(warnings, 'warnings in the console').toEqual([]);
  } catch (error) {
    await page.screenshot({ path: `${screenshots}-failed.png` });
    throw error;
  } finally {
    await browser.close();
  }
}

async function enter(page: Page): Promise<void> {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Enter' });
  const sidebar = page.getByRole('link', { name: 'Ethereum nodes' });
  await expect(button.or(sidebar).first()).toBeVisible(patience);
  if (await button.isVisible()) await button.click();
}

async function expectFleet(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ethereum nodes' }).first().click();
  const row = page.getByRole('row', { name: /payments-geth/ });
  await expect(row.getByText(/^In sync/).first()).toBeVisible(patience);
}

async function expectTab(page: Page): Promise<void> {
  await page.goto('/catalog/default/component/payments-geth/node-health');
  await expect(page.getByRole('heading', { name: /^In sync/ })).toBeVisible(
    patience,
  );
}

async function expectCard(page: Page): Promise<void> {
  await page.goto('/catalog/default/component/payments-geth');
  await expect(page.getByText(/^In sync/).first()).toBeVisible(patience);
}

async function fillIn(page: Page): Promise<void> {
  await page.goto('/create');
  await expect(page.getByText('Create Ethereum Node').first()).toBeVisible(
    patience,
  );
  await page.goto('/create/templates/default/create-ethereum-node');
  await fillForm(page, { owner: 'guests', name: 'orders-eth' });
}

/** By the template, into a repository on this machine, up to the tab of what it made. */
async function createNode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const open = page.getByRole('link', { name: 'Open the node' });
  await expect(open).toBeVisible(patience);
  const node = await open.getAttribute('href');
  // The catalog looks into the folder of repositories every two minutes.
  const absent = page.getByText(/Entity (was )?not found/).first();
  await expect(async () => {
    await page.goto(node!);
    const { tab, group } = healthTab(page);
    await expect(tab.or(group).or(absent).first()).toBeVisible(patience);
    await expect(absent).toBeHidden({ timeout: 1 });
  }).toPass({ timeout: 3 * patience.timeout });
  await openHealth(page);
  await expect(
    page.getByText('No node of this entity is reported yet'),
  ).toBeVisible(patience);
}

/**
 * The tab on an entity's page: a link of its navigation, or an entry of a menu where the group has another tab, here that of the
 * Kubernetes plugin. On the old frontend system it is a tab by its role.
 */
function healthTab(page: Page) {
  const name = { name: 'Node health', exact: true };
  return {
    tab: page
      .getByRole('navigation')
      .getByRole('link', name)
      .or(page.getByRole('tab', name))
      .first(),
    group: page.getByRole('button', { name: 'Operation' }).first(),
    entry: page.getByRole('menuitem', name),
  };
}

async function openHealth(page: Page): Promise<void> {
  const { tab, group, entry } = healthTab(page);
  if (await tab.isVisible()) {
    await tab.click();
    return;
  }
  await group.click();
  await entry.click();
}
