import { violations } from './support/axe';
import { cutTexts, sidewaysPixels } from './support/layout';
import { pretendFleet } from './support/pretendedFleet';
import { expect, test } from './support/test';

const widths = [360, 480, 768, 1024, 1280, 1440, 1920];

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
  'tab of an entity': [
    '/catalog/default/component/payments-geth/node-health',
    'What to do next',
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
      await pretendFleet(page);
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await expect
          .poll(() => cutTexts(page.locator(ours)), {
            message: `cut at ${width} px`,
          })
          .toEqual([]);
        expect(await sidewaysPixels(page), `sideways at ${width} px`).toBe(0);
      }
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

  for (const [name, [path, text, ours]] of Object.entries(germanPages)) {
    test(`no text of the ${name} is cut, and no time is in UTC`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await page.addInitScript(() => localStorage.setItem('language', 'de'));
      await pretendFleet(page);
      await page.goto(path);
      await expect(page.getByText(text).first()).toBeVisible();
      for (const width of [360, 1024, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await expect
          .poll(() => cutTexts(page.locator(ours)), {
            message: `cut at ${width} px`,
          })
          .toEqual([]);
        expect(await sidewaysPixels(page), `sideways at ${width} px`).toBe(0);
      }
      await expect(page.locator(ours).first()).not.toContainText(/UTC|\bago\b/);
    });
  }
});

test('the filters leave room for the first node on a phone', async ({
  page,
}) => {
  await pretendFleet(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/ethereum-nodes');
  const filters = page.getByRole('button', { name: 'Filters' });
  await expect(filters).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('button', { name: /Cluster/ })).toBeHidden();
  await filters.click();
  await expect(page.getByRole('button', { name: /Cluster/ })).toBeVisible();
});
