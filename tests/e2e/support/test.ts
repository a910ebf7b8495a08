import { test as base, type BrowserContext } from '@playwright/test';

/**
 * A test whose page belongs to a guest.
 *
 * All tests share one browser context: they sign in once, and the browser keeps what it has loaded, which is most of
 * the time of a test otherwise.
 */
export const test = base.extend<object, { guest: BrowserContext }>({
  guest: [
    async ({ browser }, use, { project }) => {
      const guest = await browser.newContext({ baseURL: project.use.baseURL });
      const page = await guest.newPage();
      await page.goto('/');
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('link', { name: 'Home', exact: true }).waitFor();
      await page.close();
      await use(guest);
      await guest.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  page: async ({ guest }, use) => {
    const page = await guest.newPage();
    await use(page);
    await page.close();
  },
});

export { expect } from '@playwright/test';
