/** The shop's sales, and what it takes to read one: a millisecond of computing, without pause. */
import { block } from '../../machine.ts';

export interface Sale {
  readonly item: number;
  readonly quantity: number;
  readonly cents: number;
}

/** Sale no. `number` of a day, counted from 1. */
export function readSale(day: number, number: number): Sale {
  block(1);
  const mixed = (day * 7919 + number * 104_729) % 65_521;
  return { item: 1 + (mixed % 500), quantity: 1 + (mixed % 4), cents: 199 + (mixed % 7001) };
}
