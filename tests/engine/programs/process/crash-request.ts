import http from 'node:http';

http.get({ host: '127.0.0.1', port: 3 });
setTimeout(() => console.log('never'), 500);
