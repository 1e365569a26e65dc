/** Infrastructure as code: compares what runs with what is written down, and mends the difference. */
import { parse } from './counters.ts';

const INTERVAL = 1000;

export function reconcile(hosts: readonly string[], wanted: ReadonlyMap<number, string>): void {
  setInterval(() => {
    for (const host of hosts)
      compare(host, wanted).catch(() => console.log(`no answer from ${host}`));
  }, INTERVAL);
}

async function compare(host: string, wanted: ReadonlyMap<number, string>): Promise<void> {
  const answer = await fetch(`${host}/metrics`);
  for (const { name, labels } of parse(await answer.text())) {
    const build = wanted.get(Number(labels.instance));
    if (name !== 'build_info' || build === undefined || labels.build === build) continue;
    console.log(`instance ${labels.instance} runs ${labels.build}, and should run ${build}`);
    await fetch(`${host}/builds/${build}?instance=${labels.instance}`, { method: 'PUT' });
  }
}
