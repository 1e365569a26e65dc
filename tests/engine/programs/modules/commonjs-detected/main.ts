// No import, no export: a file that requires is CommonJS, types and all.
const { double }: { double: (n: number) => number } = require('./double.ts');
const settings: Record<string, number> = require('./settings.json');
const sloppy = require('./sloppy.js');

console.log(require.main === module, module.id, double(settings['two']!), sloppy);
console.log(module.children.length, __filename.endsWith('main.ts'));
