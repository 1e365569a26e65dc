const timer = setTimeout(() => console.log('never'), 40);
timer[Symbol.dispose]();
const interval = setInterval(() => console.log('never'), 40);
interval[Symbol.dispose]();
const immediate = setImmediate(() => console.log('never'));
immediate[Symbol.dispose]();
console.log(timer.close() === timer);
setTimeout(() => console.log('end'), 120);
