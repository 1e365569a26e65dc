/**
 * The failover: asks every database how it is, and when the primary has not answered three times
 * in a row makes the replica that has come farthest the new primary.
 */
import { gauge } from '../../machine.ts';

/** ms between two questions, ms to wait for an answer, and how many may go unanswered. */
const INTERVAL = 200;
const PATIENCE = 150;
const FALL = 3;

interface State {
  readonly url: string;
  readonly role: string;
  readonly epoch: number;
  readonly position: number;
}

const nodes = (process.env.NODES ?? '').split(',');
/** The latest reign that anybody has told of. */
let epoch = 1;
let missed = 0;
/** How far the primary had come when it last answered. */
let lastSeen = 0;

async function ask(url: string): Promise<State | undefined> {
  try {
    const answer = await fetch(`${url}/probe`, { signal: AbortSignal.timeout(PATIENCE) });
    return { ...((await answer.json()) as State), url };
  } catch {
    return undefined;
  }
}

async function watch(): Promise<void> {
  const answers = (await Promise.all(nodes.map(ask))).filter((each) => each !== undefined);
  epoch = Math.max(epoch, ...answers.map((each) => each.epoch));
  const leader = answers.find((each) => each.role === 'primary' && each.epoch === epoch);
  missed = leader === undefined ? missed + 1 : 0;
  if (leader !== undefined) lastSeen = leader.position;
  if (missed >= FALL) await promote(answers);
}

/** LOOK HERE, to see who is chosen, and what nobody can bring back. */
async function promote(candidates: readonly State[]): Promise<void> {
  const best = candidates.toSorted((a, b) => b.position - a.position)[0];
  if (best === undefined) return;
  missed = 0;
  epoch += 1;
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    await fetch(`${best.url}/promote/${epoch}`, { method: 'POST', signal });
  } catch {
    return; // It died as well; the next round finds another.
  }
  gauge('lost', Math.max(0, lastSeen - best.position));
  console.log(
    `promoted ${new URL(best.url).hostname} at ${best.position}; the old primary was at ${lastSeen}, or farther`,
  );
}

setInterval(() => void watch(), INTERVAL);
console.log(`watching ${nodes.map((url) => new URL(url).hostname).join(', ')}`);
