const env = process.env;
env['TRUTH'] = true as never;
env['NOTHING'] = undefined as never;
env['NULL'] = null as never;
console.log(env['TRUTH'], env['NOTHING'], env['NULL'], typeof env['TRUTH']);
delete env['NULL'];
console.log('NULL' in env, Object.keys(env).includes('TRUTH'), { ...env }['TRUTH']);
try {
  env['OBJECT'] = Symbol('s') as never;
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
console.log(JSON.parse(JSON.stringify(env)).TRUTH);
