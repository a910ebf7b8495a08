import { formatCsv } from './formatCsv';

describe('formatCsv', () => {
  it('ends each row with CRLF, and leaves undefined cells empty', () => {
    expect(
      formatCsv([
        ['name', 'head'],
        ['geth-0', undefined],
      ]),
    ).toBe('name,head\r\ngeth-0,\r\n');
  });

  it('quotes cells with commas, quotes or line breaks', () => {
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
  ])('escapes the formula %j', text => {
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
    'escapes %j, for spreadsheets that split cells at other characters',
    text => {
      expect(formatCsv([[text]])).not.toMatch(/[;\t\n][" ]*[=+\-@]/);
    },
  );

  it('keeps numbers and booleans', () => {
    expect(formatCsv([[-1.5, 0, true, false]])).toBe('-1.5,0,true,false\r\n');
  });
});
