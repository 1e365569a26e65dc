const log: string[] = [];
const gone = setTimeout(() => log.push('cleared?'), 5);
clearTimeout(gone);
clearTimeout(undefined);
let ticks = 0;
const interval = setInterval(() => {
  log.push(`tick ${++ticks}`);
  if (ticks === 3) clearInterval(interval);
}, 20);
const immediate = setImmediate(() => log.push('immediate cleared?'));
clearImmediate(immediate);
const later = setTimeout(() => log.push('refreshed'), 240);
setTimeout(() => later.refresh(), 160);
setTimeout(() => log.push('between'), 300);
const idle = setTimeout(() => console.log('keeps nobody alive'), 5000);
console.log(idle.hasRef(), idle.unref() === idle, idle.hasRef());
const number = Number(setTimeout(() => log.push('by number?'), 5));
clearTimeout(number);
try {
  setTimeout('text' as never, 1);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
}
process.on('exit', () => console.log(log.join(', ')));
