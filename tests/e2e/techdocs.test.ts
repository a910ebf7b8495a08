import { expect, test } from './support/test';

const DOCS = '/docs/default/system/nodeyard';

test('TechDocs shows diagrams and pictures without requests to other hosts', async ({
  page,
  baseURL,
}) => {
  const hosts = new Set<string>();
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http')) hosts.add(hostname);
  });
  await page.goto(`${DOCS}/architecture/`);
  await expect(page.locator('.mermaid > svg')).toHaveCount(4);

  await page.goto(`${DOCS}/snapshots/operations/`);
  const picture = page.getByRole('img', { name: /^Snapshots of a node/ });
  await expect(picture).toHaveJSProperty('complete', true);
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
  expect([...hosts]).toEqual([new URL(baseURL ?? '').hostname]);
});
