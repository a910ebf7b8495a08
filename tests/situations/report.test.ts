import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findingOf } from './finding';
import { earlierRows, jsonOf, markdownOf, type Row } from './report';
import { situations } from './table';

const situation = situations.find(({ name }) => name === 'consensus-killed')!;
const REASON =
  'consensus client has not answered on 127.0.0.1:9596 (connection refused) since 12:03 UTC';

function rowOf(...reasons: string[]): Row {
  const reported = {
    state: 'WAITING_FOR_CL' as const,
    ready: false,
    reasons,
    forkReady: true,
  };
  const readiness = { podReady: false, endpoints: 0 };
  const look = { seconds: 7, sidecar: reported, readiness, tab: reported };
  return {
    situation,
    date: '2026-11-30',
    finding: findingOf(situation.expected, [look]),
    clients: { execution: 'Geth/v1.17.8' },
  };
}
const runOf = (...rows: Row[]) => ({
  versions: { geth: '1.17.8' },
  rows,
});

describe('the report', () => {
  test('has a row with the seconds of each judge', () => {
    const page = markdownOf(runOf(rowOf(REASON)));
    const row = page
      .split('\n')
      .find(line => line.startsWith('| consensus-killed'));
    assert.match(
      row ?? '',
      /refused\) since 12:03 UTC \| 7 \| not ready, 0 endpoint\(s\) \| 7 \|.*\| yes \|$/,
    );
    assert.match(page, /1 situations, 0 of them judged otherwise/);
  });

  test('names what is not as expected, and why', () => {
    const page = markdownOf(runOf(rowOf(REASON, 'check the JWT | secret')));
    assert.match(page, /^- blames engine API without evidence: check the JWT/m);
    assert.match(page, /\*\*no\*\*/);
    // A stroke would begin another column.
    assert.match(page, /JWT \\\| secret \| 7 \|/);
  });

  test('is data, too, with what was expected', () => {
    const data = JSON.parse(jsonOf(runOf(rowOf(REASON))));
    const [{ name, expected, finding }] = data.situations;
    assert.equal(name, 'consensus-killed');
    assert.equal(expected.reason, situation.expected.reason.source);
    assert.equal(finding.judgements.tab.seconds, 7);
  });

  test('can be read again, so that a run of some situations keeps the rows of others', () => {
    const run = runOf(rowOf(REASON));
    const again = { ...run, rows: earlierRows(jsonOf(run)) };
    assert.equal(markdownOf(again), markdownOf(run));
    assert.deepEqual(earlierRows('{"situations": [{"name": "of old"}]}'), []);
  });
});

describe('the table of situations', () => {
  test('has each name once', () => {
    const names = situations.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
  });

  test('lets no expectation blame what it forbids', async () => {
    const { accusations } = await import('./expectation');
    for (const { name, expected } of situations) {
      const patterns = [expected.reason, expected.cause, expected.tab?.reason];
      const sources = patterns.map(words => words?.source ?? '').join(' ');
      const forbidden = Object.entries(accusations).filter(
        ([accusation]) => !expected.blames.some(one => one === accusation),
      );
      // The words of an accusation that stand in an expectation word by word.
      const clash = forbidden.filter(([, words]) => words.test(sources));
      assert.deepEqual(
        clash.map(([accusation]) => accusation),
        [],
        name,
      );
    }
  });
});
