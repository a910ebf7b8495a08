import { formatCsv } from './formatCsv';

describe('a table as CSV', () => {
  it('ends each row with CRLF, and leaves cells empty of which nothing is known', () => {
    expect(
      formatCsv([
        ['name', 'head'],
        ['geth-0', undefined],
      ]),
    ).toBe('name,head\r\ngeth-0,\r\n');
  });

  it('quotes what holds commas, quotes or lines', () => {
    expect(formatCsv([['a,b', 'say "no"', 'two\nlines', 'plain text']])).toBe(
      '"a,b","say ""no""","two\nlines",plain text\r\n',
    );
  });

  it.each([
    '=HYPERLINK("http://x")',
    '+1',
    '-1+cmd|x',
    '@SUM(A1)',
    '\tx',
    '\r=x',
    '\n=x',
    '＝x',
  ])('lets no spreadsheet run %j', text => {
    expect(formatCsv([[text]]).replace(/^"/, '')).toMatch(/^'/);
  });

  it.each([
    'x;=1+1',
    'x\t@SUM(A1)',
    'two\n-1+1',
    'two\r\n+1',
    'x;"=1+1"',
    'two\n"=1&""',
    'x; =1+1',
  ])(
    'lets none run %j either, which splits cells elsewhere than at commas',
    text => {
      expect(formatCsv([[text]])).not.toMatch(/[;\t\n][" ]*[=+\-@]/);
    },
  );

  it('leaves numbers and truth values as they are', () => {
    expect(formatCsv([[-1.5, 0, true, false]])).toBe('-1.5,0,true,false\r\n');
  });
});
