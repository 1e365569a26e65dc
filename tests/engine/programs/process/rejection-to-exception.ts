process.on('uncaughtException', (error, origin) => {
  console.log(error.name, error.message, (error as NodeJS.ErrnoException).code, origin);
});
void Promise.reject(new Error('an error'));
setTimeout(() => void Promise.reject('a word'), 40);
setTimeout(() => void Promise.reject(undefined), 80);
