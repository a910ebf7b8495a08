import { ensurePresent } from '../../ensurePresent';
import type { Page } from '@playwright/test';
import { MockFleet } from '../../../plugins/ethereum-nodes/dev/MockFleet';

/** Answers in place of the backend, with the fleet of the plugin's dev app: names and numbers as long as on mainnet. */
export async function mockFleet(page: Page): Promise<void> {
  const fleet = new MockFleet();
  await page.route(/\/api\/ethereum-nodes\//, async route => {
    const { pathname, searchParams } = new URL(route.request().url());
    const [, path = ''] = pathname.split('/api/ethereum-nodes/');
    const [list = '', id = '', part] = path.split('/').map(decodeURIComponent);
    const entityRef = searchParams.has('entityRef')
      ? searchParams.getAll('entityRef')
      : undefined;
    const answers: Record<string, () => Promise<unknown>> = {
      nodes: () => fleet.listNodes({ entityRef }),
      node: () => fleet.getNode(ensurePresent(id)),
      history: () =>
        fleet.getHistory(
          ensurePresent(id),
          Number(searchParams.get('hours') ?? 24),
        ),
      timeline: () =>
        fleet.getTimeline(ensurePresent(id), {
          cursor: searchParams.get('cursor') ?? undefined,
          limit: Number(searchParams.get('limit') ?? 20),
        }),
      snapshots: () => fleet.getSnapshots(ensurePresent(id)),
      declared: () => fleet.listDeclared(entityRef),
      fleet: () => fleet.getFleet(),
    };
    await route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: await answers[part ?? (id ? 'node' : list)]?.(),
    });
  });
}
