import { describe, expect, it } from 'vitest';
import { parseFenceMeta } from '../../../src/course/fence.ts';
import { formatNumber, typeset } from '../../../src/course/format.ts';
import { rolesIn } from '../../../src/course/parts.ts';
import { readingTime } from '../../../src/course/reading.ts';
import { scan, slugOf } from '../../../src/course/scan.ts';

describe('scan', () => {
  it('reads attributes of both quotes, over several lines, with their line', () => {
    const { uses } = scan(
      'one\n\n<Figure\n  title="a > b"\n  desc=\'c\'\n  moving\n>\n</Figure>\n<Lab />',
    );
    expect(uses).toEqual([
      { name: 'Figure', attributes: { title: 'a > b', desc: 'c' }, line: 3 },
      { name: 'Lab', attributes: {}, line: 9 },
    ]);
  });

  it('reads fences with what stands after their language', () => {
    expect(scan('a\n```ts file="lb.ts" from=3\nlet x;\n\nlet y;\n```\nb').fences).toEqual([
      { meta: 'file="lb.ts" from=3', text: 'let x;\n\nlet y;', line: 2 },
    ]);
  });

  it('takes no heading from a code block', () => {
    const { headings } = scan('## Who is `alive`?\n\n```sh\n## not this\n```\n\n### Then');
    expect(headings).toEqual([
      { depth: 2, slug: 'who-is-alive', line: 1 },
      { depth: 3, slug: 'then', line: 7 },
    ]);
  });

  it('makes ids as the page does', () => {
    expect(slugOf('Lab: the dead keep getting mail')).toBe('lab-the-dead-keep-getting-mail');
    expect(slugOf('The 2 a.m. report')).toBe('the-2-am-report');
  });
});

describe('readingTime', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

  it('counts words by section, and says when each begins', () => {
    const { minutes, startsAt } = readingTime(
      `## One\n\n${words(420)}\n\n## Two\n\n${words(210)}\n`,
    );
    expect(minutes).toBe(3);
    expect(startsAt).toEqual([0, 2]);
  });

  it('counts neither tags nor comments nor imports as words', () => {
    const noise = `import A from './a.astro';\n\n<Figure title="${words(300)}">\n</Figure>\n{/* ${words(300)} */}`;
    expect(readingTime(`## One\n\n${noise}\n`).minutes).toBe(1);
  });

  it('takes at least a minute', () => {
    expect(readingTime('').minutes).toBe(1);
  });
});

describe('parseFenceMeta', () => {
  it('reads everything a fence may say', () => {
    const meta = parseFenceMeta('file="lb.ts" role=balancer from=18 mark=20,23-25');
    expect(meta).toEqual({
      file: 'lb.ts',
      role: 'balancer',
      from: 18,
      mark: new Set([20, 23, 24, 25]),
    });
  });

  it('is empty where nothing is said', () => {
    expect(parseFenceMeta(undefined)).toEqual({ mark: new Set() });
  });

  it.each([
    ['filename=lb.ts', 'filename=lb.ts'],
    ['file', 'file'],
    ['role=mainframe', 'mainframe'],
    ['mark=0', 'start at 1'],
  ])('rejects %s', (meta, says) => {
    expect(() => parseFenceMeta(meta)).toThrow(says);
  });
});

describe('formatNumber', () => {
  it.each([
    [2398, undefined, '2,398'],
    [0.335, 'percent', '33.5%'],
    [1, 'percent', '100%'],
    [40.04, 'ms', '40\u00a0ms'],
    [1250, 'seconds', '1.3\u00a0s'],
    [37.4, 'times', '37\u00a0times'],
    [3.14, 'times', '3.1\u00a0times'],
    [12.34, 'one-decimal', '12.3'],
    [98.6, 'whole', '99'],
  ] as const)('%s as %s', (value, format, shown) => {
    expect(formatNumber(value, format)).toBe(shown);
  });
});

describe('rolesIn', () => {
  it('lists each role once, in the order of a request’s way', () => {
    const body = '<Part role="web">a</Part> <Part role="client">b</Part> <Part role="web">c</Part>';
    expect(rolesIn(body)).toEqual(['client', 'web']);
  });
});

describe('typeset', () => {
  it('turns typewriter quotes the right way', () => {
    expect(typeset(`HAProxy's "fall" ('n' in a row)`)).toBe('HAProxy’s “fall” (‘n’ in a row)');
  });
});
