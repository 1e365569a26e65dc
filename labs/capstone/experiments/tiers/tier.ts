/**
 * A part that fails now and then (FAIL is the share of requests), in front of others: of NEXT it
 * asks one after the other until one answers. For measuring; no machine of the lab runs it.
 */
import { call, reply, serve } from './net.ts';

const FAIL = Number(process.env.FAIL ?? 0);
const NEXT = (process.env.NEXT ?? '').split(',').filter((name) => name !== '');

serve(async ({ trace }) => {
  if (Math.random() < FAIL) return reply(503);
  if (NEXT.length === 0) return reply(200);
  for (const name of NEXT) {
    const answer = await call(name, '/', { trace });
    if (answer.status === 200) return answer;
  }
  return reply(503);
});
