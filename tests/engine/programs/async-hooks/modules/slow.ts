import { als } from './store.ts';

export async function slow(fails = false): Promise<string | undefined> {
  await new Promise((resolve) => setTimeout(resolve, 1));

  if (fails) throw new Error('fails');
  return als.getStore();
}
