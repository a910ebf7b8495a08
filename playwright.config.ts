import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Ports of their own: a demo that runs beside the tests stays what it is. */
const appPort = Number(process.env.E2E_APP_PORT ?? 3300);
const backendPort = Number(process.env.E2E_BACKEND_PORT ?? 7307);
const nodesPort = Number(process.env.E2E_NODES_PORT ?? 19545);
const backendUrl = `http://localhost:${backendPort}`;
process.env.E2E_BACKEND_URL = backendUrl;

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  expect: { timeout: 20_000 },
  globalTimeout: 900_000,
  // The tests look at one fleet, and two cores are busy enough with Backstage.
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  outputDir: 'node_modules/.cache/e2e-test-results',
  webServer: {
    command: `yarn demo --app-port ${appPort} --backend-port ${backendPort} --nodes-port ${nodesPort} --stop-after 1000`,
    url: `${backendUrl}/.backstage/health/v1/readiness`,
    timeout: 240_000,
    // Not in CI: a demo on these ports, started by hand, makes trying a test again quick.
    reuseExistingServer: !process.env.CI,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
  use: {
    baseURL: `http://localhost:${appPort}`,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--disable-gpu',
        '--disable-quic',
        // Chromium refuses its sandbox to root, which is who runs in most containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});

/** The browser of the machine; nothing is downloaded. */
function chromium(): string {
  if (process.env.PLAYWRIGHT_CHROMIUM_PATH)
    return process.env.PLAYWRIGHT_CHROMIUM_PATH;
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
