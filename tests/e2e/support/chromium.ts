import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';

/** How the browser of this machine is started, by playwright.config.ts and by tests that need no more than a page. */
export function browserOptions(): LaunchOptions {
  return {
    executablePath: chromium(),
    args: [
      '--disable-gpu',
      '--disable-quic',
      // Chromium refuses its sandbox to root, which is who runs in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}

/** The browser of the machine; nothing is downloaded. */
function chromium(): string {
  if (process.env.PLAYWRIGHT_CHROMIUM_PATH) {
    return process.env.PLAYWRIGHT_CHROMIUM_PATH;
  }
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
  ];
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const file of folders.flatMap(folder =>
    names.map(name => join(folder, name)),
  )) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Look on.
    }
  }
  throw new Error(
    'No Chromium on PATH. Run: make chromium, or name one with PLAYWRIGHT_CHROMIUM_PATH',
  );
}
