process.on('warning', (warning: Error & { code?: string }) => {
  console.log(warning.name, warning.message, warning.code);
});
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning');
process.emitWarning('coded', { type: 'CustomWarning', code: 'W1', detail: 'more' });
process.emitWarning(new RangeError('an error'));
console.log('sync first');
