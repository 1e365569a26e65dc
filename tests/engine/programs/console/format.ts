console.log('%s|%s|%s|%s', 'text', 5, { a: { b: { c: 1 } } }, [1, [2]], 'extra', { x: 1 });
console.log('%d %d %d %i %f', '42', 1.5, {}, 3.99, '2.5px');
console.log('%j %o', { a: [1] }, [1, { b: 2 }]);
console.log('%O', { deep: { deep: { deep: { deep: {} } } } });
console.log('100%', 50, '%%', '%c styled', 'color: red');
console.log('%s', null, undefined, Symbol('a'), -0, 12345678901234567890n, () => 1);
console.log(
  '%s',
  new Date(0),
  new (class Foo {
    toString(): string {
      return 'own';
    }
  })(),
);
console.log();
console.log('a\nb', ['a\nb'], '\u001b[31mred\u001b[0m');
console.info('info');
console.debug('debug');
console.error('to stderr');
console.warn('warned %s', 'too');
console.group('group');
console.log('inside\ntwo lines');
console.group();
console.log({ a: 1, b: [1, 2] });
console.groupEnd();
console.groupEnd();
console.log('outside');
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.assert(1 === 1, 'fine');
console.assert(false, 'not %s', 'fine');
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
]);
console.table([1, 'two']);
const { log } = console;
log('taken off its object');
[1, 2].forEach(console.log);
