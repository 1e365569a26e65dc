/** The map: which shards there are, and from which list rows are still moving. Outlives the router. */
import { cpu } from '../../machine.ts';
import type { Places } from './moving.ts';
import { serve } from './serve.ts';

let places: Places = {
  shards: (process.env.SHARDS ?? 'shard-0 shard-1 shard-2 shard-3').split(' '),
};

serve(async (method, _url, body) => {
  await cpu(1);
  if (method === 'PUT') places = JSON.parse(body) as Places;
  return { status: 200, json: places };
}, 'up');
