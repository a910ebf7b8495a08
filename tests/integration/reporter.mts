import type { TestEvent } from 'node:test/reporters';

type TestError = Error & { failureType?: string };

/**
 * One line per check while the test runs, and "N passed, N failed" at the end.
 *
 * For `node --test-reporter`.
 */
export default async function* report(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && data.nesting > 0) {
      yield `            ${data.message}\n`;
    }
    if (type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') {
      // Its tests have failed already, but the reason may be in a hook.
      if (type === 'test:fail') yield hookFailure(data.details.error);
      continue;
    }
    // A file without a test is reported as one that passed.
    if (type === 'test:pass' && data.file?.endsWith(data.name)) continue;
    const seconds = (data.details.duration_ms / 1000).toFixed(1).padStart(6);
    if (data.skip !== undefined) {
      skipped++;
      yield `skip  ${seconds} s  ${data.name}\n`;
    } else if (type === 'test:pass') {
      passed++;
      yield `ok    ${seconds} s  ${data.name}\n`;
    } else {
      failed++;
      yield `FAIL  ${seconds} s  ${data.name}\n${quoted(data.details.error)}`;
    }
  }
  yield `${passed} passed, ${failed} failed${
    skipped ? `, ${skipped} skipped` : ''
  }\n`;
}

function hookFailure(error: TestError): string {
  return error.failureType === 'hookFailed'
    ? `before or after them:\n${quoted(error)}`
    : '';
}

function quoted({ cause, message }: TestError): string {
  const nameless = cause instanceof Error && cause.message === '';
  const reason = String(nameless ? cause.stack : cause ?? message);
  return `${reason.replace(/^/gm, '      | ')}\n`;
}
