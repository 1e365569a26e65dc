/**
 * How a web server asks the database for a row. Each copy gets one query at a time from here, and
 * the line before it is short: whoever cannot be served soon hears so at once. No breaker: a copy
 * that has just failed is merely asked last.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { gauge } from '../../machine.ts';
import { call } from './net.ts';
import type { Reply } from './net.ts';

/** ms to wait for one copy: two servers may each have one query there. */
const PATIENCE = 450;

/** ms in line for a free copy, and how often to look. */
const IN_LINE = 150;
const LOOK = 10;

/** ms that a failure is held against a copy. */
const GRUDGE = 2000;

/** The share of the last so many queries that may have been asked twice. */
const WINDOW = 20;
const SHARE = 0.15;

const busy = new Set<string>();
const failedAt = new Map<string, number>();
const lately: boolean[] = [];

let asked = 0;
let tried = 0;

const suspect = (copy: string): boolean => Date.now() - (failedAt.get(copy) ?? -Infinity) < GRUDGE;

/** Waits until one of them is free; those without a failure first. */
async function freeOf(copies: readonly string[]): Promise<string> {
  const well = copies.filter((copy) => !suspect(copy));
  const wanted = well.length > 0 ? well : copies;
  for (let waited = 0; waited <= IN_LINE; waited += LOOK) {
    const free = wanted.find((copy) => !busy.has(copy));
    if (free !== undefined) return free;
    await sleep(LOOK);
  }
  throw new Error('every copy is busy');
}

async function ask(copies: readonly string[], path: string, trace: string): Promise<Reply> {
  const copy = await freeOf(copies);
  busy.add(copy);
  tried += 1;
  gauge('tries', tried / asked);
  try {
    return await call(copy, path, { trace, ms: PATIENCE });
  } catch (error) {
    failedAt.set(copy, Date.now());
    throw error;
  } finally {
    busy.delete(copy);
  }
}

/** @throws when no copy has answered. */
export async function askCopies(
  copies: readonly string[],
  path: string,
  trace: string,
): Promise<Reply> {
  asked += 1;
  lately.push(false);
  if (lately.length > WINDOW) lately.shift();
  try {
    return await ask(copies, path, trace);
  } catch (error) {
    if (lately.filter(Boolean).length >= SHARE * WINDOW) throw error;
    const others = copies.filter((copy) => !suspect(copy));
    // Busy is no failure: then both copies are well, and asking again would only add to the line.
    if (others.length !== 1) throw error;
    lately[lately.length - 1] = true;
    return ask(others, path, trace);
  }
}
