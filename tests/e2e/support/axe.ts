import type { Locator } from '@playwright/test';
import axe from 'axe-core';

/** Elements whose colours are those of Backstage's theme for everything that is wrong: not ours to change. */
const THEMED = '.MuiFormHelperText-root.Mui-error';

/** What axe finds in parts of a page, as `rule: element`. */
export async function violations(parts: Locator): Promise<string[]> {
  await parts.page().evaluate(axe.source);
  return parts.evaluateAll(async (roots, ofTheme) => {
    const { violations: found } = await (
      window as unknown as { axe: typeof axe }
    ).axe.run({ include: roots as HTMLElement[] });
    const isThemed = ({ target }: { target: unknown[] }) =>
      document.querySelector(String(target[0]))?.matches(ofTheme) ?? false;
    return found.flatMap(({ id, nodes }) =>
      nodes
        .filter(node => id !== 'color-contrast' || !isThemed(node))
        .map(({ html }) => `${id}: ${html.slice(0, 120)}`),
    );
  }, THEMED);
}
