for (const [pid, signal] of [
  [process.pid, 'SIGNOPE'],
  ['x', 'SIGTERM'],
] as [never, string][]) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(name, code, message);
  }
}
console.log(process.kill(process.pid, 0));
