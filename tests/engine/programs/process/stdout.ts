process.stdout.write('no line end');
process.stdout.write(', then one\n');
process.stdout.write(Buffer.from('bytes\n'));
process.stdout.write('68657820\n', 'hex');
process.stdout.write('\n', () => console.log('written'));
console.log(process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.writable);
console.log(process.stdout.isTTY ?? false);
