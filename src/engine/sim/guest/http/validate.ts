/** Checks of what programs give, in Node's words. */
import { nodeError, received } from '../errors.ts';

/** `The "timeout" argument must be of type number. Received …`. */
export function invalidType(name: string, expected: string, value: unknown): Error {
  const what = name.includes('.') ? 'property' : 'argument';
  const words = `The "${name}" ${what} must be ${expected}. Received ${received(value)}`;
  return nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

export function invalidValue(name: string, value: unknown, why = 'is invalid'): Error {
  const what = name.includes('.') ? 'property' : 'argument';
  const shown = typeof value === 'string' ? `'${value}'` : String(value);
  const words = `The ${what} '${name}' ${why}. Received ${shown}`;
  return nodeError('ERR_INVALID_ARG_VALUE', words, TypeError);
}

export function outOfRange(name: string, range: string, value: unknown): Error {
  const shown = typeof value === 'bigint' ? `${value}n` : String(value);
  const words = `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`;
  return nodeError('ERR_OUT_OF_RANGE', words, RangeError);
}

/** A whole number of at least `min`. @throws as Node does */
export function checkInteger(
  value: unknown,
  name: string,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
): void {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

export function checkNumber(value: unknown, name: string, min: number): void {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
  if (!(value >= min)) throw outOfRange(name, `>= ${min}`, value);
}

export function checkBoolean(value: unknown, name: string): void {
  if (typeof value !== 'boolean') throw invalidType(name, 'of type boolean', value);
}

export function checkObject(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidType(name, 'of type object', value);
  }
}

const MAX_MS = 2 ** 31 - 1;

/** A number of ms that a timer can take. @throws for what is no number, or below zero */
export function timerDuration(ms: unknown, name: string): number {
  if (typeof ms !== 'number') throw invalidType(name, 'of type number', ms);
  if (ms < 0 || !Number.isFinite(ms)) {
    throw outOfRange(name, 'a non-negative finite number', ms);
  }
  return Math.min(ms, MAX_MS);
}
