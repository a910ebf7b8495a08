import type { Locator } from '@playwright/test';
import { violations } from './support/axe';
import { cutTexts, overhang, sidewaysPixels } from './support/layout';
import { NodeForm } from './support/nodeForm';
import { mockFleet } from './support/mockFleet';
import { expect, test } from './support/test';

const widths = [360, 480, 768, 1024, 1280, 1440, 1920];

/** That no text of a part of a page is cut, and nothing is wider than there is room for, in windows of some widths. */
async function expectToFit(
  part: Locator,
  options: { widths?: number[]; sideways?: () => Promise<number> } = {},
): Promise<void> {
  const page = part.page();
  const { sideways = () => sidewaysPixels(page) } = options;
  for (const width of options.widths ?? widths) {
    await page.setViewportSize({ width, height: 800 });
    await expect
      .poll(() => cutTexts(part), { message: `cut at ${width} px` })
      .toEqual([]);
    expect(await sideways(), `sideways at ${width} px`).toBe(0);
  }
}

/** Pages by where they are, with the text that says that they are there and the part of them that is ours. */
const pages = {
  fleet: ['/ethereum-nodes', '62 of 71 ready', 'main'],
  'filtered fleet': [
    '/ethereum-nodes?owner=group:default/settlement-and-treasury-platform&owner=group:default/wallet-infrastructure&orderBy=head&order=desc',
    '62 of 71 ready',
    'main',
  ],
  'page of a node': [
    '/ethereum-nodes/nodes/production-us-east-1~settlement-and-treasury-platform~settlement-treasury-nethermind-nimbus-0',
    'What to do next',
    'main',
  ],
  'page of a node outside of clusters, with a week of its past': [
    '/ethereum-nodes/nodes/static~wallet-rpc?hours=168',
    'Last 7 days',
    'main',
  ],
  'tab of an entity': [
    '/catalog/default/component/payments-geth/node-health',
    'Callers',
    'article',
  ],
  card: [
    '/catalog/default/component/payments-geth',
    'Waiting for its consensus client since',
    'article:has-text("Waiting for its consensus client since")',
  ],
} as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, [path, text, ours]] of Object.entries(pages)) {
    test(`no text of the ${name} is cut at any width, and axe finds nothing, in ${colorScheme}`, async ({
      page,
    }) => {
      // Seven layouts and two looks of axe, on cores that the demo's nodes share.
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme });
      await mockFleet(page);
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      await expectToFit(page.locator(ours));
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        expect(
          await violations(page.locator(ours)),
          `axe at ${width} px`,
        ).toEqual([]);
      }
    });
  }
}

/** German is longer. Its pages are measured at fewer widths: what is cut in one is cut by its words. */
const germanPages = {
  fleet: ['/ethereum-nodes', '62 von 71 bereit', 'main'],
  'page of a node': [pages['page of a node'][0], 'Was als Nächstes', 'main'],
  'tab of an entity': [
    pages['tab of an entity'][0],
    'Was als Nächstes',
    'article',
  ],
  card: [
    pages.card[0],
    'auf den Consensus-Client',
    'article:has-text("auf den Consensus-Client")',
  ],
} as const;

test.describe('in German, in New York', () => {
  test.use({ timezoneId: 'America/New_York' });
  // Tests share what the browser keeps.
  test.afterEach(({ page }) =>
    page.evaluate(() => localStorage.removeItem('language')),
  );

  for (const [name, [path, text, ours]] of Object.entries(germanPages)) {
    test(`no text of the ${name} is cut, and no time is in UTC`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await page.addInitScript(() => localStorage.setItem('language', 'de'));
      await mockFleet(page);
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      await expectToFit(page.locator(ours), { widths: [360, 1024, 1440] });
      await expect(page.locator(ours).first()).not.toContainText(/UTC|\bago\b/);
    });
  }

  test('the form reports a problem, figures and notes in German, and none is cut', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await page.addInitScript(() => localStorage.setItem('language', 'de'));
    const form = new NodeForm(page);
    await form.open('settlement-and-treasury-platform-node-42');
    await form.next('Environments');
    await form.next('Execution client');
    await form.next("Copies of a node's chain");
    await form.choose('Add a pool that answers applications');
    await form.next('Fewest nodes');
    await form.fill('Most nodes', '1');
    await form.next('Most nodes: 1 ist kleiner als 2');
    await form.fill('Most nodes', '6');
    await form.next('In jeder Umgebung');
    await expect(
      form.step.getByText(/GiB; je Node .* GiB für Geth/),
    ).toBeVisible();
    for (const width of [360, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await expect
        .poll(() => cutTexts(form.step), { message: `cut at ${width} px` })
        .toEqual([]);
    }
  });
});

