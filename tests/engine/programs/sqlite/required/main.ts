// A database that a CommonJS module requires, and one that is imported later.
import store from './store.cjs';

console.log(store.add('a'), store.add('b'), store.all());
const { DatabaseSync } = await import('node:sqlite');
console.log(DatabaseSync === store.DatabaseSync, new DatabaseSync(':memory:').prepare('SELECT 1 AS x').get());
try {
  await import('sqlite');
} catch (error) {
  console.log(error.code);
}
