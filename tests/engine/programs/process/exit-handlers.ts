// What is thrown while a program ends, and an error at its top that is taken.
process.on('uncaughtException', (error) => console.log('taken:', error.message));
process.on('beforeExit', () => console.log('beforeExit'));
process.once('exit', (code) => console.log('exit', code));
throw new Error('at the top');
