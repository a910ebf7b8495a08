import { chromium, expect, type Page } from '@playwright/test';

/** The tab "Node health" of one entity, as a guest sees it in a browser. */
export interface Tab {
  /** Waits until the tab says so, without loading it again. @throws when it does not in time */
  says(words: string | RegExp, seconds: number): Promise<void>;
  /** Waits until the words stand anywhere on it. @throws when they do not in time */
  shows(words: RegExp, seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** The app is served by a development server, on a busy machine. */
const LOAD_SECONDS = 90;

/** Opens the tab of a component of the default namespace. */
export async function openTab(url: string, component: string): Promise<Tab> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
  });
  const page = await browser.newPage();
  await page.goto(`${url}/catalog/default/component/${component}/node-health`, {
    timeout: LOAD_SECONDS * 1000,
  });
  await enterAsGuest(page);
  return {
    says: (words, seconds) =>
      expect(page.getByRole('heading', { name: words })).toBeVisible({
        timeout: seconds * 1000,
      }),
    shows: (words, seconds) =>
      expect(page.getByText(words).first()).toBeVisible({
        timeout: seconds * 1000,
      }),
    close: () => browser.close(),
  };
}

/** The app has a sign-in page, unless the configuration signs users in automatically. */
async function enterAsGuest(page: Page): Promise<void> {
  const enter = page.getByRole('button', { name: 'Enter' });
  const tab = page.getByRole('tab', { name: 'Node health' });
  await expect(enter.or(tab).first()).toBeVisible({ timeout: 60_000 });
  if (await enter.isVisible()) await enter.click();
}
