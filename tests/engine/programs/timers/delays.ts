const log: string[] = [];
setTimeout(() => log.push('NaN'), Number.NaN);
setTimeout(() => log.push('negative'), -5);
setTimeout(() => log.push('text'), '40' as never);
setTimeout(() => log.push('none'));
setTimeout(() => log.push('fraction'), 1.9);
setTimeout(() => log.push('zero'), 0);
setTimeout(() => console.log(log), 120);
for (const bad of [undefined, 'code', null] as never[]) {
  try {
    setTimeout(bad, 1);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
  }
}
clearTimeout(undefined);
clearTimeout('no such timer');
clearInterval(null as never);
clearImmediate({} as never);
