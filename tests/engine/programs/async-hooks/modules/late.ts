import { als } from './store.ts';

const at = als.getStore();
await null;
export const late = async (): Promise<string> => `${at} ${await Promise.resolve(als.getStore())}`;
// The last line is a comment, and the file ends in it