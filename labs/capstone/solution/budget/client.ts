/**
 * How a web server asks the database for a row. A second try is paid for from a budget, a copy that
 * fails is left alone for a while, and nobody asks a third time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { gauge } from '../../machine.ts';
import { call } from './net.ts';
import type { Reply } from './net.ts';

/** ms to wait for one copy: time for one query before this one. More would be too long in line. */
const PATIENCE = 450;

/** What a query pays into the budget; a second try takes 1 out. There is some to begin with. */
const SHARE = 0.1;
const MOST = 5;
let budget = 3;

/** A copy that failed so often in a row is left alone for so many ms. */
const FAILURES = 2;
const OPEN_MS = 1000;

/** What is known of each copy: the circuit breaker. */
interface Breaker {
  failures: number;
  openUntil: number;
}
const breakers = new Map<string, Breaker>();

function breakerOf(copy: string): Breaker {
  const breaker = breakers.get(copy) ?? { failures: 0, openUntil: 0 };
  breakers.set(copy, breaker);
  return breaker;
}

/** Queries that may be in progress at once from here; the next is turned away. */
const LIMIT = 2;
let inside = 0;

let asked = 0;
let tried = 0;

/** One try at one copy. */
async function ask(copy: string, path: string, trace: string): Promise<Reply> {
  tried += 1;
  gauge('tries', tried / asked);
  const breaker = breakerOf(copy);
  // One query may find out whether the copy is back: meanwhile it stays open for everybody else.
  if (breaker.failures >= FAILURES) breaker.openUntil = Date.now() + OPEN_MS;
  try {
    const answer = await call(copy, path, { trace, ms: PATIENCE });
    breaker.failures = 0;
    breaker.openUntil = 0;
    return answer;
  } catch (error) {
    breaker.failures += 1;
    if (breaker.failures >= FAILURES) breaker.openUntil = Date.now() + OPEN_MS;
    throw error;
  }
}

/** One copy, and perhaps the other. */
async function askOneOrTwo(copies: readonly string[], path: string, trace: string): Promise<Reply> {
  asked += 1;
  budget = Math.min(MOST, budget + SHARE);
  const closed = copies.filter((copy) => breakerOf(copy).openUntil <= Date.now());
  // When all of them fail, that is no dead copy but too much work. Then one is asked all the same.
  const [first = '', second] = closed.length > 0 ? closed : copies;
  try {
    return await ask(first, path, trace);
  } catch (error) {
    // If the other one fails too, there is too much to do for both, and one more try is more to do.
    if (second === undefined || breakerOf(second).failures > 0 || budget < 1) throw error;
    budget -= 1;
    // Not all at the same moment.
    await sleep(10 + 40 * Math.random());
    return ask(second, path, trace);
  }
}

/** @throws when no copy has answered, or too many wait already. */
export async function askCopies(
  copies: readonly string[],
  path: string,
  trace: string,
): Promise<Reply> {
  if (inside >= LIMIT) throw new Error('too many wait for the database');
  inside += 1;
  try {
    return await askOneOrTwo(copies, path, trace);
  } finally {
    inside -= 1;
  }
}
