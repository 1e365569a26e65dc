/**
 * The auditor: adds up all accounts, again and again. Transfers move money, so the sum must stay
 * what it was on opening day.
 */
import { gauge } from '../../machine.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';
const EVERY = 100;

/** The last few sums. A transfer under way looks like missing money for a moment: take the least. */
const readings: number[] = [];
let said = 0;

async function count(): Promise<void> {
  const answer = await fetch(`${DB}/accounts`, { signal: AbortSignal.timeout(400) });
  const { opening, total } = (await answer.json()) as { opening: number; total: number };
  readings.push(opening - total);
  if (readings.length > 5) readings.shift();
  const missing = Math.min(...readings);
  gauge('missing', missing);
  if (missing !== said) console.log(`${missing} rupees missing`);
  said = missing;
}

console.log('counting');
setInterval(() => {
  count().catch(() => console.log('the database does not answer'));
}, EVERY);
