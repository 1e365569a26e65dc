const handler = (): void => console.log('handled');
process.on('SIGUSR2', handler);
console.log(process.listenerCount('SIGUSR2'), process.eventNames().includes('SIGUSR2'));
process.off('SIGUSR2', handler);
console.log(process.listenerCount('SIGUSR2'));
process.once('SIGINT', (name, number) => console.log(name, number));
process.kill(process.pid, 'SIGINT');
setTimeout(() => console.log(process.listenerCount('SIGINT')), 60);
