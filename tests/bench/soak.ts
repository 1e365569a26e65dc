/**
 * `npm run soak`: 1,000 kills and restarts of two machines over 30 simulated minutes at 200 requests
 * a second, and what is left behind. `npm run soak -- CYCLES MINUTES` for another length.
 */
import { chromium } from '@playwright/test';
import { getBrowser } from '../../scripts/browser.ts';
import { dist, ensureBuilt } from '../../scripts/build.ts';
import { serve } from '../../scripts/serve.ts';
import { kb, leaksOf, soakIn } from './soak-run.ts';

const [cycles = 1000, minutes = 30] = process.argv.slice(2).map(Number);

const built = await ensureBuilt();
if (!built.ok) {
  console.error(`${built.output}\nThe site did not build; there is nothing to soak.`);
  process.exit(1);
}
const site = await serve(dist, { port: 0 });
const { executablePath, env } = await getBrowser();
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
try {
  const page = await browser.newPage({ baseURL: site.url });
  page.setDefaultTimeout(0);
  await page.goto('/404.html');
  const began = performance.now();
  const soak = await soakIn(page, cycles, minutes);
  const { before, after, alone, counts } = soak;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${cycles} cycles over ${minutes} simulated minutes, in ${seconds} s`);
  console.log(`  answered ${counts.answered}, failed ${counts.failed}, starts ${counts.starts}`);
  console.log(`  page     ${kb(before.page)} before, ${kb(after.page)} after`);
  console.log(`  engine   ${kb(before.engine)} before, ${kb(after.engine)} after`);
  console.log(`  no session ${kb(alone.before)} before, ${kb(alone.after)} after`);
  console.log(`  Workers  ${before.workers} before, ${after.workers} after`);
  const leaks = leaksOf(soak);
  for (const leak of leaks) console.error(`Leak: ${leak}`);
  process.exitCode = leaks.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await site.close();
}
