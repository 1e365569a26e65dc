console.log(typeof process.env['PORT'], process.env['NOT_THERE']);
process.env['NUMBER'] = 5 as never;
console.log(
  process.env['NUMBER'],
  'NUMBER' in process.env,
  delete process.env['NUMBER'],
  process.env['NUMBER'],
);
console.log(
  process.argv.length,
  process.argv[1]?.endsWith('environment.ts'),
  process.platform,
  typeof process.pid,
  process.argv0.length > 0,
);
console.log(
  /^v\d+\.\d+\.\d+$/.test(process.version),
  Number(process.versions.node.split('.')[0]) >= 22,
);
console.log(
  typeof process.memoryUsage().heapUsed,
  typeof process.memoryUsage.rss(),
  typeof process.cwd(),
  process.exitCode,
);
process.stdout.write('no line end, ');
process.stdout.write('then one\n');
process.stdout.write('two\nlines\n', () => console.log('written'));
