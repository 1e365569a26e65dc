import { readFileSync } from 'node:fs';

console.log('reads');
readFileSync('/none/config.json', 'utf8');
