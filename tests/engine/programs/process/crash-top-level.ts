console.log('line 1');
const answer: number = 41;
if (answer !== 42) {
  throw new TypeError(`expected 42, got ${answer}`);
}
console.log('never');