test('each incident is wide enough to be seen at each zoom, and the keyboard reaches it', async ({
  page,
}) => {
  await mockFleet(page);
  await page.goto(
    '/ethereum-nodes/nodes/production-eu-central-1~risk~risk-rpc',
  );
  const strip = page.getByRole('listbox');
  for (const [zoom, title, incidents] of [
    ['1 h', /^Last hour/, [/^Behind,.*\(10 min\)/]],
    [
      '6 h',
      /^Last 6 hours/,
      [/^Behind,.*\(10 min\)/, /^Maintenance,.*\(4 min\)/],
    ],
    [
      '24 h',
      /^Last 24 hours/,
      [/^Behind,/, /^Maintenance,/, /^Stalled,.*\(40 min\)/],
    ],
    [
      '7 d',
      /^Last 7 days/,
      [/^Behind,/, /^Unreachable,/, /^Stalled,.*\(10 min\)/],
    ],
  ] as const) {
    await page.getByRole('button', { name: zoom, exact: true }).click();
    await expect(strip).toHaveAccessibleName(title);
    for (const name of incidents) {
      const incident = strip.getByRole('option', { name });
      await expect(incident.first()).toBeVisible();
      const box = await incident.first().boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(4);
      expect(box?.height).toBeGreaterThan(12);
    }
    const spans = await strip.getByRole('option').count();
    await strip.getByRole('option', { selected: true }).focus();
    await page.keyboard.press('Home');
    for (let index = 0; index < spans; index += 1) {
      await expect(strip.getByRole('option').nth(index)).toBeFocused();
      await page.keyboard.press('ArrowRight');
    }
  }
  await expect(page).toHaveURL(/hours=168/);
});

test('from a row of the fleet, one click leads to the commands that help, and one copies them', async ({
  page,
}) => {
  await mockFleet(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/ethereum-nodes?state=UNREACHABLE&state=STALLED');
  await page.getByRole('rowheader', { name: 'risk-rpc' }).click();
  await expect(
    page
      .getByRole('button', { name: 'Copy command: Execution client’s log' })
      .first(),
  ).toBeInViewport();
  await expect(page.getByRole('link', { name: 'Runbook' })).toBeInViewport();
});
for (const colorScheme of ['light', 'dark'] as const) {
  test(`no text of the form that creates a node is cut at any width, and axe finds nothing, in ${colorScheme}`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme });
    const form = new NodeForm(page);
    const fits = async () => {
      await expectToFit(form.step, {
        // The tabs above it, which are wider than a phone, are the scaffolder's.
        sideways: () => overhang(form.step),
      });
      expect(await violations(form.step)).toEqual([]);
    };
    await form.open('settlement-and-treasury-platform-node-42');
    await fits();
    await form.next('Environments');
    await fits();
    await form.next('Execution client');
    await page.getByRole('button', { name: 'Add a node' }).click();
    await fits();
    await form.next("Copies of a node's chain");
    await form.choose('Take them regularly');
    await form.choose('Add a pool that answers applications');
    await fits();
    await form.next('Where they are kept');
    await form.fill(
      'Bucket',
      's3://eth-snapshots-of-the-settlement-and-treasury-platform/production/us-east-1',
    );
    await fits();
    await form.next('Fewest nodes');
    await form.fill('Most nodes', '1');
    await form.next('Most nodes: 1 is less than 2');
    await fits();
    await form.fill('Most nodes', '6');
    await form.choose(/^From the newest verified/);
    await form.next('In each environment');
    // What follows is the review, whose table is the scaffolder's.
    await fits();
  });
}

test('the filters leave room for the first node on a phone', async ({
  page,
}) => {
  await mockFleet(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/ethereum-nodes');
  const filters = page.getByRole('button', { name: 'Filters' });
  await expect(filters).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('button', { name: /Cluster/ })).toBeHidden();
  await filters.click();
  await expect(page.getByRole('button', { name: /Cluster/ })).toBeVisible();
});
