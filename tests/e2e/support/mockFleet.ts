import type { Page } from '@playwright/test';
import { ensurePresent } from '../../ensurePresent';
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
      node: () => fleet.getNode(id),
      history: () =>
        fleet.getHistory(id, Number(searchParams.get('hours') ?? 24)),
      timeline: () =>
        fleet.getTimeline(id, {
          cursor: searchParams.get('cursor') ?? undefined,
          limit: Number(searchParams.get('limit') ?? 20),
        }),
      snapshots: () => fleet.getSnapshots(id),
      declared: () => fleet.listDeclared(entityRef),
      fleet: () => fleet.getFleet(),
    };
    const answer = ensurePresent(answers[part ?? (id ? 'node' : list)]);
    await route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: await answer(),
    });
  });
}
