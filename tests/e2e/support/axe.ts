import type { Locator } from '@playwright/test';
import axe from 'axe-core';

/** What axe finds in parts of a page, as `rule: element`. */
export async function violations(parts: Locator): Promise<string[]> {
  await parts.page().evaluate(axe.source);
  return parts.evaluateAll(async roots => {
    const { violations: found } = await (
      window as unknown as { axe: typeof axe }
    ).axe.run({ include: roots as HTMLElement[] });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`),
    );
  });
}
