// Every file of a program that uses it is followed, CommonJS too.
import { als } from './store.ts';
import { slow } from './slow.ts';
import quick from './quick.cjs';

await als.run('main', async () => {
  console.log(await slow());
  console.log(await quick(() => als.getStore()));
  const late = await import('./late.ts');
  console.log(await late.late(), als.getStore());
});
try {
  await als.run('crash', () => slow(true));
} catch (error) {
  console.log(/slow\.ts:(\d+)/.exec(error.stack)?.[1], als.getStore());
}
