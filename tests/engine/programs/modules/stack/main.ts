import { fail } from './fail.ts';

interface Frame {
  file: string;
  line: string;
}
function frames(error: Error): Frame[] {
  return (error.stack ?? '')
    .split('\n')
    .slice(1)
    .map((line) => /([\w-]+\.ts):(\d+):\d+/.exec(line))
    .filter((match) => match !== null)
    .map(([, file = '', line = '']) => ({ file, line }));
}
try {
  fail('sync');
} catch (error) {
  console.log((error as Error).stack?.split('\n')[0], frames(error as Error));
}
await Promise.resolve()
  .then(() => fail('async'))
  .catch((error: Error) => console.log(frames(error)[0], frames(error).length > 1));
setTimeout(() => {
  console.log(frames(new Error('here'))[0]);
}, 1);
