import type { Locator, Page } from '@playwright/test';

/** Texts in parts of a page that do not show whole, with what cuts them. */
export async function cutTexts(parts: Locator): Promise<string[]> {
  return parts.evaluateAll(roots => {
    const cuts = new Set<string>();
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent?.trim() ?? '';
        const element = node.parentElement;
        if (text === '' || !element || !isShown(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        for (
          let around: HTMLElement | null = element;
          around && around !== document.body;
          around = around.parentElement
        ) {
          if (getComputedStyle(around).overflowX === 'visible') continue;
          const frame = around.getBoundingClientRect();
          if (box.right > frame.right + 1 || box.left < frame.left - 1) {
            cuts.add(
              `"${text.slice(
                0,
                60,
              )}" in <${around.tagName.toLowerCase()} class="${
                around.className
              }">`,
            );
          }
        }
      }
    }
    return [...cuts];

    /** Texts for screen readers alone are one pixel wide. */
    function isShown(element: HTMLElement): boolean {
      for (
        let around: HTMLElement | null = element;
        around;
        around = around.parentElement
      ) {
        const style = getComputedStyle(around);
        const isClipped =
          style.position === 'absolute' &&
          (style.clip === 'rect(0px, 0px, 0px, 0px)' ||
            style.clipPath === 'inset(50%)' ||
            around.clientWidth <= 1);
        if (isClipped || style.display === 'none') return false;
      }
      return element.getClientRects().length > 0;
    }
  });
}

/** By how many pixels the page, or what scrolls it, is wider than the window. */
export async function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    let most =
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth;
    for (const root of document.querySelectorAll('main, article')) {
      for (
        let around: Element | null = root;
        around;
        around = around.parentElement
      ) {
        most = Math.max(most, around.scrollWidth - around.clientWidth);
      }
    }
    return most;
  });
}

/** By how many pixels a part of a page is wider than its place or ends beyond the window, whatever scrolls around it. */
export async function overhang(part: Locator): Promise<number> {
  return part.evaluate(element =>
    Math.max(
      0,
      element.scrollWidth - element.clientWidth,
      Math.floor(element.getBoundingClientRect().right - window.innerWidth),
    ),
  );
}
