import { defineConfig } from '@playwright/test';
import { browserOptions } from './tests/e2e/support/chromium';

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
    launchOptions: browserOptions(),
  },
});
