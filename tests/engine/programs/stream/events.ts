// Modes and events of a readable stream.
import { Readable } from 'node:stream';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const paused = new Readable({ read() {} });
paused.on('readable', () => {
  for (let chunk = paused.read(3); chunk !== null; chunk = paused.read(3))
    console.log('readable', String(chunk));
});
paused.on('end', () => console.log('paused end'));
paused.on('close', () => console.log('paused close'));
paused.push('abcdefg');
await wait(40);
paused.push('hi');
paused.push(null);
await wait(40);
console.log(paused.readableEnded, paused.destroyed, paused.readableFlowing);

const flowing = new Readable({ read() {} });
flowing.setEncoding('utf8');
console.log(flowing.readableFlowing, flowing.isPaused());
flowing.on('data', (text) => console.log('data', JSON.stringify(text)));
console.log(flowing.readableFlowing);
flowing.push(Buffer.from([0xe2, 0x82]));
flowing.push(Buffer.from([0xac]));
await wait(40);
flowing.pause();
flowing.push('later');
await wait(40);
console.log('still', flowing.readableLength);
flowing.unshift('first');
flowing.resume();
await wait(40);
flowing.destroy(new Error('enough'));
flowing.on('error', (error) => console.log('error', error.message));
flowing.on('close', () => console.log('closed', flowing.errored?.message));
await wait(40);
console.log(flowing.readableAborted, flowing.closed);
