/** How the load generator judges an answer: as a suspicious client does. */
import type { Expectation } from '../contract.ts';
import type { FailureCode } from '../journal.ts';
import { at, type Variables } from './template.ts';

/** Failures in words. */
export const FAILURE_WORDS: Partial<Record<FailureCode, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EHOSTUNREACH: 'no route to host',
};

/** Compares an answer with what was expected of it; captures what later steps need. */
export function judge(
  status: number,
  answer: string,
  expect: Expectation | undefined,
  variables: Variables,
  render: (text: string) => string,
): { outcome: 'ok' | 'wrong' | 'failed'; why?: string } {
  const wanted = expect?.status;
  const statusOk =
    wanted === undefined
      ? status >= 200 && status < 400
      : typeof wanted === 'number'
        ? status === wanted
        : wanted.includes(status);
  if (!statusOk) return { outcome: status >= 500 ? 'failed' : 'wrong', why: `status ${status}` };
  if (expect?.includes !== undefined) {
    const text = render(expect.includes);
    if (!answer.includes(text))
      return { outcome: 'wrong', why: `the answer lacks ${JSON.stringify(text)}` };
  }
  if (!expect?.json && !expect?.capture) return { outcome: 'ok' };
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return { outcome: 'wrong', why: 'the answer is not JSON' };
  }
  for (const [path, expected] of Object.entries(expect.json ?? {})) {
    const found = at(value, path);
    const rendered = typeof expected === 'string' ? render(expected) : expected;
    const same =
      found === rendered ||
      (typeof expected === 'string' && typeof found === 'number' && String(found) === rendered);
    if (!same)
      return {
        outcome: 'wrong',
        why: `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(rendered)}`,
      };
  }
  for (const [name, path] of Object.entries(expect.capture ?? {})) {
    const found = at(value, path);
    if (typeof found !== 'string' && typeof found !== 'number') {
      return { outcome: 'wrong', why: `the answer has no ${path}` };
    }
    variables.set(name, String(found));
  }
  return { outcome: 'ok' };
}
