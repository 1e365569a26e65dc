/**
 * The pool as lanes: each is one connection and a chain of queries, one after the other. A query
 * joins the shortest.
 */
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

/** Three lanes on each of eight servers: 24 connections, well below the limit of 40. */
const LANES = 3;

interface Lane {
  connection?: Connection;
  /** Queries that stand in it, the running one included. */
  length: number;
  /** Settles when the last of them has ended. */
  last: Promise<unknown>;
}

const lanes: readonly Lane[] = Array.from({ length: LANES }, () => ({
  length: 0,
  last: Promise.resolve(),
}));

/**
 * Runs one query, in its lane.
 * @throws Error when no connection is to be had, or it broke.
 */
export function query(path: string, trace: string): Promise<unknown> {
  const lane = lanes.reduce((best, each) => (each.length < best.length ? each : best));
  lane.length += 1;
  const answer = lane.last
    .then(() => work(lane, path, trace))
    .finally(() => {
      lane.length -= 1;
    });
  lane.last = answer.catch(() => undefined);
  return answer;
}

async function work(lane: Lane, path: string, trace: string): Promise<unknown> {
  lane.connection ??= await connect();
  try {
    return await run(lane.connection, path, trace);
  } catch (error) {
    lane.connection = undefined;
    throw error;
  }
}

/** Opens every lane's connection before the first page asks for it. */
export async function fill(): Promise<void> {
  for (const lane of lanes) {
    lane.length += 1;
    const opened = connect().then((connection) => {
      lane.connection = connection;
    });
    lane.last = opened
      .catch(() => undefined)
      .finally(() => {
        lane.length -= 1;
      });
  }
  console.log(`${LANES} lanes`);
}
